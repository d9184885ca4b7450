// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Topics whose every partition has a worker to itself in each group. Such a cell is a line before one worker: nothing
/// competes for either, so a publication goes straight into the lines, and what its deliveries tell of their times is
/// the same for partition, channel, handler and service, and is kept once.
namespace stormglass::sim::detail {

namespace {

constexpr std::size_t kMostSoloCells = 1024; ///< each keeps histograms of its own

bool hasWorkerForEach(std::uint32_t partitions, const Service& service) {
    return service.replicas > 0 && (partitions + service.replicas - 1) / service.replicas <= service.concurrency;
}

/// Whether a service takes what comes first, and neither breaks, scales, nor refuses.
bool isSteady(const Service& service) {
    return service.discipline == Discipline::fifo && !service.breakdowns.every.present() &&
           service.autoscale.metric == AutoscaleMetric::none && service.overflow != Overflow::block;
}

} // namespace

/// Whether the group's service does nothing but read the topic, a worker for each partition.
bool Engine::isSolo(const GroupState& group) const {
    const ServiceState& service = m_services[group.service];
    constexpr std::uint32_t kOdd = kGuarded | kStartsOddly | kEndsOddly | kBatches;
    return service.reads.size() == 1 && service.sharedQueues.empty() && service.stations.size() == 1 &&
           isSteady(*service.spec) && hasWorkerForEach(group.cells, *service.spec) &&
           (m_stations[service.stations.front()].traits & kOdd) == 0;
}

void Engine::setUpSoloCells() {
    std::vector<bool> isSentTo(m_stations.size());
    for (Index kind = 0; kind < m_network.messages.size(); ++kind) {
        const Range receivers = m_network.messages[kind].receivers;
        for (Index i = receivers.first; i < receivers.end(); ++i) {
            isSentTo[stationFor(m_network.receivers[i].handler, kind)] = true;
        }
    }
    const bool isDisturbed = !m_network.replays.empty() || !m_network.backlogs.empty() || !m_network.faults.empty();
    for (ChannelState& channel : m_channels) {
        const Channel& spec = *channel.spec;
        bool solo = spec.topic && channel.plain && !channel.travelsOn && channel.groups > 0 &&
                    channel.lifetime == kNever && !isDisturbed && spec.visibility == kNever && spec.pollEvery <= 0 &&
                    spec.deadLetterReceivers.empty() &&
                    m_soloCells.size() + std::size_t{channel.groups} * spec.partitions <= kMostSoloCells;
        for (Index row = channel.firstGroup; solo && row < channel.firstGroup + channel.groups; ++row) {
            solo = isSolo(m_groups[row]) && !isSentTo[m_services[m_groups[row].service].stations.front()];
        }
        if (solo) {
            makeSolo(channel);
        }
    }
}

void Engine::makeSolo(ChannelState& channel) {
    channel.solo = true;
    channel.firstSoloCell = static_cast<Index>(m_soloCells.size());
    channel.slowest = channel.groups;
    for (Index row = channel.firstGroup; row < channel.firstGroup + channel.groups; ++row) {
        GroupState& group = m_groups[row];
        Station& station = m_stations[m_services[group.service].stations.front()];
        station.traits |= kSoloCells;
        m_services[group.service].solo = true;
        for (std::uint32_t i = 0; i < group.cells; ++i) {
            PartitionState& partition = m_partitions[channel.firstPartition + i];
            partition.slowest = channel.groups;
            SoloCell cell;
            cell.station = &station;
            cell.group = &group;
            cell.channel = &channel;
            cell.partition = &partition;
            cell.histograms = station.histograms | channel.histograms;
            m_soloCells.push_back(std::move(cell));
        }
    }
}

/// The readers of a message that goes nowhere but into one solo topic, without filters and at once; else none.
bool Engine::spreads(const Message& message, Index kind) const {
    if (message.competing || !message.receivers.empty() || message.publications.count != 1) {
        return false;
    }
    const Publication& publication = m_network.publications[message.publications.first];
    const auto first = m_network.receivers.begin() + publication.subscribers.first;
    return m_channels[publication.channel].solo && publication.probability >= 1 && publication.classes == kEveryClass &&
           !publication.latency.present() &&
           std::all_of(first, first + publication.subscribers.count, [&](const Receiver& receiver) {
               const Station& station = m_stations[stationFor(receiver.handler, kind)];
               return receiver.probability >= 1 && receiver.classes == kEveryClass && !receiver.latency.present() &&
                      (station.traits & kAppliesFreshness) == 0;
           });
}

void Engine::setUpSpread(MessageState& message, Index kind) {
    const Index way = m_network.messages[kind].publications.first;
    const Range subscribers = m_ways[way].subscribers;
    const ChannelState& channel = m_channels[m_ways[way].channel];
    message.traits |= kSpread;
    message.station = static_cast<Index>(m_spreads.size());
    m_spreads.push_back({.way = way,
                         .readers = {static_cast<Index>(m_soloReaders.size()), subscribers.count},
                         .toEvery = subscribers.count == channel.groups});
    for (Index i = subscribers.first; i < subscribers.end(); ++i) {
        const Index station = stationFor(m_network.receivers[i].handler, kind);
        const Index group = m_services[m_stations[station].service].reads.front();
        const Index offset = (group - channel.firstGroup) * channel.spec->partitions;
        m_soloReaders.push_back({.station = station, .firstCell = channel.firstSoloCell + offset});
    }
}

/// One more is published and not yet handled by a group. The lag is the slowest group's, so it grows only with that.
void Engine::fallBehind(SoloCell& cell) {
    const auto grow = [t = sinceWindow()](std::uint32_t behind, Level& lag, std::uint32_t& slowest) {
        if (behind > lag.value) {
            lag.up(t);
            slowest = 1;
        } else if (behind == lag.value) {
            ++slowest;
        }
    };
    grow(++cell.unhandled, cell.partition->lag, cell.partition->slowest);
    grow(++cell.group->unhandled, cell.channel->lag, cell.channel->slowest);
}

/// One less. If no other group was as slow, the lag shrinks by one, and it is looked who is as slow as that.
inline void Engine::catchUp(SoloCell& cell) {
    ChannelState& channel = *cell.channel;
    PartitionState& partition = *cell.partition;
    if (cell.unhandled-- == partition.lag.value && --partition.slowest == 0) {
        partition.lag.down(sinceWindow());
        const SoloCell* const first =
            &m_soloCells[channel.firstSoloCell] + (cell.partition - &m_partitions[channel.firstPartition]);
        for (std::uint32_t group = 0; group < channel.groups; ++group) {
            partition.slowest +=
                first[std::size_t{group} * channel.spec->partitions].unhandled == cell.unhandled ? 1U : 0U;
        }
    }
    if (cell.group->unhandled-- == channel.lag.value && --channel.slowest == 0) {
        channel.lag.down(sinceWindow());
        for (std::uint32_t group = 0; group < channel.groups; ++group) {
            channel.slowest += (&m_groups[channel.firstGroup])[group].unhandled == cell.group->unhandled ? 1U : 0U;
        }
    }
}

/// The next of a partition for one group: handled at once, or behind those before it.
[[gnu::always_inline]] inline void Engine::enterSoloCell(Index row, Delivery& delivery, Index index) {
    SoloCell& cell = m_soloCells[row];
    Station& station = *cell.station;
    const double t = sinceWindow();
    ++station.flow.arrivals;
    delivery.cell = row;
    delivery.arrived = delivery.since = m_now;
    step(delivery, PathPart::travel, PlaceKind::channel, cell.group->channel);
    if (!cell.isBusy) {
        cell.isBusy = true;
        ++cell.channel->left;
        station.active.up(t);
        begin(station, delivery, index);
        return;
    }
    delivery.stage = Stage::waiting;
    delivery.standing = Standing::cell;
    cell.entries.pushBack(m_deliveries, index);
    station.queue.up(t);
    cell.channel->depth.up(t);
}

inline void Engine::countPublication(ChannelState& channel, std::uint32_t partition, std::uint32_t deliveries) {
    ++channel.flow.arrivals;
    ++channel.publishedEver;
    ++m_partitions[channel.firstPartition + partition].tallies.arrivals;
    // All are in the channel before the first is handed over.
    channel.depth.max = std::max(channel.depth.max, channel.depth.value + deliveries);
}

/// A publication that came over a latency or through filters, as a chain of deliveries.
void Engine::admitSolo(ChannelState& channel, Index first, std::uint32_t partition) {
    std::uint32_t deliveries = 0;
    for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
        ++deliveries;
    }
    countPublication(channel, partition, deliveries);
    tookIn(first);
    for (Index i = first; i != kNone;) {
        Delivery& delivery = m_deliveries[i];
        const Index next = std::exchange(delivery.sibling, kNone);
        const Index offset = (groupOf(channel, delivery) - channel.firstGroup) * channel.spec->partitions;
        const Index row = channel.firstSoloCell + offset + partition;
        fallBehind(m_soloCells[row]);
        enterSoloCell(row, delivery, i);
        i = next;
    }
}

