// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Files
import Stormglass.Ui
import Stormglass.Workspace

// A name for the board as it stands.
ModalPanel {
    id: root

    required property DocumentFiles files

    function keep() {
        if (field.text.trim() !== "") {
            root.files.nameVersion(field.text.trim());
            root.close();
        }
    }

    heading: qsTr("Name this version")
    onOpened: {
        field.clear();
        field.forceActiveFocus();
    }

    Field {
        id: field

        name: qsTr("Name of the version")
        placeholderText: qsTr("Before the review")
        maximumLength: 200
        Layout.fillWidth: true
        onAccepted: root.keep()
    }
    RowLayout {
        Layout.fillWidth: true

        Item {
            Layout.fillWidth: true
        }
        PushButton {
            text: qsTr("Cancel")
            onClicked: root.close()
        }
        PushButton {
            text: qsTr("Keep")
            primary: true
            enabled: field.text.trim() !== ""
            onClicked: root.keep()
        }
    }
}
