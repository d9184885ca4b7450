// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Workspace

// Looks like a search field and opens the command palette.
AbstractButton {
    id: root

    required property Workspace workspace
    property bool isSmall: false

    text: qsTr("Search or run a command")
    implicitWidth: keys.implicitWidth + (root.isSmall ? 46 : label.implicitWidth + 60)
    implicitHeight: Math.ceil(root.font.pixelSize * 2.5)
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    onClicked: root.workspace.actions.find("view.palette").trigger()

    contentItem: Item {
        Icon {
            x: 10
            anchors.verticalCenter: parent.verticalCenter
            visible: root.isSmall
            name: "search"
            size: 15
            color: Theme.muted
        }
        Text {
            id: label

            x: 14
            visible: !root.isSmall
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: Theme.muted
            font: root.font
        }
        Text {
            id: keys

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: root.workspace.actions.find("view.palette").shortcutText
            color: Theme.muted
            font: root.font
        }
    }
    background: Rectangle {
        radius: 7
        color: Theme.field
        border.color: root.hovered ? Theme.outline : Theme.line

        FocusRing {
            shown: root.visualFocus
        }
    }
}
