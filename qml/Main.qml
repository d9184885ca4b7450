// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Actions
import Stormglass.Workspace

// The window: bars around, the board in the middle.
ApplicationWindow {
    id: root

    required property Workspace workspace

    width: 1440
    height: 900
    minimumWidth: 960
    minimumHeight: 600
    visible: true
    title: qsTr("%1 — Stormglass").arg(root.workspace.session.title)
    color: Theme.board
    font.family: Theme.fontFamily
    font.pixelSize: 13

    Binding {
        target: Theme
        property: "dark"
        value: root.workspace.settings.dark
    }
    Connections {
        target: root.workspace

        function onQuitRequested() {
            root.close();
        }
    }
    Instantiator {
        model: root.workspace.actions.entries

        delegate: Shortcut {
            required property BoardAction modelData

            sequences: modelData.sequences
            enabled: modelData.enabled
            onActivated: modelData.trigger()
        }
    }
    PalettePopup {
        workspace: root.workspace
    }

    header: TopBar {
        workspace: root.workspace
    }
}
