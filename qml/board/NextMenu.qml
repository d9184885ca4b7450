// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// What may come next, where an arrow was let go: the most usual first, so that Enter takes it.
Menu {
    id: root

    required property BoardViewModel board

    padding: 5
    implicitWidth: 200
    focus: true
    onOpened: root.currentIndex = 0

    background: Rectangle {
        implicitWidth: root.implicitWidth
        radius: 8
        color: Theme.chrome
        border.color: Theme.outline
    }

    Instantiator {
        model: root.board.nextKinds
        onObjectAdded: (index, object) => root.insertItem(index, object as Item)
        onObjectRemoved: (index, object) => root.removeItem(object as Item)

        delegate: MenuItem {
            id: line

            required property int index
            required property string kind
            required property string name

            text: line.name
            width: root.availableWidth
            implicitHeight: Math.ceil(line.font.pixelSize * 2.4)
            Accessible.role: Accessible.MenuItem
            Accessible.name: line.name
            Accessible.onPressAction: line.triggered()
            onTriggered: root.board.chooseNext(line.index)

            contentItem: Item {
                KindPicture {
                    id: picture

                    anchors.verticalCenter: parent.verticalCenter
                    width: 26
                    height: 20
                    kind: line.kind
                    dark: Theme.dark
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    x: 36
                    text: line.name
                    color: Theme.text
                    font: line.font
                }
            }
            background: Rectangle {
                radius: 6
                color: line.highlighted ? Theme.accentSoft : "transparent"
            }
        }
    }
}
