// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::sim::detail {

namespace {

TimeAverage steady(double value, double duration) {
    return {.duration = duration,
            .integral = value * duration,
            .integralOfSquares = value * value * duration,
            .max = value};
}

} // namespace

/// What has gathered goes into the histograms.
void Engine::putAway(SampleBuffer<kNoTime>& times, FlowTallies& flow, std::uint8_t histograms) {
    if (times.empty()) {
        return;
    }
    Moments moments[kNoTime];
    times.sumUp(moments);
    flow.waited += times.positive(kWaited);
    flow.waiting.mergeMoments(moments[kWaited]);
    flow.handling.mergeMoments(moments[kHandled]);
    flow.time.mergeMoments(moments[kSpent]);
    if ((histograms & kWaitingHistogram) != 0) {
        times.placeIn(flow.waiting, kWaited);
    }
    if ((histograms & kHandlingHistogram) != 0) {
        times.placeIn(flow.handling, kHandled);
    }
    if ((histograms & kTimeHistogram) != 0) {
        times.placeIn(flow.time, kSpent);
    }
    times.clear();
}

void Engine::putAway(Index journey) {
    SampleBuffer<1>& latencies = m_latencies[journey];
    if (latencies.empty()) {
        return;
    }
    Moments moments[1];
    latencies.sumUp(moments);
    m_journeys[journey].latency.mergeMoments(moments[0]);
    latencies.placeIn(m_journeys[journey].latency, 0);
    latencies.clear();
}

void Engine::putAwayAll() {
    for (Station& station : m_stations) {
        putAway(station);
    }
    putAwaySolo();
    for (Index journey = 0; journey < m_journeys.size(); ++journey) {
        putAway(journey);
    }
}

void Engine::restartStation(Station& station) const {
    for (Level* level : {&station.queue, &station.active, &station.workers, &station.blocked}) {
        level->restart();
    }
    station.flow.reset();
    station.times.clear();
    if (station.extras == nullptr) {
        return;
    }
    StationExtras& extras = *station.extras;
    extras.bothQueue.restart();
    extras.bothActive.restart();
    extras.joining.reset();
    extras.batchSize.reset();
    extras.guards->circuitOpened = extras.outOfOrder = 0;
    extras.guards->breaker.notClosed.restart();
    extras.staleness.reset();
    extras.answers = extras.staleAnswers = 0;
    extras.age = TimeAverage{};
    extras.ageSince = m_now;
    extras.peakAge.reset();
}

/// Statistics are forgotten, the state goes on.
void Engine::startWindow() {
    m_windowBegin = m_now;
    m_eventsAtWindow = m_events;
    std::vector<double> ages(m_stations.size() + m_channels.size());
    addAges(ages);
    for (Station& station : m_stations) {
        restartStation(station);
        station.agesAtWindow = ages[rowOf(station)];
    }
    for (SourceState& source : m_sources) {
        source.started = 0;
    }
    for (MessageState& message : m_messages) {
        message.emittedAtWindow = message.account.emitted;
    }
    for (std::size_t row = 0; row < m_asked.size(); ++row) {
        m_asked[row] = AskedTallies{};
    }
    for (Watch& watch : m_watches) {
        watch.since = m_now;
        watch.level = levelOf(m_network.asked[watch.row]);
    }
    for (ServiceState& service : m_services) {
        for (Sharing& sharing : service.sharings) {
            advanceShare(sharing);
            sharing.virtualAtWindow = sharing.virtualNow;
            std::for_each(sharing.parts.begin(), sharing.parts.end(), [](Level& part) { part.restart(); });
        }
        for (Level* level : {&service.queue, &service.active, &service.busy, &service.blocked, &service.workersUp,
                             &service.replicasUp, &service.replicasPaid}) {
            level->restart();
        }
    }
    for (ChannelState& channel : m_channels) {
        channel.flow.reset();
        channel.depth.restart();
        channel.lag.restart();
        channel.depthAtWindow = channel.depth.count();
        channel.left = 0;
        channel.stayed = 0;
        channel.unread.restart();
        channel.agesAtWindow = ages[m_stations.size() + static_cast<std::size_t>(&channel - m_channels.data())];
    }
    for (PartitionState& partition : m_partitions) {
        partition.tallies.arrivals = partition.tallies.throughput = 0;
        partition.tallies.waiting.reset();
        partition.tallies.time.reset();
        partition.lag.restart();
    }
    for (SoloCell& cell : m_soloCells) {
        cell.times.clear();
        cell.flow.reset();
    }
    for (SampleBuffer<1>& latencies : m_latencies) {
        latencies.clear();
    }
    for (JourneyTallies& journey : m_journeys) {
        journey.latency.reset();
        journey.unfinished = 0;
        for (Histogram& histogram : journey.classes) {
            histogram.reset();
        }
        std::fill(journey.unfinishedByClass.begin(), journey.unfinishedByClass.end(), 0);
        journey.paths.reset();
    }
}

