// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// Words that appear where the pointer rests.
ToolTip {
    id: root

    required property bool shown
    required property string words

    visible: root.shown && root.words !== ""
    delay: 400
    text: root.words

    contentItem: Text {
        text: root.words
        color: Theme.text
        font.family: Theme.fontFamily
        font.pixelSize: 12
        wrapMode: Text.Wrap
    }
    background: Rectangle {
        radius: 6
        color: Theme.chrome
        border.color: Theme.outline
    }
}
