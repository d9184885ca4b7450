// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/figure_sections.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

constexpr double kLevel = 3; ///< standard errors: beyond, the content has grown or fallen over the window

double spread(double meanSquare, double mean) noexcept {
    return std::sqrt(std::max(0.0, meanSquare - mean * mean));
}

} // namespace

void LittleSections::add(const LittleFigure& section) noexcept {
    ++m_sections;
    m_excess += section.excess;
    m_growth += section.growth;
    m_excessSquares += section.excess * section.excess;
    m_growthSquares += section.growth * section.growth;
    m_products += section.excess * section.growth;
    const double left = section.excess - section.ages;
    m_left += left;
    m_leftSquares += left * left;
    m_scale += std::max(section.seconds, section.content);
}

bool LittleSections::isLevel() const noexcept {
    if (m_sections < 2) {
        return false;
    }
    const auto n = static_cast<double>(m_sections);
    const double error = std::sqrt(std::max(0.0, m_growthSquares - m_growth * m_growth / n) * n / (n - 1));
    return m_growth == 0 || std::abs(m_growth) <= kLevel * error;
}

double LittleSections::sigmas(double meanTime) const {
    const auto n = static_cast<double>(m_sections);
    const bool level = isLevel() && std::isfinite(meanTime);
    // Of each section: difference = excess - growth * meanTime.
    const double difference = level ? m_excess - m_growth * meanTime : m_left;
    const double squares =
        level ? m_excessSquares - 2 * meanTime * m_products + meanTime * meanTime * m_growthSquares : m_leftSquares;
    const double variance = std::max(0.0, squares - difference * difference / n);
    const double error = m_sections < 2 ? 0 : std::sqrt(variance * n / (n - 1));
    const double rounding = 1e-9 * std::max(1.0, m_scale);
    if (std::abs(difference) <= rounding) {
        return 0;
    }
    return difference / std::max(error, rounding);
}

void FigureSections::addRatios(const std::vector<PlaceFigures>& section) {
    ++m_sections;
    for (std::size_t place = 0; place < section.size(); ++place) {
        const PlaceFigures& figures = section[place];
        for (std::size_t i = 0; i < kRatioFigures; ++i) {
            m_ratios[place].sections[i].add(figures.ratios[i]);
        }
        for (std::size_t i = 0; i < kTimesFigures; ++i) {
            if (const Histogram* times = figures.times[i]) {
                const Moments& moments = times->moments();
                m_times[place].sections[i].mean.add({moments.sum(), static_cast<double>(moments.count())});
            }
        }
        const Ratio& recovery = figures.ratios[static_cast<std::size_t>(RatioFigure::recovery)];
        if (recovery.whole > 0) {
            m_recoveries[place].add(recovery.value());
        }
        if (figures.hasLittle) {
            m_little[place].add(figures.little);
        }
    }
}

void FigureSections::addDistributions(const std::vector<PlaceFigures>& section) {
    for (std::size_t place = 0; place < section.size(); ++place) {
        PlaceTimes& to = m_times[place];
        for (std::size_t i = 0; i < kTimesFigures; ++i) {
            const Histogram* times = section[place].times[i];
            if (times == nullptr) {
                continue;
            }
            TimesSections& sections = to.sections[i];
            const std::uint64_t count = times->count();
            sections.leastCount = std::min(sections.leastCount, count);
            sections.sd.add(count > 1 ? times->moments().sd() : kNothing);
            // Once too few lie beyond one in some section, the others' need not be looked for.
            const auto least = static_cast<double>(sections.leastCount);
            std::size_t wanted = 0;
            while (wanted < kQuantiles.size() && least * (1 - kQuantiles[wanted]) + kSlack >= kLeastBeyond) {
                ++wanted;
            }
            std::array<double, kQuantiles.size()> values{};
            values.fill(kNothing);
            times->quantiles({kQuantiles.data(), wanted}, {values.data(), wanted});
            for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
                sections.quantiles[q].add(values[q]);
            }
        }
        const auto& ratios = section[place].ratios;
        const Ratio& level = ratios[static_cast<std::size_t>(RatioFigure::queue)];
        if (level.whole > 0) {
            to.queueSpread.add(
                spread(ratios[static_cast<std::size_t>(RatioFigure::queueSquares)].value(), level.value()));
        }
    }
}

Estimate FigureSections::ratio(std::size_t place, RatioFigure figure) const {
    return m_ratios[place].sections[static_cast<std::size_t>(figure)].estimate();
}

Estimate FigureSections::mean(std::size_t place, TimesFigure figure) const {
    return m_times[place].sections[static_cast<std::size_t>(figure)].mean.estimate();
}

std::uint64_t FigureSections::count(std::size_t place, TimesFigure figure) const {
    return static_cast<std::uint64_t>(m_times[place].sections[static_cast<std::size_t>(figure)].mean.whole());
}

double FigureSections::little(std::size_t place, double meanTime) const {
    return m_little[place].sigmas(meanTime);
}

Estimate FigureSections::queueSpread(std::size_t place) const {
    const auto& ratios = m_ratios[place].sections;
    const double mean = ratios[static_cast<std::size_t>(RatioFigure::queue)].value();
    const double meanSquare = ratios[static_cast<std::size_t>(RatioFigure::queueSquares)].value();
    return m_times[place].queueSpread.estimateAround(spread(meanSquare, mean));
}

} // namespace stormglass::sim
