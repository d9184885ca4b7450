// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/pending_set.hpp"

#include "model/base/contracts.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::sim::detail {

void PendingSet::resize(std::size_t leaves) {
    STORMGLASS_EXPECTS(leaves <= kSlotMask);
    const std::vector<std::uint64_t> old = std::move(m_halves);
    const std::size_t had = m_leaves;
    m_halves.assign(4 * leaves, ~std::uint64_t{0}); // of empty keys
    std::copy_n(old.begin() + static_cast<std::ptrdiff_t>(2 * had), 2 * had,
                m_halves.begin() + static_cast<std::ptrdiff_t>(2 * leaves));
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
        if (keyAt(m_leaves + slot) != kEmpty) {
            pending.push_back(keyAt(m_leaves + slot));
        }
    }
    std::sort(pending.begin(), pending.end());
    m_sequence = kSequenceStep;
    for (const Key key : pending) {
        const std::uint64_t slot = static_cast<std::uint64_t>(key) & kSlotMask;
        setKey(m_leaves + slot, (key >> 64U << 64U) | m_sequence | slot);
        m_sequence += kSequenceStep;
    }
    playAll();
}

void PendingSet::playAll() noexcept {
    for (std::size_t at = m_leaves; at-- > 1;) {
        setKey(at, std::min(keyAt(2 * at), keyAt(2 * at + 1)));
    }
}

} // namespace stormglass::sim::detail
