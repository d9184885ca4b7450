// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Lab
import Stormglass.Workspace

// All that the checks found: a click leads to the place.
Popup {
    id: root

    required property ProblemsModel problems

    padding: 8
    focus: true
    height: Math.min(420, lines.contentHeight + 16)

    background: Rectangle {
        radius: 10
        color: Theme.chrome
        border.color: Theme.outline
    }
    contentItem: ListView {
        id: lines

        clip: true
        focus: true
        model: root.problems.list
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {
        }
        Keys.onReturnPressed: root.problems.show(lines.currentIndex)

        delegate: ProblemLine {
            width: lines.width
            isCurrent: ListView.isCurrentItem && lines.activeFocus
            onShown: {
                lines.currentIndex = index;
                root.problems.show(index);
            }
            onWaived: root.problems.waive(index)
        }
    }
}
