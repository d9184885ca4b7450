// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Workspace

// One line of the palette.
ItemDelegate {
    id: root

    required property int index
    required property string label
    required property string detail
    required property string shortcut
    required property bool isCurrent

    signal picked

    text: root.label
    highlighted: root.isCurrent
    implicitHeight: Math.ceil(root.font.pixelSize * 2.4)
    Accessible.role: Accessible.ListItem
    Accessible.name: root.detail === "" ? root.label : qsTr("%1, %2").arg(root.label).arg(root.detail)
    Accessible.selected: root.isCurrent
    Accessible.onPressAction: root.picked()
    onClicked: root.picked()

    contentItem: Item {
        Text {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - side.implicitWidth - 12
            text: root.label
            color: Theme.text
            font: root.font
            elide: Text.ElideRight
        }
        Text {
            id: side

            anchors.verticalCenter: parent.verticalCenter
            anchors.right: parent.right
            text: root.shortcut === "" ? root.detail : root.shortcut
            color: Theme.muted
            font: root.font
        }
    }
    background: Rectangle {
        radius: 6
        color: root.highlighted ? Theme.accentSoft : root.hovered ? Theme.field : "transparent"
    }
}
