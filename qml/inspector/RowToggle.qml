// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// Yes or no.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    Toggle {
        id: toggle

        width: parent.width
        name: root.row.isMixed ? qsTr("%1 (mixed)").arg(root.row.label) : root.row.label
        checked: root.row.isOn
        Accessible.description: root.row.hint
        onToggled: {
            root.form.toggle(root.row.key, toggle.checked);
            toggle.checked = Qt.binding(() => root.row.isOn);
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
