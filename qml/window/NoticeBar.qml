// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Workspace

// Why something asked for was not done. It goes by itself, or when it is closed.
Rectangle {
    id: root

    required property Workspace workspace

    visible: root.workspace.notice !== ""
    implicitWidth: words.width + close.width + 34
    implicitHeight: words.implicitHeight + 18
    radius: 8
    color: Theme.chrome
    border.color: Theme.warning
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.workspace.notice

    Text {
        id: words

        x: 16
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, 460)
        text: root.workspace.notice
        color: Theme.text
        wrapMode: Text.Wrap
    }
    IconButton {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: 6
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        iconSize: 13
        width: 26
        height: 26
        name: qsTr("Close this notice")
        onClicked: root.workspace.dismissNotice()
    }
    Timer {
        running: root.visible
        interval: 8000
        onTriggered: root.workspace.dismissNotice()
    }
}
