// SPDX-License-Identifier: Apache-2.0
#include "model/notation/grammar.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace stormglass::model {

namespace {

using enum ElementKind;

/// DESIGN section 3, line by line.
std::span<const ElementKind> followersOf(ElementKind from) {
    static constexpr std::array kActor{command, query, readModel, screen};
    static constexpr std::array kCommand{aggregate, external, policy, queue, topic};
    static constexpr std::array kQuery{readModel, queue, topic};
    static constexpr std::array kAggregate{event};
    static constexpr std::array kExternal{event, command};
    static constexpr std::array kEvent{policy, readModel, external, aggregate, topic, queue};
    static constexpr std::array kPolicy{command, query};
    static constexpr std::array kReadModel{actor, policy};
    static constexpr std::array kScreen{command, query};
    static constexpr std::array kChannel{policy, readModel, aggregate, external};
    switch (from) {
    case actor:
        return kActor;
    case command:
        return kCommand;
    case query:
        return kQuery;
    case aggregate:
        return kAggregate;
    case external:
        return kExternal;
    case event:
        return kEvent;
    case policy:
        return kPolicy;
    case readModel:
        return kReadModel;
    case screen:
        return kScreen;
    case queue:
    case topic:
        return kChannel;
    case hotspot:
    case opportunity:
    case text:
    case context:
    case lane:
    case pivot:
    case service:
    case stage:
        return {};
    }
    return {};
}

bool isAmong(std::span<const ElementKind> kinds, ElementKind kind) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool canBeAnEnd(ElementKind kind) {
    return !followersOf(kind).empty();
}

/// Kinds that make the arrow legal when put between its ends.
std::vector<ElementKind> menders(ElementKind from, ElementKind to) {
    std::vector<ElementKind> found;
    for (const ElementKind between : followersOf(from)) {
        if (!isChannel(between) && isAmong(followersOf(between), to)) {
            found.push_back(between);
        }
    }
    return found;
}

OddReason reasonFor(ElementKind from, ElementKind to) {
    if (from == service || to == service) {
        return OddReason::serviceIsMembership;
    }
    if (!canBeAnEnd(from) || !canBeAnEnd(to)) {
        return OddReason::notAnEnd;
    }
    if (isAmong(followersOf(to), from)) {
        return OddReason::turnedRound;
    }
    if (from == event && (to == command || to == query)) {
        return OddReason::needsPolicy;
    }
    if ((from == command || from == query) && to == event) {
        return OddReason::needsHandler;
    }
    if ((from == actor || from == policy) && isHandler(to)) {
        return OddReason::needsCommand;
    }
    if ((from == aggregate || from == external) && isHandler(to)) {
        return OddReason::needsEvent;
    }
    return OddReason::notInNotation;
}

} // namespace

FlowRule ruleFor(ElementKind from, ElementKind to) {
    if (isAmong(followersOf(from), to)) {
        return {FlowVerdict::legal, OddReason::none, {}};
    }
    if (from == event && to == event) {
        return {FlowVerdict::succession, OddReason::none, {}};
    }
    return {FlowVerdict::odd, reasonFor(from, to), menders(from, to)};
}

bool isLegalFlow(ElementKind from, ElementKind to) {
    return isAmong(followersOf(from), to);
}

std::vector<ElementKind> legalNextKinds(ElementKind from, Level level) {
    std::vector<ElementKind> next;
    if (from == event && level != Level::design) {
        next.push_back(event); // a big picture is a line of events
    }
    for (const ElementKind kind : followersOf(from)) {
        if (firstLevelOf(kind) <= level) {
            next.push_back(kind);
        }
    }
    return next;
}

Level firstLevelOf(ElementKind kind) noexcept {
    switch (kind) {
    case event:
    case actor:
    case external:
    case hotspot:
    case opportunity:
    case text:
    case pivot:
    case lane:
    case context:
    case stage:
        return Level::bigPicture;
    case command:
    case query:
    case policy:
    case readModel:
    case screen:
        return Level::process;
    case aggregate:
    case service:
    case queue:
    case topic:
        return Level::design;
    }
    return Level::bigPicture;
}

} // namespace stormglass::model
