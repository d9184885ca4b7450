// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Ui
import Stormglass.Workspace

// What stands under an editor: what is wrong and what to do, or why the value has no effect.
Text {
    id: root

    required property RowBase row

    visible: root.text !== ""
    topPadding: 3
    text: root.row.error !== "" ? root.row.error : root.row.ignored
    color: root.row.error !== "" ? Theme.bad : Theme.warning
    font.pixelSize: 12
    wrapMode: Text.Wrap
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text
}
