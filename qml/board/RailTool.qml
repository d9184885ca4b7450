// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// One tool: a click arms its kind, a drag takes it onto the board, Enter places it in the middle of the view.
AbstractButton {
    id: root

    required property BoardViewModel board
    required property Item target
    required property string kind
    required property string name
    required property string digit
    required property string purpose

    text: root.name
    focusPolicy: Qt.TabFocus
    checked: root.board.armedKind === root.kind
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.description: root.purpose
    Accessible.onPressAction: root.board.placeKindInMiddle(root.kind)
    ToolTip.text: root.digit === "" ? qsTr("%1: %2").arg(root.name).arg(root.purpose) : qsTr("%1 (%2): %3").arg(root.name).arg(root.digit).arg(root.purpose)
    ToolTip.visible: root.hovered && !drag.active
    ToolTip.delay: 700
    onClicked: root.board.armKind(root.checked ? "" : root.kind)
    Keys.onReturnPressed: root.board.placeKindInMiddle(root.kind)
    Keys.onEnterPressed: root.board.placeKindInMiddle(root.kind)
    Keys.onDownPressed: root.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onUpPressed: root.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

    DragHandler {
        id: drag

        target: null
        dragThreshold: 6
        onCentroidChanged: {
            if (drag.active) {
                root.board.dragKind(root.kind, root.target.mapFromItem(root, drag.centroid.position));
            }
        }
        onActiveChanged: {
            if (!drag.active) {
                root.board.dropKind(root.target.mapFromItem(root, drag.centroid.position));
            }
        }
    }

    contentItem: Item {
        KindPicture {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 1
            width: root.font.pixelSize * 2.1
            height: root.font.pixelSize * 1.7
            kind: root.kind
            dark: Theme.dark
        }
        Text {
            anchors.bottom: parent.bottom
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width
            text: root.name
            color: root.checked ? Theme.text : Theme.muted
            font.family: root.font.family
            font.pixelSize: Math.round(root.font.pixelSize * 0.82)
            font.weight: root.checked ? Font.DemiBold : Font.Normal
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 9
        }
        Text {
            anchors.right: parent.right
            text: root.digit
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
