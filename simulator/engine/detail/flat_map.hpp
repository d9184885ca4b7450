// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stormglass::sim::detail {

/// Mixes all bits of a number (the finaliser of MurmurHash3, Appleby): the same on every machine and for every seed.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t z) noexcept {
    z = (z ^ (z >> 33U)) * 0xff51afd7ed558ccdULL;
    z = (z ^ (z >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return z ^ (z >> 33U);
}

/// From a 64-bit number to a small value, by open addressing with linear probing; erasing shifts back, so nothing is
/// left behind and no memory is asked for once it has its size.
template <class Value> class FlatMap {
  public:
    [[nodiscard]] Value* find(std::uint64_t key) noexcept {
        if (m_size == 0) {
            return nullptr;
        }
        for (std::size_t at = homeOf(key);; at = (at + 1) & m_mask) {
            if (!m_cells[at].used) {
                return nullptr;
            }
            if (m_cells[at].key == key) {
                return &m_cells[at].value;
            }
        }
    }

    /// The value of the key, a new one if there was none.
    Value& at(std::uint64_t key) {
        if (2 * (m_size + 1) > m_cells.size()) {
            grow();
        }
        std::size_t place = homeOf(key);
        while (m_cells[place].used && m_cells[place].key != key) {
            place = (place + 1) & m_mask;
        }
        Cell& cell = m_cells[place];
        if (!cell.used) {
            cell = {.key = key, .value = Value{}, .used = true};
            ++m_size;
        }
        return cell.value;
    }

    void erase(std::uint64_t key) noexcept {
        if (m_size == 0) {
            return;
        }
        std::size_t hole = homeOf(key);
        while (m_cells[hole].key != key || !m_cells[hole].used) {
            if (!m_cells[hole].used) {
                return;
            }
            hole = (hole + 1) & m_mask;
        }
        for (std::size_t at = (hole + 1) & m_mask; m_cells[at].used; at = (at + 1) & m_mask) {
            // What is farther from home than the hole may move back into it.
            if (((at - homeOf(m_cells[at].key)) & m_mask) >= ((at - hole) & m_mask)) {
                m_cells[hole] = m_cells[at];
                hole = at;
            }
        }
        m_cells[hole].used = false;
        --m_size;
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

    /// In no order that means anything.
    template <class Visit> void forEach(Visit visit) {
        for (Cell& cell : m_cells) {
            if (cell.used) {
                visit(cell.value);
            }
        }
    }

  private:
    struct Cell {
        std::uint64_t key = 0;
        Value value{};
        bool used = false;
    };

    [[nodiscard]] std::size_t homeOf(std::uint64_t key) const noexcept { return mixed(key) & m_mask; }

    void grow() {
        const std::vector<Cell> old = std::move(m_cells);
        m_cells.assign(old.empty() ? 16 : 2 * old.size(), Cell{});
        m_mask = m_cells.size() - 1;
        m_size = 0;
        for (const Cell& cell : old) {
            if (cell.used) {
                at(cell.key) = cell.value;
            }
        }
    }

    std::vector<Cell> m_cells;
    std::size_t m_mask = 0;
    std::size_t m_size = 0;
};

} // namespace stormglass::sim::detail
