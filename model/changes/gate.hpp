// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/board/board.hpp"
#include "model/changes/change.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model {

/// Why the gate refuses a batch, and about which record. `other` is what it stumbled over (the dangling id, the taken
/// id).
struct Refusal {
    enum class Reason : std::uint8_t {
        empty,            ///< a change with neither before nor after, or settings taken away
        stale,            ///< before is not what the board holds
        malformedId,      ///< not [a-z0-9]+(-[a-z0-9]+)*, a reserved word, or a change that renames
        takenId,          ///< the shared namespace already has it
        takenRank,        ///< another record of the table stands there
        malformedValue,   ///< not finite, not UTF-8, nested too deep, or properties that are no record
        danglingId,       ///< something refers to what is not there
        wrongKind,        ///< a service, context, lane or channel reference to something else
        brokenOccurrence, ///< against the rules of `same`
        reentrant,        ///< a listener tried to edit
        notEditable,      ///< read only, or editing is paused because storing failed
        nothingToDo,      ///< undo or redo at the end of history
        damagedHistory,   ///< a journal row does not fit the board
    };
    Reason reason = Reason::empty;
    std::string record;
    std::string other = {};

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// True for a well-formed id that is not a reserved word (CONTRACT section 4).
[[nodiscard]] bool isUsableId(std::string_view id) noexcept;

/// The one way to alter a board. Checks the batch, applies it whole or not at all, and returns what changed: one entry
/// per record, before and after of the whole batch, no-ops left out. Applying the inverses of that list takes it back.
[[nodiscard]] Result<std::vector<Change>, Refusal> applyChanges(Board& board, std::span<const Change> changes);

} // namespace stormglass::model
