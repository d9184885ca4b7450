// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Shapes
import Stormglass.Ui
import Stormglass.Actions
import Stormglass.Canvas
import Stormglass.Workspace

// The tool that draws arrows.
AbstractButton {
    id: root

    required property BoardViewModel board
    readonly property BoardAction boardAction: root.board.actions.find("board.arrow")

    text: qsTr("Flow")
    focusPolicy: Qt.TabFocus
    checked: root.board.arrowArmed
    Accessible.role: Accessible.Button
    Accessible.name: root.boardAction.label
    Accessible.onPressAction: root.clicked()
    ToolTip.text: qsTr("%1 (%2)").arg(root.boardAction.label).arg(root.boardAction.shortcutText)
    ToolTip.visible: root.hovered
    ToolTip.delay: 700
    onClicked: root.boardAction.trigger()

    contentItem: Item {
        Shape {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 4
            width: 28
            height: 16

            ShapePath {
                strokeColor: Theme.text
                strokeWidth: 1.6
                fillColor: "transparent"

                PathSvg {
                    path: "M1 8 H27 M21 2 L27 8 L21 14"
                }
            }
        }
        Text {
            anchors.bottom: parent.bottom
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.text
            color: root.checked ? Theme.text : Theme.muted
            font.family: root.font.family
            font.pixelSize: Math.round(root.font.pixelSize * 0.82)
        }
        Text {
            anchors.right: parent.right
            text: root.boardAction.shortcutText
            color: Theme.muted
            font.family: Theme.figureFamily
            font.pixelSize: Math.round(root.font.pixelSize * 0.75)
        }
    }
    background: Rectangle {
        radius: 6
        color: root.checked ? Theme.accentSoft : root.hovered ? Theme.field : "transparent"

        FocusRing {
            shown: root.visualFocus
            gap: -1
        }
    }
}
