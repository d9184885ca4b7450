// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Canvas

// On which level the board is looked at: what the toolbox offers and the checks ask for.
Segments {
    id: root

    required property BoardViewModel board

    title: qsTr("Level")
    names: [qsTr("Big picture"), qsTr("Process"), qsTr("Design")]
    current: root.board.level
    raised: true
    onChosen: index => root.board.level = index
}
