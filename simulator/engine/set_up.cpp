// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"
#include "simulator/engine/detail/overtaking.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

/// From the network's tables to the engine's state: what can be decided once is decided here, so that what a model
/// does not use costs its messages no more than a flag's test.
namespace stormglass::sim::detail {

namespace {

/// As many as the pending set has room for beside the messages in flight.
constexpr std::uint64_t kMostUsers = 4'000'000;

} // namespace

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

std::uint8_t histogramsOf(const std::vector<std::uint8_t>& plan, Index row) {
    constexpr std::uint8_t kAll = 0xff;
    return plan.empty() ? kAll : plan[row];
}

/// Whether something stands before the handler's line.
bool isGuarded(const Handler& handler, const Service& service) {
    return handler.patience.present() || handler.rateLimit.rate > 0 || handler.circuitBreaker.present ||
           handler.join.kind != JoinKind::none || handler.batch.present || handler.hedge.copies > 1 ||
           handler.exclusivePerKey || service.overflow == Overflow::block;
}

bool hasOwnTimes(const Network& network, const Handler& handler) {
    const auto first = network.perRules.begin() + handler.per.first;
    return std::any_of(first, first + handler.per.count, [](const PerRule& rule) { return rule.time.present(); });
}

bool mayFail(const Network& network, const Handler& handler) {
    const auto first = network.perRules.begin() + handler.per.first;
    return handler.failure > 0 ||
           std::any_of(first, first + handler.per.count, [](const PerRule& rule) { return rule.failure > 0; });
}

bool hasFault(const Network& network, FaultTarget target, Index subject) {
    return std::any_of(network.faults.begin(), network.faults.end(),
                       [&](const Fault& fault) { return fault.target == target && fault.subject == subject; });
}

} // namespace

std::uint32_t Engine::flowTraits(Range flows) const {
    for (Index row = flows.first; row < flows.end(); ++row) {
        if (!isPlain(m_network.outFlows[row])) {
            return 0;
        }
    }
    return kPlainFlows;
}

/// The message of flows that always send just one, of the `wanted` traits; else kNone.
Index Engine::onlyMessageOf(Range flows, std::uint32_t traits, std::uint32_t wanted) const {
    if ((traits & kPlainFlows) == 0 || flows.count != 1) {
        return kNone;
    }
    const Index kind = m_messageOfFlow[flows.first];
    return (kind & kWideFlow) == 0 && (m_messages[kind].traits & wanted) != 0 ? kind : kNone;
}

/// Whether just one of the flows fires on each success, as if it were alone.
bool Engine::isOneChoice(Range flows) const {
    for (Index row = flows.first; row < flows.end(); ++row) {
        OutFlow alone = m_network.outFlows[row];
        if (alone.choiceGroup == kNone || alone.choiceGroup != m_network.outFlows[flows.first].choiceGroup) {
            return false;
        }
        alone.choiceGroup = kNone;
        const Index kind = m_messageOfFlow[row];
        if (!isPlain(alone) || (kind & kWideFlow) != 0 || (m_messages[kind].traits & (kSingle | kUnheard)) == 0) {
            return false;
        }
    }
    return flows.count > 1;
}

/// Whether all it is for is channels, and none of them has a reader for it.
bool Engine::isPublishedInVain(const Message& message) const {
    const auto first = m_network.publications.begin() + message.publications.first;
    return message.receivers.empty() && !message.publications.empty() &&
           std::all_of(first, first + message.publications.count,
                       [](const Publication& publication) { return publication.subscribers.empty(); });
}

/// Whether a message may find a full receiver that blocks its sender.
bool Engine::blocks(Index row) const {
    const Message& message = m_network.messages[row];
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        const Service& service = m_network.services[m_network.handlers[m_network.receivers[i].handler].service];
        if (service.overflow == Overflow::block && service.queueLimit != kUnlimited) {
            return true;
        }
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        const Channel& channel = m_network.channels[m_network.publications[i].channel];
        if (channel.overflow == Overflow::block && channel.capacity != kUnlimited) {
            return true;
        }
    }
    return false;
}

