// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// A field of a message: name, type, always there or not; more below when unfolded.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form
    readonly property bool isUnfolded: root.row.isHalf

    RowLayout {
        width: parent.width
        spacing: 4

        RowPart {
            row: root.row
            form: root.form
            part: "name"
            shown: root.row.text
            name: qsTr("Name of the field")
            Layout.fillWidth: true
            Layout.preferredWidth: 5
        }
        RowPart {
            row: root.row
            form: root.form
            part: "type"
            shown: root.row.note
            name: qsTr("Type of the field")
            Layout.fillWidth: true
            Layout.preferredWidth: 4
        }
        IconButton {
            checkable: false
            checked: root.row.isOn
            iconName: root.row.isOn ? "asterisk" : "circle"
            iconSize: 14
            implicitWidth: 26
            name: root.row.isOn ? qsTr("%1 is always there").arg(root.row.text) : qsTr("%1 may be missing").arg(root.row.text)
            onClicked: root.form.togglePart(root.row.key, "required", !root.row.isOn)
        }
        IconButton {
            iconName: root.isUnfolded ? "up" : "down"
            iconSize: 14
            implicitWidth: 26
            name: root.isUnfolded ? qsTr("Less of %1").arg(root.row.text) : qsTr("More of %1").arg(root.row.text)
            onClicked: root.form.expand(root.row.key, !root.isUnfolded)
        }
        IconButton {
            iconName: "close"
            iconSize: 13
            implicitWidth: 26
            name: qsTr("Remove %1").arg(root.row.text)
            onClicked: root.form.remove(root.row.key)
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
