// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Files
import Stormglass.Ui
import Stormglass.Workspace

// The one question there is before closing: the last edits are in memory only.
ModalPanel {
    id: root

    required property DocumentFiles files

    signal closeAllowed

    heading: qsTr("The last edits are not stored")

    Text {
        text: qsTr("%1. Closing now would lose the last edits. Save the board elsewhere first.").arg(root.files.stateText)
        color: Theme.text
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    RowLayout {
        Layout.fillWidth: true

        PushButton {
            text: qsTr("Lose them and close")
            onClicked: {
                root.close();
                root.files.mayLose();
                root.closeAllowed();
            }
        }
        Item {
            Layout.fillWidth: true
        }
        PushButton {
            text: qsTr("Try again")
            onClicked: {
                root.close();
                root.files.retry();
            }
        }
        PushButton {
            text: qsTr("Save elsewhere…")
            primary: true
            onClicked: {
                root.close();
                root.files.saveAsWanted(true);
            }
        }
    }
}
