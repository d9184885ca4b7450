// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/service_load.hpp"

#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Beyond this much room a loss formula sums in vain: nothing is lost below saturation, and above it the room is full.
constexpr double kMuchRoom = 4000;

double quotient(double a, double b) noexcept {
    return b > 0 ? a / b : 0;
}

/// Patience as little as nothing: an exponential one that short.
constexpr double kLeastPatience = 1e-9;
/// With more arrivals within the patience than this, the queue is a fluid.
constexpr double kManyWaiting = 20'000;

/// Erlang A in the fluid limit (Whitt 2006): above saturation the queue holds what gives up as fast as too much comes.
LimitedStation manyImpatient(const QueueLoad& load, double servers, double patience) {
    LimitedStation answer;
    const double capacity = servers / load.service;
    if (load.rate > capacity) {
        answer.lossProbability = 1 - capacity / load.rate;
        answer.meanQueue = (load.rate - capacity) * patience;
    } else {
        answer.meanQueue = load.rate * std::min(meanWait(load), patience);
    }
    answer.throughput = std::min(load.rate, capacity);
    answer.meanBusy = answer.throughput * load.service;
    answer.meanWait = answer.meanQueue / load.rate;
    return answer;
}

} // namespace

double sourceScv(const Network& network, const Source& source) {
    double scv = 1;
    if (source.kind == ArrivalKind::constant) {
        scv = 0;
    } else if (source.kind == ArrivalKind::renewal) {
        scv = std::min(scvOf(network, source.interval), 1e6);
    } else if (source.kind == ArrivalKind::bursty) {
        const double calm = quotient(1, source.burstEvery); // rate of leaving the quiet phase
        const double wild = quotient(1, source.burstLength);
        const double difference = source.rate - source.burstRate;
        const double mean = source.rate * wild + source.burstRate * calm;
        scv = 1 + quotient(2 * difference * difference * calm * wild, (calm + wild) * (calm + wild) * mean);
    }
    return scv;
}

ServiceLoad::ServiceLoad(Model& model, Index service, const std::vector<std::uint8_t>& sentByHandlers)
    : m_model(model)
    , m_network(model.network)
    , m_service(model.network.services[service])
    , m_station(model.stations[service])
    , m_lanes(model.lanesOfService[service])
    , m_sentByHandlers(sentByHandlers) {
    const double every = meanOf(m_network, m_service.breakdowns.every);
    const double repair = meanOf(m_network, m_service.breakdowns.repair);
    if (m_service.breakdowns.every.present() && every + repair > 0) {
        m_available = std::isinf(repair) ? 0 : std::isinf(every) ? 1 : every / (every + repair);
    }
}

void ServiceLoad::solve() {
    if (m_lanes.empty()) {
        return;
    }
    gather();
    if (std::isinf(m_station.workers)) {
        shareOut(0);
        addTokens();
        addPolls();
        return;
    }
    const bool isBatch =
        std::ranges::any_of(m_lanes, [this](Index lane) { return m_model.handlerOf(lane).batch.present; });
    Index topic = kNone;
    double room = kInfinity;
    double patience = 0;
    double patientRate = 0;
    bool rejects = false;
    for (const Index lane : m_lanes) {
        const Index channel = m_model.lanes.lanes[lane].channel;
        topic = topic == kNone && channel != kNone && m_network.channels[channel].topic ? channel : topic;
        room = std::min(room, roomOf(lane, rejects));
        if (const double own = patienceOf(lane); !std::isinf(own)) {
            patience += own * m_model.laneStates[lane].attempts;
            patientRate += m_model.laneStates[lane].attempts;
        }
    }
    if (isBatch) {
        solveBatches();
    } else if (topic != kNone) {
        solvePartitions(topic);
    } else if (m_service.discipline == Discipline::processorSharing) {
        solveSharing();
    } else if (patientRate > 0) {
        solveImpatient(std::max(patience / patientRate, kLeastPatience));
    } else if (!std::isinf(room)) {
        solveLimited(room, rejects);
    } else if (m_service.discipline == Discipline::priority || m_service.discipline == Discipline::preemptivePriority) {
        solvePriorities();
    } else {
        solvePlain();
    }
    limitKeys();
    addTokens();
    addPolls();
    addColdStarts();
}

