// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Lab
import Stormglass.Workspace

// What is selected, and everything that can be said about it.
FocusScope {
    id: root

    required property InspectorForm form
    required property LoadLab lab

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Inspector")

    InspectorHead {
        id: head

        x: 18
        y: 14
        width: root.width - 36
        form: root.form
    }
    Tabs {
        id: tabs

        anchors.top: head.bottom
        anchors.topMargin: 8
        x: 18
        width: root.width - 18
        title: qsTr("Pages of the inspector")
        names: Array.from(root.form.pages)
        current: root.form.page
        onChosen: index => root.form.page = index
    }
    Flickable {
        id: scroller

        anchors.top: tabs.bottom
        anchors.bottom: parent.bottom
        width: root.width
        contentWidth: width
        contentHeight: content.implicitHeight + 28
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ScrollBar {
        }

        Column {
            id: content

            x: 18
            y: 12
            width: scroller.width - 36
            spacing: 14

            ScenarioPicker {
                width: parent.width
                visible: root.form.showsScenarios
                lab: root.lab
            }
            PushButton {
                visible: root.form.isOccurrence
                text: qsTr("Make independent")
                hint: qsTr("Gives this place a note of its own, with a copy of everything said here")
                onClicked: root.form.makeIndependent()
            }
            Flow {
                id: flow

                width: parent.width
                spacing: 10

                Repeater {
                    model: root.form.rows

                    delegate: FormRow {
                        form: root.form
                        fullWidth: flow.width
                    }
                }
            }
            PushButton {
                visible: root.form.showsJourneys
                text: qsTr("Add a journey")
                hint: qsTr("A measured way from one message to another")
                onClicked: root.form.addJourney()
            }
            FactsBlock {
                width: parent.width
                form: root.form
            }
        }

        // What has the keyboard is seen.
        function reveal(item: Item) {
            const top = item.mapToItem(content, 0, 0).y + content.y;
            if (top < scroller.contentY) {
                scroller.contentY = Math.max(0, top - 20);
            } else if (top + item.height > scroller.contentY + scroller.height) {
                scroller.contentY = Math.max(0, Math.min(top + item.height + 20, scroller.contentHeight) - scroller.height);
            }
        }
    }
    Connections {
        target: root.Window.window

        function onActiveFocusItemChanged() {
            let item = root.Window.activeFocusItem;
            for (let up = item; up !== null && up !== undefined; up = up.parent) {
                if (up === content) {
                    scroller.reveal(item);
                    return;
                }
            }
        }
    }
}
