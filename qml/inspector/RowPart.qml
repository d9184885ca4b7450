// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector

// One part of a payload's field.
Field {
    id: root

    required property RowBase row
    required property InspectorForm form
    required property string part
    required property string shown

    leftPadding: 7
    rightPadding: 4
    onTextEdited: root.form.typePart(root.row.key, root.part, root.text)
    onShownChanged: {
        if (!root.activeFocus) {
            root.text = root.shown;
        }
    }
    onActiveFocusChanged: {
        if (root.activeFocus) {
            root.form.begin(root.row.key);
        } else if (root.row.error === "") {
            root.text = root.shown;
        }
    }
    Component.onCompleted: root.text = root.shown
}
