// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Actions
import Stormglass.Lab
import Stormglass.Workspace

// Runs the load, or stops the run under way.
PushButton {
    id: root

    required property Workspace workspace
    required property LoadLab lab
    property bool isSmall: false
    readonly property BoardAction boardAction: root.workspace.actions.find(root.lab.run.running ? "load.stop" : "load.run")

    primary: !root.isSmall
    text: root.isSmall ? root.boardAction.label : qsTr("%1 %2").arg(root.boardAction.label).arg(root.boardAction.shortcutText)
    hint: root.isSmall ? root.boardAction.shortcutText : ""
    enabled: root.boardAction.enabled
    onClicked: root.boardAction.trigger()
}