/// How long those that are somewhere now have waited and been handled there, and been in their channels, for stations
/// and then for channels: what of the present content a later outcome will tell.
void Engine::addAges(std::vector<double>& ages) const {
    for (Index i = 0; i < m_deliveries.made(); ++i) {
        const Delivery& delivery = m_deliveries[i];
        if (delivery.stage == Stage::none || delivery.stage == Stage::done || (delivery.marks & kUncountedMark) != 0) {
            continue;
        }
        const RareState* const rare = delivery.rare == kNone ? nullptr : &m_rare[delivery.rare];
        const bool isHedgeBegun =
            delivery.stage == Stage::hedging && rare != nullptr && rare->hedge != kNone && m_hedges[rare->hedge].begun;
        const bool isInHands = delivery.stage == Stage::handling || delivery.stage == Stage::calling ||
                               delivery.stage == Stage::blocked || isHedgeBegun;
        const bool waits = delivery.stage == Stage::waiting || (delivery.marks & kQueuedMark) != 0;
        double& ofStation = ages[delivery.station];
        ofStation += delivery.waited + delivery.handled;
        ofStation += isInHands ? m_now - delivery.started : waits ? m_now - delivery.since : 0;
        const bool isSolo = delivery.way != kNone && m_channels[m_ways[delivery.way].channel].solo;
        const bool isInChannel = delivery.way != kNone && delivery.cell != kNone &&
                                 (isSolo ? waits : delivery.handOvers == 0 || (rare != nullptr && rare->returned));
        if (isInChannel) {
            const bool isReturned = rare != nullptr && rare->returned;
            ages[m_stations.size() + m_ways[delivery.way].channel] += m_now - (isReturned ? rare->returnedAt
                                                                               : isSolo   ? delivery.since
                                                                                          : publishedAt(delivery));
        }
    }
}

void Engine::resetStatistics() {
    startWindow();
}

Tallies Engine::tallies() {
    return gather();
}

Tallies Engine::takeTallies() {
    Tallies taken = gather();
    for (std::size_t i = 0; i < m_messages.size(); ++i) {
        m_accountsTaken[i].merge(taken.messages[i]);
    }
    for (std::vector<RecoveryTallies>* recovery : {&m_handlerRecovery, &m_serviceRecovery, &m_channelRecovery}) {
        std::fill(recovery->begin(), recovery->end(), RecoveryTallies{});
    }
    startWindow();
    return taken;
}

std::vector<std::int64_t> Engine::countInFlight() const {
    std::vector<std::int64_t> counts(m_messages.size());
    for (Index i = 0; i < m_deliveries.made(); ++i) {
        const Delivery& delivery = m_deliveries[i];
        if (delivery.stage != Stage::none && delivery.stage != Stage::done && (delivery.marks & kUncountedMark) == 0) {
            ++counts[delivery.message];
        }
    }
    return counts;
}

bool Engine::accountsBalance() const {
    const std::vector<std::int64_t> inFlight = countInFlight();
    for (std::size_t i = 0; i < m_messages.size(); ++i) {
        MessageAccount account = m_messages[i].account;
        account.inFlight = inFlight[i];
        if (!account.balances()) {
            return false;
        }
    }
    return true;
}

