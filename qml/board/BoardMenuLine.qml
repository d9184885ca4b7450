// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Actions
import Stormglass.Workspace

// A line of the board's menu: an action, or nothing but a rule between groups.
MenuItem {
    id: root

    required property BoardAction boardAction
    readonly property bool isRule: root.boardAction === null

    text: root.isRule ? "" : root.boardAction.label
    enabled: !root.isRule && root.boardAction.enabled
    implicitHeight: root.isRule ? 9 : Math.ceil(root.font.pixelSize * 2.1)
    Accessible.role: root.isRule ? Accessible.Separator : Accessible.MenuItem
    Accessible.name: root.text
    Accessible.onPressAction: root.triggered()
    onTriggered: {
        if (!root.isRule) {
            root.boardAction.trigger();
        }
    }

    arrow: null
    indicator: null
    contentItem: Item {
        Text {
            anchors.verticalCenter: parent.verticalCenter
            x: 4
            text: !root.isRule && root.boardAction.checked ? "✓" : ""
            color: Theme.text
            font: root.font
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            x: 24
            text: root.text
            color: Theme.text
            font: root.font
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
            anchors.rightMargin: 8
            text: root.isRule ? "" : root.boardAction.shortcutText
            color: Theme.muted
            font: root.font
        }
    }
    background: Rectangle {
        radius: 6
        color: root.highlighted && !root.isRule ? Theme.accentSoft : "transparent"

        Rule {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            visible: root.isRule
        }
    }
}
