// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Workspace

// What stands over an editor: the label, and at the right what has to be known of the value.
Item {
    id: root

    required property RowBase row

    implicitHeight: Math.max(label.implicitHeight, side.implicitHeight) + 4

    Text {
        id: label

        width: parent.width - side.implicitWidth - (side.text === "" ? 0 : 6)
        text: root.row.label
        color: Theme.muted
        font.pixelSize: 12
        wrapMode: Text.Wrap
    }
    Text {
        id: side

        anchors.right: parent.right
        text: root.row.isMixed ? qsTr("mixed") : root.row.assumed !== "" ? qsTr("assumed") : ""
        color: Theme.warning
        font.pixelSize: 12
        font.weight: Font.Medium
    }
}