std::vector<MessageAccount> Engine::accountsSinceTaken() const {
    std::vector<MessageAccount> accounts;
    const std::vector<std::int64_t> inFlight = countInFlight();
    for (std::size_t i = 0; i < m_messages.size(); ++i) {
        const MessageAccount& now = m_messages[i].account;
        const MessageAccount& then = m_accountsTaken[i];
        accounts.push_back({.emitted = now.emitted - then.emitted,
                            .handled = now.handled - then.handled,
                            .deadLettered = now.deadLettered - then.deadLettered,
                            .dropped = now.dropped - then.dropped,
                            .rejected = now.rejected - then.rejected,
                            .expired = now.expired - then.expired,
                            .inFlight = inFlight[i] - then.inFlight});
    }
    return accounts;
}

LoadTallies Engine::loadOf(const Station& station) const {
    const double t = sinceWindow();
    const ServiceState& service = m_services[station.service];
    LoadTallies load;
    const bool both = (station.traits & kTwoPlaces) != 0;
    load.queue = (both ? station.extras->bothQueue : station.queue).average(t);
    load.active = (both ? station.extras->bothActive : station.active).average(t);
    load.workers = load.active;
    if (!service.sharings.empty()) {
        load.workers = sharedWorkersOf(service, station);
    } else if (service.special && !service.solo) {
        load.workers = station.workers.average(t);
    }
    load.blocked = station.blocked.average(t);
    load.workersUp = workersUpOf(service);
    return load;
}

void Engine::addExtras(const Station& station, HandlerTallies& handler) const {
    if (station.extras == nullptr) {
        return;
    }
    const StationExtras& extras = *station.extras;
    handler.joining.merge(extras.joining);
    handler.batchSize.merge(extras.batchSize);
    if (station.spec->circuitBreaker.present && rowOf(station) == m_stationOf[station.handler]) {
        handler.circuitOpened += extras.guards->circuitOpened;
        handler.circuitOpen.merge(extras.guards->breaker.notClosed.average(sinceWindow()));
    }
    handler.outOfOrder += extras.outOfOrder;
    handler.staleness.merge(extras.staleness);
    handler.answers += extras.answers;
    handler.staleAnswers += extras.staleAnswers;
    handler.age.merge(extras.age);
    handler.peakAge.merge(extras.peakAge);
}

TimeAverage Engine::workersUpOf(const ServiceState& service) const {
    if (service.spec->concurrency == kUnlimited) {
        return {};
    }
    const double t = sinceWindow();
    return service.special ? service.workersUp.average(t) : steady(service.workers, t);
}

ServiceTallies Engine::tallyService(const ServiceState& service) const {
    const double t = sinceWindow();
    ServiceTallies tallies;
    for (const Index station : service.stations) {
        tallies.flow.merge(m_stations[station].flow);
    }
    const Station* const only =
        service.manyStations || service.stations.empty() ? nullptr : &m_stations[service.stations.front()];
    tallies.load.queue = (only == nullptr ? service.queue : only->queue).average(t);
    tallies.load.active = (only == nullptr ? service.active : only->active).average(t);
    tallies.load.workers = service.special && !service.solo ? service.busy.average(t) : tallies.load.active;
    tallies.load.blocked = service.blocked.average(t);
    tallies.load.workersUp = workersUpOf(service);
    tallies.replicasUp = service.special ? service.replicasUp.average(t) : steady(service.spec->replicas, t);
    tallies.replicasPaid = service.special ? service.replicasPaid.average(t) : steady(service.spec->replicas, t);
    return tallies;
}

ChannelTallies Engine::tallyChannel(const ChannelState& channel) const {
    const double t = sinceWindow();
    ChannelTallies tallies;
    tallies.flow = channel.flow;
    tallies.depth = channel.depth.average(t);
    tallies.lag = channel.lag.average(t);
    tallies.left = channel.left;
    tallies.stayed = channel.stayed;
    tallies.growth = static_cast<std::int64_t>(channel.depth.value) - channel.depthAtWindow;
    tallies.ages = channel.unread.average(t).integral - channel.agesAtWindow; // what is there now is added by gather
    for (std::uint32_t i = 0; i < channel.spec->partitions; ++i) {
        const PartitionState& partition = m_partitions[channel.firstPartition + i];
        tallies.flow.waiting.merge(partition.tallies.waiting);
        tallies.flow.time.merge(partition.tallies.time);
        tallies.partitions.push_back(partition.tallies);
        tallies.partitions.back().lag = partition.lag.average(t);
    }
    return tallies;
}

