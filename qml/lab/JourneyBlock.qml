// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Workspace

// A journey's times. A click breaks down where its slowest spend theirs.
AbstractButton {
    id: root

    required property string label
    required property string ends
    required property string mean
    required property string p50
    required property string p90
    required property string p99
    required property string note
    required property bool isChosen

    text: qsTr("%1: mean %2, p50 %3, p90 %4, p99 %5").arg(root.label).arg(root.mean).arg(root.p50).arg(root.p90).arg(root.p99)
    implicitHeight: body.implicitHeight + 16
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.selected: root.isChosen
    Accessible.onPressAction: root.clicked()

    contentItem: Item {
        Column {
            id: body

            x: 10
            y: 8
            width: parent.width - 20
            spacing: 4

            Text {
                width: parent.width
                text: root.label
                color: Theme.text
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
            }
            Text {
                width: parent.width
                visible: root.ends !== root.label
                text: root.ends
                color: Theme.muted
                font.pixelSize: 12
                wrapMode: Text.Wrap
            }
            Repeater {
                model: [[qsTr("mean"), root.mean], [qsTr("p50"), root.p50], [qsTr("p90"), root.p90], [qsTr("p99"), root.p99]]

                delegate: FigureLine {
                    required property var modelData

                    width: body.width
                    label: modelData[0]
                    figure: modelData[1]
                }
            }
            Text {
                width: parent.width
                visible: root.note !== ""
                text: root.note
                color: Theme.muted
                font.pixelSize: 12
                wrapMode: Text.Wrap
            }
        }
    }
    background: Rectangle {
        radius: 6
        color: root.isChosen ? Theme.accentSoft : Theme.field
        border.color: root.isChosen ? Theme.accent : root.hovered ? Theme.outline : Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }
}
