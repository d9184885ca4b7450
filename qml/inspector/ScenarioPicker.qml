// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// Which scenario the page is about: the one that forecast and runs go by.
Item {
    id: root

    required property LoadLab lab

    implicitHeight: choice.implicitHeight

    Choice {
        id: choice

        width: parent.width - add.width - 8
        name: qsTr("Scenario")
        model: root.lab.scenarios.list
        textRole: "label"
        currentIndex: root.lab.scenarios.current
        onActivated: index => {
            root.lab.scenarios.current = index;
            choice.currentIndex = Qt.binding(() => root.lab.scenarios.current);
        }
    }
    IconButton {
        id: add

        anchors.right: parent.right
        iconName: "plus"
        name: qsTr("Add a scenario")
        onClicked: root.lab.scenarios.add()
    }
}
