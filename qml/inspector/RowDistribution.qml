// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// A distribution: its shape, mean and p99, and what it looks like. Its parameters are rows of their own below.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    RowLabel {
        width: parent.width
        row: root.row
    }
    Rectangle {
        width: parent.width
        height: shape.height + note.height + curve.height + 16
        radius: 6
        color: Theme.field
        border.color: Theme.line
        opacity: root.row.ignored === "" ? 1 : 0.6

        Choice {
            id: shape

            width: parent.width - (remove.visible ? remove.width : 0)
            name: qsTr("Shape of %1").arg(root.row.label)
            model: root.row.options
            currentIndex: root.row.current
            displayText: root.row.isMixed ? qsTr("mixed") : shape.currentText
            Accessible.description: root.row.note
            onModelChanged: shape.currentIndex = Qt.binding(() => root.row.current)
            onActivated: index => {
                root.form.choose(root.row.key, index);
                shape.currentIndex = Qt.binding(() => root.row.current);
            }
        }
        IconButton {
            id: remove

            anchors.right: parent.right
            visible: root.row.canBeRemoved
            iconName: "close"
            iconSize: 13
            width: 28
            name: qsTr("Remove %1").arg(root.row.label)
            onClicked: root.form.remove(root.row.key)
        }
        Text {
            id: note

            anchors.top: shape.bottom
            anchors.topMargin: 6
            x: 10
            width: parent.width - 20
            text: root.row.note
            color: Theme.muted
            font.pixelSize: 12
            elide: Text.ElideRight
        }
        DensityCurve {
            id: curve

            anchors.top: note.bottom
            anchors.topMargin: 2
            x: 10
            width: parent.width - 20
            height: 44
            outline: root.row.curve
            color: Theme.accent
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
