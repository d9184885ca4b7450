// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Workspace

// A panel over the window: a heading, what it is about, its buttons. Escape closes it.
Popup {
    id: root

    required property string heading
    default property alias content: body.data

    modal: true
    focus: true
    padding: 18
    x: Math.round((parent.width - width) / 2)
    y: Math.round(Math.max(20, (parent.height - height) / 3))
    width: Math.min(560, parent.width - 40)

    background: Rectangle {
        radius: 10
        color: Theme.chrome
        border.color: Theme.outline
    }
    contentItem: ColumnLayout {
        id: body

        spacing: 12
        Accessible.role: Accessible.Dialog
        Accessible.name: root.heading

        Text {
            text: root.heading
            color: Theme.text
            font.pixelSize: 16
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}
