// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <cmath>

/// CONTRACT section 3.
namespace stormglass::sim::reference {

void Interpreter::startSources() {
    for (Index row = 0; row < m_network.sources.size(); ++row) {
        const Source& source = m_network.sources[row];
        if (source.kind == ArrivalKind::users) {
            for (std::uint32_t user = 0; user < source.users; ++user) {
                userThinks(row);
            }
        }
        if (source.kind == ArrivalKind::bursty) {
            schedulePhase(row);
        }
        scheduleEmission(row);
    }
}

void Interpreter::scheduleEmission(Index row) {
    const Source& source = m_network.sources[row];
    SourceState& state = m_sources[row];
    switch (source.kind) {
    case ArrivalKind::poisson:
        scheduleAfter(row, standardExponential(m_streams[source.interval.stream]) / source.rate);
        break;
    case ArrivalKind::constant:
        scheduleAfter(row, 1 / source.rate);
        break;
    case ArrivalKind::renewal:
        scheduleAfter(row, drawn(source.interval));
        break;
    case ArrivalKind::bursty:
        state.hazard = standardExponential(m_streams[source.interval.stream]);
        scheduleBursty(row);
        break;
    case ArrivalKind::trace:
        if (state.traceAt < source.trace.count) {
            const double time = m_network.traceTimes[source.trace.first + state.traceAt++];
            scheduleAfter(row, time - state.traceClock);
            state.traceClock = time;
        }
        break;
    case ArrivalKind::none:
    case ArrivalKind::users:
        break;
    }
}

void Interpreter::scheduleAfter(Index row, double gap) {
    const double at = warped(row, m_now, gap);
    if (at < kNever) {
        schedule(at, [this, row] { emission(row); });
    }
}

/// What is left of the hazard passes at the present phase's rate.
void Interpreter::scheduleBursty(Index row) {
    const Source& source = m_network.sources[row];
    SourceState& state = m_sources[row];
    const double rate = state.inBurst ? source.burstRate : source.rate;
    state.hazardFrom = m_now;
    const double at = rate > 0 ? warped(row, m_now, state.hazard / rate) : kNever;
    if (at < kNever) {
        state.next = schedule(at, [this, row] {
            m_sources[row].next.reset();
            emission(row);
        });
    }
}

void Interpreter::schedulePhase(Index row) {
    const Source& source = m_network.sources[row];
    const double mean = m_sources[row].inBurst ? source.burstLength : source.burstEvery;
    in(mean * standardExponential(m_streams[source.modulation]), [this, row] { changePhase(row); });
}

void Interpreter::changePhase(Index row) {
    const Source& source = m_network.sources[row];
    SourceState& state = m_sources[row];
    const double rate = state.inBurst ? source.burstRate : source.rate;
    state.hazard -= rate * passed(row, state.hazardFrom, m_now);
    cancel(state.next);
    state.inBurst = !state.inBurst;
    schedulePhase(row);
    if (!state.isHeld) { // else its last emission waits for full receivers
        scheduleBursty(row);
    }
}

bool Interpreter::isHeldByReceivers(Index row) const {
    return mayBlock(m_network.sources[row].flows) && m_network.sources[row].kind != ArrivalKind::users;
}

/// Its next interval begins at once or, where receivers may block, when they have taken all.
void Interpreter::emission(Index row) {
    const Source& source = m_network.sources[row];
    std::shared_ptr<Holding> holds;
    if (isHeldByReceivers(row)) {
        holds = std::make_shared<Holding>();
        m_sources[row].isHeld = true;
        holds->release = [this, row] {
            m_sources[row].isHeld = false;
            scheduleEmission(row);
        };
        holds->doors = 1;
    } else {
        scheduleEmission(row);
    }
    const std::uint32_t count = source.batch.present() ? rounded(drawn(source.batch)) : 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        bringInstance(row, holds, nullptr);
    }
    if (holds && --holds->doors == 0) {
        holds->release();
    }
}

void Interpreter::bringInstance(Index row, const std::shared_ptr<Holding>& holds,
                                std::shared_ptr<std::uint32_t> visit) {
    const Source& source = m_network.sources[row];
    const InstancePtr instance(new Instance, [this](Instance* ended) { endOf(ended); });
    instance->number = m_instances++;
    instance->key = {.isOwn = true, .value = instance->number};
    if (source.kind == ArrivalKind::users) {
        instance->awaitingSource = row;
        instance->visit = std::move(visit);
    }
    if (source.keys != kNone) {
        const Keys& keys = m_network.keys[source.keys];
        instance->key = {.isOwn = false, .value = keys.sampler.draw(m_streams[keys.stream])};
    }
    if (!source.classWeights.empty()) {
        const double at = uniform(source.classStream);
        Index kind = 0;
        while (kind + 1 < source.classWeights.count && at >= m_network.classWeights[source.classWeights.first + kind]) {
            ++kind;
        }
        instance->classOf = source.classFirst + kind;
    }
    fire(source.flows, Outcome::success, kNone, {.thread = {instance, instance->key}, .call = {}, .holds = holds});
}

void Interpreter::userThinks(Index row) {
    schedule(warped(row, m_now, drawnOr0(m_network.sources[row].think)), [this, row] { userAsks(row); });
}

/// A user waits for all that one emission brings.
void Interpreter::userAsks(Index row) {
    const Source& source = m_network.sources[row];
    const std::uint32_t count = source.batch.present() ? rounded(drawn(source.batch)) : 1;
    if (count == 0) {
        userThinks(row);
    }
    const auto visit = std::make_shared<std::uint32_t>(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        bringInstance(row, nullptr, visit);
    }
}

/// What a user waits for: of the source's written journeys the first that the instance began.
Index Interpreter::awaitedJourney(const Instance& instance) const {
    const Range written = m_network.sources[instance.awaitingSource].writtenJourneys;
    Index awaited = kNone;
    double begun = kNever;
    for (Index i = written.first; i < written.end(); ++i) {
        const auto start = instance.started.find(m_network.journeyRefs[i]);
        if (start != instance.started.end() && start->second < begun) {
            begun = start->second;
            awaited = start->first;
        }
    }
    return awaited;
}

/// It has its answer, or nothing of the instance is under way.
void Interpreter::userServed(Instance& instance) {
    const Index row = std::exchange(instance.awaitingSource, kNone);
    if (--*instance.visit == 0) {
        userThinks(row);
    }
}

/// An instance ends when nothing refers to it any more.
void Interpreter::endOf(Instance* instance) {
    if (!m_isOver) {
        for (const auto& [journey, start] : instance->started) {
            m_story.journeys[journey].unfinished += instance->reached.contains(journey) ? 0U : 1U;
        }
        if (instance->awaitingSource != kNone) {
            userServed(*instance);
        }
        for (HandlerState& handler : m_handlers) {
            const auto join = handler.joins.find({true, {.isOwn = true, .value = instance->number}});
            if (join != handler.joins.end()) {
                cancel(join->second.timeout);
                handler.joins.erase(join);
            }
        }
    }
    delete instance;
}

} // namespace stormglass::sim::reference
