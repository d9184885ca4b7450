// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Files
import Stormglass.Workspace

// Beside the title: how the board is kept, as a dot and a word.
Row {
    id: root

    required property DocumentFiles files
    property bool isShort: false
    readonly property string words: root.files.busy ? root.files.busyText : root.files.stateText

    spacing: 6
    visible: root.words !== ""
    Accessible.role: Accessible.StatusBar
    Accessible.name: root.words

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: 7
        height: 7
        radius: 3.5
        color: root.files.state === DocumentFiles.Failed ? Theme.bad : root.files.state === DocumentFiles.Stored ? Theme.good : Theme.warning
    }
    Text {
        anchors.verticalCenter: parent.verticalCenter
        visible: !root.isShort || root.files.state !== DocumentFiles.Stored
        text: root.words
        color: root.files.state === DocumentFiles.Failed ? Theme.bad : Theme.muted
    }
}