/// Handlers of different holds in one queue: rates add, moments mix.
void ServiceLoad::gather() {
    double work = 0;
    double handled = 0;
    double sure = 0;
    double squares = 0;
    double variability = 0;
    double bunches = 0;
    m_station.rate = 0;
    for (const Index lane : m_lanes) {
        LaneState& state = m_model.laneStates[lane];
        if (state.offered <= 0) {
            continue;
        }
        m_station.rate += state.offered;
        work += times(state.offered, state.hold);
        handled += times(state.attempts, state.hold);
        sure += isShed(lane) ? 0 : times(state.offered, state.hold);
        squares += state.offered * state.hold * state.hold * (1 + state.holdScv);
        variability += state.offered * state.arrivalScv;
        bunches += state.offered * state.bunch;
    }
    m_station.service = quotient(work, m_station.rate);
    m_station.serviceScv = m_station.service > 0 && !std::isinf(work)
                               ? std::max(squares / m_station.rate / (m_station.service * m_station.service) - 1, 0.0)
                               : 1;
    m_station.arrivalScv = m_station.rate > 0 ? variability / m_station.rate : 1;
    m_station.bunch = quotient(bunches, m_station.rate);
    m_station.offered = work;
    const double there = m_station.workers * m_available;
    const auto shareOf = [&](double amount) {
        return std::isinf(m_station.workers) ? 0 : there > 0 ? amount / there : amount > 0 ? kInfinity : 0;
    };
    m_station.busy = shareOf(handled);
    m_station.load = shareOf(work);
    m_station.sureLoad = shareOf(sure);
    if (m_station.closedWait >= 0) {
        m_station.sureLoad = std::min(m_station.sureLoad, m_station.openLoad);
    }
    m_load = {m_station.rate, m_station.service, m_station.serviceScv, m_station.arrivalScv, serversUp()};
}

/// Workers that are there on the average, as many as autoscaling wants for this load.
double ServiceLoad::serversUp() const {
    double servers = m_station.workers;
    if (m_service.autoscale.metric != AutoscaleMetric::none && m_service.autoscale.max != kUnlimited) {
        const double each = m_service.concurrency;
        const double wanted = m_service.autoscale.metric == AutoscaleMetric::busy
                                  ? std::ceil(m_station.offered / (each * m_service.autoscale.target))
                                  : std::floor(m_station.offered / each) + 1;
        servers = each * std::clamp(wanted, std::max(1.0, static_cast<double>(m_service.autoscale.min)),
                                    static_cast<double>(m_service.autoscale.max));
    }
    return servers * m_available;
}

/// Whether something takes away what is too much here: then the place is never unstable.
bool ServiceLoad::isShed(Index lane) const {
    bool rejects = false;
    return !std::isinf(roomOf(lane, rejects)) || !std::isinf(patienceOf(lane)) ||
           m_model.handlerOf(lane).rateLimit.rejects;
}

/// Mean time after which a message gives up waiting: its own patience or its channel's; infinite: never.
double ServiceLoad::patienceOf(Index lane) const {
    const Handler& handler = m_model.handlerOf(lane);
    double patience = handler.patience.present() ? meanOf(m_network, handler.patience) : kInfinity;
    if (const Index channel = m_model.lanes.lanes[lane].channel; channel != kNone) {
        patience = std::min({patience, m_network.channels[channel].ttl, m_network.channels[channel].retention});
    }
    return patience;
}

/// Messages that may wait before one is turned away; infinite: any number. Where senders are blocked, only sources can
/// be made to wait without end somewhere else.
double ServiceLoad::roomOf(Index lane, bool& rejects) const {
    const Lane& row = m_model.lanes.lanes[lane];
    const std::uint32_t room = row.channel == kNone ? m_service.queueLimit : m_network.channels[row.channel].capacity;
    const Overflow overflow = row.channel == kNone ? m_service.overflow : m_network.channels[row.channel].overflow;
    if (room == kUnlimited || (overflow == Overflow::block && m_sentByHandlers[row.message] != 0)) {
        return kInfinity;
    }
    rejects = rejects || overflow == Overflow::reject;
    return room;
}

void ServiceLoad::shareOut(double wait, double stretch) {
    m_station.wait = wait;
    m_station.queue = m_station.rate > 0 ? m_station.rate * wait : 0;
    const double leaving = departureScv(m_load);
    for (const Index lane : m_lanes) {
        LaneState& state = m_model.laneStates[lane];
        state.wait = wait;
        state.shedding = {};
        state.handling = stretch == 1 ? state.alone : state.alone * stretch;
        state.departureScv = std::isinf(m_station.workers) ? state.arrivalScv : leaving;
    }
}

