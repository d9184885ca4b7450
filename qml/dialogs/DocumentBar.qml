// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Files
import Stormglass.Ui
import Stormglass.Workspace

// The bar over the board when its file needs a decision: changed on disk, read only here, or not stored.
Rectangle {
    id: root

    required property DocumentFiles files
    readonly property bool isFailure: root.files.bar === DocumentFiles.FailureBar

    signal compareWanted

    visible: root.files.bar !== DocumentFiles.NoBar
    implicitHeight: row.implicitHeight + 14
    color: Theme.chrome
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.files.barText

    RowLayout {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: 14
        width: parent.width - 28
        spacing: 8

        Rectangle {
            width: 8
            height: 8
            radius: 4
            color: root.isFailure ? Theme.bad : Theme.warning
        }
        Text {
            text: root.files.barText
            color: Theme.text
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        PushButton {
            visible: root.files.bar === DocumentFiles.DiskBar
            text: qsTr("Compare")
            onClicked: {
                root.files.compare();
                root.compareWanted();
            }
        }
        PushButton {
            visible: root.files.bar === DocumentFiles.DiskBar
            text: qsTr("Keep mine")
            onClicked: root.files.keepMine()
        }
        PushButton {
            visible: root.files.bar === DocumentFiles.DiskBar
            text: qsTr("Reload")
            primary: true
            onClicked: root.files.reload()
        }
        PushButton {
            visible: root.files.bar === DocumentFiles.ReadOnlyBar
            text: qsTr("Try to edit")
            onClicked: root.files.openAgain()
        }
        PushButton {
            visible: root.isFailure
            text: qsTr("Try again")
            onClicked: root.files.retry()
        }
        PushButton {
            visible: root.isFailure || root.files.bar === DocumentFiles.ReadOnlyBar
            text: root.isFailure ? qsTr("Save elsewhere…") : qsTr("Save a copy…")
            primary: root.isFailure
            onClicked: root.files.saveAsWanted(true)
        }
    }
    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
