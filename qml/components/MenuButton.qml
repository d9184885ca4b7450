// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Workspace

// A quiet line that adds something: at once if there is only one choice, else by a menu.
AbstractButton {
    id: root

    required property list<string> choices

    signal chosen(int index)

    implicitHeight: Math.ceil(root.font.pixelSize * 2.1)
    implicitWidth: words.implicitWidth + 16
    Accessible.role: root.choices.length > 1 ? Accessible.ButtonMenu : Accessible.Button
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    onClicked: {
        if (root.choices.length === 1) {
            root.chosen(0);
        } else {
            menu.popup(root, 0, root.height + 2);
        }
    }

    contentItem: Text {
        id: words

        text: root.text
        font: root.font
        color: Theme.accent
        verticalAlignment: Text.AlignVCenter
        leftPadding: 2
    }
    background: Rectangle {
        radius: 6
        color: root.hovered || root.down ? Theme.accentSoft : "transparent"

        FocusRing {
            shown: root.visualFocus
        }
    }

    Menu {
        id: menu

        padding: 5
        width: 250

        background: Rectangle {
            implicitWidth: 250
            radius: 8
            color: Theme.chrome
            border.color: Theme.outline
        }

        Instantiator {
            model: root.choices
            onObjectAdded: (index, object) => menu.insertItem(index, object as MenuItem)
            onObjectRemoved: (index, object) => menu.removeItem(object as MenuItem)

            delegate: MenuItem {
                id: entry

                required property int index
                required property string modelData

                text: entry.modelData
                implicitHeight: Math.ceil(entry.font.pixelSize * 2.1)
                onTriggered: root.chosen(entry.index)
                Accessible.role: Accessible.MenuItem
                Accessible.name: entry.text

                contentItem: Text {
                    text: entry.text
                    font: entry.font
                    color: Theme.text
                    elide: Text.ElideRight
                    verticalAlignment: Text.AlignVCenter
                }
                background: Rectangle {
                    radius: 5
                    color: entry.highlighted ? Theme.accentSoft : "transparent"
                }
            }
        }
    }
}