void ServiceLoad::solvePlain() {
    if (m_station.closedWait >= 0) {
        shareOut(m_station.closedWait);
        return;
    }
    const double replicas = m_load.servers / std::max(static_cast<double>(m_service.concurrency), 1.0);
    double wait = m_service.balancing == Balancing::shared || replicas <= 1
                      ? meanWait(m_load)
                      : meanWaitBalanced(m_load, replicas, m_service.balancing, m_service.choices);
    const LaneState& only = m_model.laneStates[m_lanes.front()];
    if (m_lanes.size() == 1 && only.bursts != kNone && m_load.servers == 1 && only.exponential) {
        wait = burstyWait(only.bursts);
    } else if (m_service.discipline == Discipline::shortest) {
        wait = meanWaitShortest(m_load);
    }
    // Of those that come together, all but the first wait for the ones before them (Gross and Harris, 3.1).
    if (m_station.bunch > 0 && m_station.load < 1) {
        wait += m_station.bunch * m_load.service / (2 * m_load.servers * (1 - m_station.load));
    }
    // Who comes while everything is down waits for the rest of the repair.
    if (m_available < 1 && m_station.workers == 1 && m_load.rate > 0) {
        const double repair = meanOf(m_network, m_service.breakdowns.repair);
        const double rest = repair * (1 + scvOf(m_network, m_service.breakdowns.repair)) / 2;
        wait += (1 - m_available) * rest / std::max(1 - m_station.busy, 1e-12);
    }
    shareOut(m_station.load >= 1 ? kInfinity : wait);
}

/// As many retries more come in bursts as the first attempts do.
double ServiceLoad::burstyWait(Index number) const {
    const Source& source = m_network.sources[number];
    const double mean = (source.rate * source.burstEvery + source.burstRate * source.burstLength) /
                        (source.burstEvery + source.burstLength);
    const double more = quotient(m_load.rate, mean);
    return meanWaitBursty({.calm = more * source.rate,
                           .wild = more * source.burstRate,
                           .becomes = 1 / source.burstEvery,
                           .quietens = 1 / source.burstLength},
                          m_load.service);
}

void ServiceLoad::solveSharing() {
    const double wait = meanWait({m_load.rate, m_load.service, 1, 1, m_load.servers});
    const bool isFinite = m_load.service > 0 && std::isfinite(m_load.service);
    const double stretch = isFinite ? (wait + m_load.service) / m_load.service : 1;
    shareOut(0, stretch);
    m_station.queue = 0;
}

void ServiceLoad::solveLimited(double room, bool rejects) {
    const double replicas = m_service.balancing == Balancing::shared
                                ? 1
                                : std::max(m_load.servers / std::max(1.0 * m_service.concurrency, 1.0), 1.0);
    const double servers = std::max(std::round(m_load.servers / replicas), 1.0);
    const double rate = m_load.rate / replicas;
    double loss = 0;
    double wait = 0;
    if (room <= kMuchRoom && servers <= kMuchRoom) {
        const LimitedStation answer =
            limitedMMcK(rate, m_load.service, static_cast<int>(servers), static_cast<long>(room));
        loss = answer.lossProbability;
        wait = answer.meanWait;
    } else {
        const double load = rate * m_load.service / servers;
        loss = load > 1 ? 1 - 1 / load : 0;
        wait = load >= 1 ? room * m_load.service / servers : meanWait({rate, m_load.service, 1, 1, servers});
    }
    shareOut(wait);
    for (const Index lane : m_lanes) {
        bool unused = false;
        if (!std::isinf(roomOf(lane, unused))) {
            (rejects ? m_model.laneStates[lane].shedding.rejected : m_model.laneStates[lane].shedding.dropped) = loss;
        }
    }
}

void ServiceLoad::solveImpatient(double patience) {
    const double servers = std::clamp(std::round(m_load.servers), 1.0, kMuchRoom);
    const LimitedStation answer = m_load.rate * patience > kManyWaiting
                                      ? manyImpatient(m_load, servers, patience)
                                      : erlangA(m_load.rate, m_load.service, static_cast<int>(servers), patience);
    shareOut(answer.meanWait);
    for (const Index lane : m_lanes) {
        if (!std::isinf(patienceOf(lane))) {
            m_model.laneStates[lane].shedding.expired = answer.lossProbability;
        }
    }
    m_station.queue = answer.meanQueue;
}

