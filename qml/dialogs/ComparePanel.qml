// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Files
import Stormglass.Ui
import Stormglass.Workspace

// What reloading the file would change on the board, line by line.
ModalPanel {
    id: root

    required property DocumentFiles files

    heading: qsTr("What the file on disk would change")

    Text {
        visible: list.count === 0
        text: qsTr("Nothing: the board is the same.")
        color: Theme.muted
        Layout.fillWidth: true
    }
    ListView {
        id: list

        clip: true
        focus: true
        model: root.files.differences
        boundsBehavior: Flickable.StopAtBounds
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(list.contentHeight, 360)
        Accessible.role: Accessible.List
        Accessible.name: root.heading
        ScrollBar.vertical: ScrollBar {
        }

        delegate: Text {
            required property string modelData

            width: ListView.view.width
            text: modelData
            color: Theme.text
            wrapMode: Text.Wrap
            bottomPadding: 4
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData
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
        PushButton {
            text: qsTr("Keep mine")
            onClicked: {
                root.close();
                root.files.keepMine();
            }
        }
        PushButton {
            text: qsTr("Reload")
            primary: true
            onClicked: {
                root.close();
                root.files.reload();
            }
        }
    }
}
