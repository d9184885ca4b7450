// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/exactness.hpp"

#include "simulator/forecast/detail/firing.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// A stream of messages: where it split off from others that it must not meet again, and whether it is as good as
/// Poisson. Streams without a common past (`line` 0) merge freely.
struct Stream {
    bool isThere = false;
    bool isClean = true;
    bool isBunched = false; ///< several at the same instant
    bool isBursty = false;  ///< a Poisson stream of changing rate
    std::uint64_t line = 0;

    friend bool operator==(const Stream&, const Stream&) = default;
};

Stream merged(const Stream& a, const Stream& b) {
    if (!a.isThere || !b.isThere) {
        return a.isThere ? a : b;
    }
    return {true, a.isClean && b.isClean && a.line == b.line, a.isBunched || b.isBunched, a.isBursty || b.isBursty,
            a.line};
}

enum class StationKind : std::uint8_t { inexact, productForm, firstOnly };

class Exactness {
  public:
    explicit Exactness(Solution& solution)
        : m_solution(solution)
        , m_model(solution.model)
        , m_network(solution.model.network)
        , m_kinds(m_model.stations.size(), StationKind::inexact)
        , m_streams(m_network.messages.size())
        , m_cleanStations(m_model.stations.size(), 1) {}

    void mark() {
        for (Index s = 0; s < m_kinds.size(); ++s) {
            m_kinds[s] = kindOf(s);
        }
        // Around a loop what is unclean spreads at most once round per pass.
        for (int pass = 0; pass < 8; ++pass) {
            const std::vector<Stream> before = m_streams;
            flow();
            if (m_streams == before) {
                break;
            }
        }
        const bool usersStandAlone = usersAreAlone();
        const bool isDisturbed = !m_network.faults.empty() || !m_network.replays.empty() || !m_network.backlogs.empty();
        for (Index s = 0; s < m_kinds.size(); ++s) {
            StationState& station = m_model.stations[s];
            const bool isOpen = station.closedWait < 0;
            station.exact = m_kinds[s] != StationKind::inexact && m_cleanStations[s] != 0 && station.sureLoad < 1 &&
                            station.rate > 0 && (isOpen || usersStandAlone) && !isDisturbed;
        }
    }

  private:
    // ------------------------------------------------------------------------------------------------------- stations

    [[nodiscard]] bool isOrdinary(Index lane) const {
        const Handler& handler = m_model.handlerOf(lane);
        const LaneState& state = m_model.laneStates[lane];
        const bool isChannelPlain = isPlainChannel(m_model.lanes.lanes[lane].channel);
        return !handler.batch.present && handler.join.kind == JoinKind::none && handler.rateLimit.rate <= 0 &&
               !handler.circuitBreaker.present && handler.hedge.copies <= 1 && !handler.exclusivePerKey &&
               !handler.eventSourced && std::isinf(handler.timeout) && !handler.patience.present() &&
               state.callSeconds <= 0 && isChannelPlain;
    }

    [[nodiscard]] bool isPlainChannel(Index number) const {
        if (number == kNone) {
            return true;
        }
        const Channel& channel = m_network.channels[number];
        return !channel.topic && channel.capacity == kUnlimited && channel.publishEvery <= 0 &&
               channel.pollEvery <= 0 && channel.duplicates <= 0 && channel.maxAttempts <= 1 &&
               std::isinf(channel.ttl) && std::isinf(channel.retention) && std::isinf(channel.visibility);
    }

    [[nodiscard]] bool isOrdinary(const Service& service) const {
        return service.autoscale.metric == AutoscaleMetric::none && !service.breakdowns.every.present();
    }

    /// All that is handled takes exponential times of one mean.
    [[nodiscard]] bool isExponential(Index number) const {
        const std::vector<Index>& lanes = m_model.lanesOfService[number];
        double mean = -1;
        return std::ranges::all_of(lanes, [&](Index lane) {
            const LaneState& state = m_model.laneStates[lane];
            if (state.offered <= 0) {
                return true;
            }
            const bool isSame = mean < 0 || std::abs(mean - state.hold) <= 1e-12 * mean;
            mean = state.hold;
            return isSame && state.exponential;
        });
    }