/// More important ones first (Cobham 1954; preemptive: Kleinrock vol. 2, 3.4). With several servers the wait of the
/// one queue takes the place of the remaining handling.
void ServiceLoad::solvePriorities() {
    std::vector<Index> lanes = m_lanes;
    const auto priority = [this](Index lane) {
        return priorityOf(m_network, m_model.lanes.lanes[lane], m_model.classes > 1 ? 0 : kNoClass);
    };
    std::ranges::stable_sort(lanes, [&](Index a, Index b) { return priority(a) > priority(b); });
    const bool preempts = m_service.discipline == Discipline::preemptivePriority;
    const double fifo = meanWait(m_load);
    shareOut(fifo);
    double before = 0; // load of more important ones
    double residual = 0;
    double queue = 0;
    const double residualOfAll = std::isinf(fifo) ? kInfinity : fifo * (1 - m_station.load);
    for (std::size_t i = 0; i < lanes.size();) {
        std::size_t end = i;
        double own = 0;
        for (; end < lanes.size() && priority(lanes[end]) == priority(lanes[i]); ++end) {
            const LaneState& state = m_model.laneStates[lanes[end]];
            own += state.offered * state.hold / m_load.servers;
            residual += state.offered * state.hold * state.hold * (1 + state.holdScv) / 2 / m_load.servers;
        }
        const double after = before + own;
        const double base = !preempts && !std::isinf(residualOfAll) ? residualOfAll
                            : m_load.servers > 1                    ? residualOfAll * after / m_station.load
                                                                    : residual;
        const double wait = after >= 1 ? kInfinity : base / ((1 - before) * (1 - after));
        for (; i < end; ++i) {
            LaneState& state = m_model.laneStates[lanes[i]];
            state.wait = wait;
            state.handling = preempts ? state.alone / std::max(1 - before, 1e-12) : state.alone;
            queue += state.attempts > 0 ? state.attempts * wait : 0;
        }
        before = after;
    }
    m_station.queue = queue;
    m_station.wait = quotient(queue, m_station.rate);
}

void ServiceLoad::solveBatches() {
    const Handler* handler = nullptr;
    for (const Index lane : m_lanes) {
        handler = m_model.handlerOf(lane).batch.present ? &m_model.handlerOf(lane) : handler;
    }
    const BatchRule& rule = handler->batch;
    const double most = rule.max == kUnlimited ? 1e9 : rule.max;
    const double each = meanOf(m_network, rule.perMessage);
    const double alone = std::max(m_station.service - each, 0.0); // of a batch, without its messages
    const double servers = m_load.servers;
    double size = 1;
    BulkAnswer answer;
    for (int round = 0; round < 8; ++round) {
        answer = bulkService(m_load.rate / servers, alone + each * size, most);
        size = std::min(answer.batch, most);
        if (each == 0) {
            break;
        }
    }
    const double whole = alone + each * most;
    double wait = answer.wait;
    if (rule.linger > 0) {
        const double fills = most < 1e9 ? (most - 1) / std::max(m_load.rate, 1e-12) : kInfinity;
        wait += std::min(fills, rule.linger) / 2;
        size = std::max(size, std::min(most, 1 + m_load.rate * std::min(fills, rule.linger)));
    }
    shareOut(wait);
    for (const Index lane : m_lanes) {
        m_model.laneStates[lane].batch = size;
        m_model.laneStates[lane].handling = alone + each * size + m_model.laneStates[lane].callSeconds;
    }
    m_station.busy = std::isinf(answer.wait) ? m_load.rate * whole / (most * servers) : answer.busy;
    m_station.load = m_load.rate * whole / (most * servers);
    m_station.sureLoad = m_station.sureLoad > 0 ? m_station.load : 0;
}