/// The window so far. What is kept once and stands for two (a service's sample is its handlers') is put together here.
Tallies Engine::gather() {
    putAwayAll();
    for (Station& station : m_stations) {
        if (station.extras != nullptr) {
            growAge(*station.extras);
        }
    }
    for (Watch& watch : m_watches) {
        spendAt(watch);
    }
    std::vector<double> ages(m_stations.size() + m_channels.size());
    addAges(ages);
    Tallies tallies;
    tallies.begin = m_windowBegin;
    tallies.end = m_now;
    tallies.duration = sinceWindow();
    tallies.events = m_events - m_eventsAtWindow;
    tallies.messages = accountsSinceTaken();
    for (const SourceState& source : m_sources) {
        tallies.started.push_back(source.started);
    }
    for (const MessageState& message : m_messages) {
        tallies.emitted.push_back(message.account.emitted - message.emittedAtWindow);
    }
    tallies.handlers.resize(m_network.handlers.size());
    for (const Station& station : m_stations) {
        HandlerTallies& handler = tallies.handlers[station.handler];
        handler.flow.merge(station.flow);
        if (rowOf(station) == m_stationOf[station.handler]) {
            handler.load = loadOf(station); // of its own service, with what waits and is handled elsewhere
        }
        handler.load.ages += ages[rowOf(station)] - station.agesAtWindow;
        addExtras(station, handler);
    }
    for (const ServiceState& service : m_services) {
        tallies.services.push_back(tallyService(service));
        for (const Index station : service.stations) {
            tallies.services.back().load.ages += ages[station] - m_stations[station].agesAtWindow;
        }
    }
    for (const ChannelState& channel : m_channels) {
        tallies.channels.push_back(tallyChannel(channel));
        tallies.channels.back().ages += ages[m_stations.size() + tallies.channels.size() - 1];
    }
    tallies.journeys = m_journeys;
    for (std::size_t i = 0; i < m_journeys.size(); ++i) {
        for (const Index source : m_journeySources[i]) {
            tallies.journeys[i].paths.lowerTo(source == kNone ? m_past.samplesBelow : m_sources[source].samplesBelow);
        }
    }
    tallies.asked = m_asked;
    for (std::size_t i = 0; i < m_handlerRecovery.size(); ++i) {
        tallies.handlers[i].recovery = m_handlerRecovery[i];
    }
    for (std::size_t i = 0; i < m_serviceRecovery.size(); ++i) {
        tallies.services[i].recovery = m_serviceRecovery[i];
    }
    for (std::size_t i = 0; i < m_channelRecovery.size(); ++i) {
        tallies.channels[i].recovery = m_channelRecovery[i];
    }
    tallies.ended = m_ended;
    return tallies;
}

Snapshot Engine::snapshot() const {
    Snapshot snapshot;
    snapshot.time = m_now;
    snapshot.handlers.resize(m_network.handlers.size());
    snapshot.services.resize(m_services.size());
    for (const Station& station : m_stations) {
        for (Snapshot::Load* load : {&snapshot.handlers[station.handler], &snapshot.services[station.service]}) {
            load->waiting += station.queue.count();
            load->active += station.active.count();
            load->arrivals += station.flow.arrivals;
            load->throughput += station.flow.throughput;
            load->lost +=
                station.flow.deadLettered + station.flow.dropped + station.flow.rejected + station.flow.expired;
        }
    }
    for (std::size_t row = 0; row < m_services.size(); ++row) {
        Snapshot::Load& load = snapshot.services[row];
        load.busy = m_services[row].special && !m_services[row].solo ? m_services[row].busy.count() : load.active;
    }
    for (const ServiceState& service : m_services) {
        snapshot.replicasUp.push_back(service.special ? service.replicasUp.count() : service.spec->replicas);
    }
    for (const ChannelState& channel : m_channels) {
        snapshot.channelDepth.push_back(channel.depth.count());
        snapshot.channelLag.push_back(channel.lag.count());
    }
    // From the accounts: a look every now and then must not walk through millions of messages.
    for (const MessageState& message : m_messages) {
        const MessageAccount& account = message.account;
        snapshot.inFlight += account.emitted - account.handled - account.deadLettered - account.dropped -
                             account.rejected - account.expired;
    }
    return snapshot;
}

} // namespace stormglass::sim::detail
