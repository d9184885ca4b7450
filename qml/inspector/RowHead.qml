// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// Heads the rows of something that can be taken away again: a record (retry), an item of a list (a fault).
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    Item {
        width: parent.width
        height: Math.max(title.implicitHeight + 12, 28)

        Rule {
            width: parent.width
            visible: root.row.depth === 0
        }
        Text {
            id: title

            anchors.bottom: parent.bottom
            anchors.bottomMargin: 4
            width: parent.width - 34
            text: root.row.isMixed ? qsTr("%1 (mixed)").arg(root.row.label) : root.row.label
            color: Theme.text
            font.weight: root.row.editor === "group" ? Font.DemiBold : Font.Medium
            wrapMode: Text.Wrap
            Accessible.role: Accessible.Heading
            Accessible.name: title.text
        }
        IconButton {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            visible: root.row.canBeRemoved
            iconName: "close"
            iconSize: 13
            width: 26
            height: 26
            name: qsTr("Remove %1").arg(root.row.label)
            onClicked: root.form.remove(root.row.key)
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