/// A topic: a partition works one message at a time, a replica at most as many as it has workers.
void ServiceLoad::solvePartitions(Index number) {
    const Channel& channel = m_network.channels[number];
    const double partitions = channel.partitions;
    std::vector<double> shares(channel.partitions, 1 / partitions);
    for (Index p = 0; p < channel.shares.count && p < channel.partitions; ++p) {
        const double* sums = m_network.shares.data() + channel.shares.first;
        shares[p] = sums[p] - (p == 0 ? 0 : sums[p - 1]);
    }
    double hot = 0;
    for (const Index lane : m_lanes) {
        hot += quotient(m_model.hotShare[lane] * m_model.laneStates[lane].offered, m_station.rate);
    }
    if (channel.shares.empty() && hot > 0) { // the most frequent key comes on top of an even spread of the others
        std::ranges::fill(shares, (1 - hot) / partitions);
        shares.front() += hot;
    }
    const double replicas = std::max(m_load.servers / std::max(1.0 * m_service.concurrency, 1.0), 1.0);
    const auto running = static_cast<std::size_t>(std::min(std::round(replicas), 1e6));
    std::vector<double> ofReplica(std::max<std::size_t>(std::min<std::size_t>(running, shares.size()), 1), 0.0);
    double worst = 0;
    double wait = 0;
    const bool onePerPartition = partitions <= m_load.servers;
    for (std::size_t p = 0; p < shares.size(); ++p) {
        QueueLoad cell = m_load;
        cell.rate *= shares[p];
        cell.servers = 1;
        const double split = channel.shares.empty() && hot == 0 ? 1 / partitions : 1; // round robin smooths
        cell.arrivalScv = channel.shares.empty() && hot == 0 ? m_load.arrivalScv * split
                                                             : shares[p] * m_load.arrivalScv + 1 - shares[p];
        worst = std::max(worst, cell.rate * cell.service);
        wait += shares[p] > 0 ? shares[p] * meanWait(cell) : 0;
        ofReplica[p % ofReplica.size()] += shares[p];
    }
    const double lanes = static_cast<double>(ofReplica.size());
    const double atOnce = std::min(1.0 * m_service.concurrency, std::ceil(partitions / lanes)) * m_available;
    for (const double share : ofReplica) {
        worst = std::max(worst, m_load.rate * m_load.service * share / atOnce);
    }
    if (!onePerPartition) {
        QueueLoad shared = m_load;
        shared.rate /= lanes;
        shared.servers = atOnce;
        wait = worst >= 1 ? kInfinity : meanWait(shared);
    }
    const double sure = quotient(m_station.sureLoad, m_station.load);
    m_station.load = std::max(m_station.load, worst);
    m_station.sureLoad = sure * m_station.load;
    const double patience = patienceOf(m_lanes.front());
    if (std::isinf(wait) && !std::isinf(patience)) {
        shareOut(patience);
        for (const Index lane : m_lanes) {
            m_model.laneStates[lane].shedding.expired = std::max(1 - 1 / m_station.load, 0.0);
        }
        return;
    }
    shareOut(wait);
}

/// One message of a key at a time: the most frequent key has one worker.
void ServiceLoad::limitKeys() {
    double hot = 0;
    for (const Index lane : m_lanes) {
        if (m_model.handlerOf(lane).exclusivePerKey) {
            hot += m_model.laneStates[lane].offered * m_model.hotShare[lane] * m_model.laneStates[lane].hold;
        }
    }
    m_station.load = std::max(m_station.load, hot);
    m_station.sureLoad = std::max(m_station.sureLoad, m_station.sureLoad > 0 ? hot : 0.0);
}

void ServiceLoad::addTokens() {
    for (const Index lane : m_lanes) {
        const RateLimit& limit = m_model.handlerOf(lane).rateLimit;
        LaneState& state = m_model.laneStates[lane];
        state.tokenWait = 0;
        if (limit.rate <= 0) {
            continue;
        }
        double rate = 0;
        const Range own = m_model.lanes.ofHandler[m_model.lanes.lanes[lane].handler];
        for (Index other = own.first; other < own.end(); ++other) {
            const LaneState& sibling = m_model.laneStates[other];
            rate += sibling.offered;
        }
        if (limit.rejects) {
            const LimitedStation bucket =
                limitedMMcK(rate, 1 / limit.rate, 1, static_cast<long>(std::min(limit.burst, kMuchRoom)) - 1);
            state.shedding.rejected = bucket.lossProbability;
        } else {
            state.tokenWait = meanWaitToken(rate, limit.rate, limit.burst);
            state.wait += state.tokenWait;
        }
    }
}

/// A worker that found its channel empty looks again later: vacations (Fuhrmann and Cooper 1985).
void ServiceLoad::addPolls() {
    for (const Index lane : m_lanes) {
        const Index channel = m_model.lanes.lanes[lane].channel;
        if (channel != kNone && m_network.channels[channel].pollEvery > 0) {
            const double workers = std::isinf(m_station.workers) ? 1 : std::max(m_station.workers, 1.0);
            m_model.laneStates[lane].wait += m_network.channels[channel].pollEvery / (workers + 1);
        }
    }
}

/// A service that stops when idle: M/G/1 with set-up (Welch 1964), for as many messages as find it stopped.
void ServiceLoad::addColdStarts() {
    const Autoscale& rule = m_service.autoscale;
    if (rule.metric == AutoscaleMetric::none || rule.min > 0 || !m_service.startup.present() || m_station.rate <= 0) {
        return;
    }
    const double start = meanOf(m_network, m_service.startup);
    const double square = start * start * (1 + scvOf(m_network, m_service.startup));
    const double stops = std::exp(-m_station.rate * rule.idleFor);
    const double extra = stops * (2 * start + m_station.rate * square) / (2 * (1 + m_station.rate * start * stops));
    for (const Index lane : m_lanes) {
        m_model.laneStates[lane].wait += extra;
    }
    m_station.wait += extra;
    m_station.queue += m_station.rate * extra;
}

} // namespace stormglass::sim::forecasting
