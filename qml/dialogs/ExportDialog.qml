// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Dialogs
import Stormglass.Exporting

// Asks where an export goes.
FileDialog {
    id: root

    required property BoardExporter exporter

    title: root.exporter.title
    fileMode: FileDialog.SaveFile
    nameFilters: root.exporter.nameFilters
    defaultSuffix: root.exporter.suffix
    onAccepted: root.exporter.exportTo(root.selectedFile)

    readonly property Connections wishes: Connections {
        target: root.exporter

        function onWanted() {
            root.currentFile = Qt.resolvedUrl(root.currentFolder + "/" + root.exporter.suggestedName);
            root.open();
        }
    }
}
