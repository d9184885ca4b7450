// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// What an empty board offers: three ways to begin.
ColumnLayout {
    id: root

    required property Workspace workspace
    required property BoardViewModel board

    spacing: 14

    Text {
        text: qsTr("What happens in your system?")
        color: Theme.text
        font.family: Theme.fontFamily
        font.pixelSize: 20
        font.weight: Font.DemiBold
        Layout.alignment: Qt.AlignHCenter
    }
    Text {
        text: qsTr("Write down events in the past tense, one note each: “Order placed”. Commands, policies and numbers come later.")
        color: Theme.muted
        font.family: Theme.fontFamily
        font.pixelSize: 13
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
        Layout.maximumWidth: 420
        Layout.alignment: Qt.AlignHCenter
    }
    RowLayout {
        spacing: 10
        Layout.alignment: Qt.AlignHCenter

        PushButton {
            text: qsTr("Type events")
            primary: true
            hint: qsTr("Tab makes the next note, Ctrl+Enter one below")
            onClicked: root.board.placeKindInMiddle("event")
        }
        PushButton {
            text: qsTr("Paste lines")
            hint: qsTr("Every line of the clipboard becomes a note")
            onClicked: root.workspace.actions.find("edit.paste").trigger()
        }
        PushButton {
            text: qsTr("Example")
            visible: root.board.actions.find("file.examples") !== null
            hint: qsTr("A web shop with load on it")
            onClicked: root.board.actions.find("file.examples").trigger()
        }
    }
}
