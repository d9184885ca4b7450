// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// One of several.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    RowLabel {
        width: parent.width
        row: root.row
    }
    Choice {
        id: choice

        width: parent.width
        name: root.row.label
        model: root.row.options
        currentIndex: root.row.current
        opacity: root.row.ignored === "" ? 1 : 0.6
        displayText: root.row.isMixed ? qsTr("mixed") : choice.currentIndex < 0 ? qsTr("choose") : choice.currentText
        Accessible.description: root.row.hint
        onModelChanged: choice.currentIndex = Qt.binding(() => root.row.current)
        onActivated: index => {
            root.form.choose(root.row.key, index);
            choice.currentIndex = Qt.binding(() => root.row.current);
        }
    }
    Text {
        width: parent.width
        visible: text !== ""
        topPadding: 3
        text: root.row.assumed !== "" && root.row.assumed !== qsTr("assumed") ? root.row.assumed : root.row.note
        color: Theme.muted
        font.pixelSize: 12
        wrapMode: Text.Wrap
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
