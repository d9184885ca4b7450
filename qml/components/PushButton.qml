// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// A button with words. `primary` is the one main button of its place.
Button {
    id: root

    property bool primary: false
    property string hint

    implicitHeight: Math.ceil(root.font.pixelSize * 2.5)
    leftPadding: root.font.pixelSize * 1.2
    rightPadding: root.leftPadding
    font.weight: Font.DemiBold
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.hint
    Accessible.onPressAction: root.clicked()
    ToolTip.text: root.hint
    ToolTip.visible: root.hint !== "" && root.hovered
    ToolTip.delay: 600

    contentItem: Text {
        text: root.text
        font: root.font
        color: root.primary ? Theme.onAccent : Theme.text
        opacity: root.enabled ? 1 : 0.55
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: 7
        color: root.primary ? Theme.accent : root.down ? Theme.accentSoft : Theme.field
        border.width: root.primary ? 0 : 1
        border.color: root.hovered ? Theme.outline : Theme.line
        opacity: root.enabled ? 1 : 0.6

        FocusRing {
            shown: root.visualFocus
        }
    }
}
