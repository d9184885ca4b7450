// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Inspector
import Stormglass.Workspace

// The name of what is selected, its kind's shape, and where else it stands.
Item {
    id: root

    required property InspectorForm form

    implicitHeight: Math.max(30, title.implicitHeight, side.implicitHeight)

    KindPicture {
        id: picture

        visible: root.form.shape !== ""
        kind: root.form.shape
        dark: Theme.dark
        width: 34
        height: 26
        anchors.verticalCenter: parent.verticalCenter
    }
    Text {
        id: title

        x: picture.visible ? 46 : 0
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - title.x - side.width - 10
        text: root.form.title
        color: Theme.text
        font.pixelSize: 16
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
        maximumLineCount: 3
        elide: Text.ElideRight
        Accessible.role: Accessible.Heading
        Accessible.name: title.text
    }
    Text {
        id: side

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width * 0.6)
        text: root.form.subtitle
        color: Theme.muted
        font.pixelSize: 12
        horizontalAlignment: Text.AlignRight
        wrapMode: Text.Wrap
    }
}
