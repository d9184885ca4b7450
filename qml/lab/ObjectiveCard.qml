// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// What has to hold, what came out, and whether it holds: in words, not by colour alone.
Rectangle {
    id: root

    required property string title
    required property string target
    required property string actual
    required property string outcome
    required property string outcomeText
    readonly property color tone: root.outcome === "met" ? Theme.good : root.outcome === "missed" ? Theme.bad : Theme.warning

    implicitHeight: Math.max(name.implicitHeight, figure.implicitHeight) + wish.implicitHeight + 17
    radius: 6
    color: Theme.field
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2, wanted %3, %4").arg(root.title).arg(root.actual).arg(root.target).arg(root.outcomeText)

    Rectangle {
        width: 4
        height: parent.height
        radius: 2
        color: root.tone
    }
    Text {
        id: name

        x: 14
        y: 7
        width: parent.width - figure.width - 32
        text: root.title
        color: Theme.text
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
    }
    Text {
        id: figure

        anchors.right: parent.right
        anchors.rightMargin: 10
        y: 7
        text: root.actual
        color: Theme.text
        font.family: Theme.figureFamily
        font.pixelSize: 12
    }
    Text {
        id: wish

        x: 14
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 7
        text: root.target
        color: Theme.muted
        font.pixelSize: 12
    }
    Text {
        anchors.right: parent.right
        anchors.rightMargin: 10
        anchors.baseline: wish.baseline
        text: root.outcomeText
        color: root.tone
        font.pixelSize: 12
        font.weight: Font.DemiBold
    }
}
