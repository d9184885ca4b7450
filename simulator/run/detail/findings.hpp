// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/detail/breakdown.hpp"
#include "simulator/run/detail/content.hpp"
#include "simulator/run/detail/figure_sections.hpp"
#include "simulator/run/detail/figures.hpp"
#include "simulator/run/detail/plan.hpp"
#include "simulator/run/detail/timeline_recorder.hpp"
#include "simulator/statistics/sample_spread.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace stormglass::sim {

/// What one replication gives besides its tallies.
struct ReplicationSights {
    ContentSeries content;       ///< empty where it is not kept
    std::vector<double> askedAt; ///< one per row of Network::asked; NaN where it has no `at`
    std::optional<TimelineRecorder> timeline;
};

/// Everything a report is made of, gathered section by section in a fixed order. Bounded, whatever the number of
/// replications.
class Findings {
  public:
    Findings(const Network& network, const RunPlan& plan);

    /// A whole independent replication.
    void addReplication(const Tallies& tallies, const ReplicationSights& sights);

    // Long runs: sections of means and sections of distributions differ in length, and both are parts of the pooled.
    void addMeans(const Tallies& section);
    void addDistributions(const Tallies& section);
    void addBreakdown(const Tallies& section);
    /// A whole long run as one section of distributions, for quantiles that need so many observations.
    void addWholeRun(const Tallies& run);
    /// What is counted but not divided into sections: the whole measured window.
    void addPooled(const Tallies& tallies);
    void addAccounts(const std::vector<MessageAccount>& accounts);
    void addSights(const ReplicationSights& sights);

    [[nodiscard]] const Tallies& pooled() const noexcept { return m_pooled; }

    [[nodiscard]] const PlaceMap& map() const noexcept { return m_map; }

    [[nodiscard]] const FigureSections& sections() const noexcept { return m_sections; }

    /// `pooled` is the distribution over all sections; `quantiles`: whether its histogram was kept.
    [[nodiscard]] Times times(std::size_t place, TimesFigure figure, const Histogram& pooled, bool quantiles) const;

    [[nodiscard]] const BreakdownSections& breakdown(std::size_t journey) const { return m_breakdown[journey]; }

    /// Deliveries of a message, per second.
    [[nodiscard]] Estimate emittedPerSecond(std::size_t message) const { return m_emitted[message].estimate(); }

    /// Instances that a source starts, per second.
    [[nodiscard]] Estimate startedPerSecond(std::size_t source) const { return m_started[source].estimate(); }

    /// Shares asked for by the scenario, in sections.
    [[nodiscard]] Estimate askedShare(std::size_t row) const { return m_askedShares[row].estimate(); }

    /// Spreads and quantiles of counts over time asked for by the scenario.
    [[nodiscard]] Estimate askedLevel(std::size_t row) const;

    /// Values at a moment asked for: one per replication.
    [[nodiscard]] Estimate askedAt(std::size_t row) const;

    [[nodiscard]] const std::vector<ContentPlace>& contentPlaces() const noexcept { return m_contentPlaces; }

    /// Of the replications whose content was kept, in order.
    [[nodiscard]] const std::vector<ContentSeries>& contents() const noexcept { return m_contents; }

    /// Of the first replication, if it was recorded.
    [[nodiscard]] const std::optional<TimelineRecorder>& timeline() const noexcept { return m_timeline; }

    /// Of the first replications: mean latency by journey, then mean queue by handler. For the two camps.
    [[nodiscard]] const std::vector<std::vector<float>>& means() const noexcept { return m_means; }

    /// How many replications keep content and means.
    [[nodiscard]] std::uint32_t replicationsKept() const noexcept { return m_kept; }

    // How the run went; filled by whoever ran it.
    std::uint32_t replications = 0;
    double duration = 0; ///< of one, warm-up included
    double warmUp = 0;
    bool warmUpFound = false;
    bool stationary = true;
    std::uint64_t events = 0; ///< warm-up included
    bool cutShort = false;    ///< by the clock or by request
    std::optional<Ended> ended;

  private:
    void addAskedShares(const Tallies& section);
    void addMeansOf(const Tallies& replication);

    const Network* m_network;
    PlaceMap m_map;
    FigureSections m_sections;
    std::optional<FigureSections> m_wholeRuns;
    Tallies m_pooled;
    std::vector<BreakdownSections> m_breakdown;
    std::vector<RatioSections> m_emitted; ///< by message
    std::vector<RatioSections> m_started; ///< by source
    std::vector<RatioSections> m_askedShares;
    std::vector<ValueSections> m_askedLevels;
    std::vector<RatioSections> m_askedAt;
    std::vector<Histogram> m_askedValues;
    std::vector<SampleSpread> m_askedSpreads;
    std::vector<ContentPlace> m_contentPlaces;
    std::vector<ContentSeries> m_contents;
    std::vector<std::vector<float>> m_means;
    std::optional<TimelineRecorder> m_timeline;
    std::uint32_t m_kept = 0;
};

} // namespace stormglass::sim
