// SPDX-License-Identifier: Apache-2.0
#include "model/board/board.hpp"

#include <algorithm>
#include <charconv>

namespace stormglass::model {

namespace {

template <class Id, class Table> void insertByRank(std::vector<Id>& list, const Id& id, const Table& table) {
    const auto rankOf = [&table](const Id& other) { return table.find(other)->rank; };
    list.insert(std::ranges::upper_bound(list, rankOf(id), {}, rankOf), id);
}

template <class Id, class Table>
auto resolve(const std::unordered_map<ElementId, std::vector<Id>>& index, const ElementId& key, const Table& table) {
    std::vector<decltype(table.find(Id{}))> found;
    if (const auto slot = index.find(key); slot != index.end()) {
        found.reserve(slot->second.size());
        std::ranges::transform(slot->second, std::back_inserter(found),
                               [&table](const Id& id) { return table.find(id); });
    }
    return found;
}

template <class Id>
void remove(std::unordered_map<ElementId, std::vector<Id>>& index, const ElementId& key, const Id& id) {
    const auto slot = index.find(key);
    if (slot == index.end()) {
        return;
    }
    std::erase(slot->second, id);
    if (slot->second.empty()) {
        index.erase(slot);
    }
}

std::string slugOf(std::string_view label) {
    std::string slug;
    bool pendingDash = false;
    for (const char c : label) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!isUpper && !isPlain) {
            pendingDash = !slug.empty();
            continue;
        }
        if (pendingDash) {
            slug.push_back('-');
            pendingDash = false;
        }
        slug.push_back(isUpper ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return slug;
}

constexpr std::array<std::string_view, 8> kReservedWords{"success", "failure", "timeout",  "rejected",
                                                         "expired", "dropped", "emission", "scenario"};

} // namespace

const Element* Board::definitionOf(const ElementId& id) const {
    const Element* element = find(id);
    return element != nullptr && element->same ? find(*element->same) : element;
}

std::vector<const Flow*> Board::flowsFrom(const ElementId& id) const {
    return resolve(m_flowsFrom, id, m_flows);
}

std::vector<const Flow*> Board::flowsTo(const ElementId& id) const {
    return resolve(m_flowsTo, id, m_flows);
}

std::vector<const Element*> Board::occurrencesOf(const ElementId& id) const {
    return resolve(m_occurrences, id, m_elements);
}

std::string Board::pathOf(const Flow& flow) const {
    if (!flow.slug.empty()) {
        return flow.slug;
    }
    std::size_t nth = 1;
    for (const Flow* other : flowsFrom(flow.from)) {
        if (other->id == flow.id) {
            break;
        }
        if (other->slug.empty() && other->to == flow.to) {
            ++nth;
        }
    }
    std::string path = flow.from.value + ">" + flow.to.value;
    return nth == 1 ? path : path + "#" + std::to_string(nth);
}

const Flow* Board::flowByPath(std::string_view path) const {
    if (const auto slot = m_flowsBySlug.find(std::string(path)); slot != m_flowsBySlug.end()) {
        return find(slot->second);
    }
    const std::size_t arrow = path.find('>');
    if (arrow == std::string_view::npos) {
        return nullptr;
    }
    std::string_view to = path.substr(arrow + 1);
    std::size_t nth = 1;
    if (const std::size_t hash = to.find('#'); hash != std::string_view::npos) {
        const std::string_view digits = to.substr(hash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), nth);
        if (error != std::errc{} || end != digits.data() + digits.size() || nth < 2) {
            return nullptr;
        }
        to = to.substr(0, hash);
    }
    for (const Flow* flow : flowsFrom(ElementId{std::string(path.substr(0, arrow))})) {
        if (flow->slug.empty() && flow->to.value == to && --nth == 0) {
            return flow;
        }
    }
    return nullptr;
}

bool Board::isIdTaken(const std::string& id) const {
    return m_elements.contains(ElementId{id}) || m_flowsBySlug.contains(id) || m_journeys.contains(JourneyId{id}) ||
           m_scenarios.contains(ScenarioId{id});
}

std::string Board::freeIdFor(std::string_view label, ElementKind kind) const {
    std::string slug = slugOf(label);
    if (slug.empty()) {
        slug = slugOf(kind == ElementKind::readModel ? "read model" : nameOf(kind));
    }
    const bool isReserved = std::ranges::find(kReservedWords, slug) != kReservedWords.end();
    std::string candidate = isReserved ? slug + "-1" : slug;
    for (int n = 2; isIdTaken(candidate); ++n) {
        candidate = slug + "-" + std::to_string(n);
    }
    return candidate;
}

void Board::put(Element element) {
    const ElementId id = element.id;
    if (const Element* old = find(id)) {
        forgetElement(*old);
    }
    const std::optional<ElementId> original = element.same;
    m_elements.put(std::move(element));
    if (original) {
        insertByRank(m_occurrences[*original], id, m_elements);
    }
}

void Board::put(Flow flow) {
    const FlowId id = flow.id;
    if (const Flow* old = find(id)) {
        forgetFlow(*old);
    }
    m_lastFlowId = std::max(m_lastFlowId, id.value);
    m_flows.put(std::move(flow));
    indexFlow(*find(id));
}

void Board::put(Journey journey) {
    m_journeys.put(std::move(journey));
}

void Board::put(Scenario scenario) {
    m_scenarios.put(std::move(scenario));
}

void Board::put(BoardSettings settings) {
    m_settings = std::move(settings);
}

void Board::erase(const ElementId& id) {
    if (const Element* old = find(id)) {
        forgetElement(*old);
        m_elements.erase(ElementId{id});
    }
}

void Board::erase(const FlowId& id) {
    if (const Flow* old = find(id)) {
        forgetFlow(*old);
        m_flows.erase(FlowId{id});
    }
}

void Board::erase(const JourneyId& id) {
    m_journeys.erase(JourneyId{id});
}

void Board::erase(const ScenarioId& id) {
    m_scenarios.erase(ScenarioId{id});
}

void Board::indexFlow(const Flow& flow) {
    insertByRank(m_flowsFrom[flow.from], flow.id, m_flows);
    insertByRank(m_flowsTo[flow.to], flow.id, m_flows);
    if (!flow.slug.empty()) {
        m_flowsBySlug[flow.slug] = flow.id;
    }
}

void Board::forgetFlow(const Flow& flow) {
    remove(m_flowsFrom, flow.from, flow.id);
    remove(m_flowsTo, flow.to, flow.id);
    m_flowsBySlug.erase(flow.slug);
}

void Board::forgetElement(const Element& element) {
    if (element.same) {
        remove(m_occurrences, *element.same, element.id);
    }
}

} // namespace stormglass::model
