// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Workspace

// A word that can be pressed, without a frame of its own.
AbstractButton {
    id: root

    property string hint

    leftPadding: 10
    rightPadding: 10
    implicitHeight: 32
    implicitWidth: words.implicitWidth + 20
    Accessible.role: Accessible.Button
    Accessible.name: root.hint === "" ? root.text : root.hint
    Accessible.onPressAction: root.clicked()
    ToolTip.text: root.hint
    ToolTip.visible: root.hint !== "" && root.hovered
    ToolTip.delay: 600

    contentItem: Text {
        id: words

        text: root.text
        font: root.font
        color: Theme.text
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: 6
        color: root.down ? Theme.accentSoft : root.hovered ? Theme.field : "transparent"

        FocusRing {
            shown: root.visualFocus
            gap: 0
        }
    }
}
