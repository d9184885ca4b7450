// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Stormglass.Ui
import Stormglass.Workspace

// Type to find an action or a note; Enter does it.
Popup {
    id: root

    required property Workspace workspace

    modal: true
    focus: true
    padding: 8
    width: Math.min(560, parent.width - 40)
    height: Math.min(440, parent.height - 120)
    x: (parent.width - root.width) / 2
    y: 60
    visible: root.workspace.paletteOpen
    onOpened: {
        root.workspace.palette.query = "";
        root.workspace.palette.reload();
        query.clear();
        query.forceActiveFocus();
    }
    onClosed: root.workspace.paletteOpen = false

    function run(row: int) {
        root.close();
        root.workspace.palette.activate(row);
    }

    background: Rectangle {
        radius: 10
        color: Theme.chrome
        border.color: Theme.outline
    }
    contentItem: ColumnLayout {
        Field {
            id: query

            name: qsTr("Search or run a command")
            placeholderText: query.name
            Layout.fillWidth: true
            onTextEdited: {
                root.workspace.palette.query = query.text;
                lines.currentIndex = 0;
            }
            onAccepted: root.run(lines.currentIndex)
            Keys.onDownPressed: lines.incrementCurrentIndex()
            Keys.onUpPressed: lines.decrementCurrentIndex()
        }
        ListView {
            id: lines

            clip: true
            model: root.workspace.palette
            currentIndex: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            ScrollBar.vertical: ScrollBar {
            }

            delegate: PaletteLine {
                width: lines.width
                isCurrent: index === lines.currentIndex
                onPicked: root.run(index)
            }
        }
        Text {
            visible: lines.count === 0
            text: qsTr("Nothing is called that.")
            color: Theme.muted
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: 20
        }
    }
}
