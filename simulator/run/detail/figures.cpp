// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/figures.hpp"

#include <algorithm>

namespace stormglass::sim {

namespace {

constexpr double kSecondsPerHour = 3600;

double real(std::uint64_t count) noexcept {
    return static_cast<double>(count);
}

Ratio average(const TimeAverage& value) noexcept {
    return {value.integral, value.duration};
}

Ratio share(const TimeAverage& part, const TimeAverage& whole) noexcept {
    return {part.integral, whole.integral};
}

Ratio meanOf(const Moments& moments) noexcept {
    return {moments.sum(), real(moments.count())};
}

void addFlow(PlaceFigures& figures, const FlowTallies& flow, double seconds) {
    using enum RatioFigure;
    figures[arrivals] = {real(flow.arrivals), seconds};
    figures[throughput] = {real(flow.throughput), seconds};
    figures[failures] = {real(flow.failures), seconds};
    figures[retries] = {real(flow.retries), seconds};
    figures[deadLettered] = {real(flow.deadLettered), seconds};
    figures[dropped] = {real(flow.dropped), seconds};
    figures[rejected] = {real(flow.rejected), seconds};
    figures[expired] = {real(flow.expired), seconds};
    figures[duplicates] = {real(flow.duplicates), seconds};
    figures[waited] = {real(flow.waited), real(flow.waiting.count())};
    figures.times[static_cast<std::size_t>(TimesFigure::waiting)] = &flow.waiting;
    figures.times[static_cast<std::size_t>(TimesFigure::handling)] = &flow.handling;
    figures.times[static_cast<std::size_t>(TimesFigure::time)] = &flow.time;
}

void addLoad(PlaceFigures& figures, const LoadTallies& load) {
    using enum RatioFigure;
    figures[queue] = average(load.queue);
    figures[queueSquares] = {load.queue.integralOfSquares, load.queue.duration};
    figures[active] = average(load.active);
    figures[busy] = share(load.workers, load.workersUp);
    figures[blocked] = share(load.blocked, load.workersUp);
}

void addRecovery(PlaceFigures& figures, const RecoveryTallies& recovery) {
    figures[RatioFigure::recovery] = meanOf(recovery.time);
}

/// L and λW count the same messages: those that were dropped or rejected at the door spent no time here.
void addLittle(PlaceFigures& figures, const FlowTallies& flow, const LoadTallies& load) {
    figures.hasLittle = true;
    figures.little.seconds = load.queue.duration;
    const double spent = flow.waiting.moments().sum() + flow.handling.moments().sum() + flow.lost;
    figures.little.content = load.queue.integral + load.active.integral;
    figures.little.excess = figures.little.content - spent;
    figures.little.ages = load.ages;
    figures.little.growth = real(flow.arrivals) - real(flow.waiting.count()) - real(flow.dropped) - real(flow.rejected);
}

PlaceFigures handlerFigures(const HandlerTallies& handler, double seconds) {
    using enum RatioFigure;
    PlaceFigures figures;
    addFlow(figures, handler.flow, seconds);
    addLoad(figures, handler.load);
    addRecovery(figures, handler.recovery);
    addLittle(figures, handler.flow, handler.load);
    figures[batchSize] = meanOf(handler.batchSize);
    figures[circuitOpened] = {real(handler.circuitOpened), seconds};
    figures[circuitOpen] = average(handler.circuitOpen);
    figures[staleAnswers] = {real(handler.staleAnswers), real(handler.answers)};
    figures[age] = average(handler.age);
    figures[peakAge] = meanOf(handler.peakAge);
    figures[outOfOrder] = {real(handler.outOfOrder), real(handler.flow.throughput)};
    figures.times[static_cast<std::size_t>(TimesFigure::joining)] = &handler.joining;
    figures.times[static_cast<std::size_t>(TimesFigure::staleness)] = &handler.staleness;
    return figures;
}

PlaceFigures serviceFigures(const Service& service, const ServiceTallies& tallies, double seconds) {
    PlaceFigures figures;
    addFlow(figures, tallies.flow, seconds);
    addLoad(figures, tallies.load);
    addRecovery(figures, tallies.recovery);
    addLittle(figures, tallies.flow, tallies.load);
    figures[RatioFigure::up] = average(tallies.replicasUp);
    figures[RatioFigure::cost] = {service.costPerHour / kSecondsPerHour * tallies.replicasPaid.integral,
                                  tallies.replicasPaid.duration};
    return figures;
}

PlaceFigures channelFigures(const ChannelTallies& channel, double seconds) {
    PlaceFigures figures;
    addFlow(figures, channel.flow, seconds);
    addRecovery(figures, channel.recovery);
    figures[RatioFigure::lag] = average(channel.lag);
    figures[RatioFigure::depth] = average(channel.depth);
    figures.hasLittle = true;
    figures.little.seconds = channel.depth.duration;
    figures.little.content = channel.depth.integral;
    figures.little.excess = channel.depth.integral - channel.stayed;
    figures.little.ages = channel.ages;
    figures.little.growth = static_cast<double>(channel.growth);
    return figures;
}

PlaceFigures partitionFigures(const PartitionTallies& partition, double seconds) {
    PlaceFigures figures;
    figures[RatioFigure::arrivals] = {real(partition.arrivals), seconds};
    figures[RatioFigure::throughput] = {real(partition.throughput), seconds};
    figures[RatioFigure::lag] = average(partition.lag);
    figures.times[static_cast<std::size_t>(TimesFigure::waiting)] = &partition.waiting;
    figures.times[static_cast<std::size_t>(TimesFigure::time)] = &partition.time;
    return figures;
}

PlaceFigures latencyFigures(const Histogram& latency) {
    PlaceFigures figures;
    figures.times[static_cast<std::size_t>(TimesFigure::time)] = &latency;
    return figures;
}

} // namespace

PlaceMap::PlaceMap(const Network& network)
    : m_services(network.handlers.size())
    , m_channels(m_services + network.services.size())
    , m_classCount(network.classCount) {
    std::size_t next = m_channels + network.channels.size();
    for (const Channel& channel : network.channels) {
        m_partitions.push_back(next);
        next += channel.topic ? channel.partitions : 0;
    }
    m_partitions.push_back(next);
    m_journeys = next;
    m_classes = m_journeys + network.journeys.size();
    m_size = m_classes + network.journeys.size() * m_classCount + 1;
}

std::vector<PlaceFigures> figuresOf(const Network& network, const PlaceMap& map, const Tallies& tallies) {
    static const Histogram nothing;
    std::vector<PlaceFigures> rows(map.size());
    for (std::size_t i = 0; i < tallies.handlers.size(); ++i) {
        rows[map.handler(i)] = handlerFigures(tallies.handlers[i], tallies.duration);
    }
    Ratio& cost = rows[map.whole()][RatioFigure::cost];
    cost.whole = tallies.duration;
    for (std::size_t i = 0; i < tallies.services.size(); ++i) {
        PlaceFigures& row = rows[map.service(i)] =
            serviceFigures(network.services[i], tallies.services[i], tallies.duration);
        cost.part += row[RatioFigure::cost].part;
    }
    for (std::size_t i = 0; i < tallies.channels.size(); ++i) {
        const ChannelTallies& channel = tallies.channels[i];
        rows[map.channel(i)] = channelFigures(channel, tallies.duration);
        const std::size_t partitions = std::min(map.partitionsOf(i), channel.partitions.size());
        for (std::size_t p = 0; p < partitions; ++p) {
            rows[map.partition(i, p)] = partitionFigures(channel.partitions[p], tallies.duration);
        }
    }
    for (std::size_t i = 0; i < tallies.journeys.size(); ++i) {
        const JourneyTallies& journey = tallies.journeys[i];
        rows[map.journey(i)] = latencyFigures(journey.latency);
        for (std::size_t c = 0; c < map.classCount(); ++c) {
            rows[map.classOf(i, c)] = latencyFigures(c < journey.classes.size() ? journey.classes[c] : nothing);
        }
    }
    return rows;
}

} // namespace stormglass::sim
