// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// Where the slowest 1 % of a journey spend their time, part by part along the way.
Column {
    id: root

    required property ResultsViewModel results

    spacing: 6
    visible: root.results.breakdown.count > 0

    SectionTitle {
        width: parent.width
        text: root.results.breakdownTitle
    }
    Row {
        id: bar

        width: parent.width
        height: 26
        spacing: 2

        Repeater {
            model: root.results.breakdown

            delegate: Rectangle {
                id: part

                required property string label
                required property string figure
                required property real share
                required property string kind
                readonly property bool isWaiting: part.kind === "waiting" || part.kind === "backoff" || part.kind === "joining"

                width: Math.max(2, (bar.width - 2 * (root.results.breakdown.count - 1)) * part.share)
                height: bar.height
                radius: 3
                color: part.isWaiting ? Theme.bad : part.kind === "handling" ? Theme.accent : Theme.outline
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2").arg(part.label).arg(part.figure)

                Text {
                    anchors.centerIn: parent
                    visible: implicitWidth < parent.width - 10
                    text: qsTr("%1 %2").arg(part.label).arg(part.figure)
                    color: Theme.onAccent
                    font.pixelSize: 12
                    font.weight: Font.Medium
                }
                HoverHandler {
                    id: hover
                }
                HintBubble {
                    shown: hover.hovered
                    words: part.Accessible.name
                }
            }
        }
    }
    Text {
        width: parent.width
        text: root.results.breakdownSentence
        color: Theme.text
        wrapMode: Text.Wrap
    }
}
