// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Canvas
import Stormglass.Workspace

// The text that is being written, over its note: the drawing's font, wrap and alignment.
Item {
    id: root

    required property BoardText text

    x: root.text.area.x
    y: root.text.area.y
    width: root.text.area.width
    height: root.text.area.height
    visible: root.text.open

    Rectangle {
        anchors.centerIn: parent
        width: Math.max(parent.width, area.contentWidth) + 8
        height: Math.max(parent.height, area.contentHeight) + 6
        radius: 4
        color: root.text.paper
        border.width: 1
        border.color: root.text.wrong ? Theme.bad : Theme.accent
    }
    TextArea {
        id: area

        anchors.centerIn: parent
        width: parent.width
        height: Math.max(parent.height, area.contentHeight)
        padding: 0
        color: root.text.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.onAccent
        selectByMouse: true
        wrapMode: root.text.isTime ? TextEdit.NoWrap : TextEdit.Wrap
        textFormat: TextEdit.PlainText
        horizontalAlignment: root.text.centred ? TextEdit.AlignHCenter : TextEdit.AlignLeft
        verticalAlignment: root.text.centred ? TextEdit.AlignVCenter : TextEdit.AlignTop
        font.family: Theme.fontFamily
        font.pixelSize: root.text.pixelSize
        font.weight: root.text.weight
        background: null
        Accessible.name: root.text.name
        onTextChanged: root.text.typed(area.text)
        onActiveFocusChanged: {
            if (!area.activeFocus && root.text.open) {
                root.text.keep();
            }
        }
        Keys.priority: Keys.BeforeItem
        Keys.onPressed: event => root.press(event)
        Keys.onShortcutOverride: event => {
            event.accepted = event.key === Qt.Key_Escape || event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab;
        }
    }
    Connections {
        target: root.text

        function onOpenChanged() {
            root.open();
        }
    }

    function open() {
        if (root.text.open) {
            area.text = root.text.text;
            area.forceActiveFocus(Qt.OtherFocusReason);
            area.selectAll();
        }
    }
    function press(event: var) {
        const isReversed = (event.modifiers & Qt.ShiftModifier) !== 0 || event.key === Qt.Key_Backtab;
        const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
        event.accepted = true;
        if (event.key === Qt.Key_Escape) {
            root.text.keep();
        } else if (event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab) {
            root.text.goOn(isReversed, false);
        } else if (isEnter && (event.modifiers & Qt.ControlModifier) !== 0) {
            root.text.goOn(isReversed, true);
        } else if (isEnter && !isReversed) {
            root.text.keep();
        } else {
            event.accepted = false;
        }
    }
}
