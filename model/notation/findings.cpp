// SPDX-License-Identifier: Apache-2.0
#include "model/notation/findings.hpp"

#include "model/notation/checks.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::model {

namespace {

bool isWaivedBy(const Value& properties, std::string_view code) {
    const auto waived = properties.find("waived");
    if (waived == properties.end()) {
        return false;
    }
    if (waived->is_boolean()) {
        return waived->get<bool>();
    }
    return std::ranges::any_of(*waived, [code](const Value& word) { return word.is_string() && word == code; });
}

/// Accepted on the place itself: the first element named, or any flow named.
bool isWaived(const Finding& finding, const Board& board) {
    const std::string_view code = codeOf(finding.kind);
    if (!finding.elements.empty()) {
        if (const Element* element = board.find(finding.elements.front())) {
            if (isWaivedBy(element->properties, code)) {
                return true;
            }
        }
    }
    return std::ranges::any_of(finding.flows, [&](const std::string& path) {
        const Flow* flow = board.flowByPath(path);
        return flow != nullptr && isWaivedBy(flow->properties, code);
    });
}

Rank placeOf(const Finding& finding, const Board& board) {
    const Element* element = finding.elements.empty() ? nullptr : board.find(finding.elements.front());
    return element == nullptr ? 0 : element->rank;
}

} // namespace

std::string_view codeOf(FindingKind kind) noexcept {
    switch (kind) {
    case FindingKind::oddFlow:
        return "odd-flow";
    case FindingKind::duplicateFlow:
        return "duplicate-flow";
    case FindingKind::noHandler:
        return "no-handler";
    case FindingKind::severalHandlers:
        return "several-handlers";
    case FindingKind::noFollower:
        return "no-follower";
    case FindingKind::noOrigin:
        return "no-origin";
    case FindingKind::neverAsked:
        return "never-asked";
    case FindingKind::noOutcome:
        return "no-outcome";
    case FindingKind::channelUnpublished:
        return "channel-unpublished";
    case FindingKind::channelUnread:
        return "channel-unread";
    case FindingKind::emptyService:
        return "empty-service";
    case FindingKind::noSource:
        return "no-source";
    case FindingKind::onNeverMatches:
        return "on-never-matches";
    case FindingKind::waitsInVain:
        return "waits-in-vain";
    case FindingKind::choiceAlone:
        return "choice-alone";
    case FindingKind::choiceWeightless:
        return "choice-weightless";
    case FindingKind::journeyUnreachable:
        return "journey-unreachable";
    case FindingKind::eventNotPast:
        return "event-not-past";
    case FindingKind::commandNotImperative:
        return "command-not-imperative";
    case FindingKind::noLabel:
        return "no-label";
    case FindingKind::openHotspot:
        return "open-hotspot";
    case FindingKind::assumedDefaults:
        return "assumed-defaults";
    }
    return "";
}

std::string_view nameOf(Severity severity) noexcept {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::hint:
        return "hint";
    }
    return "";
}

std::vector<Finding> check(const Board& board, Level level) {
    const Topology topology(board);
    std::vector<Finding> findings;
    checks::flows(topology, level, findings);
    checks::messages(topology, level, findings);
    checks::handlers(topology, level, findings);
    checks::structure(topology, level, findings);
    checks::journeys(topology, findings);
    checks::names(topology, findings);
    checks::defaults(topology, level, findings);
    for (Finding& finding : findings) {
        finding.isWaived = isWaived(finding, board);
    }
    std::ranges::stable_sort(findings, {}, [&board](const Finding& finding) {
        return std::pair(finding.severity, placeOf(finding, board));
    });
    return findings;
}

} // namespace stormglass::model
