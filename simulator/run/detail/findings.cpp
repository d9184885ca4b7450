// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/findings.hpp"

#include "simulator/run/detail/level_figures.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

constexpr std::size_t kMostKept = 2'000;           ///< replications whose course over time is kept
constexpr std::size_t kMostNumbersKept = 16 << 20; ///< of all their courses together
constexpr std::size_t kRowsKept = 129;
constexpr std::size_t kLeastKept = 20;
constexpr double kFarOff = 0.1; ///< half-width of a quantile from which on batches are not trusted alone
constexpr std::uint32_t kPooledPaths = 16'384;

bool fulfils(double x, Comparison comparison, double bound) noexcept {
    switch (comparison) {
    case Comparison::greater:
        return x > bound;
    case Comparison::greaterEqual:
        return x >= bound;
    case Comparison::equal:
        return x == bound;
    case Comparison::lessEqual:
        return x <= bound;
    case Comparison::less:
        return x < bound;
    }
    return false;
}

/// Of independent values; the interval reaches to the order statistics whose ranks are 1.96 binomial standard
/// deviations away (Conover, Practical Nonparametric Statistics, 3.2), and is left out where there are none so far out.
Estimate quantileOf(const Histogram& values, double p) {
    const auto n = static_cast<double>(values.count());
    const double reach = 1.96 * std::sqrt(p * (1 - p) / n);
    Estimate estimate;
    estimate.value = values.quantile(p);
    if ((p - reach) * n >= 1 && (1 - p - reach) * n >= 1) {
        estimate.low = values.quantile(p - reach);
        estimate.high = values.quantile(p + reach);
        estimate.standardError = estimate.halfWidth() / 1.96;
    }
    return estimate;
}

bool isTime(AskedWhat what) noexcept {
    return what != AskedWhat::inside && what != AskedWhat::queue && what != AskedWhat::up;
}

} // namespace

Findings::Findings(const Network& network, const RunPlan& plan)
    : duration(plan.duration)
    , warmUp(plan.warmUp.value_or(0))
    , m_network(&network)
    , m_map(network)
    , m_sections(m_map.size())
    , m_emitted(network.messages.size())
    , m_started(network.sources.size())
    , m_askedShares(network.asked.size())
    , m_askedLevels(network.asked.size())
    , m_askedAt(network.asked.size())
    , m_askedValues(network.asked.size())
    , m_askedSpreads(network.asked.size())
    , m_contentPlaces(sim::contentPlaces(network)) {
    const std::size_t numbers = std::max<std::size_t>(1, m_contentPlaces.size()) * kRowsKept;
    m_kept = static_cast<std::uint32_t>(std::clamp(kMostNumbersKept / numbers, kLeastKept, kMostKept));
    m_breakdown.assign(network.journeys.size(), BreakdownSections(network));
    m_pooled.journeys.resize(network.journeys.size());
    for (JourneyTallies& journey : m_pooled.journeys) {
        journey.paths = PathSamples(kPooledPaths);
    }
}

void Findings::addReplication(const Tallies& tallies, const ReplicationSights& sights) {
    addMeans(tallies);
    addDistributions(tallies);
    addBreakdown(tallies);
    addPooled(tallies);
    addSights(sights);
    addMeansOf(tallies);
}

void Findings::addMeans(const Tallies& section) {
    m_sections.addRatios(figuresOf(*m_network, m_map, section));
    const auto addPerSecond = [&](std::vector<RatioSections>& rates, const std::vector<std::uint64_t>& counts) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            rates[i].add({static_cast<double>(counts[i]), section.duration});
        }
    };
    addPerSecond(m_emitted, section.emitted);
    addPerSecond(m_started, section.started);
    addAskedShares(section);
}

void Findings::addDistributions(const Tallies& section) {
    m_sections.addDistributions(figuresOf(*m_network, m_map, section));
}

void Findings::addWholeRun(const Tallies& run) {
    if (!m_wholeRuns) {
        m_wholeRuns.emplace(m_map.size());
    }
    m_wholeRuns->addDistributions(figuresOf(*m_network, m_map, run));
}

