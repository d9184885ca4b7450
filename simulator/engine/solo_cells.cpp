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
        bool solo = spec.topic && channel.plain && channel.groups > 0 && channel.lifetime == kNever && !isDisturbed &&
                    spec.visibility == kNever && spec.pollEvery <= 0 && spec.deadLetterReceivers.empty() &&
                    m_soloTimes.size() + std::size_t{channel.groups} * spec.partitions <= kMostSoloCells;
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
    for (Index row = channel.firstGroup; row < channel.firstGroup + channel.groups; ++row) {
        const GroupState& group = m_groups[row];
        Station& station = m_stations[m_services[group.service].stations.front()];
        station.traits |= kSoloCells;
        m_services[group.service].solo = true;
        for (std::uint32_t i = 0; i < group.cells; ++i) {
            m_cells[group.firstCell + i].times = static_cast<Index>(m_soloTimes.size());
            SoloTimes times;
            times.cell = group.firstCell + i;
            times.histograms = station.histograms | channel.histograms;
            m_soloTimes.push_back(std::move(times));
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
    message.traits |= kSpread;
    message.station = static_cast<Index>(m_spreads.size());
    m_spreads.push_back({.way = way, .readers = {static_cast<Index>(m_soloReaders.size()), subscribers.count}});
    for (Index i = subscribers.first; i < subscribers.end(); ++i) {
        const Index station = stationFor(m_network.receivers[i].handler, kind);
        const Index group = m_services[m_stations[station].service].reads.front();
        m_soloReaders.push_back({.station = station, .firstCell = m_groups[group].firstCell});
    }
}

/// The next of a partition for one group: handled at once, or behind those before it.
inline void Engine::enterSoloCell(ChannelState& channel, Index row, Delivery& delivery, Index index) {
    Station& station = m_stations[delivery.station];
    Cell& cell = m_cells[row];
    const double t = sinceWindow();
    ++station.flow.arrivals;
    delivery.cell = row;
    delivery.arrived = delivery.since = m_now;
    step(delivery, PathPart::travel, PlaceKind::channel, m_groups[cell.group].channel);
    lagGrows(cell);
    if (cell.outstanding == 0) {
        cell.outstanding = 1;
        ++channel.left;
        station.active.up(t);
        begin(station, delivery, index);
        return;
    }
    delivery.stage = Stage::waiting;
    delivery.standing = Standing::cell;
    cell.entries.pushBack(m_deliveries, index);
    station.queue.up(t);
    channel.depth.up(t);
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
        enterSoloCell(channel, m_groups[groupOf(channel, delivery)].firstCell + partition, delivery, i);
        i = next;
    }
}

/// A message straight into the lines of all groups.
void Engine::spread(Index row, Index kind, const Cause& cause) {
    const Spread& spread = m_spreads[row];
    ChannelState& channel = m_channels[m_ways[spread.way].channel];
    const std::uint32_t partition = partitionFor(channel, cause.key);
    countPublication(channel, partition, spread.readers.count);
    Instance& instance = m_instances[cause.instance];
    instance.parts += spread.readers.count;
    instance.forked = instance.parts > 2 || instance.forked;
    for (Index i = spread.readers.first; i < spread.readers.end(); ++i) {
        const SoloReader& reader = m_soloReaders[i];
        Index index = kNone;
        Delivery& delivery = makeDelivery(index, kind, reader.station, cause);
        delivery.way = spread.way;
        enterSoloCell(channel, reader.firstCell + partition, delivery, index);
    }
}

/// Its worker takes the next of the partition.
void Engine::completeInSoloCell(Station& station, Index index) {
    Delivery& delivery = m_deliveries[index];
    Cell& cell = m_cells[delivery.cell];
    const double t = sinceWindow();
    delivery.handled += m_now - delivery.started;
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    lagShrinks(cell);
    if (cell.entries.empty()) {
        cell.outstanding = 0;
        station.active.down(t);
    } else {
        const Index next = cell.entries.popFront(m_deliveries);
        Delivery& follower = m_deliveries[next];
        ChannelState& channel = m_channels[m_groups[cell.group].channel];
        follower.standing = Standing::nowhere;
        station.queue.down(t);
        channel.depth.down(t);
        channel.stayed += m_now - follower.since;
        ++channel.left;
        begin(station, follower, next);
    }
    SoloTimes& times = m_soloTimes[cell.times];
    if (keepTimes(times.times, delivery)) [[unlikely]] {
        putAway(times.times, times.flow, times.histograms);
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
    for (SoloTimes& times : m_soloTimes) {
        putAway(times.times, times.flow, times.histograms);
        const Cell& cell = m_cells[times.cell];
        const GroupState& group = m_groups[cell.group];
        Station& station = m_stations[m_services[group.service].stations.front()];
        ChannelState& channel = m_channels[group.channel];
        PartitionTallies& partition = m_partitions[cell.partition].tallies;
        const FlowTallies& own = times.flow;
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
        times.flow.reset();
    }
}

} // namespace stormglass::sim::detail
