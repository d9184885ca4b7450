// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Actions
import Stormglass.Canvas
import Stormglass.Ui
import Stormglass.Workspace

// The window: bars around, the board in the middle.
ApplicationWindow {
    id: root

    required property Workspace workspace
    required property BoardViewModel board

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
    footer: HintLine {
        board: root.board
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rail {
            board: root.board
            target: boardView
            Layout.fillHeight: true
        }
        BoardView {
            id: boardView

            workspace: root.workspace
            board: root.board
            focus: true
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
