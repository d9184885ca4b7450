// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// The menu on the board: what makes sense for what is selected.
Menu {
    id: root

    required property Workspace workspace
    required property BoardViewModel board

    padding: 5
    implicitWidth: 280

    background: Rectangle {
        implicitWidth: root.implicitWidth
        radius: 8
        color: Theme.chrome
        border.color: Theme.outline
    }

    Instantiator {
        model: root.board.menuActions
        onObjectAdded: (index, object) => root.insertItem(index, object as Item)
        onObjectRemoved: (index, object) => root.removeItem(object as Item)

        delegate: BoardMenuLine {
            required property string modelData

            boardAction: root.board.actions.find(modelData)
            width: root.availableWidth
        }
    }
}