    [[nodiscard]] bool takesSplitTopic(Index number) const {
        const std::vector<Index>& lanes = m_model.lanesOfService[number];
        const Service& service = m_network.services[number];
        if (lanes.size() != 1 || m_model.lanes.lanes[lanes.front()].channel == kNone) {
            return false;
        }
        const Channel& channel = m_network.channels[m_model.lanes.lanes[lanes.front()].channel];
        const bool isSimple = channel.topic && channel.capacity == kUnlimited && channel.publishEvery <= 0 &&
                              channel.pollEvery <= 0 && channel.duplicates <= 0 && channel.maxAttempts <= 1 &&
                              std::isinf(channel.ttl) && std::isinf(channel.retention) &&
                              std::isinf(channel.visibility);
        const std::uint32_t each = (channel.partitions + service.replicas - 1) / std::max(service.replicas, 1U);
        const Handler& handler = m_model.handlerOf(lanes.front());
        const bool isBare = !handler.batch.present && handler.join.kind == JoinKind::none &&
                            handler.rateLimit.rate <= 0 && !handler.circuitBreaker.present &&
                            handler.hedge.copies <= 1 && !handler.exclusivePerKey && !handler.eventSourced &&
                            !handler.patience.present() && std::isinf(handler.timeout) &&
                            m_model.laneStates[lanes.front()].callSeconds <= 0;
        return isSimple && isBare && (channel.partitions == 1 || !channel.shares.empty()) &&
               each <= service.concurrency;
    }

    [[nodiscard]] StationKind kindOf(Index number) const {
        const Service& service = m_network.services[number];
        const StationState& station = m_model.stations[number];
        const std::vector<Index>& lanes = m_model.lanesOfService[number];
        if (std::ranges::any_of(lanes, [this](Index lane) { return mayBeBlocked(lane); })) {
            return StationKind::inexact;
        }
        if (isColdStart(number) && std::ranges::all_of(lanes, [this](Index lane) { return isOrdinary(lane); })) {
            return StationKind::firstOnly;
        }
        if (!isOrdinary(service)) {
            return StationKind::inexact;
        }
        if (takesSplitTopic(number)) {
            return service.queueLimit == kUnlimited ? StationKind::firstOnly : StationKind::inexact;
        }
        const bool isOrdinaryForAll = std::ranges::all_of(lanes, [this](Index lane) { return isOrdinary(lane); });
        if (!isOrdinaryForAll) {
            return isSpecial(number) ? StationKind::firstOnly : StationKind::inexact;
        }
        if (std::isinf(station.workers)) {
            return StationKind::productForm;
        }
        const bool isOneQueue = service.balancing == Balancing::shared || service.replicas <= 1;
        if (service.queueLimit != kUnlimited) {
            // Blocked calls cleared look at the mean alone (Erlang); with room to wait it takes exponential times.
            const bool isKnown = service.queueLimit == 0 || isExponential(number);
            return isOneQueue && service.overflow != Overflow::block && isKnown && lanes.size() == 1
                       ? StationKind::firstOnly
                       : StationKind::inexact;
        }
        switch (service.discipline) {
        case Discipline::processorSharing:
            return isOneQueue ? StationKind::productForm : StationKind::inexact;
        case Discipline::fifo:
        case Discipline::lifo:
        case Discipline::random:
            if (isExponential(number) && isOneQueue) {
                return StationKind::productForm;
            }
            // A Poisson stream split at random is Poisson again.
            return (isOneQueue && station.workers == 1) || (service.balancing == Balancing::random &&
                                                            (service.concurrency == 1 || isExponential(number)))
                       ? StationKind::firstOnly
                       : StationKind::inexact;
        case Discipline::shortest:
            return station.workers == 1 && isExponential(number) ? StationKind::firstOnly : StationKind::inexact;
        case Discipline::priority:
        case Discipline::preemptivePriority:
            return m_model.classes == 1 && (station.workers == 1 || (isExponential(number) && isOneQueue &&
                                                                     service.discipline == Discipline::priority))
                       ? StationKind::firstOnly
                       : StationKind::inexact;
        }
        return StationKind::inexact;
    }

