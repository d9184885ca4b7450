// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// The lab at the foot of Load mode: the run, its charts, where the time goes, and the accounts.
FocusScope {
    id: root

    required property Workspace workspace
    required property LoadLab lab
    readonly property ResultsViewModel results: root.lab.results

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Lab")

    Rectangle {
        anchors.fill: parent
        color: Theme.chrome
    }
    RunLine {
        id: line

        width: parent.width
        workspace: root.workspace
        lab: root.lab
    }
    Rule {
        anchors.top: line.bottom
        width: parent.width
        visible: scroller.visible
    }
    Flickable {
        id: scroller

        anchors.top: line.bottom
        anchors.topMargin: 1
        anchors.bottom: parent.bottom
        width: parent.width
        visible: height > 20
        contentWidth: width
        contentHeight: content.implicitHeight + 24
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ScrollBar {
        }

        Column {
            id: content

            x: 16
            y: 12
            width: scroller.width - 32
            spacing: 14
            opacity: root.lab.run.outdated ? 0.55 : 1

            Text {
                width: parent.width
                visible: !root.lab.run.hasReport
                text: root.lab.run.running ? qsTr("The first figures come in a moment.") : qsTr("Choose a scenario and run it: what waits, what breaks and where the time goes appears here and on the notes.")
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Row {
                id: charts

                width: parent.width
                height: Math.max(128, Math.min(190, scroller.height - 130))
                visible: root.results.charts.count > 0
                spacing: 18

                Repeater {
                    model: root.results.charts

                    delegate: ChartCard {
                        width: (charts.width - 18 * (root.results.charts.count - 1)) / Math.max(1, root.results.charts.count)
                        height: charts.height
                    }
                }
            }
            BreakdownBar {
                width: parent.width
                results: root.results
            }
            Text {
                width: parent.width
                visible: root.lab.run.hasReport
                text: root.results.accountingLine
                color: Theme.muted
                font.pixelSize: 12
                wrapMode: Text.Wrap
            }
            Text {
                width: parent.width
                visible: root.results.ignoredLine !== ""
                text: root.results.ignoredLine
                color: Theme.warning
                font.pixelSize: 12
                wrapMode: Text.Wrap
            }
        }
    }
}
