// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// The visible focus of a control that was reached by keyboard: a ring outside its edge.
Rectangle {
    id: root

    required property bool shown
    property real gap: 2

    anchors.fill: parent
    anchors.margins: -root.gap
    radius: 8
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: root.shown
}
