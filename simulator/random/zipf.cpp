// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/zipf.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

/// (exp(x) - 1) / x and ln(1 + x) / x, true near 0 as well: they carry the method through skew = 1.
double expm1Ratio(double x) noexcept {
    return std::abs(x) > 1e-8 ? std::expm1(x) / x : 1 + x / 2 * (1 + x / 3);
}

double log1pRatio(double x) noexcept {
    return std::abs(x) > 1e-8 ? std::log1p(x) / x : 1 - x * (0.5 - x / 3);
}

} // namespace

ZipfSampler::ZipfSampler(std::uint64_t population, double skew) noexcept
    : m_population(std::max<std::uint64_t>(population, 1)), m_skew(std::max(skew, 0.0)) {
    m_first = integral(1.5) - 1;
    m_last = integral(static_cast<double>(m_population) + 0.5);
    m_sure = 2 - integralInverse(integral(2.5) - weight(2));
}

double ZipfSampler::weight(double x) const noexcept {
    return std::exp(-m_skew * std::log(x));
}

double ZipfSampler::integral(double x) const noexcept {
    const double logX = std::log(x);
    return expm1Ratio((1 - m_skew) * logX) * logX;
}

double ZipfSampler::integralInverse(double y) const noexcept {
    const double t = std::max(y * (1 - m_skew), -1.0);
    return std::exp(log1pRatio(t) * y);
}

std::uint64_t ZipfSampler::drawSkewed(RandomStream& stream) const noexcept {
    for (;;) {
        const double u = m_last + stream.uniform() * (m_first - m_last);
        const double x = integralInverse(u);
        const double k = std::clamp(std::floor(x + 0.5), 1.0, static_cast<double>(m_population));
        if (k - x <= m_sure || u >= integral(k + 0.5) - weight(k)) {
            return static_cast<std::uint64_t>(k) - 1;
        }
    }
}

} // namespace stormglass::sim
