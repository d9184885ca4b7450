// SPDX-License-Identifier: Apache-2.0
#include "app/tools/element_facts.hpp"

#include "model/notation/grammar.hpp"

#include <algorithm>
#include <unordered_set>

namespace stormglass::app::tools {

using namespace model;

namespace {

std::string textUnder(const Element& element, const char* key) {
    const auto found = element.properties.find(key);
    return found != element.properties.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

constexpr double kRowHeight = 45; // half a note

} // namespace

bool isLocked(const Element& element) {
    const auto found = element.properties.find("locked");
    return found != element.properties.end() && found->is_boolean() && found->get<bool>();
}

std::string groupOf(const Element& element) {
    return textUnder(element, "group");
}

std::optional<ElementId> pinnedTo(const Element& element) {
    const std::string host = textUnder(element, "pinnedTo");
    return host.empty() ? std::nullopt : std::optional(ElementId{host});
}

bool isFrame(ElementKind kind) noexcept {
    return kind == ElementKind::context || kind == ElementKind::lane;
}

bool hasBody(ElementKind kind) noexcept {
    return kind != ElementKind::service && kind != ElementKind::stage;
}

bool canBeEnd(ElementKind kind) {
    return ruleFor(kind, kind).reason != OddReason::notAnEnd &&
           ruleFor(kind, kind).reason != OddReason::serviceIsMembership;
}

bool isResizable(ElementKind kind) noexcept {
    return hasBody(kind);
}

std::vector<ElementId> withGroups(const Board& board, const std::vector<ElementId>& ids) {
    std::unordered_set<std::string> groups;
    std::unordered_set<ElementId> known(ids.begin(), ids.end());
    for (const ElementId& id : ids) {
        if (const Element* element = board.find(id); element != nullptr && !groupOf(*element).empty()) {
            groups.insert(groupOf(*element));
        }
    }
    std::vector<ElementId> all = ids;
    if (groups.empty()) {
        return all;
    }
    for (const Element& element : board.elements()) {
        if (groups.contains(groupOf(element)) && known.insert(element.id).second) {
            all.push_back(element.id);
        }
    }
    return all;
}

std::vector<ElementId> movedWith(const Board& board, const std::vector<ElementId>& ids) {
    std::unordered_set<ElementId> moved;
    std::vector<ElementId> order;
    const auto take = [&](const Element& element) {
        if (hasBody(element.kind) && !isLocked(element) && moved.insert(element.id).second) {
            order.push_back(element.id);
            return true;
        }
        return false;
    };
    bool carries = false;
    for (const ElementId& id : ids) {
        if (const Element* element = board.find(id)) {
            take(*element);
        }
    }
    for (bool hasGrown = !order.empty(); hasGrown;) { // frames within frames, pins on what a frame carries
        hasGrown = false;
        for (const Element& element : board.elements()) {
            const auto host = pinnedTo(element);
            carries = (element.context && moved.contains(*element.context)) ||
                      (element.lane && moved.contains(*element.lane)) || (host && moved.contains(*host));
            hasGrown = (carries && take(element)) || hasGrown;
        }
    }
    return order;
}

std::vector<ElementId> inReadingOrder(std::vector<PlacedElement> placed) {
    std::ranges::stable_sort(placed, {}, [](const PlacedElement& p) { return p.body.center().y(); });
    std::vector<ElementId> order;
    for (auto row = placed.begin(); row != placed.end();) {
        const double bottom = row->body.center().y() + kRowHeight;
        const auto end =
            std::find_if(row, placed.end(), [bottom](const PlacedElement& p) { return p.body.center().y() > bottom; });
        std::stable_sort(row, end,
                         [](const PlacedElement& a, const PlacedElement& b) { return a.body.left() < b.body.left(); });
        std::transform(row, end, std::back_inserter(order), [](const PlacedElement& p) { return p.id; });
        row = end;
    }
    return order;
}

} // namespace stormglass::app::tools
