// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Workspace

// A file to open: what it is called and where it comes from. Discarding asks once more, in place.
ItemDelegate {
    id: root

    required property string key
    required property string title
    required property string detail
    property bool isCurrent: false
    property bool canDiscard: false
    property bool isAsking: false

    signal picked(string key)
    signal discarded(string key)

    function pick() {
        root.picked(root.key);
    }

    padding: 8
    implicitHeight: Math.ceil(Math.max(words.implicitHeight, discard.visible ? discard.implicitHeight : 0) + 16)
    Accessible.role: Accessible.ListItem
    Accessible.name: root.detail === "" ? root.title : qsTr("%1, %2").arg(root.title).arg(root.detail)
    Accessible.onPressAction: root.pick()
    onClicked: root.pick()

    contentItem: RowLayout {
        spacing: 8

        Column {
            id: words

            Layout.fillWidth: true

            Text {
                width: parent.width
                text: root.title
                color: Theme.text
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            Text {
                width: parent.width
                visible: root.detail !== ""
                text: root.detail
                color: Theme.muted
                elide: Text.ElideMiddle
            }
        }
        PushButton {
            id: discard

            visible: root.canDiscard
            text: root.isAsking ? qsTr("Discard for good") : qsTr("Discard")
            Accessible.name: qsTr("%1: %2").arg(text).arg(root.title)
            onClicked: {
                if (root.isAsking) {
                    root.discarded(root.key);
                } else {
                    root.isAsking = true;
                }
            }
        }
    }
    background: Rectangle {
        radius: 6
        color: root.isCurrent || root.hovered ? Theme.accentSoft : "transparent"
    }
}
