// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/origin.hpp"
#include "model/store/stored_board.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Boards that have no name yet, or whose text file is not written yet, live in a folder of drafts.
namespace stormglass::model {

/// A draft that an earlier session left, by quitting or by a crash.
struct Draft {
    std::filesystem::path file;
    std::string name;             ///< of the board, may be empty
    std::size_t elementCount = 0; ///< notes and structure
    Clock::TimePoint changed;     ///< of the last edit
    std::uint64_t lastSequence = 0;
    std::optional<Origin> origin; ///< the text file it is bound to

    /// True if closing it for good would lose something: it stands nowhere else as it is.
    [[nodiscard]] bool isUnsaved() const noexcept { return !origin || origin->sequence != lastSequence; }
};

/// The drafts of this folder that nobody has open, latest first. What cannot be read as a draft is left out and left
/// alone. A folder that is not there holds none.
[[nodiscard]] std::vector<Draft> listDrafts(const std::filesystem::path& folder);

/// A file for a new draft.
[[nodiscard]] std::filesystem::path newDraftFile(const std::filesystem::path& folder);
/// The draft bound to a text file has a name of its own, so that the same text finds the same draft again.
[[nodiscard]] std::filesystem::path draftFileFor(const std::filesystem::path& folder,
                                                 const std::filesystem::path& text);

/// Takes a draft away. Fails with `locked` while somebody has it open.
[[nodiscard]] Result<void, StoreError> discardDraft(const std::filesystem::path& file, const Clock& clock);

} // namespace stormglass::model
