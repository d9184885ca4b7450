// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// What the last run found out: objectives, busiest places, journeys, and theory beside it where there is one.
FocusScope {
    id: root

    required property LoadLab lab
    readonly property ResultsViewModel results: root.lab.results

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Results")

    Flickable {
        id: scroller

        anchors.fill: parent
        contentWidth: width
        contentHeight: content.implicitHeight + 32
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ScrollBar {
        }

        Column {
            id: content

            x: 18
            y: 14
            width: scroller.width - 36
            spacing: 10
            opacity: root.lab.run.outdated ? 0.55 : 1

            Text {
                width: parent.width
                visible: !root.lab.run.hasReport
                text: root.lab.run.running ? qsTr("The first figures come in a moment.") : root.lab.run.problem !== "" ? root.lab.run.problem : qsTr("No run yet. Press F5 to put the load on it.")
                color: Theme.muted
                wrapMode: Text.Wrap
            }
            Text {
                width: parent.width
                visible: root.lab.run.hasReport
                text: root.results.verdict
                color: root.results.verdictTone === "bad" ? Theme.bad : root.results.verdictTone === "good" ? Theme.good : Theme.warning
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
            }
            Text {
                width: parent.width
                visible: root.lab.run.outdated
                text: qsTr("From before the last edit. F5 runs it again.")
                color: Theme.text
                wrapMode: Text.Wrap
            }
            SectionTitle {
                width: parent.width
                visible: root.results.objectives.count > 0
                topPadding: 6
                text: qsTr("Objectives")
            }
            Repeater {
                model: root.results.objectives

                delegate: ObjectiveCard {
                    width: content.width
                }
            }
            SectionTitle {
                width: parent.width
                visible: root.results.busiest.count > 0
                topPadding: 8
                text: qsTr("Busiest")
            }
            Repeater {
                model: root.results.busiest

                delegate: BusyBar {
                    width: content.width
                }
            }
            SectionTitle {
                width: parent.width
                visible: root.results.journeys.count > 0
                topPadding: 8
                text: qsTr("Journeys")
            }
            Repeater {
                model: root.results.journeys

                delegate: JourneyBlock {
                    required property int index

                    width: content.width
                    isChosen: index === root.results.journey
                    onClicked: root.results.journey = index
                }
            }
            SectionTitle {
                width: parent.width
                visible: root.results.exact.count > 0
                topPadding: 8
                text: qsTr("Theory beside it")
            }
            Repeater {
                model: root.results.exact

                delegate: ExactLine {
                    width: content.width
                }
            }
        }
    }
}
