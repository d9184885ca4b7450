// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/board_index.hpp"

#include <algorithm>
#include <tuple>

namespace stormglass::app::drawing::detail {

void BoardIndex::clear() {
    m_entries.clear();
    m_free.clear();
    m_grid.clear();
    m_elements.clear();
    m_flows.clear();
    m_pinned.clear();
    m_seen.clear();
}

BoardIndex::Slot BoardIndex::add(Entry entry) {
    Slot slot = 0;
    entry.isUsed = true;
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
    m_grid.remove(slot, reach);
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
    ++m_question;
    m_grid.visit(area, [&](Slot slot) {
        if (m_seen[slot] != m_question && m_entries[slot].reach.intersects(area)) {
            m_seen[slot] = m_question;
            handles.push_back(slot);
        }
    });
    sortInto(handles);
    return handles;
}

std::vector<BoardIndex::Slot> BoardIndex::all() const {
    std::vector<Slot> handles;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].isUsed) {
            handles.push_back(static_cast<Slot>(i));
        }
    }
    sortInto(handles);
    return handles;
}

void BoardIndex::sortInto(std::vector<Slot>& handles) const {
    std::ranges::sort(handles, {}, [this](Slot slot) {
        const Entry& entry = m_entries[slot];
        return std::tuple(entry.layer, entry.owner.index(), entry.rank);
    });
}

} // namespace stormglass::app::drawing::detail
