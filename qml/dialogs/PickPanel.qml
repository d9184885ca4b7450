// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Workspace

// One of several files to open: arrows and Enter, or a click. Where `canDiscard` is set each can be thrown away.
ModalPanel {
    id: root

    required property KeyedListModel files
    property string explanation
    property string emptyText: qsTr("There are none.")
    property bool canDiscard: false

    signal picked(string key)
    signal discarded(string key)

    onOpened: list.forceActiveFocus()

    Text {
        visible: root.explanation !== ""
        text: root.explanation
        color: Theme.muted
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Text {
        visible: list.count === 0
        text: root.emptyText
        color: Theme.muted
        Layout.fillWidth: true
    }
    ListView {
        id: list

        visible: list.count > 0
        clip: true
        focus: true
        model: root.files
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(list.contentHeight, 340)
        Accessible.role: Accessible.List
        Accessible.name: root.heading
        ScrollBar.vertical: ScrollBar {
        }
        Keys.onReturnPressed: (list.currentItem as PickLine)?.pick()
        Keys.onEnterPressed: (list.currentItem as PickLine)?.pick()

        delegate: PickLine {
            width: list.width
            isCurrent: ListView.isCurrentItem && list.activeFocus
            canDiscard: root.canDiscard
            onPicked: key => {
                root.close();
                root.picked(key);
            }
            onDiscarded: key => root.discarded(key)
        }
    }
    RowLayout {
        Layout.fillWidth: true

        Item {
            Layout.fillWidth: true
        }
        PushButton {
            text: qsTr("Close")
            onClicked: root.close()
        }
    }
}
