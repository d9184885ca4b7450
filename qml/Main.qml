// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Actions
import Stormglass.Canvas
import Stormglass.Exporting
import Stormglass.Files
import Stormglass.Inspector
import Stormglass.Lab
import Stormglass.Ui
import Stormglass.Workspace

// The window: bars around, the board in the middle. The board keeps at least 60 % of the height.
ApplicationWindow {
    id: root

    required property Workspace workspace
    required property DocumentFiles files
    required property BoardViewModel board
    required property LoadLab lab
    required property InspectorForm inspector
    required property BoardExporter exporter

    readonly property WindowSettings settings: root.workspace.settings
    readonly property real mostBelow: root.height * 0.4 - (root.header as Item).height

    width: 1440
    height: 900
    minimumWidth: 640
    minimumHeight: 420
    visible: true
    title: qsTr("%1 — Stormglass").arg(root.files.windowTitle)
    onActiveChanged: {
        if (root.active) {
            root.files.lookAtDisk();
        }
    }
    onClosing: close => close.accepted = root.files.mayClose()
    color: Theme.board
    font.family: Theme.fontFamily
    font.pixelSize: 13

    Binding {
        target: Theme
        property: "dark"
        value: root.settings.dark
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
    ExportDialog {
        exporter: root.exporter
    }

    FileDialogs {
        id: fileDialogs

        files: root.files
        onCloseAllowed: root.close()
    }

    header: TopBar {
        workspace: root.workspace
        files: root.files
        lab: root.lab
    }

    Item {
        anchors.fill: parent

        Rail {
            id: rail

            height: parent.height
            board: root.board
            target: boardView
        }
        BoardView {
            id: boardView

            anchors.left: rail.right
            anchors.right: side.left
            anchors.top: documentBar.visible ? documentBar.bottom : parent.top
            anchors.bottom: below.top
            workspace: root.workspace
            board: root.board
            focus: true
        }
        DocumentBar {
            id: documentBar

            anchors.left: rail.right
            anchors.right: side.left
            anchors.top: parent.top
            files: root.files
            onCompareWanted: fileDialogs.compare()
        }
        NoticeBar {
            anchors.horizontalCenter: boardView.horizontalCenter
            anchors.bottom: below.top
            anchors.bottomMargin: 16
            workspace: root.workspace
        }
        Column {
            id: below

            anchors.left: rail.right
            anchors.right: side.left
            anchors.bottom: parent.bottom

            LabPanel {
                id: labPanel

                readonly property bool isOpen: root.settings.labOpen
                readonly property real most: root.mostBelow - (strip.visible ? strip.height : 0) - (hints.visible ? hints.height : 0)

                visible: root.lab.loadMode
                width: parent.width
                height: labPanel.isOpen ? Math.max(49, Math.min(root.settings.labHeight, labPanel.most)) : 49
                workspace: root.workspace
                lab: root.lab

                Splitter {
                    anchors.verticalCenter: parent.top
                    width: parent.width
                    upright: false
                    visible: labPanel.isOpen
                    name: qsTr("Height of the lab")
                    onGrown: by => root.settings.labHeight = Math.round(Math.max(110, Math.min(labPanel.most, labPanel.height + by)))
                }
            }
            ProblemsStrip {
                id: strip

                width: parent.width
                visible: !root.lab.loadMode || !root.settings.labOpen
                lab: root.lab
            }
            HintLine {
                id: hints

                width: parent.width
                visible: !root.lab.loadMode || !root.settings.labOpen
                board: root.board
            }
        }
        SidePanel {
            id: side

            readonly property real most: Math.max(260, root.width * 0.45)

            anchors.right: parent.right
            height: parent.height
            width: root.settings.inspectorOpen ? Math.max(260, Math.min(root.settings.inspectorWidth, side.most)) : 0
            visible: root.settings.inspectorOpen
            workspace: root.workspace
            lab: root.lab
            form: root.inspector

            Splitter {
                anchors.horizontalCenter: parent.left
                height: parent.height
                name: qsTr("Width of the inspector")
                onGrown: by => root.settings.inspectorWidth = Math.round(Math.max(260, Math.min(side.most, side.width + by)))
            }
        }
    }
}
