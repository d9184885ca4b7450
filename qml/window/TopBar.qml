// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Files
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// The bar at the top: menus, title and what is stored, undo and redo, the mode, the palette, and the main button.
Rectangle {
    id: root

    required property Workspace workspace
    required property DocumentFiles files
    required property LoadLab lab
    readonly property bool isNarrow: root.width < 1200

    implicitHeight: 52
    color: Theme.chrome

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 16
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
            Layout.maximumWidth: root.isNarrow ? 130 : 240
            Layout.leftMargin: 8
        }
        StoredMark {
            files: root.files
            isShort: root.isNarrow
        }
        ActionIconButton {
            iconName: "undo"
            boardAction: root.workspace.actions.find("edit.undo")
            Layout.leftMargin: 4
        }
        ActionIconButton {
            iconName: "redo"
            boardAction: root.workspace.actions.find("edit.redo")
        }
        Item {
            Layout.fillWidth: true
        }
        ModeSwitch {
            lab: root.lab
        }
        Item {
            Layout.fillWidth: true
        }
        PaletteOpener {
            workspace: root.workspace
            isSmall: root.width < 1320
        }
        ExportButton {
            workspace: root.workspace
        }
        RunButton {
            workspace: root.workspace
            lab: root.lab
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width * root.lab.run.progress
        height: 2
        visible: root.lab.run.running
        color: Theme.accent
    }
    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
