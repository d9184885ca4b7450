// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Services with their workers, channels with their partitions and groups.
namespace stormglass::sim::detail {

void Engine::setUpServices() {
    for (Index row = 0; row < m_network.services.size(); ++row) {
        const Service& spec = m_network.services[row];
        ServiceState service;
        service.spec = &spec;
        service.chance = streamOf(spec.disciplineStream);
        service.balance = streamOf(spec.balancingStream);
        service.queueLimit = spec.queueLimit;
        service.workers = spec.concurrency == kUnlimited ? kUnlimited : spec.concurrency * spec.replicas;
        const bool faulty = std::any_of(m_network.faults.begin(), m_network.faults.end(), [&](const Fault& fault) {
            return fault.target == FaultTarget::service && fault.subject == row;
        });
        service.special = spec.discipline != Discipline::fifo || spec.balancing != Balancing::shared ||
                          spec.breakdowns.every.present() || spec.autoscale.metric != AutoscaleMetric::none ||
                          spec.overflow == Overflow::block || faulty || spec.replicas == 0;
        m_services.push_back(std::move(service));
    }
    for (Index row = 0; row < m_stations.size(); ++row) {
        ServiceState& service = m_services[m_stations[row].service];
        service.stations.push_back(row);
        const Handler& handler = *m_stations[row].spec;
        const bool waitsAlike = handler.rateLimit.rate <= 0 && !handler.batch.present && !handler.exclusivePerKey &&
                                handler.join.kind == JoinKind::none && !handler.circuitBreaker.present &&
                                m_network.faults.empty() && service.spec->balancing == Balancing::shared &&
                                service.spec->discipline != Discipline::preemptivePriority;
        service.letsInByTurns = service.letsInByTurns && waitsAlike;
        service.guardsKeys = service.guardsKeys || m_stations[row].spec->exclusivePerKey;
        service.special = service.special || (m_stations[row].traits & (kGuarded | kMayBlock | kTwoPlaces)) != 0;
    }
    for (ServiceState& service : m_services) {
        service.manyStations = service.stations.size() > 1;
    }
}

void Engine::setUpChannels() {
    for (Index row = 0; row < m_network.channels.size(); ++row) {
        const Channel& spec = m_network.channels[row];
        ChannelState channel;
        channel.spec = &spec;
        channel.histograms = m_network.histograms.channels.empty() ? 0xff : m_network.histograms.channels[row];
        channel.loss = spec.loss > 0 ? streamOf(spec.lossStream) : nullptr;
        channel.duplicate = spec.duplicates > 0 ? streamOf(spec.duplicateStream) : nullptr;
        channel.partition = streamOf(spec.partitionStream);
        channel.latency = drawOf(spec.latency);
        const bool faulty = std::any_of(m_network.faults.begin(), m_network.faults.end(), [&](const Fault& fault) {
            return fault.target == FaultTarget::channel && fault.subject == row;
        });
        channel.plain = channel.loss == nullptr && channel.duplicate == nullptr && !channel.latency.present() &&
                        spec.capacity == kUnlimited && spec.publishEvery <= 0 && !faulty;
        channel.lifetime = std::min(spec.ttl, spec.retention);
        channel.firstPartition = static_cast<Index>(m_partitions.size());
        m_partitions.resize(m_partitions.size() + spec.partitions);
        m_channels.push_back(std::move(channel));
        setUpGroups(row);
    }
    const bool mayBeHeldUp = std::any_of(m_network.faults.begin(), m_network.faults.end(),
                                         [](const Fault& fault) { return fault.target == FaultTarget::flow; });
    for (const Way& way : m_ways) {
        const auto first = m_network.receivers.begin() + way.subscribers.first;
        const bool takesTime = std::any_of(first, first + way.subscribers.count,
                                           [](const Receiver& receiver) { return receiver.latency.present(); });
        m_channels[way.channel].travelsOn |= takesTime || mayBeHeldUp;
    }
}

void Engine::setUpGroups(Index row) {
    ChannelState& channel = m_channels[row];
    const Channel& spec = *channel.spec;
    channel.firstGroup = static_cast<Index>(m_groups.size());
    // Whoever may get something from it: a read model's queries may go to another service than its events.
    const auto add = [&](Index service) {
        if (std::find(channel.readers.begin(), channel.readers.end(), service) == channel.readers.end()) {
            channel.readers.push_back(service);
        }
    };
    for (Index i = spec.groups.first; i < spec.groups.end(); ++i) {
        add(m_network.groups[i].service);
    }
    for (Index kind = 0; kind < m_network.messages.size(); ++kind) {
        const Range publications = m_network.messages[kind].publications;
        for (Index i = publications.first; i < publications.end(); ++i) {
            const Range subscribers = m_ways[i].subscribers;
            for (Index j = subscribers.first; m_ways[i].channel == row && j < subscribers.end(); ++j) {
                add(m_stations[stationFor(m_network.receivers[j].handler, kind)].service);
            }
        }
    }
    for (Index i = spec.deadLetterReceivers.first; i < spec.deadLetterReceivers.end(); ++i) {
        const Index handler = m_network.receivers[i].handler;
        add(m_stations[m_stationOf[handler]].service);
        add(m_stations[m_queryStationOf[handler]].service);
    }
    std::vector<Index> services = channel.readers;
    if (!spec.topic) {
        services = {channel.readers.size() == 1 ? channel.readers.front() : kNone};
    }
    for (const Index service : services) {
        GroupState group;
        group.channel = row;
        group.service = service;
        group.topic = spec.topic;
        group.firstCell = static_cast<Index>(m_cells.size());
        group.cells = spec.partitions;
        for (std::uint32_t i = 0; i < spec.partitions; ++i) {
            Cell cell;
            cell.group = static_cast<Index>(m_groups.size());
            cell.partition = channel.firstPartition + i;
            m_cells.push_back(cell);
        }
        if (spec.topic) {
            m_services[service].groups.push_back(static_cast<Index>(m_groups.size()));
        }
        m_groups.push_back(group);
    }
    channel.groups = static_cast<std::uint32_t>(services.size());
    for (const Index reader : channel.readers) {
        ServiceState& service = m_services[reader];
        service.special = true;
        if (spec.pollEvery > 0) {
            service.pollEvery = service.pollEvery > 0 ? std::min(service.pollEvery, spec.pollEvery) : spec.pollEvery;
        }
        if (!spec.topic && channel.readers.size() > 1) {
            service.sharedQueues.push_back(row);
        }
        for (Index group = channel.firstGroup; group < m_groups.size(); ++group) {
            if (!spec.topic || m_groups[group].service == reader) {
                service.reads.push_back(group);
            }
        }
    }
}

void Engine::setUpReplicas() {
    for (Station& station : m_stations) {
        station.home = &m_services[station.service];
        station.crew = &m_stations[station.home->stations.front()].own;
        station.own.free = station.home->workers;
        station.own.queueLimit = station.home->queueLimit;
        station.traits |= station.home->special ? kSpecial : 0U;
        station.traits |= station.home->manyStations ? kSharesWorkers : 0U;
        const Distribution* const time = station.time.distribution;
        const bool isShared = m_stationOf[station.handler] != m_queryStationOf[station.handler];
        if (time != nullptr && time->kind == DistributionKind::exponential && !isShared &&
            (station.traits & kStartsOddly) == 0) {
            station.traits |= kExponential;
            station.mean = time->a;
            station.chance = *station.time.stream;
            station.time.stream = &station.chance;
        }
    }
    for (ServiceState& service : m_services) {
        if (!service.special) {
            continue;
        }
        const Service& spec = *service.spec;
        LineKind kind = LineKind::heap;
        if (spec.discipline == Discipline::random) {
            kind = LineKind::bag;
        } else if (spec.discipline == Discipline::fifo && service.groups.empty()) {
            kind = LineKind::list;
        }
        service.line.setKind(kind);
        service.replicas.resize(spec.replicas);
        for (Index row = 0; row < spec.replicas; ++row) {
            Replica& replica = service.replicas[row];
            replica.state = ReplicaState::up;
            replica.startOrder = ++service.starts;
            replica.line.setKind(kind);
            service.byStart.push_back(row);
            service.replicasPaid.up(0);
            countUp(service, true);
        }
        if (spec.discipline == Discipline::processorSharing) {
            service.sharings.resize(spec.balancing == Balancing::shared ? 1 : std::max(spec.replicas, 1U));
            for (Sharing& sharing : service.sharings) {
                sharing.jobs.setKind(LineKind::heap);
            }
            for (Index row = 0; row < spec.replicas; ++row) {
                resizeShare(service, row);
            }
        }
        regroup(service, false);
        for (const Index group : service.groups) {
            m_groups[group].replicas = spec.replicas;
        }
    }
}

} // namespace stormglass::sim::detail
