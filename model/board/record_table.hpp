// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

namespace stormglass::model {

/// Records by id, walked in document order (ascending rank). Finding is constant time, putting and erasing logarithmic.
/// A reference to a record stays good until that record is put again or erased.
template <class Id, class Record> class RecordTable {
  public:
    using Order = std::map<std::int64_t, const Record*>;

    class Iterator {
      public:
        using iterator_category = std::bidirectional_iterator_tag;
        using value_type = Record;
        using difference_type = std::ptrdiff_t;
        using pointer = const Record*;
        using reference = const Record&;

        Iterator() = default;

        explicit Iterator(typename Order::const_iterator at) : m_at(at) {}

        reference operator*() const { return *m_at->second; }

        pointer operator->() const { return m_at->second; }

        Iterator& operator++() {
            ++m_at;
            return *this;
        }

        Iterator operator++(int) { return Iterator(m_at++); }

        Iterator& operator--() {
            --m_at;
            return *this;
        }

        Iterator operator--(int) { return Iterator(m_at--); }

        friend bool operator==(const Iterator&, const Iterator&) = default;

      private:
        typename Order::const_iterator m_at;
    };

    RecordTable() = default;

    RecordTable(const RecordTable& other) : m_records(other.m_records) { reindex(); }

    RecordTable(RecordTable&&) noexcept = default;

    RecordTable& operator=(const RecordTable& other) {
        if (this != &other) {
            m_records = other.m_records;
            reindex();
        }
        return *this;
    }

    RecordTable& operator=(RecordTable&&) noexcept = default;
    ~RecordTable() = default;

    [[nodiscard]] const Record* find(const Id& id) const {
        const auto found = m_records.find(id);
        return found == m_records.end() ? nullptr : &found->second;
    }

    [[nodiscard]] bool contains(const Id& id) const { return m_records.contains(id); }

    [[nodiscard]] std::size_t size() const noexcept { return m_records.size(); }

    [[nodiscard]] bool empty() const noexcept { return m_records.empty(); }

    [[nodiscard]] Iterator begin() const { return Iterator(m_order.begin()); }

    [[nodiscard]] Iterator end() const { return Iterator(m_order.end()); }

    /// A rank behind every record there is.
    [[nodiscard]] std::int64_t nextRank() const noexcept { return m_order.empty() ? 0 : m_order.rbegin()->first + 1; }

    /// A rank before every record there is.
    [[nodiscard]] std::int64_t rankBefore() const noexcept { return m_order.empty() ? 0 : m_order.begin()->first - 1; }

    [[nodiscard]] bool isRankFree(std::int64_t rank) const { return !m_order.contains(rank); }

    /// Adds the record or replaces the one of its id. Its rank must be free or already its own.
    void put(Record record) {
        auto [slot, isNew] = m_records.try_emplace(record.id);
        if (!isNew) {
            m_order.erase(slot->second.rank);
        }
        slot->second = std::move(record);
        m_order[slot->second.rank] = &slot->second;
    }

    void erase(const Id& id) {
        const auto found = m_records.find(id);
        if (found != m_records.end()) {
            m_order.erase(found->second.rank);
            m_records.erase(found);
        }
    }

    friend bool operator==(const RecordTable& a, const RecordTable& b) { return a.m_records == b.m_records; }

  private:
    void reindex() {
        m_order.clear();
        for (const auto& [id, record] : m_records) {
            m_order[record.rank] = &record;
        }
    }

    std::unordered_map<Id, Record> m_records;
    Order m_order;
};

} // namespace stormglass::model
