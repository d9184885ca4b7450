// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// Words that do something.
AbstractButton {
    id: root

    property string name: root.text
    property color tone: Theme.accent
    property bool strong: false

    padding: 3
    focusPolicy: Qt.StrongFocus
    font.weight: root.strong ? Font.DemiBold : Font.Medium
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.onPressAction: root.clicked()

    contentItem: Text {
        text: root.text
        font.family: root.font.family
        font.pixelSize: root.font.pixelSize
        font.weight: root.font.weight
        font.underline: root.hovered
        color: root.tone
    }
    background: Item {
        FocusRing {
            shown: root.visualFocus
            radius: 5
        }
    }
}
