// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Inspector
import Stormglass.Workspace

// One row of the inspector: the editor is chosen by what the row is.
RowBase {
    id: root

    required property InspectorForm form
    readonly property real indent: Math.min(root.depth, 3) * 10
    readonly property bool takesHalf: root.isHalf && root.editor === "field"
    property real fullWidth: 300

    width: root.takesHalf ? (root.fullWidth - 10) / 2 : root.fullWidth
    height: loader.height

    Loader {
        id: loader

        x: root.indent
        width: root.width - root.indent
        sourceComponent: {
            switch (root.editor) {
            case "section":
                return section;
            case "field":
                return field;
            case "prose":
                return prose;
            case "toggle":
                return toggle;
            case "choice":
                return choice;
            case "marks":
                return marks;
            case "distribution":
                return distribution;
            case "payloadField":
                return payloadField;
            case "add":
            case "addKey":
                return add;
            case "relation":
                return relation;
            default:
                return head;
            }
        }
    }

    Component {
        id: section

        SectionTitle {
            topPadding: 10
            text: root.label
        }
    }
    Component {
        id: field

        RowField {
            row: root
            form: root.form
        }
    }
    Component {
        id: prose

        RowProse {
            row: root
            form: root.form
        }
    }
    Component {
        id: toggle

        RowToggle {
            row: root
            form: root.form
        }
    }
    Component {
        id: choice

        RowChoice {
            row: root
            form: root.form
        }
    }
    Component {
        id: marks

        RowMarks {
            row: root
            form: root.form
        }
    }
    Component {
        id: distribution

        RowDistribution {
            row: root
            form: root.form
        }
    }
    Component {
        id: head

        RowHead {
            row: root
            form: root.form
        }
    }
    Component {
        id: payloadField

        RowPayloadField {
            row: root
            form: root.form
        }
    }
    Component {
        id: add

        RowAdd {
            row: root
            form: root.form
        }
    }
    Component {
        id: relation

        RowRelation {
            row: root
            form: root.form
        }
    }
}
