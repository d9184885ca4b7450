// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// A line of text. `name` is what a screen reader says; the label that is seen stands beside it.
TextField {
    id: root

    required property string name
    property bool wrong: false

    implicitHeight: Math.ceil(root.font.pixelSize * 2.3)
    leftPadding: 10
    rightPadding: 10
    color: Theme.text
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.onAccent
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: root.name

    background: Rectangle {
        radius: 6
        color: Theme.field
        border.width: root.activeFocus ? 2 : 1
        border.color: root.wrong ? Theme.bad : root.activeFocus ? Theme.accent : Theme.outline
    }
}
