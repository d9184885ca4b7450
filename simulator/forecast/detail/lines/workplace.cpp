// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/workplace.hpp"

#include "simulator/forecast/detail/lines/scaled_workers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNearlyFull = 0.9; ///< a queue that grows while a circuit is closed has no time to grow without end

} // namespace

Workplace::Workplace(Model& model, Index service, const std::vector<std::uint8_t>& sentByHandlers)
    : m_model(model)
    , m_number(service)
    , m_service(model.network.services[service])
    , m_station(model.stations[service])
    , m_lanes(model.lanesOfService[service])
    , m_sentByHandlers(sentByHandlers) {
    const double every = meanOf(network(), m_service.breakdowns.every);
    const double repair = meanOf(network(), m_service.breakdowns.repair);
    if (m_service.breakdowns.every.present() && every + repair > 0) {
        m_available = std::isinf(repair) ? 0 : std::isinf(every) ? 1 : every / (every + repair);
    }
    gather();
}

double Workplace::replicas() const noexcept {
    return m_load.servers / std::max(static_cast<double>(m_service.concurrency), 1.0);
}

/// Handlers of different holds in one queue: rates add, moments mix.
void Workplace::gather() {
    m_station.known = Knowledge::approximate;
    m_station.takesBunches = false;
    m_station.takesSource = false;
    m_station.blocks = 0;
    m_station.growingLoad = 0;
    double work = 0;
    double handled = 0;
    double sure = 0;
    double squares = 0;
    double variability = 0;
    double bunches = 0;
    double whileClosed = 0;
    double copies = 0; // per second
    double ofCopies = 0;
    m_station.rate = 0;
    for (const Index lane : m_lanes) {
        LaneState& state = this->state(lane);
        if (state.offered <= 0) {
            continue;
        }
        m_station.rate += state.offered;
        work += times(state.offered, state.hold);
        handled += times(state.attempts, state.hold);
        sure += isShed(lane) ? 0 : times(state.offered, state.hold);
        copies += state.offered * state.copies;
        ofCopies += state.offered * state.hold * state.hold * (1 + state.holdScv) / state.copies;
        squares += state.offered * state.hold * state.hold * (1 + state.holdScv);
        variability += state.offered * state.arrivalScv * state.smoothed;
        whileClosed += state.offered * state.inClosed;
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
    if (!isOneQueue() && copies > m_station.rate * (1 + 1e-9) && std::isfinite(ofCopies) &&
        work > 0) { // it is they that stand in line
        m_load.rate = copies;
        m_load.service = work / copies;
        m_load.serviceScv = std::max(ofCopies / copies / (m_load.service * m_load.service) - 1, 0.0);
    }
    if (whileClosed > m_station.rate * (1 + 1e-9)) { // all that is handled comes while the circuit is closed
        const double most = kNearlyFull * m_load.servers / std::max(m_station.service, 1e-300);
        m_load.rate = std::max(m_station.rate, std::min(whileClosed, most));
    }
    m_station.workersUp = m_load.servers * (1 - stoppedShare());
}

/// As many workers as autoscaling wants for this load.
double Workplace::scaledWorkers() const {
    StationState::Scaled& known = m_station.scaled;
    const auto moved = [](double now, double before) { return !(std::abs(now - before) <= 1e-4 * before); };
    if (moved(m_station.rate, known.rate) || moved(m_station.service, known.service)) {
        const QueueLoad all{m_station.rate, m_station.service, m_station.serviceScv, m_station.arrivalScv, 1};
        const ScaledAnswer answer = forecasting::scaledWorkers(all, m_service.autoscale, m_service.concurrency,
                                                               meanOf(network(), m_service.startup));
        known = {m_station.rate, m_station.service, answer.replicas, answer.wait};
    }
    return m_service.concurrency * known.replicas;
}

bool Workplace::isScaled() const noexcept {
    const Autoscale& rule = m_service.autoscale;
    return rule.metric != AutoscaleMetric::none && rule.max != kUnlimited && rule.max > 1;
}

/// Share of time that a service is stopped or starting which stops when it has been idle for so long: cycles of an idle
/// time, a start if nothing came in time, and a busy time.
double Workplace::stoppedShare() const {
    const Autoscale& rule = m_service.autoscale;
    if (rule.metric == AutoscaleMetric::none || rule.min > 0 || m_station.rate <= 0) {
        return 0;
    }
    const double idle = std::max(1 - m_station.offered / std::max(scaledWorkers(), 1e-12), 0.0);
    const double stops = std::exp(-m_station.rate * rule.idleFor);
    const double start = meanOf(network(), m_service.startup);
    const double between = 1 / m_station.rate;
    return idle * stops * (between + start) / (between + stops * start);
}

/// Workers that are there on the average, as many as autoscaling wants for this load.
double Workplace::serversUp() const {
    const bool scales = m_service.autoscale.metric != AutoscaleMetric::none && m_service.autoscale.max != kUnlimited;
    return (scales ? scaledWorkers() : m_station.workers) * m_available;
}

/// Whether something takes away what is too much here: then the place is never unstable.
bool Workplace::isShed(Index lane) const {
    return !std::isinf(roomOf(lane).places) || std::isfinite(patienceOf(lane).mean()) ||
           handlerOf(lane).rateLimit.rejects;
}

Patience Workplace::patienceOf(Index lane) const {
    Patience patience;
    if (const Handler& handler = handlerOf(lane); handler.patience.present()) {
        patience.own = {&network(), handler.patience, 0};
    }
    if (const Index channel = this->lane(lane).channel; channel != kNone) {
        patience.most = std::min(network().channels[channel].ttl, network().channels[channel].retention);
    }
    return patience;
}

Workplace::Room Workplace::roomOf(Index lane) const {
    const Lane& row = this->lane(lane);
    const std::uint32_t places = row.channel == kNone ? m_service.queueLimit : network().channels[row.channel].capacity;
    const Overflow overflow = row.channel == kNone ? m_service.overflow : network().channels[row.channel].overflow;
    if (places == kUnlimited || (overflow == Overflow::block && m_sentByHandlers[row.message] != 0)) {
        return {kInfinity, false};
    }
    return {static_cast<double>(places), overflow == Overflow::reject};
}

double Workplace::blockingRoom() const {
    double least = kInfinity;
    for (const Index lane : m_lanes) {
        const Lane& row = this->lane(lane);
        const bool isDirect = row.channel == kNone;
        const std::uint32_t places = isDirect ? m_service.queueLimit : network().channels[row.channel].capacity;
        const Overflow overflow = isDirect ? m_service.overflow : network().channels[row.channel].overflow;
        if (places != kUnlimited && overflow == Overflow::block && m_sentByHandlers[row.message] != 0) {
            least = std::min(least, static_cast<double>(places));
        }
    }
    return least;
}

void Workplace::shareOut(double wait, double stretch) {
    m_station.wait = wait;
    m_station.queue = m_station.rate > 0 ? m_station.rate * wait : 0;
    const double leaving = departureScv(m_load);
    for (const Index lane : m_lanes) {
        LaneState& state = this->state(lane);
        state.wait = wait;
        state.servedWait = wait;
        state.copiesWait = 0;
        state.shedding = {.refused = state.shedding.refused};
        state.handling = stretch == 1 ? state.alone : times(state.alone, stretch);
        state.departureScv = std::isinf(m_station.workers) ? state.arrivalScv : leaving;
    }
}

void Workplace::addWait(Index lane, double extra) {
    state(lane).wait += extra;
    state(lane).servedWait += extra;
}

bool Workplace::isExponential() const {
    double mean = -1;
    return std::ranges::all_of(m_lanes, [&](Index lane) {
        const LaneState& state = this->state(lane);
        if (state.offered <= 0) {
            return true;
        }
        const bool isSame = mean < 0 || std::abs(mean - state.hold) <= 1e-12 * mean;
        mean = state.hold;
        return isSame && state.exponential;
    });
}

bool Workplace::isSmoothlyHedged() const {
    return std::ranges::all_of(m_lanes, [this](Index lane) {
        const Handler& handler = handlerOf(lane);
        return handler.hedge.copies <= 1 || isSmooth(network(), handler.time);
    });
}

const Source* Workplace::onlySource() const {
    const Index source = m_lanes.size() == 1 ? state(m_lanes.front()).source : kNone;
    return source == kNone ? nullptr : &network().sources[source];
}

double Workplace::heldCallers() const {
    double held = 0;
    for (const Caller& caller : m_model.callersOf[m_number]) {
        double busy = 0;
        for (const Index lane : m_model.lanesOfService[caller.service]) {
            busy += times(state(lane).attempts, state(lane).hold);
        }
        held += caller.calls * std::min(busy, m_model.stations[caller.service].workers);
    }
    return held;
}

double Workplace::lateAnswers() const {
    double late = 0;
    double all = 0;
    for (const Caller& caller : m_model.callersOf[m_number]) {
        for (const Index lane : m_model.lanesOfService[caller.service]) {
            late += state(lane).attempts * state(lane).lateCalls;
            all += state(lane).attempts;
        }
    }
    return quotient(late, all);
}

double Workplace::takenByCallers() const {
    double taken = 0;
    for (const Caller& caller : m_model.callersOf[m_number]) {
        for (const Index lane : m_model.lanesOfService[caller.service]) {
            taken += state(lane).attempts;
        }
    }
    return taken;
}

double Workplace::callExcess() const {
    double excess = 0;
    for (const Index called : m_model.calledBy[m_number]) {
        excess += m_model.stations[called].callerExcess;
    }
    return excess;
}

} // namespace stormglass::sim::forecasting
