// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// The edge of a panel: dragged, or moved with the arrow keys, it tells by how much the panel is to grow.
Item {
    id: root

    required property string name
    property bool upright: true // between left and right

    signal grown(real by)
    signal released

    implicitWidth: 7
    implicitHeight: 7
    activeFocusOnTab: true
    Accessible.role: Accessible.Splitter
    Accessible.name: root.name
    Accessible.focusable: true
    Keys.onLeftPressed: event => root.step(event, root.upright ? 24 : 0)
    Keys.onRightPressed: event => root.step(event, root.upright ? -24 : 0)
    Keys.onUpPressed: event => root.step(event, root.upright ? 0 : 24)
    Keys.onDownPressed: event => root.step(event, root.upright ? 0 : -24)

    function step(event: KeyEvent, by: real) {
        event.accepted = by !== 0;
        if (event.accepted) {
            root.grown(by);
            root.released();
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: root.upright ? (mark.strong ? 3 : 1) : root.width
        height: root.upright ? root.height : (mark.strong ? 3 : 1)
        color: mark.strong ? Theme.accent : Theme.line
    }
    HoverHandler {
        id: mark

        readonly property bool strong: mark.hovered || drag.active || root.activeFocus

        cursorShape: root.upright ? Qt.SplitHCursor : Qt.SplitVCursor
    }
    DragHandler {
        id: drag

        property point last

        target: null
        dragThreshold: 0
        onActiveChanged: {
            drag.last = drag.centroid.scenePosition;
            if (!drag.active) {
                root.released();
            }
        }
        onCentroidChanged: {
            if (drag.active) {
                const at = drag.centroid.scenePosition;
                root.grown(root.upright ? drag.last.x - at.x : drag.last.y - at.y);
                drag.last = at;
            }
        }
    }
}
