// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// What can be added here: from a menu, or by a name of one's own.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    MenuButton {
        visible: root.row.editor === "add"
        text: qsTr("+ %1").arg(root.row.label)
        choices: root.row.options
        Accessible.description: Array.from(root.row.options).join(", ")
        onChosen: index => root.form.add(root.row.key, index)
    }
    Field {
        id: entry

        visible: root.row.editor === "addKey"
        width: parent.width
        name: root.row.label
        placeholderText: root.row.label
        onAccepted: {
            root.form.addEntry(root.row.key, entry.text);
            entry.clear();
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
