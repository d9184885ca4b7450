// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

/// From the network's tables to the engine's state: what can be decided once is decided here.
namespace stormglass::sim::detail {

Draw Engine::drawOf(const Variate& variate) {
    Draw draw;
    if (variate.distribution != kNone) {
        draw.distribution = &m_network.distributions[variate.distribution];
    }
    draw.stream = streamOf(variate.stream);
    return draw;
}

RandomStream* Engine::streamOf(Index stream) {
    return stream == kNone ? nullptr : &m_streams[stream];
}

namespace {

bool isPlain(const OutFlow& flow) {
    return flow.onMessages.empty() && flow.onOutcomes == maskOf(Outcome::success) && flow.onClasses == kEveryClass &&
           flow.choiceGroup == kNone && flow.probability >= 1 && !flow.count.present() && !flow.sync;
}

constexpr std::uint8_t kAllHistograms = 0xff;

std::uint8_t histogramsOf(const std::vector<std::uint8_t>& plan, Index row) {
    return plan.empty() ? kAllHistograms : plan[row];
}

} // namespace

std::uint32_t Engine::flowTraits(Range flows) const {
    for (Index row = flows.first; row < flows.end(); ++row) {
        if (!isPlain(m_network.outFlows[row])) {
            return kManyFlows;
        }
    }
    return kPlainFlows;
}

void Engine::setUpStations() {
    const auto add = [this](Index row, Index service) {
        const Handler& handler = m_network.handlers[row];
        Station station;
        station.handler = row;
        station.service = service;
        station.spec = &handler;
        station.histograms = histogramsOf(m_network.histograms.handlers, row);
        station.time = drawOf(handler.time);
        station.failure = handler.failure > 0 ? streamOf(handler.failureStream) : nullptr;
        station.traits = flowTraits(handler.flows);
        for (Index flow = handler.flows.first; flow < handler.flows.end(); ++flow) {
            station.outcomes |= m_network.outFlows[flow].onOutcomes;
        }
        if (!handler.journeysTo.empty()) {
            station.traits |= kEndsJourneys;
        }
        if (station.failure != nullptr || handler.delay.present()) {
            station.traits |= kEndsOddly;
        }
        m_stations.push_back(std::move(station));
        return static_cast<Index>(m_stations.size() - 1);
    };
    for (Index row = 0; row < m_network.handlers.size(); ++row) {
        const Handler& handler = m_network.handlers[row];
        m_stationOf.push_back(add(row, handler.service));
        const bool apart = handler.queryService != kNone && handler.queryService != handler.service;
        m_queryStationOf.push_back(apart ? add(row, handler.queryService) : m_stationOf.back());
    }
}

void Engine::setUpServices() {
    for (const Service& spec : m_network.services) {
        ServiceState service;
        service.spec = &spec;
        service.chance = streamOf(spec.disciplineStream);
        service.queueLimit = spec.queueLimit;
        service.workers = spec.concurrency == kUnlimited ? kUnlimited : spec.concurrency * spec.replicas;
        service.free = service.workers;
        service.special = spec.discipline != Discipline::fifo;
        m_services.push_back(std::move(service));
    }
    for (Index row = 0; row < m_stations.size(); ++row) {
        m_services[m_stations[row].service].stations.push_back(row);
    }
    for (ServiceState& service : m_services) {
        service.manyStations = service.stations.size() > 1;
    }
}

void Engine::setUpChannels() {
    std::vector<bool> readsTopic(m_services.size());
    for (Index row = 0; row < m_network.channels.size(); ++row) {
        const Channel& spec = m_network.channels[row];
        ChannelState channel;
        channel.spec = &spec;
        channel.histograms = histogramsOf(m_network.histograms.channels, row);
        channel.loss = spec.loss > 0 ? streamOf(spec.lossStream) : nullptr;
        channel.duplicate = spec.duplicates > 0 ? streamOf(spec.duplicateStream) : nullptr;
        channel.partition = streamOf(spec.partitionStream);
        channel.latency = drawOf(spec.latency);
        channel.plain = channel.loss == nullptr && channel.duplicate == nullptr && !channel.latency.present() &&
                        spec.capacity == kUnlimited && spec.publishEvery == 0;
        channel.firstPartition = static_cast<Index>(m_partitions.size());
        m_partitions.resize(m_partitions.size() + spec.partitions);
        channel.firstGroup = static_cast<Index>(m_groups.size());
        std::vector<Index> services;
        for (Index i = spec.groups.first; i < spec.groups.end(); ++i) {
            services.push_back(m_network.groups[i].service);
            m_services[services.back()].special = true;
        }
        if (!spec.topic) {
            services = {services.size() == 1 ? services.front() : kNone};
        }
        for (const Index service : services) {
            GroupState group{.channel = row,
                             .service = service,
                             .firstCell = static_cast<Index>(m_cells.size()),
                             .cells = spec.partitions};
            group.topic = spec.topic;
            for (std::uint32_t i = 0; i < spec.partitions; ++i) {
                Cell cell;
                cell.group = static_cast<Index>(m_groups.size());
                cell.partition = channel.firstPartition + i;
                cell.replica = service == kNone ? kNone : i % m_network.services[service].replicas;
                m_cells.push_back(cell);
            }
            if (spec.topic) {
                readsTopic[service] = true;
                m_services[service].groups.push_back(static_cast<Index>(m_groups.size()));
            }
            m_groups.push_back(group);
        }
        channel.groups = static_cast<std::uint32_t>(services.size());
        m_channels.push_back(std::move(channel));
    }
    for (Index row = 0; row < m_services.size(); ++row) {
        ServiceState& service = m_services[row];
        if (!service.special) {
            continue;
        }
        const Service& spec = *service.spec;
        LineKind kind = LineKind::heap;
        if (spec.discipline == Discipline::random) {
            kind = LineKind::bag;
        } else if (spec.discipline == Discipline::fifo && !readsTopic[row]) {
            kind = LineKind::list;
        }
        service.line.setKind(kind);
        service.replicas.resize(spec.replicas);
        for (Replica& replica : service.replicas) {
            replica.state = ReplicaState::up;
            replica.line.setKind(kind);
        }
        service.replicasUp.set(0, spec.replicas);
        service.replicasPaid.set(0, spec.replicas);
        service.workersUp.set(0, service.workers);
    }
}

void Engine::setUpMessages() {
    for (Index row = 0; row < m_network.publications.size(); ++row) {
        const Publication& publication = m_network.publications[row];
        m_ways.push_back({.channel = publication.channel, .subscribers = publication.subscribers});
    }
    for (Index row = 0; row < m_network.channels.size(); ++row) {
        m_ways.push_back({.channel = row, .subscribers = m_network.channels[row].deadLetterReceivers});
    }
    for (Index row = 0; row < m_network.messages.size(); ++row) {
        const Message& spec = m_network.messages[row];
        MessageState message;
        if (spec.receivers.empty() && spec.publications.empty()) {
            message.traits |= kUnheard;
        }
        if (spec.receivers.count == 1 && spec.publications.empty()) {
            const Receiver& receiver = m_network.receivers[spec.receivers.first];
            if (receiver.probability >= 1 && receiver.classes == kEveryClass && !receiver.latency.present()) {
                message.traits |= kSingle;
                message.station = stationFor(receiver.handler, row);
            }
        }
        message.traits |= spec.journeysFrom.empty() ? 0U : kStartsJourney;
        message.traits |= spec.journeysTo.empty() ? 0U : kEndsJourney;
        m_messages.push_back(message);
    }
    m_journeys.resize(m_network.journeys.size());
    m_journeySources.resize(m_network.journeys.size());
    for (JourneyTallies& journey : m_journeys) {
        journey.paths = PathSamples(m_network.sampledPaths);
        journey.classes.resize(m_network.classCount);
        journey.unfinishedByClass.resize(m_network.classCount);
    }
}

void Engine::setUpSources() {
    for (Index row = 0; row < m_network.sources.size(); ++row) {
        const Source& spec = m_network.sources[row];
        SourceState source;
        source.spec = &spec;
        source.flowTraits = flowTraits(spec.flows);
        source.gap = spec.rate > 0 ? 1 / spec.rate : kNever;
        source.interval = drawOf(spec.interval);
        source.batch = drawOf(spec.batch);
        source.keys = spec.keys == kNone ? nullptr : streamOf(m_network.keys[spec.keys].stream);
        source.classes = spec.classWeights.empty() ? nullptr : streamOf(spec.classStream);
        source.plain = source.keys == nullptr && source.classes == nullptr;
        if (!m_network.breakdown) {
            source.samplesBelow = 0;
        }
        m_sources.push_back(source);
        scheduleEmission(row);
    }
}

} // namespace stormglass::sim::detail
