// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/long_runs.hpp"

#include "simulator/run/detail/long_run.hpp"
#include "simulator/run/detail/ordered_work.hpp"
#include "simulator/run/detail/settling.hpp"
#include "simulator/statistics/correlation.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

constexpr std::size_t kLeastSections = 4;         ///< batches are not grown further
constexpr std::size_t kDistributionSections = 16; ///< of quantiles: few and long, they need many observations each
constexpr std::size_t kMostGuides = 4;            ///< figures whose correlation is looked at
constexpr int kMostDoublings = 10;
constexpr double kLeastWarmUp = 1.0 / 64; ///< cut off in any case: filling from empty is mostly too short to be found
constexpr double kManyInstances = 1'000;  ///< of a run that is so long that nobody misses it

using Runs = std::vector<std::unique_ptr<LongRun>>;
using Records = std::vector<LongRunRecord>;

struct WarmUp {
    double seconds = 0;
    bool settled = true;
};

/// Mean over the runs, as far as all of them have come.
std::vector<double> meanInFlight(const Records& runs) {
    std::vector<double> mean = runs.front().inFlight;
    for (std::size_t i = 1; i < runs.size(); ++i) {
        const std::vector<double>& other = runs[i].inFlight;
        mean.resize(std::min(mean.size(), other.size()));
        for (std::size_t k = 0; k < mean.size(); ++k) {
            mean[k] += other[k];
        }
    }
    for (double& x : mean) {
        x /= static_cast<double>(runs.size());
    }
    return mean;
}

/// Where the merged content has settled, put off to the next boundary of cells; `least` seconds at least.
WarmUp findWarmUp(const Records& runs, double checkpoint, double least) {
    const Settling settling = findSettling(meanInFlight(runs));
    const double seconds = std::max(least, checkpoint / LongRun::kSteps * static_cast<double>(settling.cells));
    WarmUp warmUp{.seconds = 0, .settled = settling.settled};
    for (const Cell& cell : runs.front().cells) {
        if (cell.begin > checkpoint / 2) {
            break;
        }
        warmUp.seconds = cell.begin;
        if (cell.begin >= seconds) {
            break;
        }
    }
    return warmUp;
}

/// Cells of one run from `begin` on in groups of about `size` sixteenths; groups end where the run ends, and a short
/// rest at the beginning joins the first.
std::vector<std::vector<const Cell*>> groupsOf(const LongRunRecord& run, double begin, double checkpoint,
                                               std::size_t size) {
    const double unit = checkpoint / LongRun::kCells;
    std::vector<std::vector<const Cell*>> groups;
    std::size_t lastGroup = 0;
    for (const Cell& cell : run.cells) {
        if (cell.begin < begin) {
            continue;
        }
        const auto unitsToEnd =
            static_cast<std::size_t>(std::lround(std::floor((checkpoint - cell.end) / unit + 1e-9)));
        const std::size_t group = unitsToEnd / size;
        if (groups.empty() || group != lastGroup) {
            groups.emplace_back();
        }
        groups.back().push_back(&cell);
        lastGroup = group;
    }
    const double whole = unit * static_cast<double>(size);
    if (groups.size() > 1 && groups.front().back()->end - groups.front().front()->begin < whole / 2) {
        groups[1].insert(groups[1].begin(), groups[0].begin(), groups[0].end());
        groups.erase(groups.begin());
    }
    return groups;
}

Tallies momentsOf(const std::vector<const Cell*>& group) {
    Tallies tallies;
    for (const Cell* cell : group) {
        cell->tallies->mergeMomentsInto(tallies);
    }
    return tallies;
}

Tallies talliesOf(const std::vector<const Cell*>& group) {
    Tallies tallies;
    for (const Cell* cell : group) {
        cell->tallies->mergeInto(tallies);
    }
    return tallies;
}

/// Means of groups by run: of the main journeys' latency and of the content of all handlers.
struct GuideSeries {
    std::vector<std::vector<std::vector<double>>> byGuide;
};

