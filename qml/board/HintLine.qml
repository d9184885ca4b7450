// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Canvas
import Stormglass.Workspace

// One line at the foot: what can be done right now.
Rectangle {
    id: root

    required property BoardViewModel board

    implicitHeight: words.implicitHeight + 12
    color: Theme.chrome

    Text {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: 16
        width: parent.width - 32
        text: root.board.hint
        color: Theme.muted
        font.family: Theme.fontFamily
        font.pixelSize: 12
        elide: Text.ElideRight
        Accessible.role: Accessible.StaticText
        Accessible.name: words.text
    }
}
