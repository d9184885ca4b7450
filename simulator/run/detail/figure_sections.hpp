// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/detail/figures.hpp"
#include "simulator/run/report.hpp"
#include "simulator/statistics/sample_spread.hpp"
#include "simulator/statistics/sections.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace stormglass::sim {

/// Observations that must lie beyond a quantile in every section for it to be shown.
inline constexpr double kLeastBeyond = 10;

/// Sums over sections of L - λW and what its variance is made of; λW takes the mean time over all sections, which is
/// known only at the end. Where the content has grown or fallen over the window the law holds with the time so far of
/// those that are there at its begin and its end.
class LittleSections {
  public:
    void add(const LittleFigure& section) noexcept;

    /// L - λW in standard errors. `meanTime` [s]: waiting and handling of a message; not finite: none was observed.
    [[nodiscard]] double sigmas(double meanTime) const;

  private:
    /// Whether the content is as large at the end of the window as at its begin, as far as can be told.
    [[nodiscard]] bool isLevel() const noexcept;

    std::uint64_t m_sections = 0;
    double m_excess = 0;
    double m_growth = 0;
    double m_excessSquares = 0;
    double m_growthSquares = 0;
    double m_products = 0;
    double m_left = 0; ///< of the excess, beyond the growth of ages
    double m_leftSquares = 0;
    double m_scale = 0;
};

/// All figures over all sections. Bounded in the number of sections: twenty thousand take the room of ten.
class FigureSections {
  public:
    explicit FigureSections(std::size_t places)
        : m_ratios(places), m_little(places), m_recoveries(places), m_times(places) {}

    /// Rates, shares, means and Little's law.
    void addRatios(const std::vector<PlaceFigures>& section);
    /// Spreads and quantiles. May be fed by other (longer) sections than the ratios.
    void addDistributions(const std::vector<PlaceFigures>& section);

    [[nodiscard]] Estimate ratio(std::size_t place, RatioFigure figure) const;
    [[nodiscard]] Estimate mean(std::size_t place, TimesFigure figure) const;
    [[nodiscard]] std::uint64_t count(std::size_t place, TimesFigure figure) const;
    [[nodiscard]] double little(std::size_t place, double meanTime) const;

    /// Spread of the queue about its time average.
    [[nodiscard]] Estimate queueSpread(std::size_t place) const;

    /// Spread of the time to recovery over the replications that have recovered.
    [[nodiscard]] Estimate recoverySpread(std::size_t place) const { return m_recoveries[place].sd(); }

    /// Mean, spread and quantiles around those of the pooled sample. A withheld quantile says at which duration it can
    /// be expected, `needs` being told by how many times more must be observed.
    template <class Needs>
    [[nodiscard]] Times times(std::size_t place, TimesFigure figure, const Histogram& pooled, bool quantiles,
                              Needs needs) const {
        const TimesSections& sections = m_times[place].sections[static_cast<std::size_t>(figure)];
        Times times;
        times.count = pooled.count();
        times.mean = sections.mean.estimate();
        times.sd = sections.sd.estimateAround(pooled.count() > 1 ? pooled.moments().sd() : kNothing);
        times.max = pooled.moments().max();
        if (!quantiles) {
            return times;
        }
        times.quantiles.emplace();
        for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
            const double beyond = static_cast<double>(sections.leastCount) * (1 - kQuantiles[q]);
            Estimate& estimate = (*times.quantiles)[q];
            if (beyond + kSlack >= kLeastBeyond && sections.quantiles[q].complete()) {
                estimate = sections.quantiles[q].estimateAround(pooled.quantile(kQuantiles[q]));
            } else if (beyond > 0) {
                estimate = Estimate::withheldUntil(needs(kLeastBeyond / beyond));
            }
        }
        return times;
    }

    [[nodiscard]] std::uint64_t sections() const noexcept { return m_sections; }

  private:
    static constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    static constexpr double kSlack = 1e-9; ///< 1 - 0.9 is a little less than 0.1

    struct TimesSections {
        RatioSections mean;
        ValueSections sd;
        std::array<ValueSections, kQuantiles.size()> quantiles;
        std::uint64_t leastCount = std::numeric_limits<std::uint64_t>::max();
    };

    struct PlaceTimes {
        std::array<TimesSections, kTimesFigures> sections;
        ValueSections queueSpread;
    };

    struct PlaceRatios {
        std::array<RatioSections, kRatioFigures> sections;
    };

    std::uint64_t m_sections = 0;
    std::vector<PlaceRatios> m_ratios;
    std::vector<LittleSections> m_little;
    std::vector<SampleSpread> m_recoveries;
    std::vector<PlaceTimes> m_times;
};

} // namespace stormglass::sim
