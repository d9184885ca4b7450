// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Actions
import Stormglass.Workspace

// A menu entry: mark, label and key of an action; a line above it where a group begins.
MenuItem {
    id: root

    required property BoardAction boardAction
    readonly property real lineSpace: root.boardAction.startsGroup ? 9 : 0

    text: root.boardAction.label
    enabled: root.boardAction.enabled
    implicitWidth: label.implicitWidth + keys.implicitWidth + 76
    implicitHeight: Math.ceil(root.font.pixelSize * 2.1) + root.lineSpace
    topPadding: root.lineSpace
    Accessible.role: Accessible.MenuItem
    Accessible.name: root.text
    Accessible.checkable: root.boardAction.checkable
    Accessible.checked: root.boardAction.checked
    Accessible.onPressAction: root.triggered()
    onTriggered: root.boardAction.trigger()

    arrow: null
    indicator: null
    contentItem: Item {
        opacity: root.enabled ? 1 : 0.45

        Text {
            anchors.verticalCenter: parent.verticalCenter
            x: 4
            text: root.boardAction.checked ? "✓" : ""
            color: Theme.text
            font: root.font
        }
        Text {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            x: 24
            text: root.text
            color: Theme.text
            font: root.font
        }
        Text {
            id: keys

            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
            anchors.rightMargin: 8
            text: root.boardAction.shortcutText
            color: Theme.muted
            font: root.font
        }
    }
    background: Rectangle {
        color: root.highlighted ? Theme.accentSoft : "transparent"
        anchors.fill: parent
        anchors.topMargin: root.lineSpace

        Rule {
            y: -5
            width: parent.width
            visible: root.boardAction.startsGroup
        }
    }
}