/// A message straight into the lines of its readers. If those are all, all fall behind alike.
void Engine::spread(Index row, Index kind, const Cause& cause) {
    const Spread& spread = m_spreads[row];
    ChannelState& channel = m_channels[m_ways[spread.way].channel];
    const std::uint32_t partition = partitionFor(channel, cause.key);
    countPublication(channel, partition, spread.readers.count);
    Instance& instance = m_instances[cause.instance];
    instance.parts += spread.readers.count;
    instance.forked = instance.parts > 2 || instance.forked;
    if (spread.toEvery) {
        const double t = sinceWindow();
        m_partitions[channel.firstPartition + partition].lag.up(t);
        channel.lag.up(t);
    }
    for (Index i = spread.readers.first; i < spread.readers.end(); ++i) {
        const SoloReader& reader = m_soloReaders[i];
        SoloCell& cell = m_soloCells[reader.firstCell + partition];
        if (spread.toEvery) {
            ++cell.unhandled;
            ++cell.group->unhandled;
        } else {
            fallBehind(cell);
        }
        Index index = kNone;
        Delivery& delivery =
            makeDelivery(index, kind, reader.station, cause.instance, cause.key, cause.path, cause.classOf);
        delivery.marks = cause.marks;
        delivery.way = spread.way;
        enterSoloCell(reader.firstCell + partition, delivery, index);
    }
}

