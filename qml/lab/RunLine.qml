// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// Which scenario, how far its run has come, and what the last one took.
Item {
    id: root

    required property Workspace workspace
    required property LoadLab lab

    implicitHeight: 48

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 16
        anchors.rightMargin: 10
        spacing: 10

        ScenarioPicker {
            lab: root.lab
            Layout.preferredWidth: 240
        }
        RunButton {
            workspace: root.workspace
            lab: root.lab
            isSmall: true
        }
        ProgressBar {
            id: progress

            visible: root.lab.run.running
            value: root.lab.run.progress
            Layout.fillWidth: true
            Layout.maximumWidth: 320
            Accessible.role: Accessible.ProgressBar
            Accessible.name: qsTr("Progress of the run")

            background: Rectangle {
                implicitHeight: 6
                radius: 3
                color: Theme.line
            }
            contentItem: Item {
                Rectangle {
                    width: progress.visualPosition * parent.width
                    height: 6
                    radius: 3
                    color: Theme.accent
                }
            }
        }
        Text {
            text: root.lab.run.running ? root.lab.run.status : root.lab.run.outdated ? qsTr("Outdated by an edit · %1").arg(root.lab.results.runLine) : root.lab.results.runLine
            color: root.lab.run.outdated && !root.lab.run.running ? Theme.warning : Theme.muted
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignRight
            Layout.fillWidth: true
        }
        ActionIconButton {
            iconName: "down"
            boardAction: root.workspace.actions.find("view.lab")
        }
    }
}
