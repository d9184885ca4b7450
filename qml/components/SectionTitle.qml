// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// The heading of a part of a panel.
Text {
    id: root

    color: Theme.text
    font.weight: Font.DemiBold
    wrapMode: Text.Wrap
    Accessible.role: Accessible.Heading
    Accessible.name: root.text
}
