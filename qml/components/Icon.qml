// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Shapes

// A line icon of the window, drawn on a grid of 20 units and scaled to `size`.
Item {
    id: root

    required property string name
    property color color: "black"
    property real size: 18
    readonly property var paths: ({
            "undo": "M7 4 L3 8 L7 12 M3 8 H12 A5 5 0 0 1 12 17 H9",
            "redo": "M13 4 L17 8 L13 12 M17 8 H8 A5 5 0 0 0 8 17 H11",
            "plus": "M10 4 V16 M4 10 H16",
            "minus": "M4 10 H16",
            "close": "M5 5 L15 15 M15 5 L5 15",
            "down": "M5 8 L10 13 L15 8",
            "up": "M5 12 L10 7 L15 12",
            "right": "M8 5 L13 10 L8 15",
            "left": "M12 5 L7 10 L12 15",
            "play": "M6 4 L16 10 L6 16 Z",
            "stop": "M5 5 H15 V15 H5 Z",
            "asterisk": "M10 4 V16 M4.8 7 L15.2 13 M4.8 13 L15.2 7",
            "circle": "M10 5 A5 5 0 0 1 10 15 A5 5 0 0 1 10 5",
            "search": "M9 4 A5 5 0 0 1 9 14 A5 5 0 0 1 9 4 M12.7 12.7 L17 17",
            "more": "M4 10 H4.1 M10 10 H10.1 M16 10 H16.1",
            "glass": "M6 2 H14 V15 A3 3 0 0 1 11 18 H9 A3 3 0 0 1 6 15 Z M6 11 C8 9 12 13 14 10"
        })

    implicitWidth: root.size
    implicitHeight: root.size

    Shape {
        anchors.centerIn: parent
        width: 20
        height: 20
        scale: root.size / 20

        ShapePath {
            strokeColor: root.color
            strokeWidth: 1.7
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: root.paths[root.name]
            }
        }
    }
}