bool Engine::mayBlock(Range flows) const {
    for (Index row = flows.first; row < flows.end(); ++row) {
        if (!m_network.outFlows[row].sync && blocks(m_network.outFlows[row].message)) {
            return true;
        }
    }
    return false;
}

/// Handlers whose messages of one key can't overtake each other: they come by one topic, in order, and are tried once.
bool Engine::keepsOrder(Index row) const {
    const Handler& handler = m_network.handlers[row];
    if (handler.retry.attempts > 1 || handler.hedge.copies > 1 || handler.join.kind != JoinKind::none ||
        handler.batch.present || handler.rateLimit.rate > 0) {
        return false;
    }
    Index channel = kNone;
    for (Index kind = 0; kind < m_network.messages.size(); ++kind) {
        const Message& message = m_network.messages[kind];
        for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
            if (m_network.receivers[i].handler == row) {
                return false;
            }
        }
        for (Index i = message.publications.first; i < message.publications.end(); ++i) {
            const Publication& publication = m_network.publications[i];
            if (!subscribes(m_ways[i], row)) {
                continue;
            }
            if (publication.latency.present() || (channel != kNone && channel != publication.channel)) {
                return false;
            }
            channel = publication.channel;
        }
    }
    if (channel == kNone) {
        return false;
    }
    const Channel& spec = m_network.channels[channel];
    const bool oneByOne = spec.partitions == 1 || spec.shares.empty();
    const bool immediate = std::none_of(m_network.outFlows.begin(), m_network.outFlows.end(),
                                        [](const OutFlow& flow) { return flow.latency.present(); });
    return spec.topic && oneByOne && immediate && spec.duplicates <= 0 && spec.maxAttempts == 1 &&
           spec.visibility == kNever && spec.deadLetterReceivers.empty() && m_network.faults.empty();
}

void Engine::giveExtras(Station& station) {
    if (station.extras == nullptr) {
        station.extras = std::make_unique<StationExtras>();
    }
}

Index Engine::addStation(Index row, Index serviceRow) {
    const Handler& handler = m_network.handlers[row];
    const Service& service = m_network.services[serviceRow];
    Station station;
    station.handler = row;
    station.service = serviceRow;
    station.spec = &handler;
    station.flows = handler.flows;
    station.histograms = histogramsOf(m_network.histograms.handlers, row);
    station.time = drawOf(handler.time);
    station.failure = streamOf(handler.failureStream);
    station.traits = flowTraits(handler.flows);
    bool calls = false;
    for (Index flow = handler.flows.first; flow < handler.flows.end(); ++flow) {
        station.outcomes |= m_network.outFlows[flow].onOutcomes;
        calls = calls || m_network.outFlows[flow].sync;
    }
    const auto add = [&](bool when, std::uint32_t traits) { station.traits |= when ? traits : 0U; };
    const bool faulty =
        hasFault(m_network, FaultTarget::handler, row) || hasFault(m_network, FaultTarget::service, serviceRow);
    const bool ordered =
        service.discipline == Discipline::shortest || service.discipline == Discipline::processorSharing;
    add(!handler.journeysTo.empty(), kEndsJourneys);
    add(isGuarded(handler, service) || faulty, kGuarded | kEndsOddly);
    add(handler.batch.present, kBatches | kStartsOddly);
    add(calls, kCalls | kEndsOddly);
    add(mayBlock(handler.flows), kMayBlock | kEndsOddly);
    add(mayFail(m_network, handler) || handler.delay.present() || handler.timeout != kNever || handler.eventSourced ||
            handler.idempotent,
        kEndsOddly);
    add(handler.timeout != kNever || handler.eventSourced || handler.idempotent || hasOwnTimes(m_network, handler) ||
            faulty || ordered || !handler.time.present(),
        kStartsOddly);
    add(handler.readModel, kReadModel | kObserved);
    if ((station.traits & (kGuarded | kBatches | kReadModel)) != 0 || handler.eventSourced) {
        giveExtras(station);
        station.extras->patience = drawOf(handler.patience);
        station.extras->guards->limiter.tokens = handler.rateLimit.burst;
    }
    m_stations.push_back(std::move(station));
    return static_cast<Index>(m_stations.size() - 1);
}

