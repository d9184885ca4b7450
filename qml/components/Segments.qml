// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Workspace

// One of few, side by side: the mode switch, the level switch. Left and right move between them.
Rectangle {
    id: root

    required property list<string> names
    required property int current
    required property string title
    property bool raised: false
    property real segmentPadding: 18

    signal chosen(int index)

    implicitWidth: row.implicitWidth + 6
    implicitHeight: row.implicitHeight + 6
    radius: 8
    color: root.raised ? Theme.chrome : Theme.field
    border.width: root.raised ? 1 : 0
    border.color: Theme.line
    Accessible.role: Accessible.PageTabList
    Accessible.name: root.title

    RowLayout {
        id: row

        anchors.centerIn: parent
        spacing: 0

        Repeater {
            id: repeater

            model: root.names

            delegate: AbstractButton {
                id: segment

                required property int index
                required property string modelData
                readonly property bool isCurrent: segment.index === root.current

                text: segment.modelData
                padding: 6
                leftPadding: root.segmentPadding
                rightPadding: root.segmentPadding
                focusPolicy: Qt.StrongFocus
                font.weight: segment.isCurrent ? Font.DemiBold : Font.Medium
                Layout.minimumWidth: metrics.advanceWidth + 2 * root.segmentPadding
                Accessible.role: Accessible.PageTab
                Accessible.name: segment.text
                Accessible.selected: segment.isCurrent
                Accessible.onPressAction: root.chosen(segment.index)
                onClicked: root.chosen(segment.index)
                Keys.onRightPressed: segment.step(1)
                Keys.onLeftPressed: segment.step(-1)

                function step(by: int) {
                    const next = Math.max(0, Math.min(root.names.length - 1, segment.index + by));
                    root.chosen(next);
                    (repeater.itemAt(next) as Item).forceActiveFocus(Qt.TabFocusReason);
                }

                TextMetrics {
                    id: metrics

                    font.family: segment.font.family
                    font.pixelSize: segment.font.pixelSize
                    font.weight: Font.DemiBold
                    text: segment.text
                }

                contentItem: Text {
                    text: segment.text
                    font: segment.font
                    color: segment.isCurrent ? Theme.text : Theme.muted
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
                background: Rectangle {
                    radius: 6
                    color: segment.isCurrent ? (root.raised ? Theme.accentSoft : Theme.chrome) : "transparent"
                    border.width: segment.isCurrent && !root.raised ? 1 : 0
                    border.color: Theme.outline

                    FocusRing {
                        shown: segment.visualFocus
                        gap: 1
                    }
                }
            }
        }
    }
}
