// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// A button with a picture; its name is spoken and shown on hovering.
ToolButton {
    id: root

    required property string iconName
    required property string name
    property string keys
    property real iconSize: 18

    implicitWidth: 32
    implicitHeight: 32
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.onPressAction: root.clicked()
    ToolTip.text: root.keys === "" ? root.name : qsTr("%1 (%2)").arg(root.name).arg(root.keys)
    ToolTip.visible: root.hovered
    ToolTip.delay: 600

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            size: root.iconSize
            color: Theme.text
            opacity: root.enabled ? 1 : 0.4
        }
    }
    background: Rectangle {
        radius: 7
        color: root.checked || root.down ? Theme.accentSoft : root.hovered ? Theme.field : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }
}
