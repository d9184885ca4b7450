// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Stormglass.Workspace

// A thin line between parts.
Rectangle {
    implicitWidth: 1
    implicitHeight: 1
    color: Theme.line
}
