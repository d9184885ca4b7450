// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/pool.hpp"
#include "simulator/engine/detail/records.hpp"
#include "simulator/random/random_stream.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim::detail {

using Deliveries = Pool<Delivery>;

/// Waiting deliveries as a list through their `next` and `prev`. Before the first there is none, whatever its `prev`
/// says, and an empty list's `tail` means nothing: so the first is taken without touching the one behind it.
struct List {
    Index head = kNone;
    Index tail = kNone;

    [[nodiscard]] bool empty() const noexcept { return head == kNone; }

    void pushBack(Deliveries& pool, Index index) noexcept {
        Delivery& delivery = pool[index];
        delivery.next = kNone;
        delivery.prev = tail;
        (empty() ? head : pool[tail].next) = index;
        tail = index;
    }

    [[nodiscard]] Index before(const Deliveries& pool, Index index) const noexcept {
        return index == head ? kNone : pool[index].prev;
    }

    /// By order of becoming deliverable. Almost always at the end; what comes back goes to its old place.
    void insertByOrder(Deliveries& pool, Index index) noexcept;

    /// Into a list that is sorted by `isBefore`, a strict order of indices. Its place is looked for from both ends.
    template <class IsBefore> void insertSorted(Deliveries& pool, Index index, IsBefore isBefore) noexcept {
        Index fromEnd = empty() ? kNone : tail;
        Index fromFront = head;
        while (fromEnd != kNone && !isBefore(fromEnd, index)) {
            if (isBefore(index, fromFront)) {
                fromEnd = before(pool, fromFront);
                break;
            }
            fromEnd = before(pool, fromEnd);
            fromFront = pool[fromFront].next;
        }
        Delivery& delivery = pool[index];
        delivery.prev = fromEnd;
        delivery.next = fromEnd == kNone ? head : pool[fromEnd].next;
        (fromEnd == kNone ? head : pool[fromEnd].next) = index;
        (delivery.next == kNone ? tail : pool[delivery.next].prev) = index;
    }

    Index popFront(const Deliveries& pool) noexcept {
        const Index index = head;
        head = pool[index].next;
        return index;
    }

    void remove(Deliveries& pool, Index index) noexcept {
        const Delivery& delivery = pool[index];
        (delivery.next == kNone ? tail : pool[delivery.next].prev) = delivery.prev;
        (index == head ? head : pool[delivery.prev].next) = delivery.next;
    }

    /// Puts `heir`, which is in no list, in the place of `index`.
    void replace(Deliveries& pool, Index index, Index heir) noexcept {
        const Delivery& delivery = pool[index];
        pool[heir].next = delivery.next;
        pool[heir].prev = delivery.prev;
        (delivery.next == kNone ? tail : pool[delivery.next].prev) = heir;
        (index == head ? head : pool[delivery.prev].next) = heir;
    }
};

/// How the best place in a line is found.
enum class LineKind : std::uint8_t {
    list, ///< fifo: in order of arrival
    heap, ///< by rank, then by order of becoming deliverable
    bag,  ///< any, equally likely
};

/// Who waits before the workers of a service, or of one of its replicas. The rank is the discipline's: the less, the
/// sooner.
class Line {
  public:
    void setKind(LineKind kind) noexcept { m_kind = kind; }

    [[nodiscard]] LineKind kind() const noexcept { return m_kind; }

    [[nodiscard]] bool empty() const noexcept { return m_kind == LineKind::list ? m_list.empty() : m_entries.empty(); }

    [[nodiscard]] std::size_t size() const noexcept { return m_entries.size(); } ///< not of a list

    void push(Deliveries& pool, Index index, double rank);

    /// The next one, without taking it. A bag chooses anew each time; so look only to take.
    [[nodiscard]] Index first(RandomStream* chance) noexcept;

    [[nodiscard]] double rankOfFirst() const noexcept { return m_entries.empty() ? 0 : m_entries.front().rank; }

    /// Of a heap.
    [[nodiscard]] double rankOf(const Deliveries& pool, Index index) const noexcept {
        return m_entries[pool[index].next].rank;
    }

    void remove(Deliveries& pool, Index index) noexcept;

    template <class Visit> void forEach(const Deliveries& pool, Visit visit) const {
        if (m_kind == LineKind::list) {
            for (Index i = m_list.head; i != kNone; i = pool[i].next) {
                visit(i);
            }
            return;
        }
        for (const Entry& entry : m_entries) {
            visit(entry.delivery);
        }
    }

    /// Of a line in order of arrival.
    [[nodiscard]] List& list() noexcept { return m_list; }

  private:
    struct Entry {
        double rank = 0;
        std::uint64_t order = 0;
        Index delivery = kNone;
    };

    [[nodiscard]] static bool before(const Entry& a, const Entry& b) noexcept {
        return a.rank < b.rank || (a.rank == b.rank && a.order < b.order);
    }

    void putAt(Deliveries& pool, std::size_t place, const Entry& entry) noexcept;
    void rise(Deliveries& pool, std::size_t place) noexcept;
    void sink(Deliveries& pool, std::size_t place) noexcept;

    LineKind m_kind = LineKind::list;
    List m_list;
    std::vector<Entry> m_entries; ///< heap or bag; a delivery's `next` is its place here
};

/// What waits in a queue, in order of becoming deliverable; a list for each set of handlers that may take it, so that a
/// worker finds its first without walking past what is for others.
class SharedLine {
  public:
    struct Part {
        std::uint64_t takers = 0;
        List list;
    };

    void insertByOrder(Deliveries& pool, Index index, std::uint64_t takers);
    void remove(Deliveries& pool, Index index, std::uint64_t takers) noexcept;

    /// The first of all, taken out; kNone: nothing waits.
    [[nodiscard]] Index popFront(Deliveries& pool) noexcept;

    [[nodiscard]] const std::vector<Part>& parts() const noexcept { return m_parts; }

  private:
    std::vector<Part> m_parts; ///< few: as many as a queue has had different sets of takers
};

} // namespace stormglass::sim::detail
