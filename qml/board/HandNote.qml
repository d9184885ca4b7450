// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Canvas
import Stormglass.Workspace

// A word beside the pointer: why an arrow is odd, what becomes of a joint.
Rectangle {
    id: root

    required property BoardViewModel board

    visible: root.board.handNote !== ""
    x: Math.max(4, Math.min(root.board.handAt.x + 16, root.parent.width - root.width - 4))
    y: Math.max(4, Math.min(root.board.handAt.y + 18, root.parent.height - root.height - 4))
    width: Math.min(words.implicitWidth, 320) + 16
    height: words.height + 10
    radius: 6
    color: Theme.chrome
    border.color: Theme.outline

    Text {
        id: words

        x: 8
        y: 5
        width: Math.min(words.implicitWidth, 320)
        text: root.board.handNote
        color: Theme.text
        font.family: Theme.fontFamily
        font.pixelSize: 12
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
        Accessible.name: words.text
    }
}
