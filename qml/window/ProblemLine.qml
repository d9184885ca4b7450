// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Workspace

// One finding: how bad it is, what it says, what to do.
ItemDelegate {
    id: root

    required property int index
    required property string severity
    required property string sentence
    required property string fix
    required property bool canBeWaived
    required property bool isCurrent

    signal shown
    signal waived

    text: root.sentence
    highlighted: root.isCurrent
    implicitHeight: words.implicitHeight + advice.implicitHeight + 16
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: %2 %3").arg(root.severity).arg(root.sentence).arg(root.fix)
    Accessible.onPressAction: root.shown()
    onClicked: root.shown()

    contentItem: Item {
        Text {
            id: sign

            x: 4
            y: 2
            text: root.severity === "error" ? "✕" : root.severity === "warning" ? "▲" : "·"
            color: root.severity === "error" ? Theme.bad : root.severity === "warning" ? Theme.warning : Theme.muted
            font.weight: Font.Bold
        }
        Text {
            id: words

            x: 26
            y: 2
            width: parent.width - x - waive.width - 12
            text: root.sentence
            color: Theme.text
            font: root.font
            wrapMode: Text.Wrap
        }
        Text {
            id: advice

            x: 26
            anchors.top: words.bottom
            width: words.width
            text: root.fix
            color: Theme.muted
            font.pixelSize: 12
            wrapMode: Text.Wrap
        }
        LinkButton {
            id: waive

            anchors.right: parent.right
            anchors.rightMargin: 6
            visible: root.canBeWaived
            text: qsTr("Waive")
            name: qsTr("Waive: %1").arg(root.sentence)
            onClicked: root.waived()
        }
    }
    background: Rectangle {
        radius: 6
        color: root.highlighted ? Theme.accentSoft : root.hovered ? Theme.field : "transparent"
    }
}
