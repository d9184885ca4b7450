// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Dialogs
import Stormglass.Files
import Stormglass.Ui

// Everything the window asks about files, one dialog for each wish of DocumentFiles.
Item {
    id: root

    required property DocumentFiles files

    signal closeAllowed

    function compare() {
        comparePanel.open();
    }

    anchors.fill: parent

    FileDialog {
        id: openDialog

        title: qsTr("Open a board")
        fileMode: FileDialog.OpenFile
        nameFilters: [qsTr("Boards (*.storm *.storm.json)"), qsTr("All files (*)")]
        onAccepted: root.files.openUrl(openDialog.selectedFile)
    }
    FileDialog {
        id: saveDialog

        property bool isWithHistory: true

        title: saveDialog.isWithHistory ? qsTr("Save the board as") : qsTr("Save the board without its history as")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Board (*.storm)"), qsTr("Board as text (*.storm.json)")]
        onAccepted: root.files.saveAs(saveDialog.selectedFile, saveDialog.isWithHistory)
    }
    PickPanel {
        id: draftsPanel

        heading: qsTr("Unsaved boards")
        explanation: qsTr("Boards of earlier sessions that have no name yet, or whose file is not written yet.")
        files: root.files.drafts
        emptyText: qsTr("Nothing waits to be saved.")
        canDiscard: true
        onPicked: key => root.files.openDraft(key)
        onDiscarded: key => root.files.discardDraft(key)
    }
    PickPanel {
        id: recentPanel

        heading: qsTr("Open recent")
        files: root.files.recent
        onPicked: key => root.files.open(key)
    }
    PickPanel {
        id: examplesPanel

        heading: qsTr("Examples")
        explanation: qsTr("An example opens as a new board: change it as you like.")
        files: root.files.examples
        onPicked: key => root.files.openExample(key)
    }
    VersionPanel {
        id: versionPanel

        files: root.files
    }
    ComparePanel {
        id: comparePanel

        files: root.files
    }
    UnstoredPanel {
        id: unstoredPanel

        files: root.files
        onCloseAllowed: root.closeAllowed()
    }
    Connections {
        target: root.files

        function onOpenWanted() {
            openDialog.currentFolder = root.files.folder;
            openDialog.open();
        }

        function onSaveAsWanted(isWithHistory: bool) {
            saveDialog.isWithHistory = isWithHistory;
            saveDialog.currentFolder = root.files.folder;
            saveDialog.selectedFile = root.files.folder + "/" + encodeURIComponent(root.files.suggestedName);
            saveDialog.open();
        }

        function onDraftsWanted() {
            draftsPanel.open();
        }

        function onRecentWanted() {
            recentPanel.open();
        }

        function onExamplesWanted() {
            examplesPanel.open();
        }

        function onVersionNameWanted() {
            versionPanel.open();
        }

        function onCloseRefused() {
            unstoredPanel.open();
        }
    }
}