GuideSeries guidesOf(const std::vector<std::vector<Tallies>>& sections, std::size_t journeys) {
    GuideSeries guides;
    guides.byGuide.resize(journeys + 1);
    for (const std::vector<Tallies>& run : sections) {
        for (auto& guide : guides.byGuide) {
            guide.emplace_back();
        }
        for (const Tallies& section : run) {
            for (std::size_t j = 0; j < journeys; ++j) {
                const Moments& latency = section.journeys[j].latency.moments();
                if (latency.count() > 0) {
                    guides.byGuide[j].back().push_back(latency.mean());
                }
            }
            double content = 0;
            for (const HandlerTallies& handler : section.handlers) {
                content += handler.load.queue.mean() + handler.load.active.mean();
            }
            guides.byGuide[journeys].back().push_back(content);
        }
    }
    return guides;
}

bool allUncorrelated(const GuideSeries& guides) {
    return std::ranges::all_of(guides.byGuide, [](const auto& runs) { return looksUncorrelated(runs); });
}

/// The runs at a checkpoint, gone through once more for a report.
class Gathering {
  public:
    Gathering(const Network& network, const RunPlan& plan, const Records& runs, double checkpoint)
        : m_network(&network), m_runs(&runs), m_checkpoint(checkpoint) {
        m_findings = std::make_unique<Findings>(network, plan);
        m_findings->duration = checkpoint;
        m_findings->replications = static_cast<std::uint32_t>(runs.size());
        if (plan.warmUp) {
            m_findings->warmUp = *plan.warmUp;
        } else {
            const bool isLong = checkpoint * meanInstancesPerSecond(network) >= kManyInstances;
            const WarmUp warmUp = findWarmUp(runs, checkpoint, isLong ? kLeastWarmUp * checkpoint : 0);
            m_findings->warmUp = warmUp.seconds;
            m_findings->warmUpFound = true;
            m_findings->stationary = warmUp.settled;
        }
    }

    /// Means only, or distributions and breakdowns as well.
    std::unique_ptr<Findings> gather(bool all) {
        const std::size_t size = addMeans();
        if (all) {
            addDistributions(std::max(size, distributionGroup()));
        }
        for (const LongRunRecord& run : *m_runs) {
            addWayOf(run);
        }
        return std::move(m_findings);
    }

  private:
    [[nodiscard]] std::size_t distributionGroup() const {
        std::size_t size = 1;
        while (size < LongRun::kCells && m_runs->size() * LongRun::kCells / (2 * size) >= kDistributionSections) {
            size *= 2;
        }
        return size;
    }

    /// Grows the batches until they look uncorrelated; returns how many sixteenths make one.
    std::size_t addMeans() {
        const std::size_t journeys = std::min(m_network->journeys.size(), kMostGuides);
        for (std::size_t size = 1;; size *= 2) {
            std::vector<std::vector<Tallies>> sections;
            for (const auto& run : *m_runs) {
                std::vector<Tallies>& ofRun = sections.emplace_back();
                for (const auto& group : groupsOf(run, m_findings->warmUp, m_checkpoint, size)) {
                    ofRun.push_back(momentsOf(group));
                }
            }
            const bool largest =
                size >= LongRun::kCells || m_runs->size() * LongRun::kCells / (2 * size) < kLeastSections;
            if (largest || allUncorrelated(guidesOf(sections, journeys))) {
                for (const auto& run : sections) {
                    for (const Tallies& section : run) {
                        m_findings->addMeans(section);
                    }
                }
                return size;
            }
        }
    }

    void addDistributions(std::size_t size) {
        for (const auto& run : *m_runs) {
            Tallies whole;
            for (const auto& group : groupsOf(run, m_findings->warmUp, m_checkpoint, size)) {
                Tallies section = talliesOf(group);
                m_findings->addDistributions(section);
                m_findings->addBreakdown(section);
                m_findings->addPooled(section);
                if (size < LongRun::kCells) {
                    for (JourneyTallies& journey : section.journeys) {
                        journey.paths.reset(); // no distribution is made of them
                    }
                    whole.merge(section);
                }
            }
            if (size < LongRun::kCells) {
                m_findings->addWholeRun(whole);
            }
        }
    }

