// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// A chart with its title and unit.
Item {
    id: root

    required property chartData chart

    Accessible.role: Accessible.Chart
    Accessible.name: root.chart.summary

    Text {
        id: title

        x: 2
        width: parent.width - unit.width - 10
        text: root.chart.title
        color: Theme.text
        font.weight: Font.DemiBold
        elide: Text.ElideRight
    }
    Text {
        id: unit

        anchors.right: parent.right
        anchors.rightMargin: 22
        anchors.baseline: title.baseline
        text: root.chart.unit
        color: Theme.muted
        font.pixelSize: 12
    }
    LineChart {
        anchors.fill: parent
        anchors.topMargin: title.height + 4
        chart: root.chart
        font.family: Theme.figureFamily
        font.pixelSize: 11
        textColor: Theme.muted
        gridColor: Theme.line
        accentColor: Theme.accent
        goodColor: Theme.good
        warningColor: Theme.warning
        badColor: Theme.bad
    }
}
