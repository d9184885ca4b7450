// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/sample_spread.hpp"

#include "simulator/statistics/sections.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

void SampleSpread::add(double x) noexcept {
    if (m_count == 0) {
        m_shift = x;
    }
    const double d = x - m_shift;
    ++m_count;
    m_sum += d;
    m_squares += d * d;
    m_cubes += d * d * d;
    m_fourths += d * d * d * d;
}

Estimate SampleSpread::sd() const {
    if (m_count < 2) {
        return {};
    }
    const auto n = static_cast<double>(m_count);
    const double mean = m_sum / n;
    const double second = std::max(0.0, m_squares / n - mean * mean);
    const double fourth = std::max(0.0, m_fourths / n - 4 * mean * m_cubes / n + 6 * mean * mean * m_squares / n -
                                            3 * mean * mean * mean * mean);
    const double variance = second * n / (n - 1);
    const double sd = std::sqrt(variance);
    const double error = sd > 0 ? std::sqrt(std::max(0.0, fourth - second * second) / n) / (2 * sd) : 0;
    return withInterval(sd, error, m_count);
}

} // namespace stormglass::sim