    /// Warm-up included: accounts, events, content over time, and how the run ended.
    void addWayOf(const LongRunRecord& run) {
        for (const Cell& cell : run.cells) {
            if (cell.begin < m_findings->warmUp) {
                m_findings->addAccounts(cell.tallies->counts().messages);
            }
        }
        m_findings->addSights({.content = run.content, .askedAt = run.askedAt, .timeline = run.timeline});
        m_findings->events += run.events;
        if (run.ended && (!m_findings->ended || run.ended->at < m_findings->ended->at)) {
            m_findings->ended = run.ended;
        }
    }

    const Network* m_network;
    const Records* m_runs;
    double m_checkpoint;
    std::unique_ptr<Findings> m_findings;
};

/// The records of all runs at a checkpoint, gathered when somebody wants to know.
class LongCheckpoint final : public Checkpoint {
  public:
    LongCheckpoint(const Network& network, const RunPlan& plan) : m_network(&network), m_plan(&plan) {}

    void reach(const Runs& runs, double at) {
        m_at = at;
        m_means.reset();
        m_all.reset();
        m_records.clear();
        for (const auto& run : runs) {
            m_records.push_back(run->record());
        }
    }

    [[nodiscard]] bool reached() const noexcept { return !m_records.empty(); }

    [[nodiscard]] bool ended() const noexcept {
        return std::ranges::any_of(m_records, [](const LongRunRecord& record) { return record.ended.has_value(); });
    }

    [[nodiscard]] const Findings& means() override {
        if (m_all) {
            return *m_all;
        }
        if (!m_means) {
            m_means = Gathering(*m_network, *m_plan, m_records, m_at).gather(false);
        }
        return *m_means;
    }

    [[nodiscard]] const Findings& all() override {
        if (!m_all) {
            m_all = Gathering(*m_network, *m_plan, m_records, m_at).gather(true);
        }
        return *m_all;
    }

    /// Hands over everything; null when no checkpoint was reached.
    [[nodiscard]] std::unique_ptr<Findings> take(bool cutShort) {
        if (!reached()) {
            return nullptr;
        }
        static_cast<void>(all());
        m_all->cutShort = cutShort;
        return std::move(m_all);
    }

  private:
    const Network* m_network;
    const RunPlan* m_plan;
    double m_at = 0;
    Records m_records;
    std::unique_ptr<Findings> m_means;
    std::unique_ptr<Findings> m_all;
};

/// Runs all to the checkpoint; false when they were halted on the way.
bool runAllTo(double checkpoint, const Network& network, const RunPlan& plan, unsigned threads, RunWatch& watch,
              const std::vector<ContentPlace>& places, Runs& runs) {
    bool complete = true;
    const auto make = [&](std::uint64_t number) {
        std::unique_ptr<LongRun>& run = runs[number];
        if (!run) {
            run = std::make_unique<LongRun>(network, plan, number, watch);
        }
        return !watch.halted() && run->runTo(checkpoint, places);
    };
    const auto take = [&](std::uint64_t, bool reached) { return complete = complete && reached; };
    OrderedWork<bool>::run(0, runs.size(), threads, make, take, [&] { watch.look(); });
    return complete;
}

} // namespace

std::unique_ptr<Findings> runLong(const Network& network, const RunPlan& plan, unsigned threads, RunWatch& watch,
                                  const AtCheckpoint& refined, const AtCheckpoint& atCheckpoint) {
    const std::vector<ContentPlace> places = contentPlaces(network);
    Runs runs(plan.replications);
    LongCheckpoint checkpoint(network, plan);
    const double longest = std::ldexp(plan.duration, kMostDoublings);
    for (int doublings = 0;; ++doublings) {
        const double at = std::ldexp(plan.firstCheckpoint, doublings);
        if (at > longest) {
            break;
        }
        watch.expect(std::max(at, plan.duration) * plan.replications);
        if (!runAllTo(at, network, plan, threads, watch, places, runs)) {
            return checkpoint.take(true);
        }
        checkpoint.reach(runs, at);
        watch.passedCheckpoint();
        const bool isEarly = at < plan.duration * (1 - 1e-9);
        const bool goesOn = isEarly ? refined(checkpoint) : atCheckpoint(checkpoint);
        if (checkpoint.ended() || !goesOn) {
            break;
        }
        if (watch.outOfTime()) {
            return checkpoint.take(true);
        }
    }
    return checkpoint.take(false);
}

} // namespace stormglass::sim
