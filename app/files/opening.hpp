// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/drafts.hpp"
#include "model/store/stored_document.hpp"

#include <QString>

#include <filesystem>
#include <memory>

namespace stormglass::app {

/// What a document on the screen is to the file a person knows.
enum class FileRole : std::uint8_t {
    draft,  ///< has no name yet
    stored, ///< a .storm: every edit is stored at once
    text,   ///< a draft bound to a .storm.json, which is written when asked
};

/// A document that was opened, or why not.
struct Opening {
    std::unique_ptr<model::StoredDocument> document; ///< null if it could not be opened
    FileRole role = FileRole::draft;
    std::filesystem::path path; ///< the file a person knows; empty for a draft
    QString fault;              ///< the sentence that says why not
    QString remark;             ///< something worth telling though it went well
};

/// What opening needs. Everything in it outlives the documents.
struct OpeningDesk {
    const model::Catalogue& catalogue;
    const model::Clock& clock;
    model::Authorship by;
    std::filesystem::path drafts;
    std::function<void()> onStatus;

    [[nodiscard]] model::StoreSetup setup() const { return {catalogue, clock, by, onStatus}; }
};

/// Opens what a person names, told by content; any thread. A text form opens as the draft bound to it, where one is
/// left, with its edits and history: what was changed on disk meanwhile comes in as one undoable change if no edit
/// waits to be written, else the caller compares. What the program brings along (isBundledExample) opens as a new
/// draft.
[[nodiscard]] Opening openFile(const std::filesystem::path& file, const OpeningDesk& desk);

/// Opens a draft of an earlier session; any thread.
[[nodiscard]] Opening openDraft(const std::filesystem::path& file, const OpeningDesk& desk);

/// A new draft that begins with this board; it has its file from the first edit on.
[[nodiscard]] Opening beginDraft(model::Board start, const OpeningDesk& desk);

/// True for an example in its folder in a checkout or an installation: nothing there is ever written to.
[[nodiscard]] bool isBundledExample(const std::filesystem::path& file);

/// The folder of drafts: stormglass/drafts in $XDG_STATE_HOME, else in ~/.local/state.
[[nodiscard]] std::filesystem::path draftsFolder();

/// Who edits here: $STORMGLASS_AUTHOR, else the user's name; with the program's version.
[[nodiscard]] model::Authorship authorship();

} // namespace stormglass::app
