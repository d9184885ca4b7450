// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/independent_run.hpp"

#include "simulator/run/detail/ordered_work.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace stormglass::sim {

namespace {

constexpr std::size_t kScenarioSteps = 128; ///< of a band
constexpr std::size_t kSteadySteps = 16;    ///< enough to see growth
constexpr std::size_t kTimelineSteps = 512; ///< of what is recorded of the first replication
constexpr std::uint32_t kSteadyKept = 32;   ///< replications whose growth is looked at
constexpr std::uint64_t kMostDoublings = 10;

/// All findings are there at every replication.
class ReplicationCheckpoint final : public Checkpoint {
  public:
    explicit ReplicationCheckpoint(const Findings& findings) : m_findings(&findings) {}

    [[nodiscard]] const Findings& means() override { return *m_findings; }

    [[nodiscard]] const Findings& all() override { return *m_findings; }

  private:
    const Findings* m_findings;
};

struct Replicated {
    Tallies tallies;
    ReplicationSights sights;
    std::uint64_t events = 0;
    bool complete = false;
};

/// Runs one replication and looks at it on the way.
class Replicator {
  public:
    Replicator(const Network& network, const RunPlan& plan, const Findings& findings, RunWatch& watch)
        : m_network(&network)
        , m_plan(&plan)
        , m_places(&findings.contentPlaces())
        , m_watch(&watch)
        , m_steps(plan.kind == RunKind::scenario ? kScenarioSteps : kSteadySteps)
        , m_kept(plan.kind == RunKind::scenario ? findings.replicationsKept() : kSteadyKept) {
        for (std::size_t row = 0; row < network.asked.size(); ++row) {
            const double at = network.asked[row].at;
            if (at <= plan.duration) {
                m_askedAt.push_back({at, row});
            }
        }
        std::ranges::sort(m_askedAt);
    }

    [[nodiscard]] Replicated run(std::uint64_t number) const {
        Replicated result;
        if (m_watch->halted()) {
            return result;
        }
        Replication replication(*m_network, m_plan->seed, number);
        replication.setCancelFlag(m_watch->haltFlag());
        if (m_plan->runsToItsEnd) {
            replication.expectUntil(m_plan->duration);
        }
        const bool goesOn = goThrough(replication, number, result.sights);
        result.tallies = replication.tallies();
        result.events = replication.eventsExecuted();
        const auto& ended = result.tallies.ended;
        result.complete = !m_watch->halted() || (ended && ended->by != EndedBy::cancelled) || (goesOn && !ended);
        return result;
    }

  private:
    /// From the start to the end, with a look at every step and at the moments asked for.
    bool goThrough(Replication& replication, std::uint64_t number, ReplicationSights& sights) const {
        sights.askedAt.assign(m_network->asked.size(), std::numeric_limits<double>::quiet_NaN());
        const bool keeps = number < m_kept;
        const std::size_t steps = number == 0 && m_plan->timeline ? kTimelineSteps : m_steps;
        if (number == 0 && m_plan->timeline) {
            sights.timeline.emplace(*m_network);
        }
        auto asked = m_askedAt.begin();
        bool warm = *m_plan->warmUp == 0;
        for (std::size_t step = 0; step <= steps; ++step) {
            const double time = m_plan->duration * (static_cast<double>(step) / static_cast<double>(steps));
            for (; asked != m_askedAt.end() && asked->first <= time; ++asked) {
                if (!advance(replication, asked->first, warm, sights)) {
                    return false;
                }
                sights.askedAt[asked->second] = askedValue(m_network->asked[asked->second], replication.snapshot());
            }
            if (!advance(replication, time, warm, sights)) {
                return false;
            }
            const bool keepsThis = keeps && step % (steps / m_steps) == 0;
            if (keepsThis || (sights.timeline && step > 0)) {
                look(replication.snapshot(), keepsThis, step, m_plan->duration / static_cast<double>(steps), sights);
            }
        }
        return true;
    }

    void look(const Snapshot& snapshot, bool keeps, std::size_t step, double interval,
              ReplicationSights& sights) const {
        if (keeps) {
            sights.content.add(snapshot, *m_places);
        }
        if (sights.timeline && step > 0) {
            sights.timeline->add(snapshot, interval);
        }
    }

    /// Statistics begin at the end of the warm-up, wherever it lies between two looks.
    bool advance(Replication& replication, double time, bool& warm, ReplicationSights& sights) const {
        const double from = replication.now();
        const std::uint64_t events = replication.eventsExecuted();
        bool goesOn = true;
        if (!warm && time >= *m_plan->warmUp) {
            goesOn = replication.runUntil(*m_plan->warmUp);
            if (sights.timeline) {
                sights.timeline->windowRestarts(replication.snapshot());
            }
            replication.resetStatistics();
            warm = true;
        }
        goesOn = goesOn && replication.runUntil(time);
        m_watch->advanced(replication.now() - from, replication.eventsExecuted() - events);
        return goesOn;
    }

    const Network* m_network;
    const RunPlan* m_plan;
    const std::vector<ContentPlace>* m_places;
    RunWatch* m_watch;
    std::size_t m_steps;
    std::uint32_t m_kept;
    std::vector<std::pair<double, std::size_t>> m_askedAt; ///< time and row, ascending
};

} // namespace

void runIndependently(const Network& network, const RunPlan& plan, unsigned threads, RunWatch& watch,
                      Findings& findings, const AtCheckpoint& refined, const AtCheckpoint& atCheckpoint) {
    const Replicator replicator(network, plan, findings, watch);
    const auto make = [&](std::uint64_t number) { return replicator.run(number); };
    std::uint64_t wanted = plan.replications;
    ReplicationCheckpoint checkpoint(findings);
    const auto take = [&](std::uint64_t number, Replicated&& replicated) {
        if (!replicated.complete) {
            findings.cutShort = true;
            return false;
        }
        findings.addReplication(replicated.tallies, replicated.sights);
        findings.events += replicated.events;
        findings.replications = static_cast<std::uint32_t>(number + 1);
        if (replicated.tallies.ended) {
            findings.ended = replicated.tallies.ended;
            watch.halt(); // the others that are under way would not be taken
            return false;
        }
        watch.passedCheckpoint();
        if (number + 1 < wanted && watch.outOfTime()) {
            findings.cutShort = true;
            watch.halt();
            return false;
        }
        return !std::has_single_bit(number + 1) || number + 1 >= plan.replications || refined(checkpoint);
    };
    std::uint64_t done = 0;
    for (; wanted <= std::uint64_t{plan.replications} << kMostDoublings; wanted *= 2) {
        watch.expect(static_cast<double>(wanted) * plan.duration);
        OrderedWork<Replicated>::run(done, wanted, threads, make, take, [&] { watch.look(); });
        if (findings.replications < wanted || !atCheckpoint(checkpoint)) {
            return;
        }
        done = wanted;
    }
}

} // namespace stormglass::sim
