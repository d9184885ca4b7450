// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// What the checks found, the worst of it in words, and at the right what the forecast says.
Rectangle {
    id: root

    required property LoadLab lab
    readonly property ProblemsModel problems: root.lab.problems
    readonly property bool hasProblems: root.problems.list.count > 0
    readonly property color tone: root.problems.errors > 0 ? Theme.bad : root.problems.warnings > 0 ? Theme.warning : Theme.muted

    implicitHeight: 34
    color: Theme.chrome

    Rule {
        width: parent.width
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 16
        anchors.rightMargin: 16
        spacing: 12

        LinkButton {
            visible: root.hasProblems
            text: (root.problems.errors > 0 ? "✕ " : root.problems.warnings > 0 ? "▲ " : "") + root.problems.summary
            name: qsTr("All problems: %1").arg(root.problems.summary)
            tone: root.tone
            strong: true
            onClicked: list.open()
        }
        Text {
            id: sentence

            visible: root.width > 560 // else the list alone tells it
            text: root.hasProblems ? root.problems.first : qsTr("No problems found")
            color: root.hasProblems ? Theme.text : Theme.muted
            elide: Text.ElideRight
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Accessible.role: Accessible.StaticText
            Accessible.name: text

            HoverHandler {
                id: hover
            }
            HintBubble {
                shown: hover.hovered && sentence.truncated
                words: root.problems.first
            }
        }
        LinkButton {
            visible: root.hasProblems && root.problems.firstCanBeWaived
            text: qsTr("Waive")
            name: qsTr("Waive: %1").arg(root.problems.first)
            onClicked: root.problems.waive(0)
        }
        LinkButton {
            visible: root.hasProblems
            text: qsTr("Show")
            name: qsTr("Show the place of: %1").arg(root.problems.first)
            onClicked: root.problems.show(0)
        }
        Item {
            Layout.fillWidth: true
        }
        Text {
            id: headline

            text: root.lab.forecast.headline
            color: root.lab.forecast.alarming ? Theme.bad : Theme.text
            elide: Text.ElideRight
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            Layout.minimumWidth: Math.min(implicitWidth, root.width * (root.width < 720 ? 0.4 : 0.62))
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Forecast: %1").arg(text)

            HoverHandler {
                id: forecastHover
            }
            HintBubble {
                shown: forecastHover.hovered && headline.truncated
                words: root.lab.forecast.headline
            }
        }
    }
    ProblemsPopup {
        id: list

        problems: root.problems
        x: 12
        y: -list.height - 6
        width: Math.min(560, root.width - 24)
    }
}
