// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/pending_set.hpp"

#include "model/base/contracts.hpp"

#include <algorithm>

namespace stormglass::sim::detail {

void PendingSet::resize(std::size_t leaves) {
    STORMGLASS_EXPECTS(leaves <= kSlotMask);
    const std::vector<Key> old = std::move(m_keys);
    const std::size_t had = m_leaves;
    m_keys.assign(2 * leaves, kEmpty);
    for (std::size_t slot = 0; slot < had; ++slot) {
        m_keys[leaves + slot] = old[had + slot];
    }
    m_payloads.resize(leaves);
    m_leaves = leaves;
    for (std::size_t slot = leaves; slot-- > had;) { // lowest first: what is used stays together
        m_payloads[slot] = m_free;
        m_free = static_cast<Slot>(slot);
    }
    playAll();
}

void PendingSet::renumber() {
    std::vector<Key> pending;
    for (std::size_t slot = 0; slot < m_leaves; ++slot) {
        if (m_keys[m_leaves + slot] != kEmpty) {
            pending.push_back(m_keys[m_leaves + slot]);
        }
    }
    std::sort(pending.begin(), pending.end());
    m_sequence = 0;
    for (const Key key : pending) {
        const std::uint64_t slot = static_cast<std::uint64_t>(key) & kSlotMask;
        m_keys[m_leaves + slot] = (key >> 64U << 64U) | (m_sequence++ << kSlotBits) | slot;
    }
    playAll();
}

void PendingSet::playAll() noexcept {
    for (std::size_t at = m_leaves; at-- > 1;) {
        m_keys[at] = std::min(m_keys[2 * at], m_keys[2 * at + 1]);
    }
}

} // namespace stormglass::sim::detail
