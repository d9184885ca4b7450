// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// Smaller, how large, larger, all of it.
Rectangle {
    id: root

    required property Workspace workspace
    required property BoardViewModel board

    implicitWidth: row.implicitWidth + 8
    implicitHeight: row.implicitHeight + 4
    radius: 8
    color: Theme.chrome
    border.color: Theme.line

    RowLayout {
        id: row

        anchors.centerIn: parent
        spacing: 0

        ActionIconButton {
            iconName: "minus"
            boardAction: root.workspace.actions.find("view.zoomOut")
        }
        FlatButton {
            text: qsTr("%1 %").arg(Math.round(root.board.zoom * 100))
            hint: root.workspace.actions.find("view.zoom100").label
            Layout.minimumWidth: 56
            onClicked: root.workspace.actions.find("view.zoom100").trigger()
        }
        ActionIconButton {
            iconName: "plus"
            boardAction: root.workspace.actions.find("view.zoomIn")
        }
        FlatButton {
            text: qsTr("Fit")
            hint: root.workspace.actions.find("view.fit").label
            onClicked: root.workspace.actions.find("view.fit").trigger()
        }
    }
}
