// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// A line: text, or a quantity as people write it. Every letter goes to the form at once.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    RowLabel {
        width: parent.width
        row: root.row
    }
    Item {
        width: parent.width
        height: field.implicitHeight

        Field {
            id: field

            width: parent.width - (remove.visible ? remove.width + 2 : 0)
            name: root.row.label
            wrong: root.row.error !== ""
            opacity: root.row.ignored === "" ? 1 : 0.6
            placeholderText: root.row.isMixed ? qsTr("mixed") : root.row.assumed !== "" ? root.row.assumed : qsTr("none")
            Accessible.description: root.row.hint
            onTextEdited: root.form.type(root.row.key, field.text)
            onActiveFocusChanged: {
                if (field.activeFocus) {
                    root.form.begin(root.row.key);
                } else {
                    field.show();
                }
            }
            Component.onCompleted: field.show()

            function show() {
                if (root.row.error === "" && field.text !== root.row.text) {
                    field.text = root.row.text;
                    field.cursorPosition = 0;
                }
            }

            Connections {
                target: root.row

                function onTextChanged() {
                    if (!field.activeFocus) {
                        field.show();
                    }
                }
            }
        }
        IconButton {
            id: remove

            anchors.right: parent.right
            visible: root.row.canBeRemoved
            iconName: "close"
            iconSize: 13
            width: 26
            name: qsTr("Remove %1").arg(root.row.label)
            onClicked: root.form.remove(root.row.key)
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
