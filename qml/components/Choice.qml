// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// One of several words, in a list that opens.
ComboBox {
    id: root

    required property string name

    implicitHeight: Math.ceil(root.font.pixelSize * 2.3)
    leftPadding: 10
    Accessible.role: Accessible.ComboBox
    Accessible.name: root.name
    Accessible.onPressAction: root.popup.open()

    delegate: ItemDelegate {
        id: entry

        required property int index
        required property var model

        width: ListView.view.width
        highlighted: root.highlightedIndex === entry.index
        text: entry.model[root.textRole] !== undefined ? entry.model[root.textRole] : entry.model.modelData
        font: root.font

        contentItem: Text {
            text: entry.text
            font: entry.font
            color: Theme.text
            wrapMode: Text.Wrap
        }
        background: Rectangle {
            color: entry.highlighted ? Theme.accentSoft : "transparent"
        }
    }
    indicator: Icon {
        x: root.width - width - 8
        anchors.verticalCenter: parent.verticalCenter
        name: "down"
        size: 14
        color: Theme.muted
    }
    contentItem: Text {
        text: root.displayText
        font: root.font
        color: Theme.text
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: 6
        color: Theme.field
        border.width: root.visualFocus ? 2 : 1
        border.color: root.visualFocus ? Theme.accent : Theme.outline
    }
    popup.background: Rectangle {
        radius: 6
        color: Theme.chrome
        border.color: Theme.outline
    }
}
