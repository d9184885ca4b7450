// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Workspace

// The bar at the top: menus, title and what is stored, undo and redo, the palette.
Rectangle {
    id: root

    required property Workspace workspace

    implicitHeight: 52
    color: Theme.chrome

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 18
        anchors.rightMargin: 16
        spacing: 8

        Icon {
            name: "glass"
            size: 26
            color: Theme.accent
        }
        MainMenus {
            registry: root.workspace.actions
        }
        Text {
            text: root.workspace.session.title
            color: Theme.text
            font.weight: Font.DemiBold
            elide: Text.ElideRight
            Layout.maximumWidth: 220
            Layout.leftMargin: 12
        }
        ActionIconButton {
            iconName: "undo"
            boardAction: root.workspace.actions.find("edit.undo")
            Layout.leftMargin: 8
        }
        ActionIconButton {
            iconName: "redo"
            boardAction: root.workspace.actions.find("edit.redo")
        }
        Item {
            Layout.fillWidth: true
        }
        PaletteOpener {
            workspace: root.workspace
        }
    }
    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
