// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Actions
import Stormglass.Workspace

// Pictures and specs of the board, by a menu.
PushButton {
    id: root

    required property Workspace workspace
    readonly property list<string> formats: ["file.exportSvg", "file.exportPng", "file.exportPdf", "file.exportAsyncApi"]

    text: qsTr("Export")
    enabled: root.workspace.actions.find(root.formats[0]).enabled
    Accessible.role: Accessible.ButtonMenu
    onClicked: menu.popup(root, 0, root.height + 4)

    Menu {
        id: menu

        padding: 5
        width: 190

        background: Rectangle {
            implicitWidth: 190
            radius: 8
            color: Theme.chrome
            border.color: Theme.outline
        }

        Instantiator {
            model: root.formats
            onObjectAdded: (index, object) => menu.insertItem(index, object as ActionMenuItem)
            onObjectRemoved: (index, object) => menu.removeItem(object as ActionMenuItem)

            delegate: ActionMenuItem {
                required property string modelData

                boardAction: root.workspace.actions.find(modelData)
            }
        }
    }
}
