// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stormglass::sim::detail {

/// A place in the pending set, held by whoever may want to cancel.
using Slot = std::uint32_t;
inline constexpr Slot kNoSlot = kNone;

/// The scheduled events: a winner tree over slots (Knuth, TAOCP vol. 3, 5.4.1), whose path from leaf to root has no
/// branch to mispredict; measured twice as fast as heaps up to some 10,000 events, and an event is cancelled where it
/// stands. Events at one instant come in the order in which they were scheduled.
///
/// A key is (time, sequence, slot) in 128 bits: the bits of a non-negative double ascend with it. The sequence has 40
/// bits here; when they are used up the few events pending are numbered anew in their order, so it never ends.
class PendingSet {
  public:
    PendingSet() { resize(kFewest); }

    /// Schedules what `payload` stands for. Takes the slot of the event popped last if that is still free: its leaf
    /// and this one are then updated at once.
    Slot push(double time, std::uint64_t payload) {
        Slot slot = m_hole;
        if (slot != kNoSlot) [[likely]] {
            m_hole = kNoSlot;
        } else {
            if (m_free == kNoSlot) {
                grow();
            }
            slot = m_free;
            m_free = static_cast<Slot>(m_payloads[slot]);
        }
        m_payloads[slot] = payload;
        place(slot, keyOf(time, slot));
        return slot;
    }

    /// Takes the next event if it is due by `until`.
    bool pop(double until, double& time, std::uint64_t& payload) {
        if (m_hole != kNoSlot) {
            const Slot slot = m_hole;
            m_hole = kNoSlot;
            release(slot);
        }
        time = std::bit_cast<double>(m_halves[3]);
        if (!(time <= until)) { // nor is the time of an empty key, which is no number
            return false;
        }
        const auto slot = static_cast<Slot>(m_halves[2] & kSlotMask);
        payload = m_payloads[slot];
        m_hole = slot;
        return true;
    }

    void cancel(Slot slot) { release(slot); }

    /// The time of an event that is still pending.
    [[nodiscard]] double timeOf(Slot slot) const noexcept {
        return std::bit_cast<double>(m_halves[2 * (m_leaves + slot) + 1]);
    }

  private:
    __extension__ using Key = unsigned __int128;

    static constexpr unsigned kSlotBits = 24;
    static constexpr std::uint64_t kSlotMask = (std::uint64_t{1} << kSlotBits) - 1;
    static constexpr std::uint64_t kSequenceStep = std::uint64_t{1} << kSlotBits;
    static constexpr std::size_t kFewest = 2;
    static constexpr Key kEmpty = ~Key{0};

    [[nodiscard]] Key keyOf(double time, Slot slot) {
        if (m_sequence == 0) [[unlikely]] {
            renumber();
        }
        const std::uint64_t sequence = m_sequence;
        m_sequence += kSequenceStep;
        return (Key{std::bit_cast<std::uint64_t>(time)} << 64U) | sequence | slot;
    }

    /// Writes a leaf and plays its matches up to the root.
    void place(Slot slot, Key key) noexcept {
        // Counted in halves of keys, which are what the machine can address; each half from its own beginning.
        std::uint64_t* const lower = m_halves.data();
        std::uint64_t* const upper = lower + 1;
        std::size_t half = 2 * (m_leaves + slot);
        lower[half] = static_cast<std::uint64_t>(key);
        upper[half] = static_cast<std::uint64_t>(key >> 64U);
        while (half > 2) {
            const std::size_t other = half ^ 2U;
            const Key rival = Key{upper[other]} << 64U | lower[other];
            key = rival < key ? rival : key;
            half = half >> 1U & ~std::size_t{1};
            lower[half] = static_cast<std::uint64_t>(key);
            upper[half] = static_cast<std::uint64_t>(key >> 64U);
        }
    }

    void release(Slot slot) noexcept {
        place(slot, kEmpty);
        m_payloads[slot] = m_free;
        m_free = slot;
    }

    [[nodiscard]] Key keyAt(std::size_t place) const noexcept {
        return Key{m_halves[2 * place + 1]} << 64U | m_halves[2 * place];
    }

    void setKey(std::size_t place, Key key) noexcept {
        m_halves[2 * place] = static_cast<std::uint64_t>(key);
        m_halves[2 * place + 1] = static_cast<std::uint64_t>(key >> 64U);
    }

    void grow() { resize(2 * m_leaves); }

    void resize(std::size_t leaves);
    void renumber();
    void playAll() noexcept;

    std::vector<std::uint64_t> m_halves;   ///< of keys, the lower first: 1 is the winner, m_leaves + slot a leaf
    std::vector<std::uint64_t> m_payloads; ///< by slot; of a free slot the next free one
    std::size_t m_leaves = 0;
    std::uint64_t m_sequence = kSequenceStep; ///< the next, above the slot's bits; 0: they are used up
    Slot m_free = kNoSlot;
    Slot m_hole = kNoSlot; ///< popped, its leaf not yet written anew
};

} // namespace stormglass::sim::detail
