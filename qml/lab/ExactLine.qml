// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// A simulated figure beside what theory says it is.
Column {
    id: root

    required property string label
    required property string exact
    required property string simulated
    required property string deviation

    spacing: 2
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: exactly %2, simulated %3, off by %4").arg(root.label).arg(root.exact).arg(root.simulated).arg(root.deviation)

    Text {
        width: root.width
        text: root.label
        color: Theme.muted
        wrapMode: Text.Wrap
    }
    Text {
        width: root.width
        text: qsTr("%1 exact · %2 · %3").arg(root.exact).arg(root.simulated).arg(root.deviation)
        color: Theme.text
        font.family: Theme.figureFamily
        font.pixelSize: 12
        horizontalAlignment: Text.AlignRight
        wrapMode: Text.Wrap
    }
}
