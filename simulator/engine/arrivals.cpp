// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::detail {

/// Counts drawn from a distribution: the nearest integer, at least 0 (CONTRACT section 3).
std::uint32_t Engine::countOf(double drawn) noexcept {
    constexpr double kMost = 1e9;
    return static_cast<std::uint32_t>(std::clamp(std::floor(drawn + 0.5), 0.0, kMost));
}

/// The next emission of a source, counted from now on its own clock.
void Engine::scheduleEmission(Index index) {
    SourceState& source = m_sources[index];
    double gap = 0;
    switch (source.spec->kind) {
    case ArrivalKind::poisson:
        gap = source.gap * standardExponential(*source.interval.stream);
        break;
    case ArrivalKind::constant:
        gap = source.gap;
        break;
    case ArrivalKind::renewal:
        gap = drawn(source.interval);
        break;
    case ArrivalKind::bursty:
        source.hazard = standardExponential(*source.interval.stream);
        scheduleBursty(index);
        return;
    case ArrivalKind::trace: {
        if (source.traceAt == source.spec->trace.count) {
            return;
        }
        const double time = m_network.traceTimes[source.spec->trace.first + source.traceAt++];
        gap = std::max(0.0, time - source.clock);
        source.clock = time;
        break;
    }
    case ArrivalKind::none:
    case ArrivalKind::users:
        return;
    }
    scheduleAfter(source, gap, EventKind::emission, index);
}

void Engine::scheduleAfter(SourceState& source, double gap, EventKind kind, Index index) {
    if (source.warp.present()) {
        const double time = source.warp.after(m_now, gap * source.fault.slow);
        if (time < kNever) {
            m_pending.push(std::max(time, m_now), payloadOf(kind, index));
        }
        return;
    }
    if (gap < kNever) {
        schedule(gap * source.fault.slow, kind, index);
    }
}

/// In the present phase the hazard that is left passes at the phase's rate.
void Engine::scheduleBursty(Index index) {
    SourceState& source = m_sources[index];
    const double rate = source.inBurst ? source.spec->burstRate : source.spec->rate;
    source.hazardFrom = m_now;
    source.next = kNoSlot;
    if (rate <= 0) {
        return;
    }
    const double gap = source.hazard / rate;
    const double time = source.warp.present() ? source.warp.after(m_now, gap) : m_now + gap;
    if (time < kNever) {
        source.next = m_pending.push(std::max(time, m_now), payloadOf(EventKind::emission, index));
    }
}

/// A burst begins or ends: what has passed of the hazard is gone, the rest passes at the other rate.
void Engine::changePhase(Index index) {
    SourceState& source = m_sources[index];
    const double rate = source.inBurst ? source.spec->burstRate : source.spec->rate;
    const double passed =
        source.warp.present() ? source.warp.passed(source.hazardFrom, m_now) : m_now - source.hazardFrom;
    source.hazard = std::max(0.0, source.hazard - rate * passed);
    cancel(source.next);
    source.inBurst = !source.inBurst;
    schedulePhase(index);
    if (source.doors == 0) {
        scheduleBursty(index);
    }
}

void Engine::schedulePhase(Index index) {
    SourceState& source = m_sources[index];
    const double mean = source.inBurst ? source.spec->burstLength : source.spec->burstEvery;
    schedule(mean * standardExponential(m_streams[source.spec->modulation]), EventKind::phase, index);
}

/// An emission of a source that is not plain (see emitFrom).
void Engine::emitOddly(Index index) {
    SourceState& source = m_sources[index];
    source.next = kNoSlot;
    if (!source.waits) {
        scheduleEmission(index);
    }
    source.doors = 1; // until all is sent nothing sets it going again
    if (source.fault.down == 0 && source.fault.closed == 0) {
        const std::uint32_t count = source.batch.present() ? countOf(drawn(source.batch)) : 1;
        for (std::uint32_t i = 0; i < count && !m_halted; ++i) {
            bringInstance(index);
        }
    }
    if (--source.doors == 0 && source.waits) {
        scheduleEmission(index);
    }
}

void Engine::bringInstance(Index index) {
    SourceState& source = m_sources[index];
    Index made = kNone;
    Instance& instance = newInstance(made, index);
    drawKeyAndClass(source, instance);
    Cause cause{.instance = made, .key = instance.key, .path = instance.paths, .classOf = instance.classOf};
    if (source.waits) {
        cause.sourceSender = index;
    }
    if (loses(source.fault) || (source.fault.pass < 1 && !(source.fault.stream->uniform() < source.fault.pass))) {
        cause.lost = true;
    }
    fireFlows(source.spec->flows, source.flowTraits, Outcome::success, kNone, cause);
    leaveInstance(made);
}

void Engine::drawKeyAndClass(SourceState& source, Instance& instance) {
    if (source.spec->kind == ArrivalKind::users) {
        instance.awaited = instance.eventful = true;
    }
    if (source.keys != nullptr) {
        instance.key = m_network.keys[source.spec->keys].sampler.draw(*source.keys);
    }
    if (source.classes != nullptr) {
        const double* const weights = m_network.classWeights.data() + source.spec->classWeights.first;
        const Index classes = source.spec->classWeights.count;
        const auto row =
            static_cast<Index>(std::upper_bound(weights, weights + classes - 1, source.classes->uniform()) - weights);
        instance.classOf = static_cast<std::uint8_t>(source.spec->classFirst + row);
    }
}

/// A user has its answer, or nothing of what it asked for is under way: it thinks, by the source's clock, then asks
/// again.
void Engine::userThinks(Index index) {
    SourceState& source = m_sources[index];
    scheduleAfter(source, source.think.present() ? drawn(source.think) : 0, EventKind::asks, index);
}

/// One emission of a user: it waits for all the instances that it brings. A silent source's user thinks anew, at least
/// as long as nothing can be asked.
void Engine::userAsks(Index index) {
    SourceState& source = m_sources[index];
    if (source.fault.down > 0 || source.fault.closed > 0) {
        const double thought = source.think.present() ? drawn(source.think) : 0;
        if (thought > 0) {
            scheduleAfter(source, thought, EventKind::asks, index);
        } else {
            ++source.silenced;
        }
        return;
    }
    if (!source.batch.present()) {
        bringInstance(index);
        return;
    }
    const std::uint32_t count = countOf(drawn(source.batch));
    if (count == 0) {
        userThinks(index); // nothing of it is in flight
        return;
    }
    const std::uint64_t first = m_instancesEver;
    source.visits.at(first) = count;
    for (std::uint32_t i = 0; i < count && !m_halted; ++i) {
        source.visitOf.at(m_instancesEver) = first;
        bringInstance(index);
    }
}

/// Of what a user waits for one instance is over; with the last one it thinks.
void Engine::userServed(const Instance& instance) {
    SourceState& source = m_sources[instance.source];
    if (source.batch.present()) {
        const std::uint64_t first = *source.visitOf.find(instance.number);
        source.visitOf.erase(instance.number);
        if (--source.visits.at(first) > 0) {
            return;
        }
        source.visits.erase(first);
    }
    userThinks(instance.source);
}

/// Who could not even think meanwhile asks now.
void Engine::usersSpeakAgain(Index index) {
    SourceState& source = m_sources[index];
    if (source.fault.down > 0 || source.fault.closed > 0) {
        return;
    }
    for (; source.silenced > 0; --source.silenced) {
        schedule(0, EventKind::asks, index);
    }
}

} // namespace stormglass::sim::detail
