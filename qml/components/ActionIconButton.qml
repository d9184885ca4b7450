// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Actions

// An action as a picture.
IconButton {
    id: root

    required property BoardAction boardAction

    name: root.boardAction.label
    keys: root.boardAction.shortcutText
    enabled: root.boardAction.enabled
    onClicked: root.boardAction.trigger()
}
