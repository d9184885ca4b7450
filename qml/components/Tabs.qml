// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// Pages of a panel by their titles, the current one underlined. Left and right move between them.
Item {
    id: root

    required property list<string> names
    required property int current
    required property string title

    signal chosen(int index)

    implicitHeight: row.implicitHeight
    implicitWidth: row.implicitWidth
    Accessible.role: Accessible.PageTabList
    Accessible.name: root.title

    Row {
        id: row

        spacing: 18

        Repeater {
            id: repeater

            model: root.names

            delegate: AbstractButton {
                id: tab

                required property int index
                required property string modelData
                readonly property bool isCurrent: tab.index === root.current

                text: tab.modelData
                topPadding: 8
                bottomPadding: 9
                focusPolicy: Qt.StrongFocus
                font.weight: tab.isCurrent ? Font.DemiBold : Font.Normal
                Accessible.role: Accessible.PageTab
                Accessible.name: tab.text
                Accessible.selected: tab.isCurrent
                Accessible.onPressAction: root.chosen(tab.index)
                onClicked: root.chosen(tab.index)
                Keys.onRightPressed: tab.step(1)
                Keys.onLeftPressed: tab.step(-1)

                function step(by: int) {
                    const next = Math.max(0, Math.min(root.names.length - 1, tab.index + by));
                    root.chosen(next);
                    (repeater.itemAt(next) as Item).forceActiveFocus(Qt.TabFocusReason);
                }

                contentItem: Text {
                    text: tab.text
                    font: tab.font
                    color: tab.isCurrent ? Theme.text : Theme.muted
                }
                background: Item {
                    Rectangle {
                        anchors.bottom: parent.bottom
                        width: parent.width
                        height: 2
                        color: Theme.accent
                        visible: tab.isCurrent
                    }
                    FocusRing {
                        shown: tab.visualFocus
                        gap: 3
                    }
                }
            }
        }
    }
    Rule {
        anchors.bottom: parent.bottom
        width: root.width
        z: -1
    }
}
