// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/key_shares.hpp"

#include "simulator/engine/partition_of_key.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr std::uint64_t kFirst = 1024; ///< keys that are looked at one by one

/// Sum of k^-skew over the ranks from `first` to `last`, by the midpoint rule.
double sumOfRanks(double first, double last, double skew) {
    const double from = first - 0.5;
    const double to = last + 0.5;
    if (to <= from) {
        return 0;
    }
    return skew == 1 ? std::log(to / from) : (std::pow(to, 1 - skew) - std::pow(from, 1 - skew)) / (1 - skew);
}

} // namespace

KeyShares::KeyShares(const Keys& keys) {
    const std::uint64_t population = keys.sampler.population();
    const double skew = keys.sampler.skew();
    const std::uint64_t first = std::min(population, kFirst);
    m_first.reserve(first);
    double total = 0;
    for (std::uint64_t rank = 1; rank <= first; ++rank) {
        m_first.push_back(skew == 0 ? 1 : std::pow(static_cast<double>(rank), -skew));
        total += m_first.back();
    }
    const auto last = static_cast<double>(population);
    const double next = static_cast<double>(first) + 1;
    m_others = last - static_cast<double>(first);
    m_rest = m_others > 0 ? sumOfRanks(next, last, skew) : 0;
    total += m_rest;
    m_restSquares = m_others > 0 ? sumOfRanks(next, last, 2 * skew) / (total * total) : 0;
    m_rest /= total;
    std::ranges::for_each(m_first, [total](double& share) { share /= total; });
}

std::vector<double> KeyShares::byPartition(std::uint32_t partitions) const {
    std::vector<double> shares(partitions, m_rest / partitions);
    for (std::size_t key = 0; key < m_first.size(); ++key) {
        shares[partitionOfKey(key, partitions)] += m_first[key];
    }
    return shares;
}

double KeyShares::meanWait(double rate, double service, double square) const {
    double sum = 0;
    for (const double share : m_first) {
        const double load = rate * share * service;
        if (load >= 1) {
            return std::numeric_limits<double>::infinity();
        }
        sum += share * share / (1 - load);
    }
    const double ofOther = m_others > 0 ? m_rest / m_others : 0;
    const double left = std::max(1 - rate * ofOther * service, 1e-9);
    return rate * square / 2 * (sum + m_restSquares / left);
}

} // namespace stormglass::sim::forecasting
