// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Lab
import Stormglass.Workspace

// At the right: the inspector; in Load mode the results, with the inspector beside them.
Rectangle {
    id: root

    required property Workspace workspace
    required property LoadLab lab
    required property InspectorForm form
    property bool wantsResults: true
    readonly property bool showsResults: root.lab.loadMode && root.wantsResults

    color: Theme.chrome

    Segments {
        id: which

        visible: root.lab.loadMode
        anchors.horizontalCenter: parent.horizontalCenter
        y: 10
        title: qsTr("Panel")
        names: [qsTr("Results"), qsTr("Inspector")]
        current: root.wantsResults ? 0 : 1
        onChosen: index => root.wantsResults = index === 0
    }
    ResultsPanel {
        anchors.fill: parent
        anchors.topMargin: which.height + 12
        visible: root.showsResults
        lab: root.lab
    }
    InspectorPanel {
        anchors.fill: parent
        anchors.topMargin: root.lab.loadMode ? which.height + 12 : 0
        visible: !root.showsResults
        form: root.form
        lab: root.lab
    }
    Connections {
        target: root.lab.run

        function onStateChanged() {
            if (root.lab.run.running) {
                root.wantsResults = true;
            }
        }
    }
}
