// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls.Basic
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// Any of several, each a mark that is set or not.
Column {
    id: root

    required property RowBase row
    required property InspectorForm form

    RowLabel {
        width: parent.width
        row: root.row
    }
    Flow {
        width: parent.width
        spacing: 6

        Repeater {
            model: root.row.options

            delegate: AbstractButton {
                id: chip

                required property int index
                required property string modelData
                readonly property bool isSet: root.row.marks[chip.index] === true

                text: chip.modelData
                implicitHeight: Math.ceil(chip.font.pixelSize * 1.9)
                implicitWidth: Math.min(words.implicitWidth, root.width)
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.CheckBox
                Accessible.name: chip.text
                Accessible.checkable: true
                Accessible.checked: chip.isSet
                Accessible.onPressAction: chip.clicked()
                onClicked: root.form.mark(root.row.key, chip.index, !chip.isSet)

                contentItem: Text {
                    id: words

                    leftPadding: 10
                    rightPadding: 10
                    text: chip.isSet ? qsTr("✓ %1").arg(chip.text) : chip.text
                    font: chip.font
                    color: Theme.text
                    elide: Text.ElideRight
                    verticalAlignment: Text.AlignVCenter
                }
                background: Rectangle {
                    radius: height / 2
                    color: chip.isSet ? Theme.accentSoft : Theme.field
                    border.color: chip.isSet ? Theme.accent : Theme.outline

                    FocusRing {
                        shown: chip.visualFocus
                        radius: height / 2
                    }
                }
            }
        }
    }
    RowFoot {
        width: parent.width
        row: root.row
    }
}
