// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// What comes in and what goes out; a click selects what lies between.
AbstractButton {
    id: root

    required property RowBase row
    required property InspectorForm form
    readonly property bool isPair: root.row.text !== ""

    text: root.isPair ? qsTr("%1, then %2").arg(root.row.label).arg(root.row.text) : root.row.label
    implicitHeight: Math.max(pair.implicitHeight + 14, Math.ceil(root.font.pixelSize * 2.3))
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    onClicked: root.form.follow(root.row.key)

    contentItem: Item {
        Row {
            id: pair

            x: 8
            anchors.verticalCenter: parent.verticalCenter
            spacing: 7

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.row.swatch.a > 0
                width: 13
                height: 13
                radius: 2
                color: root.row.swatch
            }
            Text {
                id: first

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, root.isPair ? root.width * 0.42 : root.width - 100)
                text: root.row.label
                color: Theme.text
                font: root.font
                wrapMode: Text.Wrap
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.isPair
                text: "→"
                color: Theme.muted
                font: root.font
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.isPair && root.row.secondSwatch.a > 0
                width: 13
                height: 13
                radius: 2
                color: root.row.secondSwatch
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.isPair
                width: Math.min(implicitWidth, root.width * 0.34)
                text: root.row.text
                color: Theme.text
                font: root.font
                wrapMode: Text.Wrap
            }
        }
        Text {
            anchors.right: parent.right
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.isPair
            text: root.row.note
            color: Theme.muted
            font.pixelSize: 12
        }
    }
    background: Rectangle {
        radius: 6
        color: Theme.field
        border.color: root.hovered ? Theme.outline : Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }
}
