// SPDX-License-Identifier: Apache-2.0
#include "app/wording/naming.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stormglass::wording {

using model::ElementKind;

std::string inQuotes(std::string_view text) {
    std::string line(text);
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return fmt::format("“{}”", line);
}

std::string calledOn(const model::Board& board, const model::ElementId& id) {
    const model::Element* element = board.definitionOf(id);
    return inQuotes(element == nullptr || element->label.empty() ? id.value : element->label);
}

std::string placeOn(const model::Board& board, const std::string& id) {
    if (board.find(model::ElementId{id}) != nullptr) {
        return calledOn(board, model::ElementId{id});
    }
    const model::Journey* journey = board.find(model::JourneyId{id});
    return inQuotes(journey == nullptr || journey->label.empty() ? id : journey->label);
}

std::string_view spokenKind(ElementKind kind) noexcept {
    switch (kind) {
    case ElementKind::readModel:
        return "read model";
    case ElementKind::external:
        return "external system";
    case ElementKind::context:
        return "bounded context";
    case ElementKind::pivot:
        return "pivotal event";
    case ElementKind::event:
    case ElementKind::command:
    case ElementKind::query:
    case ElementKind::actor:
    case ElementKind::aggregate:
    case ElementKind::policy:
    case ElementKind::hotspot:
    case ElementKind::opportunity:
    case ElementKind::screen:
    case ElementKind::text:
    case ElementKind::lane:
    case ElementKind::service:
    case ElementKind::queue:
    case ElementKind::topic:
    case ElementKind::stage:
        break;
    }
    return model::nameOf(kind);
}

std::string aKind(ElementKind kind) {
    const std::string_view word = spokenKind(kind);
    const bool isVowel = std::string_view("aeio").find(word.front()) != std::string_view::npos;
    return fmt::format("{} {}", isVowel ? "an" : "a", word);
}

std::string enumerated(const std::vector<std::string>& things, std::string_view lastWord) {
    std::string line;
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (i > 0) {
            line += i + 1 == things.size() ? fmt::format(" {} ", lastWord) : ", ";
        }
        line += things[i];
    }
    return line;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

} // namespace stormglass::wording
