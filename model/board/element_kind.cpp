// SPDX-License-Identifier: Apache-2.0
#include "model/board/element_kind.hpp"

#include <algorithm>

namespace stormglass::model {

const std::array<ElementKind, kElementKindCount>& allElementKinds() noexcept {
    using enum ElementKind;
    static constexpr std::array<ElementKind, kElementKindCount> kAll{
        event,  command, query,   actor, aggregate, policy,  readModel, external, hotspot, opportunity,
        screen, text,    context, lane,  pivot,     service, queue,     topic,    stage};
    return kAll;
}

std::string_view nameOf(ElementKind kind) noexcept {
    switch (kind) {
    case ElementKind::event:
        return "event";
    case ElementKind::command:
        return "command";
    case ElementKind::query:
        return "query";
    case ElementKind::actor:
        return "actor";
    case ElementKind::aggregate:
        return "aggregate";
    case ElementKind::policy:
        return "policy";
    case ElementKind::readModel:
        return "readModel";
    case ElementKind::external:
        return "external";
    case ElementKind::hotspot:
        return "hotspot";
    case ElementKind::opportunity:
        return "opportunity";
    case ElementKind::screen:
        return "screen";
    case ElementKind::text:
        return "text";
    case ElementKind::context:
        return "context";
    case ElementKind::lane:
        return "lane";
    case ElementKind::pivot:
        return "pivot";
    case ElementKind::service:
        return "service";
    case ElementKind::queue:
        return "queue";
    case ElementKind::topic:
        return "topic";
    case ElementKind::stage:
        return "stage";
    }
    return "";
}

std::optional<ElementKind> elementKindFromName(std::string_view name) noexcept {
    const auto& all = allElementKinds();
    const auto found = std::ranges::find(all, name, [](ElementKind kind) { return nameOf(kind); });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

bool isMessage(ElementKind kind) noexcept {
    using enum ElementKind;
    return kind == event || kind == command || kind == query;
}

bool isHandler(ElementKind kind) noexcept {
    using enum ElementKind;
    return kind == aggregate || kind == policy || kind == readModel || kind == external;
}

bool canBeSource(ElementKind kind) noexcept {
    using enum ElementKind;
    return kind == actor || kind == external || kind == policy;
}

bool isChannel(ElementKind kind) noexcept {
    return kind == ElementKind::queue || kind == ElementKind::topic;
}

bool isNote(ElementKind kind) noexcept {
    return kind <= ElementKind::text;
}

} // namespace stormglass::model