void Engine::setUpStations() {
    for (Index row = 0; row < m_network.publications.size(); ++row) {
        const Publication& publication = m_network.publications[row];
        m_ways.push_back({.channel = publication.channel, .subscribers = publication.subscribers});
    }
    for (Index row = 0; row < m_network.channels.size(); ++row) {
        m_ways.push_back({.channel = row, .subscribers = m_network.channels[row].deadLetterReceivers});
    }
    const std::vector<bool> overtaken = handlersOvertaken(m_network);
    for (Index row = 0; row < m_network.handlers.size(); ++row) {
        const Handler& handler = m_network.handlers[row];
        m_stationOf.push_back(addStation(row, handler.service));
        const bool apart = handler.queryService != kNone && handler.queryService != handler.service;
        m_queryStationOf.push_back(apart ? addStation(row, handler.queryService) : m_stationOf.back());
        const bool tracksOrder = overtaken[row] && !keepsOrder(row);
        for (const Index station : {m_stationOf.back(), m_queryStationOf.back()}) {
            if (apart) {
                m_stations[station].traits |= kTwoPlaces;
            }
            if (tracksOrder) {
                m_stations[station].traits |= kTracksOrder;
            }
            if (apart || tracksOrder) {
                giveExtras(m_stations[station]);
            }
        }
        if (apart) {
            m_stations.back().extras->guards = m_stations[m_stationOf.back()].extras->guards;
        }
    }
    // Read models that are asked remember what they have not shown.
    for (const Message& message : m_network.messages) {
        for (Index i = message.receivers.first; message.query && i < message.receivers.end(); ++i) {
            Station& station = m_stations[m_stationOf[m_network.receivers[i].handler]];
            if (station.spec->readModel) {
                station.traits |= kAppliesFreshness;
            }
        }
    }
}

/// The starts of the journeys from one message.
Range Engine::startsOf(Range journeys) {
    Range starts{static_cast<Index>(m_starts.size()), 0};
    for (Index first = journeys.first; first < journeys.end(); first += JourneyStart::kMost) {
        JourneyStart start{.journeys = {first, std::min(JourneyStart::kMost, journeys.end() - first)}};
        for (Index i = 0; i < start.journeys.count; ++i) {
            const std::uint64_t bit = std::uint64_t{1} << i;
            const Index journey = m_network.journeyRefs[first + i];
            start.all |= bit;
            m_ends[journey] = {
                .start = starts.end(), .journey = journey, .bit = bit, .latencies = &m_latencies[journey]};
        }
        m_starts.push_back(start);
        ++starts.count;
    }
    return starts;
}

