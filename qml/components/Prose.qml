// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// Several lines of text. Tab moves on, as everywhere.
TextArea {
    id: root

    required property string name

    leftPadding: 10
    rightPadding: 10
    topPadding: 7
    bottomPadding: 7
    wrapMode: TextEdit.Wrap
    color: Theme.text
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.onAccent
    selectByMouse: true
    implicitHeight: Math.max(Math.ceil(root.font.pixelSize * 4.6), root.contentHeight + 16)
    KeyNavigation.priority: KeyNavigation.BeforeItem
    Keys.onTabPressed: root.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onBacktabPressed: root.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
    Accessible.role: Accessible.EditableText
    Accessible.name: root.name
    Accessible.multiLine: true

    background: Rectangle {
        radius: 6
        color: Theme.field
        border.width: root.activeFocus ? 2 : 1
        border.color: root.activeFocus ? Theme.accent : Theme.outline
    }
}
