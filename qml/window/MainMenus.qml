// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Actions
import Stormglass.Workspace

// File, Edit, View ...: one menu for each heading that has actions.
MenuBar {
    id: root

    required property ActionRegistry registry

    spacing: 0
    padding: 0

    background: Item {
    }
    delegate: MenuBarItem {
        id: entry

        leftPadding: 9
        rightPadding: 9
        Accessible.role: Accessible.MenuItem
        Accessible.name: entry.text.replace("&", "")
        Accessible.onPressAction: entry.triggered()

        contentItem: Text {
            text: entry.text.replace("&", "")
            font: entry.font
            color: Theme.text
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            radius: 6
            color: entry.highlighted ? Theme.accentSoft : "transparent"

            FocusRing {
                shown: entry.visualFocus
            }
        }
    }

    ActionMenu {
        title: qsTr("&File")
        heading: "file"
        registry: root.registry
    }
    ActionMenu {
        title: qsTr("&Edit")
        heading: "edit"
        registry: root.registry
    }
    ActionMenu {
        title: qsTr("&View")
        heading: "view"
        registry: root.registry
    }
    ActionMenu {
        title: qsTr("&Board")
        heading: "board"
        registry: root.registry
    }
    ActionMenu {
        title: qsTr("&Load")
        heading: "load"
        registry: root.registry
    }
}
