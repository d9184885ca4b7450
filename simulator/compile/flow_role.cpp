// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/flow_role.hpp"

namespace stormglass::sim {

namespace {

using model::ElementKind;

/// What may send this message of its own accord or as an outcome.
bool emits(ElementKind from, ElementKind message) noexcept {
    const bool asks = from == ElementKind::actor || from == ElementKind::policy;
    const bool decides = from == ElementKind::aggregate;
    const bool outside = from == ElementKind::external;
    return (message == ElementKind::event && (decides || outside)) ||
           (message == ElementKind::command && (asks || outside)) || (message == ElementKind::query && asks);
}

bool receives(ElementKind to, ElementKind message) noexcept {
    const bool acts = to == ElementKind::aggregate || to == ElementKind::external || to == ElementKind::policy;
    const bool shows = to == ElementKind::readModel;
    return (message == ElementKind::event && (acts || shows)) || (message == ElementKind::command && acts) ||
           (message == ElementKind::query && shows);
}

bool nothingHappens(ElementKind from, ElementKind to) noexcept {
    const bool succession = from == ElementKind::event && to == ElementKind::event;
    const bool lookedAt = from == ElementKind::readModel && (to == ElementKind::actor || to == ElementKind::policy);
    const bool looking = from == ElementKind::actor && (to == ElementKind::readModel || to == ElementKind::screen);
    const bool sketched = from == ElementKind::screen && (to == ElementKind::command || to == ElementKind::query);
    return succession || lookedAt || looking || sketched;
}

} // namespace

FlowRole flowRoleOf(ElementKind from, ElementKind to) noexcept {
    if (nothingHappens(from, to)) {
        return FlowRole::idle;
    }
    if (isMessage(to) && emits(from, to)) {
        return FlowRole::emission;
    }
    if (isMessage(from) && receives(to, from)) {
        return FlowRole::subscription;
    }
    if (isMessage(from) && isChannel(to)) {
        return FlowRole::publication;
    }
    if (isChannel(from) && isHandler(to)) {
        return FlowRole::reception;
    }
    return FlowRole::odd;
}

} // namespace stormglass::sim
