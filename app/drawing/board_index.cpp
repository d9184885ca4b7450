// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/board_index.hpp"

#include <algorithm>
#include <iterator>

namespace stormglass::app::drawing::detail {

namespace {

/// Layer, then elements before arrows, then document order, in one number.
std::uint64_t orderOf(const Entry& entry) {
    constexpr std::uint64_t kMiddle = std::uint64_t{1} << 59;
    const auto rank = static_cast<std::uint64_t>(entry.rank) + kMiddle;
    return (static_cast<std::uint64_t>(entry.layer) << 61) | (std::uint64_t{entry.owner.index()} << 60) |
           (rank & ((kMiddle << 1) - 1));
}

bool isObstacle(const Entry& entry) {
    return !entry.body.isEmpty() && (entry.layer == Layer::note || entry.layer == Layer::channel);
}

} // namespace

void BoardIndex::clear() {
    m_entries.clear();
    m_free.clear();
    m_grid.clear();
    m_obstacles.clear();
    m_elements.clear();
    m_flows.clear();
    m_pinned.clear();
    m_seen.clear();
    m_sorted.clear();
}

BoardIndex::Slot BoardIndex::add(Entry entry) {
    Slot slot = 0;
    entry.isUsed = true;
    entry.order = orderOf(entry);
    m_sorted.clear();
    if (m_free.empty()) {
        slot = static_cast<Slot>(m_entries.size());
        m_entries.push_back(std::move(entry));
        m_seen.push_back(0);
    } else {
        slot = m_free.back();
        m_free.pop_back();
        m_entries[slot] = std::move(entry);
    }
    const Entry& added = m_entries[slot];
    m_grid.insert(slot, added.reach);
    if (isObstacle(added)) {
        m_obstacles.insert(slot, added.body);
    }
    if (const auto* element = std::get_if<model::ElementId>(&added.owner)) {
        ElementSlots& handles = m_elements[*element];
        (added.layer == Layer::figure ? handles.figure : (added.layer == Layer::flow ? handles.pin : handles.body)) =
            slot;
    } else {
        FlowSlots& handles = m_flows[std::get<model::FlowId>(added.owner)];
        (added.layer == Layer::figure ? handles.label : handles.line) = slot;
    }
    return slot;
}

QRectF BoardIndex::release(Slot& slot) {
    if (slot == kNone) {
        return {};
    }
    Entry& entry = m_entries[slot];
    const QRectF reach = entry.reach;
    m_sorted.clear();
    m_grid.remove(slot, reach);
    if (isObstacle(entry)) {
        m_obstacles.remove(slot, entry.body);
    }
    entry = Entry{};
    m_free.push_back(slot);
    slot = kNone;
    return reach;
}

QRectF BoardIndex::removeElement(const model::ElementId& id) {
    const auto found = m_elements.find(id);
    if (found == m_elements.end()) {
        return {};
    }
    QRectF reach = release(found->second.body);
    reach = reach.united(release(found->second.figure));
    reach = reach.united(release(found->second.pin));
    m_elements.erase(found);
    m_pinned.erase(id);
    return reach;
}

QRectF BoardIndex::removeFigure(const model::ElementId& id) {
    const auto found = m_elements.find(id);
    return found == m_elements.end() ? QRectF() : release(found->second.figure);
}

QRectF BoardIndex::removeFlow(const model::FlowId& id) {
    const auto found = m_flows.find(id);
    if (found == m_flows.end()) {
        return {};
    }
    const QRectF reach = release(found->second.line).united(release(found->second.label));
    m_flows.erase(found);
    return reach;
}

BoardIndex::ElementSlots BoardIndex::slotsOf(const model::ElementId& id) const {
    const auto found = m_elements.find(id);
    return found == m_elements.end() ? ElementSlots{} : found->second;
}

BoardIndex::Slot BoardIndex::slotOf(const model::FlowId& id) const {
    const auto found = m_flows.find(id);
    return found == m_flows.end() ? kNone : found->second.line;
}

BoardIndex::Slot BoardIndex::labelSlotOf(const model::FlowId& id) const {
    const auto found = m_flows.find(id);
    return found == m_flows.end() ? kNone : found->second.label;
}

std::vector<BoardIndex::Slot> BoardIndex::in(const QRectF& area) const {
    std::vector<Slot> handles;
    visitIn(m_grid, area, [&handles](Slot slot) { handles.push_back(slot); });
    if (handles.size() < 2000) {
        sort(handles);
        return handles;
    }
    const std::vector<Slot>& everything = sorted(); // known from the last frame if nothing changed since
    handles.clear();
    std::ranges::copy_if(everything, std::back_inserter(handles),
                         [&](Slot slot) { return m_seen[slot] == m_question && doMeet(m_entries[slot].reach, area); });
    return handles;
}

std::vector<BoardIndex::Slot> BoardIndex::all() const {
    return sorted();
}

const std::vector<BoardIndex::Slot>& BoardIndex::sorted() const {
    if (m_sorted.empty()) {
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (m_entries[i].isUsed) {
                m_sorted.push_back(static_cast<Slot>(i));
            }
        }
        sort(m_sorted);
    }
    return m_sorted;
}

void BoardIndex::sort(std::vector<Slot>& handles) const {
    std::vector<std::pair<std::uint64_t, Slot>> keyed;
    keyed.reserve(handles.size());
    for (const Slot slot : handles) {
        keyed.emplace_back(m_entries[slot].order, slot);
    }
    std::ranges::sort(keyed);
    std::ranges::transform(keyed, handles.begin(), [](const auto& pair) { return pair.second; });
}

} // namespace stormglass::app::drawing::detail
