// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// How busy a place is.
Item {
    id: root

    required property string label
    required property real share
    required property string figure
    readonly property color tone: root.share >= 0.9 ? Theme.bad : root.share >= 0.75 ? Theme.warning : Theme.good

    implicitHeight: Math.max(name.implicitHeight, 18)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 busy %2").arg(root.label).arg(root.figure)

    Text {
        id: name

        width: parent.width * 0.4
        text: root.label
        color: Theme.text
        wrapMode: Text.Wrap
    }
    Rectangle {
        id: track

        x: parent.width * 0.42
        width: parent.width - x - value.width - 10
        height: 7
        radius: 3.5
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.line

        Rectangle {
            width: Math.max(parent.radius * 2, parent.width * Math.min(1, root.share))
            height: parent.height
            radius: parent.radius
            color: root.tone
        }
    }
    Text {
        id: value

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(implicitWidth, 112)
        horizontalAlignment: Text.AlignRight
        text: root.figure
        color: Theme.text
        font.family: Theme.figureFamily
        font.pixelSize: 12
    }
}
