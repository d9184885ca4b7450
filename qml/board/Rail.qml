// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Canvas
import Stormglass.Workspace

// The toolbox: what the level offers, by click, drag or digit. One column while the window is high enough (or too narrow
// for more), else two; what then still doesn't fit scrolls.
Rectangle {
    id: root

    required property BoardViewModel board
    required property Item target // the board's view, where tools are dropped

    readonly property real toolHeight: Math.ceil(metrics.height * 2.5)
    readonly property real toolWidth: Math.ceil(metrics.advanceWidth + 14)
    readonly property bool isLow: root.height < (root.board.toolbox.count + 1) * root.toolHeight + 20
    readonly property int columns: root.isLow && root.Window.width >= 760 ? 2 : 1

    implicitWidth: root.columns * root.toolWidth + 13
    color: Theme.chrome
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Toolbox")

    TextMetrics {
        id: metrics

        font.family: Theme.fontFamily
        font.pixelSize: 13
        text: "Opportun"
    }
    Flickable {
        id: scroller

        anchors.fill: parent
        anchors.topMargin: 6
        anchors.leftMargin: 6
        contentHeight: tools.implicitHeight + 8
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        interactive: scroller.contentHeight > scroller.height
        ScrollBar.vertical: ScrollBar {
            visible: scroller.interactive
            policy: ScrollBar.AlwaysOn
            width: 5
        }

        Grid {
            id: tools

            columns: root.columns

            Repeater {
                model: root.board.toolbox

                delegate: RailTool {
                    width: root.toolWidth
                    height: root.toolHeight
                    board: root.board
                    target: root.target
                }
            }
            RailArrow {
                width: root.toolWidth
                height: root.toolHeight
                board: root.board
            }
        }
    }
    Rule {
        anchors.right: parent.right
        height: parent.height
    }
}
