// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace stormglass::sim::detail {

JourneyMark* Engine::findMoreMarks(Instance& instance, Index start) {
    for (Index i = instance.first.next; i != kNone; i = m_marks[i].next) {
        if (m_marks[i].start == start) {
            return &m_marks[i];
        }
    }
    return nullptr;
}

/// Journeys that begin elsewhere than the instance's first.
void Engine::addMark(Instance& instance, Index start) {
    const Index index = m_marks.take();
    m_marks[index] = {.next = instance.first.next, .start = start, .started = m_now, .missing = m_starts[start].all};
    instance.first.next = index;
    instance.eventful = true;
}

/// What the user waits for: of its source's written journeys the first that began with the instance, for a user who
/// chooses among messages waits for the one it has sent.
Index Engine::awaitedJourney(Instance& instance) {
    const Range written = m_sources[instance.source].spec->writtenJourneys;
    Index awaited = kNone;
    double begun = kNever;
    for (Index i = written.first; i < written.end(); ++i) {
        const JourneyMark* const mark = findMark(instance, m_ends[i].start);
        if (mark != nullptr && mark->started < begun) {
            begun = mark->started;
            awaited = m_ends[i].journey;
        }
    }
    return awaited;
}

/// An end of a journey about which there is more to tell than its latency.
void Engine::reachEndEventfully(Index journey, const JourneyMark& mark, Instance& instance, Index path) {
    JourneyTallies& tallies = m_journeys[journey];
    const double latency = m_now - mark.started;
    if (instance.classOf != kNoClass && instance.classOf < tallies.classes.size()) {
        tallies.classes[instance.classOf].record(latency);
    }
    askedTime(m_askedOfJourney[journey], AskedWhat::latency, latency);
    if (instance.awaited && awaitedJourney(instance) == journey) {
        instance.awaited = false;
        userServed(instance);
    }
    if (instance.sampled) {
        keepPath(journey, instance, mark.started, path);
    }
}

/// Nothing of it is under way any more.
void Engine::endEventfully(Instance& instance) {
    while (instance.first.next != kNone) {
        const Index mark = instance.first.next;
        countUnfinished(instance, m_marks[mark]);
        instance.first.next = m_marks[mark].next;
        m_marks.giveBack(mark);
    }
    if (instance.awaited) {
        userServed(instance);
    }
    while (instance.emissions != kNone) {
        const Index count = instance.emissions;
        instance.emissions = m_emissionCounts[count].next;
        m_emissionCounts.giveBack(count);
    }
    if (instance.remembered) {
        forgetOwnKey(instance);
    }
    while (instance.paths != kNone) {
        const Index node = instance.paths;
        instance.paths = m_paths[node].next;
        m_paths.giveBack(node);
    }
}

/// What handlers keep under the key of an instance that is its own key, nobody will ask for again.
void Engine::forgetOwnKey(Instance& instance) {
    const std::uint64_t own = instance.number | kOwnKey;
    for (Station& station : m_stations) {
        if (station.extras == nullptr) {
            continue;
        }
        station.extras->eventsOfKey.erase(own);
        station.extras->lastEmitted.erase(own);
        if (const Index* const known = station.extras->joins.find(own)) {
            const Index row = *known;
            cancel(m_joins[row].timer);
            station.extras->joins.erase(own);
            m_joins.giveBack(row);
        }
    }
}

void Engine::countUnfinished(const Instance& instance, const JourneyMark& mark) {
    for (std::uint64_t missing = mark.missing; missing != 0; missing &= missing - 1) {
        const auto offset = static_cast<Index>(std::countr_zero(missing));
        JourneyTallies& tallies = m_journeys[m_network.journeyRefs[m_starts[mark.start].journeys.first + offset]];
        ++tallies.unfinished;
        if (instance.classOf != kNoClass && instance.classOf < tallies.unfinishedByClass.size()) {
            ++tallies.unfinishedByClass[instance.classOf];
        }
    }
}

/// The instance is one of the sample: from here on its time is written down.
void Engine::beginPath(Index index) {
    Instance& instance = m_instances[index];
    if (!m_network.breakdown) {
        return;
    }
    const Index root = m_paths.take();
    m_paths[root] = {.until = m_now};
    instance.paths = root;
    instance.sampled = instance.eventful = true;
    SourceState& source = originOf(instance.source);
    if (++source.samples >= 2 * m_network.sampledPaths) {
        // Twice as many as wanted: from now on half as often. Those of too high a rank are left out at the merge.
        source.samples /= 2;
        source.samplesBelow /= 2;
    }
}

void Engine::expectUntil(double time) noexcept {
    constexpr double kSpare = 1.1; // of what is wanted: how many there are is left to chance
    for (SourceState& source : m_sources) {
        const double instances = time / source.gap;
        if (!source.even || instances < 2.0 * m_network.sampledPaths) {
            continue;
        }
        const double before = static_cast<double>(source.samplesBelow);
        const double below = std::ldexp(kSpare * m_network.sampledPaths / instances, 64);
        if (below < before) {
            source.samples = static_cast<std::uint32_t>(source.samples * (below / before));
            source.samplesBelow = static_cast<std::uint64_t>(below);
        }
    }
}

/// A stretch of a sampled path ends now. Without a path, or without length, nothing is written.
void Engine::writeStep(Delivery& delivery, PathPart part, PlaceKind place, Index index) {
    if (m_paths[delivery.path].until == m_now) {
        return;
    }
    const Index node = m_paths.take();
    Instance& instance = m_instances[delivery.instance];
    m_paths[node] = {
        .next = instance.paths, .before = delivery.path, .until = m_now, .place = place, .part = part, .index = index};
    instance.paths = node;
    delivery.path = node;
}

/// The path of what a handler sends before its handling is over: its own goes on as if there were no branch.
Index Engine::pathThroughHandling(Delivery& delivery) {
    const Index before = delivery.path;
    step(delivery, PathPart::handling, PlaceKind::handler, m_stations[delivery.station].handler);
    return std::exchange(delivery.path, before);
}

/// The path back from the journey's end to its start, cut there: its steps sum to the latency.
void Engine::keepPath(Index journey, Instance& instance, double started, Index path) {
    std::vector<Index>& sources = m_journeySources[journey];
    if (std::find(sources.begin(), sources.end(), instance.source) == sources.end()) {
        sources.push_back(instance.source);
    }
    PathSamples& samples = m_journeys[journey].paths;
    const std::uint64_t rank = rankOf(instance);
    if (!samples.wants(rank)) {
        return;
    }
    m_steps.clear();
    for (Index at = path; at != kNone && m_paths[at].until > started; at = m_paths[at].before) {
        const PathNode& node = m_paths[at];
        const double from = node.before == kNone ? started : std::max(started, m_paths[node.before].until);
        m_steps.push_back({.place = node.place, .part = node.part, .index = node.index, .seconds = node.until - from});
    }
    std::reverse(m_steps.begin(), m_steps.end());
    samples.add(rank, m_now - started, m_steps, started, m_number);
}

} // namespace stormglass::sim::detail