    /// Exponential patience, batches of exponential time, tokens of a bucket of one, vacations: each alone.
    [[nodiscard]] bool isSpecial(Index number) const {
        const std::vector<Index>& lanes = m_model.lanesOfService[number];
        const Service& service = m_network.services[number];
        if (lanes.size() != 1 || service.discipline != Discipline::fifo || service.queueLimit != kUnlimited) {
            return false;
        }
        const Handler& handler = m_model.handlerOf(lanes.front());
        const LaneState& state = m_model.laneStates[lanes.front()];
        const double workers = m_model.stations[number].workers;
        const bool isBare = handler.join.kind == JoinKind::none && !handler.circuitBreaker.present &&
                            handler.hedge.copies <= 1 && !handler.exclusivePerKey && !handler.eventSourced &&
                            std::isinf(handler.timeout) && state.callSeconds <= 0;
        const Index channel = m_model.lanes.lanes[lanes.front()].channel;
        const bool isDirect = isPlainChannel(channel);
        if (!isBare) {
            return false;
        }
        const auto isExponentialVariate = [this](const Variate& variate) {
            return variate.present() &&
                   m_network.distributions[variate.distribution].kind == DistributionKind::exponential;
        };
        if (isDirect && handler.patience.present() && !handler.batch.present && handler.rateLimit.rate <= 0) {
            return isExponentialVariate(handler.patience) && state.exponential && !std::isinf(workers);
        }
        if (isDirect && handler.batch.present && handler.rateLimit.rate <= 0 && !handler.patience.present()) {
            return workers == 1 && handler.batch.linger <= 0 && !handler.batch.perMessage.present() &&
                   isExponentialVariate(handler.time);
        }
        const bool polls =
            channel != kNone && !m_network.channels[channel].topic && m_network.channels[channel].pollEvery > 0 &&
            m_network.channels[channel].capacity == kUnlimited && m_network.channels[channel].publishEvery <= 0 &&
            m_network.channels[channel].duplicates <= 0 && std::isinf(m_network.channels[channel].ttl) &&
            std::isinf(m_network.channels[channel].retention);
        return polls && workers == 1 && !handler.batch.present && handler.rateLimit.rate <= 0 &&
               !handler.patience.present();
    }

    /// Messages that come together are one by one to M/G/1, and to nobody else that is computed exactly.
    [[nodiscard]] bool takesBunches(Index number) const {
        const Service& service = m_network.services[number];
        const bool isOrdinaryForAll =
            std::ranges::all_of(m_model.lanesOfService[number], [this](Index lane) { return isOrdinary(lane); });
        return m_model.stations[number].workers == 1 && isOrdinaryForAll && service.queueLimit == kUnlimited &&
               service.discipline == Discipline::fifo && service.autoscale.metric == AutoscaleMetric::none;
    }

    [[nodiscard]] bool takesBursts(Index number) const {
        const std::vector<Index>& lanes = m_model.lanesOfService[number];
        return lanes.size() == 1 && m_model.laneStates[lanes.front()].bursts != kNone &&
               m_model.laneStates[lanes.front()].exponential && takesBunches(number) &&
               m_model.stations[number].bunch <= 0;
    }