void Engine::setUpMessages() {
    m_latencies.resize(m_network.journeys.size());
    m_ends.resize(m_network.journeys.size()); // for now by journey
    const bool faulty = std::any_of(m_network.faults.begin(), m_network.faults.end(), [](const Fault& fault) {
        return fault.target == FaultTarget::flow || fault.target == FaultTarget::source;
    });
    for (Index row = 0; row < m_network.messages.size(); ++row) {
        const Message& spec = m_network.messages[row];
        MessageState message;
        if (spec.receivers.empty() && spec.publications.empty()) {
            message.traits |= kUnheard;
        }
        message.traits |= isPublishedInVain(spec) ? kUnread : 0U;
        if (spec.receivers.count == 1 && spec.publications.empty()) {
            const Receiver& receiver = m_network.receivers[spec.receivers.first];
            message.station = stationFor(receiver.handler, row);
            const bool plain = receiver.probability >= 1 && receiver.classes == kEveryClass &&
                               !receiver.latency.present() && !faulty && !blocks(row) &&
                               (m_stations[message.station].traits & kAppliesFreshness) == 0;
            message.traits |= plain ? kSingle : 0U;
        }
        if (spreads(spec, row)) {
            setUpSpread(message, row);
        }
        message.starts = startsOf(spec.journeysFrom);
        message.journeysTo = spec.journeysTo;
        message.traits |= spec.journeysFrom.empty() ? 0U : kStartsJourney;
        message.traits |= spec.journeysTo.empty() ? 0U : kEndsJourney;
        m_messages.push_back(message);
    }
    const std::vector<EndOfJourney> ends = std::move(m_ends);
    m_ends.clear();
    for (const Index journey : m_network.journeyRefs) {
        m_ends.push_back(ends[journey]);
    }
    for (const OutFlow& flow : m_network.outFlows) {
        const bool wide = flow.latency.present() || flow.keys != kNone;
        m_messageOfFlow.push_back(flow.message | (wide ? kWideFlow : 0U));
        const MessageState& message = m_messages[flow.message];
        const bool single = (message.traits & kSingle) != 0;
        m_alternatives.push_back(
            {.weight = flow.choiceWeight, .message = flow.message, .station = single ? message.station : kNone});
    }
    for (Station& station : m_stations) {
        station.onward = onlyMessageOf(station.spec->flows, station.traits, kSingle | kUnheard);
        if (isOneChoice(station.spec->flows)) {
            station.traits |= kOneChoice;
            station.choice = &m_streams[m_network.outFlows[station.flows.first].choiceStream];
        }
    }
    for (const Handler& handler : m_network.handlers) {
        if (handler.join.kind == JoinKind::each && handler.join.asManyAs != kNone) {
            m_messages[handler.join.asManyAs].traits |= kCountedByJoin;
        }
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
    const bool keepsPaths = m_network.breakdown && !m_network.journeys.empty();
    m_past.samplesBelow = keepsPaths ? m_past.samplesBelow : 0;
    for (const Source& spec : m_network.sources) {
        SourceState source;
        source.spec = &spec;
        source.flowTraits = flowTraits(spec.flows);
        source.waits = mayBlock(spec.flows) && spec.kind != ArrivalKind::users;
        source.gap = spec.rate > 0 ? 1 / spec.rate : kNever;
        source.interval = drawOf(spec.interval);
        source.batch = drawOf(spec.batch);
        source.think = drawOf(spec.think);
        source.warp = Warp(m_network, spec.profiles);
        source.keys = spec.keys == kNone ? nullptr : streamOf(m_network.keys[spec.keys].stream);
        source.classes = spec.classWeights.empty() ? nullptr : streamOf(spec.classStream);
        const auto row = static_cast<Index>(m_sources.size());
        source.marks = source.keys != nullptr || source.classes != nullptr;
        source.plain = spec.kind == ArrivalKind::poisson && !source.batch.present() && !source.warp.present() &&
                       !source.waits && source.gap < kNever && !hasFault(m_network, FaultTarget::source, row);
        source.even = (spec.kind == ArrivalKind::poisson || spec.kind == ArrivalKind::constant) &&
                      !source.batch.present() && !source.warp.present() && !source.waits && source.gap < kNever &&
                      !hasFault(m_network, FaultTarget::source, row);
        if (source.plain) {
            source.into = onlyMessageOf(spec.flows, source.flowTraits, kSingle);
        }
        if (!keepsPaths) {
            source.samplesBelow = 0;
        }
        m_sources.push_back(source);
    }
}

void Engine::setUpFaults() {
    m_activeFaults.resize(m_network.faults.size());
    m_heldDown.resize(m_network.faults.size());
    m_startsBefore.resize(m_network.faults.size());
    for (const Fault& fault : m_network.faults) {
        if (fault.target == FaultTarget::flow) {
            m_flowFaults.resize(m_network.flowCount);
        }
    }
}

void Engine::setUpAsked() {
    m_asked.resize(m_network.asked.size());
    m_journeysEventful = m_network.classCount > 0 || !m_network.asked.empty();
    m_askedOfJourney.resize(m_network.journeys.size());
    const auto askAt = [this](Index row, Index station) {
        giveExtras(m_stations[station]);
        m_stations[station].extras->asked.push_back(row);
        m_stations[station].traits |= kAsked | kObserved;
    };
    for (Index row = 0; row < m_network.asked.size(); ++row) {
        const Asked& asked = m_network.asked[row];
        if (!std::isnan(asked.at)) {
            continue; // looked at from outside, at that moment
        }
        if (asked.what == AskedWhat::inside || asked.what == AskedWhat::queue || asked.what == AskedWhat::up) {
            m_watches.push_back({.row = row});
            m_watching = true;
            continue;
        }
        if (asked.as != AskedAs::share) {
            continue; // the histograms know
        }
        for (Index station = 0; station < m_stations.size(); ++station) {
            const bool here = (asked.of.kind == PlaceKind::handler && m_stations[station].handler == asked.of.index) ||
                              (asked.of.kind == PlaceKind::service && m_stations[station].service == asked.of.index);
            if (here) {
                askAt(row, station);
            }
        }
        if (asked.of.kind == PlaceKind::journey) {
            m_askedOfJourney[asked.of.index].push_back(row);
        }
        if (asked.of.kind == PlaceKind::channel) {
            m_channels[asked.of.index].asked.push_back(row);
            for (Station& station : m_stations) {
                station.traits |= kAsked | kObserved;
                giveExtras(station);
            }
        }
    }
}

/// The first events, in the order in which those of one instant will come.
void Engine::startScenario() {
    for (Index row = 0; row < m_network.backlogs.size(); ++row) {
        bringBacklog(m_network.backlogs[row], row);
    }
    for (Index row = 0; row < m_network.faults.size(); ++row) {
        schedule(m_network.faults[row].at, EventKind::faultBegins, row);
    }
    for (Index row = 0; row < m_network.replays.size(); ++row) {
        schedule(m_network.replays[row].at, EventKind::replay, row);
    }
    if (!std::isnan(m_network.recoveryFrom)) {
        schedule(m_network.recoveryFrom, EventKind::watch, 0);
    }
    for (Index row = 0; row < m_services.size(); ++row) {
        ServiceState& service = m_services[row];
        if (service.spec->autoscale.metric != AutoscaleMetric::none) {
            schedule(service.spec->autoscale.every, EventKind::decide, row);
            noteIdle(service);
        }
        for (Index replica = 0; replica < service.replicas.size() && service.spec->breakdowns.every.present();
             ++replica) {
            service.replicas[replica].breakdown =
                m_pending.push(drawn(service.spec->breakdowns.every), payloadOf(EventKind::breakdown, row, replica));
        }
        for (Index replica = 0; replica < service.replicas.size() && service.pollEvery > 0; ++replica) {
            serve(service, replica); // finds nothing, and sleeps
        }
    }
    std::uint64_t users = 0;
    for (Index row = 0; row < m_sources.size(); ++row) {
        SourceState& source = m_sources[row];
        users += source.spec->kind == ArrivalKind::users ? source.spec->users : 0;
        if (users > kMostUsers) { // more than can think at once: there is no place for their alarm clocks
            end(EndedBy::memory);
            return;
        }
        for (std::uint32_t user = 0; user < source.spec->users && source.spec->kind == ArrivalKind::users; ++user) {
            userThinks(row);
        }
        if (source.spec->kind == ArrivalKind::bursty) {
            schedulePhase(row);
        }
        scheduleEmission(row);
    }
}

} // namespace stormglass::sim::detail
