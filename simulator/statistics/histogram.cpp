// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim {

namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

std::size_t Histogram::grow(std::size_t bucket) {
    const std::size_t octave = bucket / kPerOctave * kPerOctave;
    if (m_counts.empty()) {
        m_first = octave;
    } else if (octave < m_first) {
        m_counts.insert(m_counts.begin(), m_first - octave, 0);
        m_first = octave;
    }
    m_counts.resize(std::max(m_counts.size(), octave + kPerOctave - m_first));
    return bucket - m_first;
}

void Histogram::placeStrays(const double* x, std::size_t count, std::size_t stride) {
    const std::size_t first = m_first;
    const std::size_t room = m_counts.size();
    for (std::size_t i = 0; i < count; ++i) {
        const double one = x[i * stride];
        if (!(one >= kSmallest)) {
            ++m_zeros;
        } else if (bucketOf(one) - first >= room) {
            ++m_counts[grow(bucketOf(one < kLargest ? one : kLargest))];
        }
    }
}

void Histogram::merge(const Histogram& other) {
    m_moments.merge(other.m_moments);
    m_zeros += other.m_zeros;
    if (other.m_counts.empty()) {
        return;
    }
    if (m_counts.empty()) {
        m_first = other.m_first;
        m_counts = other.m_counts;
        return;
    }
    grow(other.m_first);
    grow(other.m_first + other.m_counts.size() - 1);
    const std::size_t offset = other.m_first - m_first;
    for (std::size_t i = 0; i < other.m_counts.size(); ++i) {
        m_counts[offset + i] += other.m_counts[i];
    }
}

void Histogram::reset() noexcept {
    m_moments.reset();
    m_zeros = 0;
    std::ranges::fill(m_counts, 0U);
}

std::uint64_t Histogram::countOfOctave(std::size_t begin) const noexcept {
    std::uint64_t count = 0;
    for (std::size_t i = begin; i < begin + kPerOctave; ++i) {
        count += m_counts[i];
    }
    return count;
}

double Histogram::quantile(double p) const noexcept {
    double value = kNothing;
    quantiles({&p, 1}, {&value, 1});
    return value;
}

void Histogram::quantiles(std::span<const double> p, std::span<double> values) const noexcept {
    std::ranges::fill(values, kNothing);
    if (count() == 0) {
        return;
    }
    const auto rankOf = [&](std::size_t k) { return std::clamp(p[k], 0.0, 1.0) * static_cast<double>(count()); };
    std::size_t next = 0;
    double below = static_cast<double>(m_zeros);
    for (; next < p.size() && rankOf(next) <= below && m_zeros > 0; ++next) {
        values[next] = std::max(0.0, m_moments.min());
    }
    for (std::size_t begin = 0; begin < m_counts.size() && next < p.size(); begin += kPerOctave) {
        const auto octave = static_cast<double>(countOfOctave(begin));
        if (rankOf(next) > below + octave) {
            below += octave; // most octaves hold none of the quantiles
            continue;
        }
        for (std::size_t i = begin; i < begin + kPerOctave; ++i) {
            const auto here = static_cast<double>(m_counts[i]);
            for (; here > 0 && next < p.size() && rankOf(next) <= below + here; ++next) {
                const double low = lowerEdge(m_first + i);
                const double x = low + (lowerEdge(m_first + i + 1) - low) * (rankOf(next) - below) / here;
                values[next] = std::clamp(x, m_moments.min(), m_moments.max());
            }
            below += here;
        }
    }
    for (; next < p.size(); ++next) {
        values[next] = m_moments.max();
    }
}

double Histogram::meanOfSlowest(double share) const noexcept {
    if (count() == 0) {
        return kNothing;
    }
    const double wanted = std::clamp(share, 0.0, 1.0) * static_cast<double>(count());
    if (wanted <= 1) {
        return m_moments.max();
    }
    double taken = 0;
    double sum = 0;
    for (std::size_t i = m_counts.size(); i-- > 0 && taken < wanted;) {
        const auto here = static_cast<double>(m_counts[i]);
        if (here > 0) {
            const double part = std::min(here, wanted - taken);
            const double low = std::max(lowerEdge(m_first + i), m_moments.min());
            const double high = std::min(lowerEdge(m_first + i + 1), m_moments.max());
            sum += part * (high - (high - low) * part / here / 2); // the upper `part` of a bucket filled evenly
            taken += part;
        }
    }
    return sum / wanted; // the rest, if any, are noughts
}

double Histogram::shareUpTo(double x) const noexcept {
    if (count() == 0) {
        return kNothing;
    }
    if (x < m_moments.min()) {
        return 0;
    }
    if (x >= m_moments.max()) {
        return 1;
    }
    double below = static_cast<double>(m_zeros);
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        const double low = lowerEdge(m_first + i);
        const double high = lowerEdge(m_first + i + 1);
        if (x < high) {
            below += static_cast<double>(m_counts[i]) * std::clamp((x - low) / (high - low), 0.0, 1.0);
            break;
        }
        below += static_cast<double>(m_counts[i]);
    }
    return below / static_cast<double>(count());
}

} // namespace stormglass::sim
