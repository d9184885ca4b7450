// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace stormglass::sim::detail {

/// Records that come and go, by index. They stand in blocks that never move, so a reference holds while others are
/// taken; what is given back is taken again first (it is still in the cache), and a run in its steady state allocates
/// nothing. `Record::next` links the free ones.
template <class Record> class Pool {
  public:
    /// A record as it was left by its last holder: whoever takes it fills it. `index` becomes its place.
    Record& take(Index& index) {
        ++m_live;
        index = m_free;
        if (index == kNone) [[unlikely]] {
            index = make();
            return (*this)[index];
        }
        Record& record = (*this)[index];
        m_free = record.next;
        return record;
    }

    [[nodiscard]] Index take() {
        Index index = kNone;
        take(index);
        return index;
    }

    void giveBack(Index index, Record& record) noexcept {
        record.next = m_free;
        m_free = index;
        --m_live;
    }

    void giveBack(Index index) noexcept { giveBack(index, (*this)[index]); }

    [[nodiscard]] Record& operator[](Index index) noexcept { return *at(index); }

    [[nodiscard]] const Record& operator[](Index index) const noexcept { return *at(index); }

    [[nodiscard]] Index live() const noexcept { return m_live; }

    /// How many there ever were at once; free ones are among them.
    [[nodiscard]] Index made() const noexcept { return static_cast<Index>(m_made); }

  private:
    static constexpr unsigned kBlockBits = 9;
    static constexpr std::size_t kBlock = std::size_t{1} << kBlockBits;

    [[nodiscard]] Index make() {
        if (m_made == m_blocks.size() << kBlockBits) {
            m_blocks.push_back(std::make_unique<Record[]>(kBlock));
            m_first = m_blocks.front().get();
        }
        return static_cast<Index>(m_made++);
    }

    /// Most runs need but one block.
    [[nodiscard]] Record* at(Index index) const noexcept {
        if (index < kBlock) [[likely]] {
            return m_first + index;
        }
        return m_blocks[index >> kBlockBits].get() + (index & (kBlock - 1));
    }

    Record* m_first = nullptr;
    std::vector<std::unique_ptr<Record[]>> m_blocks;
    std::size_t m_made = 0;
    Index m_free = kNone;
    Index m_live = 0;
};

} // namespace stormglass::sim::detail
