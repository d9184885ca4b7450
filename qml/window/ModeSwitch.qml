// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Lab

// Storm or Load.
Segments {
    id: root

    required property LoadLab lab

    title: qsTr("Mode")
    names: [qsTr("Storm"), qsTr("Load")]
    current: root.lab.loadMode ? 1 : 0
    segmentPadding: 24
    onChosen: index => root.lab.loadMode = index === 1
}
