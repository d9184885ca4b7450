// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// Yes or no: words on the left, the switch on the right.
Switch {
    id: root

    required property string name

    text: root.name
    padding: 0
    implicitHeight: Math.ceil(root.font.pixelSize * 2)
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.name
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.onPressAction: root.turn()
    Accessible.onToggleAction: root.turn()

    function turn() {
        root.toggle();
        root.toggled();
    }

    indicator: Rectangle {
        x: root.width - width
        anchors.verticalCenter: parent.verticalCenter
        width: 34
        height: 20
        radius: 10
        color: root.checked ? Theme.accent : Theme.field
        border.width: root.checked ? 0 : 1
        border.color: Theme.outline
        opacity: root.enabled ? 1 : 0.5

        Rectangle {
            x: root.checked ? 17 : 3
            y: 3
            width: 14
            height: 14
            radius: 7
            color: root.checked ? Theme.onAccent : Theme.outline
        }
        FocusRing {
            shown: root.visualFocus
            radius: 12
        }
    }
    contentItem: Text {
        rightPadding: 42
        text: root.text
        font: root.font
        color: root.enabled ? Theme.text : Theme.muted
        wrapMode: Text.Wrap
        verticalAlignment: Text.AlignVCenter
    }
}
