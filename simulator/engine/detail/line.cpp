// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/line.hpp"

#include <algorithm>

namespace stormglass::sim::detail {

void List::insertByOrder(Deliveries& pool, Index index) noexcept {
    insertSorted(pool, index, [&](Index a, Index b) { return pool[a].order < pool[b].order; });
}

void Line::push(Deliveries& pool, Index index, double rank) {
    if (m_kind == LineKind::list) {
        m_list.insertByOrder(pool, index);
        return;
    }
    m_entries.push_back({.rank = rank, .order = pool[index].order, .delivery = index});
    pool[index].next = static_cast<Index>(m_entries.size() - 1);
    if (m_kind == LineKind::heap) {
        rise(pool, m_entries.size() - 1);
    }
}

Index Line::first(RandomStream* chance) noexcept {
    if (m_kind == LineKind::list) {
        return m_list.head;
    }
    if (m_kind == LineKind::heap || m_entries.size() == 1 || chance == nullptr) {
        return m_entries.front().delivery;
    }
    const auto any = static_cast<std::size_t>(chance->uniform() * static_cast<double>(m_entries.size()));
    return m_entries[std::min(any, m_entries.size() - 1)].delivery;
}

void Line::remove(Deliveries& pool, Index index) noexcept {
    if (m_kind == LineKind::list) {
        m_list.remove(pool, index);
        return;
    }
    const std::size_t place = pool[index].next;
    const Entry last = m_entries.back();
    m_entries.pop_back();
    if (place == m_entries.size()) {
        return;
    }
    putAt(pool, place, last);
    if (m_kind == LineKind::heap) {
        rise(pool, place);
        sink(pool, pool[last.delivery].next);
    }
}

void Line::putAt(Deliveries& pool, std::size_t place, const Entry& entry) noexcept {
    m_entries[place] = entry;
    pool[entry.delivery].next = static_cast<Index>(place);
}

void Line::rise(Deliveries& pool, std::size_t place) noexcept {
    const Entry entry = m_entries[place];
    while (place > 0 && before(entry, m_entries[(place - 1) / 2])) {
        putAt(pool, place, m_entries[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    putAt(pool, place, entry);
}

void Line::sink(Deliveries& pool, std::size_t place) noexcept {
    const Entry entry = m_entries[place];
    for (;;) {
        std::size_t child = 2 * place + 1;
        if (child >= m_entries.size()) {
            break;
        }
        if (child + 1 < m_entries.size() && before(m_entries[child + 1], m_entries[child])) {
            ++child;
        }
        if (!before(m_entries[child], entry)) {
            break;
        }
        putAt(pool, place, m_entries[child]);
        place = child;
    }
    putAt(pool, place, entry);
}

void SharedLine::insertByOrder(Deliveries& pool, Index index, std::uint64_t takers) {
    const auto part = std::ranges::find(m_parts, takers, &Part::takers);
    List& list = part == m_parts.end() ? m_parts.emplace_back(Part{.takers = takers, .list = {}}).list : part->list;
    list.insertByOrder(pool, index);
}

void SharedLine::remove(Deliveries& pool, Index index, std::uint64_t takers) noexcept {
    std::ranges::find(m_parts, takers, &Part::takers)->list.remove(pool, index);
}

Index SharedLine::popFront(Deliveries& pool) noexcept {
    List* best = nullptr;
    for (Part& part : m_parts) {
        if (!part.list.empty() && (best == nullptr || pool[part.list.head].order < pool[best->head].order)) {
            best = &part.list;
        }
    }
    return best == nullptr ? kNone : best->popFront(pool);
}

} // namespace stormglass::sim::detail
