// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/notation/grammar.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model {

/// Errors make `check` exit 1: the board does not say what was meant. Warnings are gaps; hints are habits of good
/// boards.
enum class Severity : std::uint8_t { error, warning, hint };

/// What was found. The word of the text form (`waived`, `check --json`) is codeOf().
enum class FindingKind : std::uint8_t {
    oddFlow,              ///< an arrow the notation gives no meaning; not simulated
    duplicateFlow,        ///< the same arrow twice
    noHandler,            ///< a command or query that nothing receives
    severalHandlers,      ///< a command or query with several receivers: each message goes to one
    noFollower,           ///< an event nobody follows
    noOrigin,             ///< a message that nothing sends
    neverAsked,           ///< a handler that no message reaches
    noOutcome,            ///< an aggregate or policy nothing comes out of
    channelUnpublished,   ///< nothing is published there
    channelUnread,        ///< nobody reads what is published there
    emptyService,         ///< a service that runs nothing
    noSource,             ///< nothing puts load on the board
    onNeverMatches,       ///< `on` names a message that never comes to this handler
    waitsInVain,          ///< `waitFor` names a message that never comes to this handler
    choiceAlone,          ///< a choice group with one flow: it always fires
    choiceWeightless,     ///< a choice group whose weights add up to 0
    journeyUnreachable,   ///< no way leads from the journey's start to its end
    eventNotPast,         ///< an event's name is not in the past tense
    commandNotImperative, ///< a command's name looks like a statement
    noLabel,
    openHotspot,     ///< a hotspot that is not answered
    assumedDefaults, ///< behaviour nobody stated, taken from the defaults
};

/// One thing to look at: facts only; app/ makes the sentence and names the fix.
struct Finding {
    FindingKind kind = FindingKind::oddFlow;
    Severity severity = Severity::hint;
    std::vector<ElementId> elements; ///< the place first
    std::vector<std::string> flows;  ///< paths of the flows concerned
    std::vector<std::string> facts;  ///< names, paths of parameters, depending on the kind
    OddReason reason = OddReason::none;
    std::vector<ElementKind> insertBetween;
    bool isWaived = false; ///< somebody accepted it on the element or flow (`waived`)

    friend bool operator==(const Finding&, const Finding&) = default;
};

[[nodiscard]] std::string_view codeOf(FindingKind kind) noexcept;
[[nodiscard]] std::string_view nameOf(Severity severity) noexcept;

/// Everything worth saying about the board as looked at on `level`: errors first, then by place in document order. A
/// waived finding is kept and marked. Linear in the size of the board.
[[nodiscard]] std::vector<Finding> check(const Board& board, Level level);

} // namespace stormglass::model
