// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// The board with everything that floats over it: the surfaces, the text that is being written, menus, zoom, level,
// minimap, and what an empty or lost view offers.
FocusScope {
    id: root

    required property Workspace workspace
    required property BoardViewModel board

    clip: true

    Rectangle {
        anchors.fill: parent
        color: Theme.board
    }
    BoardSurface {
        anchors.fill: parent
        board: root.board
    }
    OverlaySurface {
        board: root.board
    }
    MovingSurface {
        board: root.board
    }
    BoardItem {
        id: input

        anchors.fill: parent
        board: root.board
        focus: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Board")

        PinchHandler {
            id: pinch

            property real last: 1
            property point lastAt

            target: null
            onActiveChanged: {
                pinch.last = 1;
                pinch.lastAt = pinch.centroid.position;
            }
            onUpdated: {
                const at = pinch.centroid.position;
                root.board.pinch(pinch.activeScale / pinch.last, at, Qt.point(at.x - pinch.lastAt.x, at.y - pinch.lastAt.y));
                pinch.last = pinch.activeScale;
                pinch.lastAt = at;
            }
        }
    }
    NoteEditor {
        text: root.board.text
    }
    HandNote {
        board: root.board
    }
    LevelSwitch {
        board: root.board
        segmentPadding: root.width < 340 ? 5 : 14
        visible: root.width > width + 20
        x: 16
        y: 14
    }
    EmptyOffer {
        anchors.centerIn: parent
        visible: root.board.empty && !root.board.text.open && root.board.armedKind === ""
        workspace: root.workspace
        board: root.board
    }
    PushButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: 60
        visible: root.board.lost
        text: qsTr("Back to the notes")
        onClicked: root.workspace.actions.find("view.fit").trigger()
    }
    ZoomBar {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: 16
        workspace: root.workspace
        board: root.board
    }
    Minimap {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 16
        visible: root.workspace.settings.minimapOpen && !root.board.empty && root.width > 560 && root.height > 560
        board: root.board
    }
    BoardMenu {
        id: menu

        workspace: root.workspace
        board: root.board
    }
    NextMenu {
        id: next

        board: root.board
    }
    Connections {
        target: root.board

        function onMenuWanted(at: point) {
            menu.popup(at.x, at.y);
        }
        function onNextWanted(at: point) {
            next.popup(at.x, at.y);
        }
    }
}
