// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

/// What a quantity did over a stretch of time; stretches of several runs are merged by adding.
struct TimeAverage {
    double duration = 0;          ///< seconds
    double integral = 0;          ///< of the value over time
    double integralOfSquares = 0; ///< of its square
    double max = 0;

    void merge(const TimeAverage& other) noexcept {
        duration += other.duration;
        integral += other.integral;
        integralOfSquares += other.integralOfSquares;
        max = std::max(max, other.max);
    }

    /// 0 over no time.
    [[nodiscard]] double mean() const noexcept { return duration > 0 ? integral / duration : 0; }

    [[nodiscard]] double sd() const noexcept {
        return duration > 0 ? std::sqrt(std::max(0.0, integralOfSquares / duration - mean() * mean())) : 0;
    }

    friend bool operator==(const TimeAverage&, const TimeAverage&) = default;
};

/// A piecewise constant quantity over time (messages waiting, workers busy). A reset starts the integrals anew and
/// keeps the value: warm-up resets statistics, never the state.
class TimeWeighted {
  public:
    void set(double now, double value) noexcept {
        advance(now);
        m_value = value;
        m_average.max = std::max(m_average.max, value);
    }

    void add(double now, double change) noexcept { set(now, m_value + change); }

    [[nodiscard]] double value() const noexcept { return m_value; }

    /// The average from the last reset (or 0) to `now`.
    [[nodiscard]] TimeAverage average(double now) const noexcept {
        TimeWeighted copy = *this;
        copy.advance(now);
        return copy.m_average;
    }

    void reset(double now) noexcept {
        m_last = now;
        m_average = TimeAverage{.max = m_value};
    }

  private:
    void advance(double now) noexcept {
        const double passed = now - m_last;
        m_average.duration += passed;
        m_average.integral += m_value * passed;
        m_average.integralOfSquares += m_value * m_value * passed;
        m_last = now;
    }

    double m_value = 0;
    double m_last = 0;
    TimeAverage m_average;
};

} // namespace stormglass::sim
