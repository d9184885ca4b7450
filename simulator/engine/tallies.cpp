// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/tallies.hpp"

#include <algorithm>
#include <cstddef>

namespace stormglass::sim {

namespace {

/// Row by row; what is missing here begins as the other's.
template <class Row> void mergeRows(std::vector<Row>& rows, const std::vector<Row>& others) {
    const std::size_t shared = std::min(rows.size(), others.size());
    for (std::size_t i = 0; i < shared; ++i) {
        rows[i].merge(others[i]);
    }
    rows.insert(rows.end(), others.begin() + static_cast<std::ptrdiff_t>(shared), others.end());
}

template <class Number> void addNumbers(std::vector<Number>& numbers, const std::vector<Number>& others) {
    numbers.resize(std::max(numbers.size(), others.size()));
    for (std::size_t i = 0; i < others.size(); ++i) {
        numbers[i] += others[i];
    }
}

} // namespace

void MessageAccount::merge(const MessageAccount& other) noexcept {
    emitted += other.emitted;
    handled += other.handled;
    deadLettered += other.deadLettered;
    dropped += other.dropped;
    rejected += other.rejected;
    expired += other.expired;
    inFlight += other.inFlight;
}

void FlowTallies::merge(const FlowTallies& other) {
    arrivals += other.arrivals;
    throughput += other.throughput;
    failures += other.failures;
    retries += other.retries;
    deadLettered += other.deadLettered;
    dropped += other.dropped;
    rejected += other.rejected;
    expired += other.expired;
    duplicates += other.duplicates;
    lost += other.lost;
    waited += other.waited;
    waiting.merge(other.waiting);
    handling.merge(other.handling);
    time.merge(other.time);
}

void FlowTallies::reset() noexcept {
    arrivals = throughput = failures = retries = deadLettered = 0;
    dropped = rejected = expired = duplicates = waited = 0;
    lost = 0;
    waiting.reset();
    handling.reset();
    time.reset();
}

void LoadTallies::merge(const LoadTallies& other) noexcept {
    queue.merge(other.queue);
    active.merge(other.active);
    workers.merge(other.workers);
    blocked.merge(other.blocked);
    workersUp.merge(other.workersUp);
    ages += other.ages;
}

void RecoveryTallies::merge(const RecoveryTallies& other) noexcept {
    time.merge(other.time);
    replications += other.replications;
}

void HandlerTallies::merge(const HandlerTallies& other) {
    flow.merge(other.flow);
    load.merge(other.load);
    joining.merge(other.joining);
    batchSize.merge(other.batchSize);
    circuitOpened += other.circuitOpened;
    circuitOpen.merge(other.circuitOpen);
    outOfOrder += other.outOfOrder;
    staleness.merge(other.staleness);
    answers += other.answers;
    staleAnswers += other.staleAnswers;
    age.merge(other.age);
    peakAge.merge(other.peakAge);
    recovery.merge(other.recovery);
}

void ServiceTallies::merge(const ServiceTallies& other) {
    flow.merge(other.flow);
    load.merge(other.load);
    replicasUp.merge(other.replicasUp);
    replicasPaid.merge(other.replicasPaid);
    recovery.merge(other.recovery);
}

void PartitionTallies::merge(const PartitionTallies& other) {
    arrivals += other.arrivals;
    throughput += other.throughput;
    waiting.merge(other.waiting);
    time.merge(other.time);
    lag.merge(other.lag);
}

void ChannelTallies::merge(const ChannelTallies& other) {
    flow.merge(other.flow);
    depth.merge(other.depth);
    lag.merge(other.lag);
    left += other.left;
    stayed += other.stayed;
    growth += other.growth;
    ages += other.ages;
    mergeRows(partitions, other.partitions);
    recovery.merge(other.recovery);
}

void JourneyTallies::merge(const JourneyTallies& other) {
    latency.merge(other.latency);
    unfinished += other.unfinished;
    mergeRows(classes, other.classes);
    addNumbers(unfinishedByClass, other.unfinishedByClass);
    paths.merge(other.paths);
}

void AskedTallies::merge(const AskedTallies& other) {
    samples += other.samples;
    fulfilled += other.fulfilled;
    duration += other.duration;
    fulfilledTime += other.fulfilledTime;
    addNumbers(timeAtLevel, other.timeAtLevel);
}

void Tallies::merge(const Tallies& other) {
    if (duration == 0 && handlers.empty()) {
        begin = other.begin;
    }
    begin = std::min(begin, other.begin);
    end = std::max(end, other.end);
    duration += other.duration;
    events += other.events;
    mergeRows(messages, other.messages);
    addNumbers(emitted, other.emitted);
    addNumbers(started, other.started);
    mergeRows(handlers, other.handlers);
    mergeRows(services, other.services);
    mergeRows(channels, other.channels);
    mergeRows(journeys, other.journeys);
    mergeRows(asked, other.asked);
    if (!ended) {
        ended = other.ended;
    }
}

} // namespace stormglass::sim
