// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace stormglass::sim {

/// Count, mean, spread and extremes of a tally. Sums are taken from the first observation on (shifted data; Chan, Golub
/// and LeVeque, The American Statistician 37, 1983), which is as stable as Welford's update and spares its division;
/// a constant has a spread of exactly nought.
class Moments {
  public:
    Moments() = default;

    /// What `count` > 0 observations came to; both sums are of their differences from `shift`.
    Moments(std::uint64_t count, double shift, double sum, double sumOfSquares, double max, double min) noexcept
        : m_count(count), m_shift(shift), m_sum(sum), m_sumOfSquares(sumOfSquares), m_max(max), m_min(min) {}

    void record(double x) noexcept {
        if (m_count == 0) {
            m_shift = x;
        }
        const double d = x - m_shift;
        ++m_count;
        m_sum += d;
        m_sumOfSquares += d * d;
        m_max = std::max(m_max, x);
        m_min = std::min(m_min, x);
    }

    /// Adds what another tally saw, as if recorded here.
    void merge(const Moments& other) noexcept {
        if (other.m_count == 0) {
            return;
        }
        if (m_count == 0) {
            *this = other;
            return;
        }
        const double n = static_cast<double>(other.m_count);
        const double move = other.m_shift - m_shift;
        m_sumOfSquares += other.m_sumOfSquares + move * (2 * other.m_sum + n * move);
        m_sum += other.m_sum + n * move;
        m_count += other.m_count;
        m_max = std::max(m_max, other.m_max);
        m_min = std::min(m_min, other.m_min);
    }

    void reset() noexcept { *this = Moments{}; }

    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }

    [[nodiscard]] double sum() const noexcept { return m_sum + static_cast<double>(m_count) * m_shift; }

    [[nodiscard]] double sumOfSquares() const noexcept {
        return m_sumOfSquares + m_shift * (2 * m_sum + static_cast<double>(m_count) * m_shift);
    }

    /// NaN when nothing was recorded.
    [[nodiscard]] double mean() const noexcept { return m_shift + m_sum / static_cast<double>(m_count); }

    /// Of the sample (divided by n - 1); 0 for a single observation, NaN for none.
    [[nodiscard]] double variance() const noexcept {
        if (m_count == 0) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        if (m_count == 1) {
            return 0;
        }
        const double n = static_cast<double>(m_count);
        return std::max(0.0, m_sumOfSquares - m_sum * m_sum / n) / (n - 1);
    }

    [[nodiscard]] double sd() const noexcept { return std::sqrt(variance()); }

    /// 0 when nothing was recorded.
    [[nodiscard]] double max() const noexcept { return m_count == 0 ? 0 : m_max; }

    [[nodiscard]] double min() const noexcept { return m_count == 0 ? 0 : m_min; }

    friend bool operator==(const Moments&, const Moments&) = default;

  private:
    std::uint64_t m_count = 0;
    double m_shift = 0;
    double m_sum = 0;          ///< of x - shift
    double m_sumOfSquares = 0; ///< of x - shift
    double m_max = -std::numeric_limits<double>::infinity();
    double m_min = std::numeric_limits<double>::infinity();
};

} // namespace stormglass::sim
