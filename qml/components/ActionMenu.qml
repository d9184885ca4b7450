// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Actions
import Stormglass.Workspace

// A menu with all actions of one heading, in the registry's order.
Menu {
    id: root

    required property ActionRegistry registry
    required property string heading

    padding: 5
    implicitWidth: Math.max(200, root.widest)

    property real widest: 0

    background: Rectangle {
        implicitWidth: root.implicitWidth
        radius: 8
        color: Theme.chrome
        border.color: Theme.outline
    }

    Instantiator {
        model: root.registry.inMenu(root.heading)
        onObjectAdded: (index, object) => {
            const item = object as ActionMenuItem;
            root.insertItem(index, item);
            root.widest = Math.max(root.widest, item.implicitWidth + 10);
        }
        onObjectRemoved: (index, object) => root.removeItem(object as ActionMenuItem)

        delegate: ActionMenuItem {
            required property BoardAction modelData

            boardAction: modelData
        }
    }
}
