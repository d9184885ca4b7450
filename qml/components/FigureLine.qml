// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// A figure with its name.
Item {
    id: root

    required property string label
    required property string figure

    implicitHeight: Math.max(name.implicitHeight, value.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(root.label).arg(root.figure)

    Text {
        id: name

        width: parent.width - value.width - 8
        text: root.label
        color: Theme.muted
        wrapMode: Text.Wrap
    }
    Text {
        id: value

        anchors.right: parent.right
        text: root.figure
        color: Theme.text
        font.family: Theme.figureFamily
        font.pixelSize: 12
    }
}