/// Its worker takes the next of the partition.
void Engine::completeInSoloCell(Station& station, Index index) {
    Delivery& delivery = m_deliveries[index];
    SoloCell& cell = m_soloCells[delivery.cell];
    const double t = sinceWindow();
    delivery.handled += m_now - delivery.started;
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    catchUp(cell);
    if (cell.entries.empty()) {
        cell.isBusy = false;
        station.active.down(t);
    } else {
        const Index next = cell.entries.popFront(m_deliveries);
        Delivery& follower = m_deliveries[next];
        ChannelState& channel = *cell.channel;
        follower.standing = Standing::nowhere;
        station.queue.down(t);
        channel.depth.down(t);
        channel.stayed += m_now - follower.since;
        ++channel.left;
        begin(station, follower, next);
    }
    if (keepTimes(cell.times, delivery)) [[unlikely]] {
        putAway(cell.times, cell.flow, cell.histograms);
    }
    goOn(station, delivery, index);
}

/// What the cells have kept goes to all whom it tells of.
void Engine::putAwaySolo() {
    const auto add = [](Histogram& all, const Histogram& own, bool inFull) {
        if (inFull) {
            all.merge(own);
        } else {
            all.mergeMoments(own.moments());
        }
    };
    for (SoloCell& cell : m_soloCells) {
        putAway(cell.times, cell.flow, cell.histograms);
        Station& station = *cell.station;
        ChannelState& channel = *cell.channel;
        PartitionTallies& partition = cell.partition->tallies;
        const FlowTallies& own = cell.flow;
        for (FlowTallies* const flow : {&station.flow, &channel.flow}) {
            flow->waited += own.waited;
        }
        add(station.flow.waiting, own.waiting, (station.histograms & kWaitingHistogram) != 0);
        add(station.flow.handling, own.handling, (station.histograms & kHandlingHistogram) != 0);
        add(station.flow.time, own.time, (station.histograms & kTimeHistogram) != 0);
        add(channel.flow.handling, own.handling, (channel.histograms & kHandlingHistogram) != 0);
        add(partition.waiting, own.waiting, (channel.histograms & kWaitingHistogram) != 0);
        add(partition.time, own.time, (channel.histograms & kTimeHistogram) != 0);
        channel.flow.throughput += own.time.count();
        partition.throughput += own.time.count();
        cell.flow.reset();
    }
}

} // namespace stormglass::sim::detail