Times Findings::times(std::size_t place, TimesFigure figure, const Histogram& pooled, bool quantiles) const {
    const auto needs = [&](double factor) { return warmUp + (duration - warmUp) * factor; };
    Times times = m_sections.times(place, figure, pooled, quantiles, needs);
    if (!m_wholeRuns || !quantiles) {
        return times;
    }
    const Times coarse = m_wholeRuns->times(place, figure, pooled, quantiles, needs);
    for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
        Estimate& fine = (*times.quantiles)[q];
        const Estimate& whole = (*coarse.quantiles)[q];
        const bool isFar = fine.halfWidth() > kFarOff * std::abs(fine.value) && fine.halfWidth() < whole.halfWidth();
        if (fine.withheld() || isFar) {
            fine = whole;
        }
    }
    return times;
}

void Findings::addBreakdown(const Tallies& section) {
    for (std::size_t i = 0; i < section.journeys.size(); ++i) {
        m_breakdown[i].addSection(section.journeys[i].paths);
    }
}

void Findings::addPooled(const Tallies& tallies) {
    m_pooled.merge(tallies);
}

void Findings::addAccounts(const std::vector<MessageAccount>& accounts) {
    m_pooled.messages.resize(std::max(m_pooled.messages.size(), accounts.size()));
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        m_pooled.messages[i].merge(accounts[i]);
    }
}

void Findings::addSights(const ReplicationSights& sights) {
    for (std::size_t row = 0; row < sights.askedAt.size(); ++row) {
        const double value = sights.askedAt[row];
        if (std::isnan(value)) {
            continue;
        }
        const Asked& asked = m_network->asked[row];
        const bool isShare = asked.as == AskedAs::share;
        m_askedAt[row].add({isShare ? double(fulfils(value, asked.comparison, asked.value)) : value, 1});
        m_askedValues[row].record(value);
        m_askedSpreads[row].add(value);
    }
    if (sights.timeline) {
        m_timeline = sights.timeline;
    }
    if (!sights.content.empty() && m_contents.size() < m_kept) {
        m_contents.push_back(sights.content);
    }
}

void Findings::addAskedShares(const Tallies& section) {
    for (std::size_t row = 0; row < section.asked.size(); ++row) {
        const AskedTallies& tallies = section.asked[row];
        m_askedShares[row].add(isTime(m_network->asked[row].what)
                                   ? Ratio{static_cast<double>(tallies.fulfilled), static_cast<double>(tallies.samples)}
                                   : Ratio{tallies.fulfilledTime, tallies.duration});
        m_askedLevels[row].add(levelFigure(m_network->asked[row], tallies.timeAtLevel));
    }
}

void Findings::addMeansOf(const Tallies& replication) {
    if (m_means.size() >= m_kept) {
        return;
    }
    std::vector<float>& means = m_means.emplace_back();
    for (const JourneyTallies& journey : replication.journeys) {
        means.push_back(static_cast<float>(journey.latency.moments().mean()));
    }
    for (const HandlerTallies& handler : replication.handlers) {
        means.push_back(static_cast<float>(handler.load.queue.mean()));
    }
}

Estimate Findings::askedLevel(std::size_t row) const {
    return m_askedLevels[row].estimateAround(levelFigure(m_network->asked[row], m_pooled.asked[row].timeAtLevel));
}

Estimate Findings::askedAt(std::size_t row) const {
    const Asked& asked = m_network->asked[row];
    const Histogram& values = m_askedValues[row];
    if (values.count() == 0) {
        return {};
    }
    switch (asked.as) {
    case AskedAs::mean:
    case AskedAs::share:
        return m_askedAt[row].estimate();
    case AskedAs::sd:
        return m_askedSpreads[row].sd();
    case AskedAs::quantile:
        return quantileOf(values, asked.quantile);
    }
    return {};
}

} // namespace stormglass::sim
