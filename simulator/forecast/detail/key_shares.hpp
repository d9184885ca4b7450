// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim::forecasting {

/// How messages spread over the keys of a Zipf law: the most frequent ones one by one, the rest as if all alike.
class KeyShares {
  public:
    KeyShares() = default;
    explicit KeyShares(const Keys& keys);

    [[nodiscard]] double hottest() const noexcept { return m_first.empty() ? 0 : m_first.front(); }

    /// The parts of the traffic that a topic's partitions have by the engine's hash.
    [[nodiscard]] std::vector<double> byPartition(std::uint32_t partitions) const;

    /// Mean wait for the key of a message to be free: each key is M/G/1 with its part of `rate`; `square` is the mean
    /// square of a handling time. Infinite where the most frequent key alone is too much.
    [[nodiscard]] double meanWait(double rate, double service, double square) const;

  private:
    std::vector<double> m_first; ///< shares, key 0 first
    double m_rest = 0;           ///< share of all others
    double m_others = 0;         ///< number of others
    double m_restSquares = 0;    ///< sum of the squares of their shares
};

} // namespace stormglass::sim::forecasting
