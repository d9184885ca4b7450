// SPDX-License-Identifier: Apache-2.0
import QtQuick

// What a row of the form says of itself; its editors read it.
Item {
    required property string key
    required property string editor
    required property string label
    required property string hint
    required property string text
    required property string assumed
    required property string note
    required property string error
    required property string ignored
    required property list<string> options
    required property int current
    required property var marks // a list of truths
    required property bool isOn
    required property bool isMixed
    required property bool isHalf
    required property bool canBeRemoved
    required property int depth
    required property list<point> curve
    required property color swatch
    required property color secondSwatch
}
