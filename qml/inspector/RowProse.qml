// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// Several lines of text.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    RowLabel {
        width: parent.width
        row: root.row
    }
    Prose {
        id: prose

        property bool isShowing: false

        width: parent.width
        name: root.row.label
        placeholderText: root.row.isMixed ? qsTr("mixed") : root.row.hint
        onTextChanged: {
            if (!prose.isShowing && prose.activeFocus) {
                root.form.type(root.row.key, prose.text);
            }
        }
        onActiveFocusChanged: {
            if (prose.activeFocus) {
                root.form.begin(root.row.key);
            } else {
                prose.show();
            }
        }
        Component.onCompleted: prose.show()

        function show() {
            prose.isShowing = true;
            if (prose.text !== root.row.text) {
                prose.text = root.row.text;
            }
            prose.isShowing = false;
        }

        Connections {
            target: root.row

            function onTextChanged() {
                if (!prose.activeFocus) {
                    prose.show();
                }
            }
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
