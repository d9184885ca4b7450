// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// What the forecast or the last run says about what is selected.
Column {
    id: root

    required property InspectorForm form

    visible: root.form.factsTitle !== ""
    spacing: 9
    opacity: root.form.factsOutdated ? 0.55 : 1

    Rule {
        width: parent.width
    }
    Item {
        width: parent.width
        height: title.implicitHeight

        SectionTitle {
            id: title

            width: parent.width - note.implicitWidth - 8
            text: root.form.factsTitle
        }
        Text {
            id: note

            anchors.right: parent.right
            anchors.baseline: title.baseline
            text: root.form.factsNote
            color: Theme.muted
            font.pixelSize: 12
        }
    }
    Repeater {
        model: root.form.facts

        delegate: FigureLine {
            width: root.width
        }
    }
}
