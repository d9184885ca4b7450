// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Canvas
import Stormglass.Workspace

// The whole board, small, with a frame around what is seen: drag it to look elsewhere.
Rectangle {
    id: root

    required property BoardViewModel board

    width: 176
    height: 112
    radius: 8
    color: Theme.chrome
    border.color: Theme.outline
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Minimap")

    MinimapSurface {
        id: surface

        anchors.fill: parent
        anchors.margins: 6
        board: root.board
    }
    MouseArea {
        anchors.fill: surface
        cursorShape: Qt.PointingHandCursor
        onPressed: mouse => surface.lookAt(Qt.point(mouse.x, mouse.y))
        onPositionChanged: mouse => surface.lookAt(Qt.point(mouse.x, mouse.y))
        onWheel: wheel => root.board.pinch(Math.pow(1.002, wheel.angleDelta.y), Qt.point(root.board.viewSize.width / 2, root.board.viewSize.height / 2), Qt.point(0, 0))
    }
}