    /// A service that holds its senders back when it is full makes them other stations than they are alone.
    [[nodiscard]] bool mayBeBlocked(Index lane) const {
        const Range flows = m_model.handlerOf(lane).flows;
        for (Index f = flows.first; f < flows.end(); ++f) {
            for (const Feed& feed : m_model.lanes.feedsOf(m_network.outFlows[f].message)) {
                const Lane& to = m_model.lanes.lanes[feed.lane];
                const Service& service = m_network.services[to.service];
                const bool byService =
                    to.channel == kNone && service.queueLimit != kUnlimited && service.overflow == Overflow::block;
                const bool byChannel = to.channel != kNone && m_network.channels[to.channel].capacity != kUnlimited &&
                                       m_network.channels[to.channel].overflow == Overflow::block;
                if (byService || byChannel) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Stopped when idle, started at once for the first message: M/G/1 with set-up.
    [[nodiscard]] bool isColdStart(Index number) const {
        const Service& service = m_network.services[number];
        const Autoscale& rule = service.autoscale;
        return rule.metric != AutoscaleMetric::none && rule.min == 0 && rule.max == 1 && rule.idleFor <= 0 &&
               service.concurrency == 1 && service.replicas <= 1 && !service.breakdowns.every.present() &&
               service.queueLimit == kUnlimited && service.discipline == Discipline::fifo;
    }

    // -------------------------------------------------------------------------------------------------------- streams

    void flow() {
        std::vector<Stream> next(m_streams.size());
        std::vector<Stream> atStation(m_kinds.size());
        const auto send = [&](Index message, const Stream& stream) { next[message] = merged(next[message], stream); };
        sources(send);
        for (const Index lane : m_solution.traffic.laneOrder()) {
            const Lane& row = m_model.lanes.lanes[lane];
            // Around a loop the message's stream is not complete yet: what was known of it before counts as well.
            const Stream message =
                merged(next[row.message],
                       m_streams[row.message].isThere && isOnLoop(lane) ? m_streams[row.message] : Stream{});
            const Stream stream = deliveredOf(row.message, lane, message);
            atStation[row.service] = merged(atStation[row.service], stream);
            const bool staysOneStream = m_kinds[row.service] == StationKind::productForm ||
                                        (m_kinds[row.service] == StationKind::firstOnly && comesOnce(lane));
            const bool bearsBunches = !stream.isBunched || (takesBunches(row.service) && comesOnce(lane));
            const bool bearsBursts = !stream.isBursty || (takesBursts(row.service) && comesOnce(lane));
            if (stream.isThere && !(staysOneStream && bearsBunches && bearsBursts)) {
                atStation[row.service].isClean = false;
            }
            onwards(lane, stream, send);
            for (const Index dead : row.deadLanes) { // what is given up is no stream that is known well
                atStation[m_model.lanes.lanes[dead].service] = {true, false, false, false, 0};
            }
        }
        for (Index s = 0; s < m_kinds.size(); ++s) {
            m_cleanStations[s] = atStation[s].isThere && atStation[s].isClean ? 1 : 0;
        }
        m_streams = std::move(next);
    }

    [[nodiscard]] bool isOnLoop(Index lane) const { return m_solution.traffic.isOnLoop(lane); }

    /// What comes back to where it was (a retry, a loop) is no Poisson stream any more.
    [[nodiscard]] bool comesOnce(Index lane) const {
        const Fate fate = m_model.fateOf(lane);
        const double passes = fate.of(Outcome::success) + fate.of(Outcome::failure) + fate.of(Outcome::timeout);
        return !isOnLoop(lane) && std::abs(fate.attempts - passes) < 1e-12;
    }

    template <class Send> void sources(const Send& send) const {
        std::vector<Firing> firings;
        for (Index s = 0; s < m_network.sources.size(); ++s) {
            const Source& source = m_network.sources[s];
            if (m_model.sourceRates[s] <= 0) {
                continue;
            }
            const bool isPoisson = source.kind == ArrivalKind::poisson && source.profiles.empty();
            const bool isBursty = source.kind == ArrivalKind::bursty && source.profiles.empty();
            const Stream stream{true, isPoisson || isBursty || source.kind == ArrivalKind::users,
                                source.batch.present(), isBursty, 0};
            firingsOf(m_network, source.flows, kNone, kNoClass, Outcome::success, firings);
            forEach(firings, (std::uint64_t{1} << 60U) + (static_cast<std::uint64_t>(s) << 24U), stream, send);
        }
    }

    /// Messages sent together part ways; one of several by choice or chance does not.
    template <class Send>
    void forEach(const std::vector<Firing>& firings, std::uint64_t from, const Stream& stream, const Send& send) const {
        std::size_t together = 0;
        for (const Firing& firing : firings) {
            together += m_network.outFlows[firing.flow].choiceGroup == kNone ? 1 : 0;
        }
        const bool hasChoice = together < firings.size();
        const bool parts = together + (hasChoice ? 1 : 0) > 1;
        for (std::size_t i = 0; i < firings.size(); ++i) {
            const OutFlow& flow = m_network.outFlows[firings[i].flow];
            Stream sent = stream;
            sent.isClean = sent.isClean && !flow.count.present();
            sent.line = parts ? from + i + 1 : stream.line;
            send(flow.message, sent);
        }
    }

    [[nodiscard]] Stream deliveredOf(Index message, Index lane, const Stream& stream) const {
        std::size_t ways = 0;
        for (const Feed& feed : m_model.lanes.feedsOf(message)) {
            ways += feed.share > 0 ? 1 : 0;
        }
        Stream delivered = stream;
        if (ways > 1 && !m_network.messages[message].competing && stream.isThere) {
            delivered.line = (std::uint64_t{2} << 60U) + lane + 1;
        }
        return delivered;
    }

    template <class Send> void onwards(Index lane, const Stream& stream, const Send& send) const {
        if (!stream.isThere) {
            return;
        }
        const Lane& row = m_model.lanes.lanes[lane];
        Stream leaving = stream;
        leaving.isClean =
            stream.isClean && !stream.isBunched && !stream.isBursty && m_kinds[row.service] == StationKind::productForm;
        std::vector<Firing> firings;
        const Fate fate = m_model.fateOf(lane);
        for (std::size_t o = 0; o < fate.chance.size(); ++o) {
            if (fate.chance[o] > 0) {
                firingsOf(m_network, m_network.handlers[row.handler].flows, row.message, kNoClass,
                          static_cast<Outcome>(o), firings);
                forEach(firings, (std::uint64_t{3} << 60U) + (static_cast<std::uint64_t>(lane) << 24U), leaving, send);
            }
        }
    }

    /// Users give exact answers in a closed product-form network: nothing else comes in, and all of it is waited for
    /// one after another.
    [[nodiscard]] bool usersAreAlone() const {
        const auto brings = [this](Index s) { return m_model.sourceRates[s] > 0; };
        std::size_t users = 0;
        std::size_t others = 0;
        for (Index s = 0; s < m_network.sources.size(); ++s) {
            const bool isUsers = m_network.sources[s].kind == ArrivalKind::users;
            users += brings(s) && isUsers ? 1 : 0;
            others += brings(s) && !isUsers ? 1 : 0;
        }
        bool isOneChain = true;
        for (const Stream& stream : m_streams) {
            isOneChain = isOneChain && (!stream.isThere || (stream.line == 0 && stream.isClean));
        }
        for (Index s = 0; s < m_kinds.size(); ++s) {
            isOneChain = isOneChain && (m_model.stations[s].rate <= 0 || m_kinds[s] == StationKind::productForm);
        }
        return users == 1 && others == 0 && isOneChain && m_solution.usersAreExact;
    }

    Solution& m_solution;
    Model& m_model;
    const Network& m_network;
    std::vector<StationKind> m_kinds;
    std::vector<Stream> m_streams; ///< by message
    std::vector<std::uint8_t> m_cleanStations;
};

} // namespace

void markExact(Solution& solution) {
    Exactness(solution).mark();
}

bool isPlainMMc(const Solution& solution, Index number) {
    const Model& model = solution.model;
    const StationState& station = model.stations[number];
    const Service& service = model.network.services[number];
    const std::vector<Index>& lanes = model.lanesOfService[number];
    const bool isBursty =
        std::ranges::any_of(lanes, [&model](Index lane) { return model.laneStates[lane].bursts != kNone; });
    if (!station.exact || station.closedWait >= 0 || station.bunch > 0 || isBursty ||
        service.autoscale.metric != AutoscaleMetric::none || std::isinf(station.workers) || station.workers > 1000 ||
        service.discipline != Discipline::fifo || service.queueLimit != kUnlimited ||
        (service.balancing != Balancing::shared && service.replicas > 1)) {
        return false;
    }
    bool isPlain = true;
    for (const Index lane : model.lanesOfService[number]) {
        const Handler& handler = model.handlerOf(lane);
        const Index channel = model.lanes.lanes[lane].channel;
        const Fate fate = model.fateOf(lane);
        isPlain = isPlain &&
                  (channel == kNone ||
                   (!model.network.channels[channel].topic && model.network.channels[channel].pollEvery <= 0)) &&
                  model.laneStates[lane].exponential && !handler.batch.present && !handler.patience.present() &&
                  handler.rateLimit.rate <= 0 && std::abs(fate.attempts - 1) < 1e-12 &&
                  model.laneStates[lane].hold == model.laneStates[model.lanesOfService[number].front()].hold;
    }
    return isPlain;
}

} // namespace stormglass::sim::forecasting
