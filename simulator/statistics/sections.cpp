// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/sections.hpp"

#include "simulator/statistics/student_t.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

Estimate withInterval(double value, double standardError, std::uint64_t sections) {
    Estimate estimate;
    estimate.value = value;
    if (sections >= 2 && std::isfinite(standardError)) {
        const double half = studentT(static_cast<double>(sections - 1)) * standardError;
        estimate.low = value - half;
        estimate.high = value + half;
        estimate.standardError = standardError;
    }
    return estimate;
}

void RatioSections::add(const Ratio& section) noexcept {
    if (m_whole == 0 && section.whole != 0) {
        // Sections before this one had no whole: their parts are noughts whatever the reference.
        m_reference = section.value();
    }
    const double residual = section.part - m_reference * section.whole;
    ++m_sections;
    m_filled += section.whole != 0 ? 1 : 0;
    m_residual += residual;
    m_whole += section.whole;
    m_residualSquares += residual * residual;
    m_residualByWhole += residual * section.whole;
    m_wholeSquares += section.whole * section.whole;
}

Estimate RatioSections::estimate() const {
    if (!(m_whole != 0)) {
        return {};
    }
    const double move = m_residual / m_whole;
    const double squares = std::max(0.0, m_residualSquares - move * (2 * m_residualByWhole - move * m_wholeSquares));
    const auto m = static_cast<double>(m_filled);
    const double error = std::sqrt(squares * m / (m - 1)) / std::abs(m_whole);
    return withInterval(value(), error, m_filled);
}

void ValueSections::add(double value) noexcept {
    if (std::isnan(value)) {
        ++m_missing;
        return;
    }
    if (m_sections == 0) {
        m_reference = value;
    }
    ++m_sections;
    m_sum += value - m_reference;
    m_squares += (value - m_reference) * (value - m_reference);
}

Estimate ValueSections::estimateAround(double pooled) const {
    if (std::isnan(pooled)) {
        return {};
    }
    const auto m = static_cast<double>(m_sections);
    const double offset = pooled - m_reference;
    const double squares = std::max(0.0, m_squares - offset * (2 * m_sum - m * offset));
    return withInterval(pooled, std::sqrt(squares / (m * (m - 1))), m_sections);
}

} // namespace stormglass::sim
