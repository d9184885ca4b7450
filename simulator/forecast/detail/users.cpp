// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/users.hpp"

#include "simulator/forecast/detail/answers.hpp"
#include "simulator/forecast/detail/lanes_before.hpp"
#include "simulator/forecast/detail/source_rates.hpp"
#include "simulator/forecast/detail/streams.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

/// Exact mean value analysis is worth so many steps, each of several classes taking more.
constexpr double kMostExactSteps = 1e5;
constexpr double kMostStepsOfClasses = 3e4;
constexpr double kMostServers = 1000;
constexpr double kCrowd = 60; ///< users that stand for a Poisson stream

/// Lanes that a user waits for: those before the end of what it waits for. One that chooses among messages waits for
/// the journey of the one it sends, one that sends several for the first.
std::vector<std::uint8_t> lanesAwaited(const Model& model, const Source& source) {
    const Network& network = model.network;
    if (source.writtenJourneys.empty()) {
        return std::vector<std::uint8_t>(model.lanes.lanes.size(), 1);
    }
    const auto firstFlow = network.outFlows.begin() + source.flows.first;
    const bool chooses = firstFlow->choiceGroup != kNone &&
                         std::all_of(firstFlow, firstFlow + source.flows.count,
                                     [&](const OutFlow& flow) { return flow.choiceGroup == firstFlow->choiceGroup; });
    const auto journeyAt = [&](Index i) { return network.journeys[network.journeyRefs[i]]; };
    std::vector<std::uint8_t> lanes = lanesBefore(model, journeyAt(source.writtenJourneys.first));
    for (Index i = source.writtenJourneys.first + 1; chooses && i < source.writtenJourneys.end(); ++i) {
        const std::vector<std::uint8_t> more = lanesBefore(model, journeyAt(i));
        std::ranges::transform(lanes, more, lanes.begin(), std::bit_or<std::uint8_t>{});
    }
    return lanes;
}

bool canBeExact(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes) {
    return stepsOfMva(stations, classes) <= (classes.size() == 1 ? kMostExactSteps : kMostStepsOfClasses);
}

} // namespace

Users::Users(const Model& model, double duration) {
    for (Index s = 0; s < model.network.sources.size(); ++s) {
        const Source& source = model.network.sources[s];
        if (source.kind == ArrivalKind::users && source.users > 0) {
            m_sources.push_back(s);
            m_haste.push_back(meanFactorOf(model.network, source, duration));
            m_askers.push_back(source.users);
            m_batch.push_back(std::max(meanOf(model.network, source.batch, 1), 1e-9));
            m_bunch.push_back(bunchOf(model.network, source.batch));
            m_isBunched = m_isBunched || source.batch.present();
            m_onPath.push_back(lanesAwaited(model, source));
        }
    }
}

/// What one instance asks for, by the traffic equations with one instance a second and nothing else.
Users::Cycle Users::cycleOf(Model& model, Traffic& traffic, std::size_t user) const {
    const Source& source = model.network.sources[m_sources[user]];
    std::ranges::fill(model.sourceRates, 0.0);
    model.sourceRates[m_sources[user]] = 1;
    traffic.solve(model);
    Cycle cycle;
    cycle.demand.resize(model.stations.size(), 0.0);
    cycle.visits.resize(model.stations.size(), 0.0);
    cycle.ofLane.resize(model.laneStates.size(), 0.0);
    cycle.aside = meanOf(model.network, source.think) / std::max(m_haste[user], 1e-12);
    for (Index f = source.flows.first; f < source.flows.end(); ++f) {
        cycle.aside += meanOf(model.network, model.network.outFlows[f].latency) * model.network.outFlows[f].probability;
    }
    for (Index lane = 0; lane < model.laneStates.size(); ++lane) {
        const double arrivals = model.arrivalsOf(lane);
        if (arrivals <= 0 || m_onPath[user][lane] == 0) {
            continue;
        }
        const LaneState& state = model.laneStates[lane];
        const Fate fate = model.fateOf(lane);
        const double attempts = arrivals * fate.attempts * model.completions[model.lanes.lanes[lane].handler];
        const Index service = model.lanes.lanes[lane].service;
        cycle.demand[service] += attempts * std::max(state.hold - state.callSeconds, 0.0) / std::max(state.batch, 1.0);
        cycle.visits[service] += attempts;
        cycle.ofLane[lane] = attempts;
        cycle.aside +=
            arrivals * (fate.backoff + fate.of(Outcome::success) * meanOf(model.network, model.handlerOf(lane).delay));
        for (const Feed& feed : model.lanes.feedsOf(model.lanes.lanes[lane].message)) {
            cycle.aside += feed.lane == lane ? arrivals * transitOf(model.network, feed) : 0;
        }
    }
    return cycle;
}

/// With the users gone.
Users::Open Users::openLoad(Model& model, Traffic& traffic) const {
    Open open{std::vector<double>(model.stations.size(), 0.0), std::vector<double>(model.stations.size(), 0.0)};
    for (const Index source : m_sources) {
        model.sourceRates[source] = 0;
    }
    traffic.solve(model);
    for (Index lane = 0; lane < model.laneStates.size(); ++lane) {
        const double attempts = model.arrivalsOf(lane) * model.fateOf(lane).attempts;
        open.attempts[model.lanes.lanes[lane].service] += attempts;
        open.work[model.lanes.lanes[lane].service] += times(attempts, model.laneStates[lane].hold);
    }
    return open;
}

/// What else comes to a single worker makes it slower for users, as if it had only the rest of its time for them
/// (exact); at several workers it is a large crowd of users who think long.
Users::Visited Users::visitedBy(const std::vector<Cycle>& cycles, Model& model, const Open& open) const {
    Visited visited;
    for (Index s = 0; s < model.stations.size(); ++s) {
        StationState& state = model.stations[s];
        const bool isUnlimited = std::isinf(state.workers);
        double batches = 0;
        const bool isSingle = state.workers <= 1 || (m_isBunched && !isUnlimited);
        const double load = isSingle ? std::min(open.work[s] / state.workers, 0.999) : 0;
        ClosedStation station;
        double whole = 0;
        const double together = isUnlimited || !m_isBunched ? 1 : std::max(state.workers, 1.0);
        for (std::size_t user = 0; user < cycles.size(); ++user) {
            const Cycle& cycle = cycles[user];
            station.demand.push_back(cycle.demand[s] * m_batch[user] / together / (1 - load));
            station.visits.push_back(cycle.visits[s]);
            whole += cycle.demand[s];
            batches += cycle.demand[s] * m_batch[user];
        }
        state.closedWait = whole > 0 ? 0 : -1;
        if (whole <= 0) {
            continue;
        }
        station.servers = isUnlimited || state.workers > kMostServers ? 0
                          : m_isBunched                               ? 1
                                                                      : static_cast<int>(state.workers);
        const bool meetsCrowd = !isSingle && station.servers > 0 && open.work[s] > 0;
        visited.crowd = std::max(visited.crowd, meetsCrowd ? open.attempts[s] : 0);
        station.demand.push_back(meetsCrowd ? open.work[s] : 0); // over the crowd's rate, below
        station.visits.push_back(meetsCrowd ? open.attempts[s] : 0);
        if (model.network.services[s].discipline == Discipline::processorSharing) {
            station.visits.clear();
        } else {
            const double scv = std::min(state.serviceScv, 100.0);
            station.serviceScv = m_isBunched ? (1 + scv * whole / batches) / 2 : scv;
        }
        state.openLoad = isUnlimited ? 0 : open.work[s] / state.workers;
        visited.stations.push_back(std::move(station));
        visited.services.push_back(s);
    }
    for (ClosedStation& station : visited.stations) {
        if (visited.crowd <= 0) {
            station.demand.pop_back();
        } else {
            station.demand.back() /= visited.crowd;
        }
        if (!station.visits.empty() && visited.crowd <= 0) {
            station.visits.pop_back();
        } else if (!station.visits.empty()) {
            station.visits.back() /= visited.crowd;
        }
    }
    return visited;
}

namespace {

/// Others at a single worker wait for the users they meet and for each other; at several as the crowd does.
double waitOfOthers(const std::vector<ClosedStation>& stations, const ClosedAnswer& answer, std::size_t i,
                    std::size_t crowd, const StationState& station, const LaneState& state) {
    const ClosedStation& closed = stations[i];
    const double service = closed.visits.empty() ? state.alone : station.service;
    if (closed.demand.size() > crowd && closed.demand[crowd] > 0) {
        const double more = std::max(answer.residence[i][crowd] - closed.demand[crowd], 0.0);
        return closed.visits.empty() ? more / closed.demand[crowd] * state.alone : more / closed.visits[crowd];
    }
    const double open = std::min(station.openLoad, 0.999);
    return closed.servers == 0 ? 0 : service * (answer.meanNumber[i] + open) / (1 - open);
}

} // namespace

namespace {

/// Seconds that `number` messages take which find all workers free: the last of them, taken as exponential, end alone.
double aloneOf(double number, double service, double workers) {
    const double last = std::min(number, workers);
    double harmonic = 0;
    for (int n = 1; n <= static_cast<int>(last); ++n) {
        harmonic += 1.0 / n;
    }
    harmonic += (last - std::floor(last)) / std::ceil(last);
    return service * (std::max(number - workers, 0.0) / workers + harmonic);
}

} // namespace

/// What a user's messages take beside the share of the workers' time that they need (Seidmann 1987). They come together
/// to the place that holds them longest, and one after another, as it lets them, to all others.
double Users::besideQueue(const Model& model, const Cycle& cycle, std::size_t user) const {
    Index slowest = kNone;
    const auto needed = [&](Index s) {
        return cycle.demand[s] * m_batch[user] / std::max(model.stations[s].workers, 1.0);
    };
    for (Index s = 0; s < model.stations.size(); ++s) {
        const bool isSlower = !std::isinf(model.stations[s].workers) && cycle.demand[s] > 0 &&
                              (slowest == kNone || needed(s) > needed(slowest));
        slowest = isSlower ? s : slowest;
    }
    double beside = 0;
    for (Index s = 0; s < model.stations.size(); ++s) {
        if (cycle.demand[s] <= 0 || std::isinf(model.stations[s].workers)) {
            continue;
        }
        const double number = s == slowest ? m_batch[user] : 1;
        beside += aloneOf(number, cycle.demand[s], model.stations[s].workers) - needed(s);
    }
    return beside;
}

/// Mean wait of a user's messages for those that it has sent with them.
double Users::waitForOwn(const StationState& station, const LaneState& state, std::size_t user) const {
    if (!m_isBunched || std::isinf(station.workers)) {
        return 0;
    }
    const double number = 1 + m_bunch[user];
    const double behind = std::max(number - std::max(station.workers, 1.0), 0.0);
    return behind * (behind + 1) / 2 * state.hold / (std::max(station.workers, 1.0) * number);
}

/// Waits of users by what they have met, of others (and of what users set off and do not wait for) by the mean number
/// of users there.
void Users::shareOut(const Visited& visited, const std::vector<Cycle>& cycles, const ClosedAnswer& answer,
                     Model& model) const {
    for (std::size_t i = 0; i < visited.services.size(); ++i) {
        const Index service = visited.services[i];
        StationState& station = model.stations[service];
        double waiting = 0;
        double attempts = 0;
        for (const Index lane : model.lanesOfService[service]) {
            LaneState& state = model.laneStates[lane];
            double own = 0;
            double waited = 0;
            for (std::size_t user = 0; user < cycles.size(); ++user) {
                const Cycle& cycle = cycles[user];
                if (cycle.ofLane[lane] <= 0) {
                    continue;
                }
                const double alone = visited.stations[i].demand[user];
                const double more =
                    std::max(answer.residence[i][user] - (m_isBunched ? alone : cycle.demand[service]), 0.0);
                // Shared workers are slower for long handlings in proportion, a line is the same for all.
                const double wait = (visited.stations[i].visits.empty() ? more / cycle.demand[service] * state.alone
                                                                        : more / cycle.visits[service]) +
                                    waitForOwn(station, state, user);
                const double rate = answer.throughput[user] * m_batch[user] * cycle.ofLane[lane];
                own += rate;
                waited += rate * wait;
            }
            const double others = std::max(state.asked - own, 0.0);
            if (others > 1e-9 * own) {
                waited += others * waitOfOthers(visited.stations, answer, i, cycles.size(), station, state);
                own += others;
            }
            state.closedWait = own > 0 ? waited / own : 0;
            waiting += waited;
            attempts += own;
        }
        station.closedWait = attempts > 0 ? waiting / attempts : 0;
    }
}

namespace {

/// Batches are more regular than the messages in them; so far mean value analysis may take a full place for more than
/// full. What is too much waits there.
void keepWithinCapacity(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes,
                        ClosedAnswer& answer) {
    std::size_t fullest = 0;
    double most = 0;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        double busy = 0;
        for (std::size_t user = 0; stations[i].servers > 0 && user < classes.size(); ++user) {
            busy += answer.throughput[user] * stations[i].demand[user] / stations[i].servers;
        }
        fullest = busy > most ? i : fullest;
        most = std::max(most, busy);
    }
    for (std::size_t user = 0; most > 1 && user < classes.size(); ++user) {
        const double cycle = classes[user].population / answer.throughput[user];
        answer.throughput[user] /= most;
        answer.residence[fullest][user] += cycle * (most - 1);
    }
}

} // namespace

double Users::settle(Model& model, Traffic& traffic) {
    const std::vector<double> before = model.sourceRates;
    const Open others = openLoad(model, traffic);
    const std::vector<double> open = model.sourceRates;
    std::vector<Cycle> cycles;
    std::vector<ClosedClass> classes;
    for (std::size_t user = 0; user < m_sources.size(); ++user) {
        cycles.push_back(cycleOf(model, traffic, user));
        const double beside = m_isBunched ? besideQueue(model, cycles.back(), user) : 0;
        classes.push_back({m_askers[user], std::max(cycles.back().aside + beside, 0.0)});
    }
    Visited visited = visitedBy(cycles, model, others);
    if (visited.crowd > 0) {
        classes.push_back({kCrowd, kCrowd / visited.crowd});
    }
    if (visited.stations != m_last.stations || classes != m_lastClasses) {
        m_answer = canBeExact(visited.stations, classes) ? exactMva(visited.stations, classes)
                                                         : approximateMva(visited.stations, classes);
        if (m_isBunched) {
            keepWithinCapacity(visited.stations, classes, m_answer);
        }
    }
    m_last = std::move(visited);
    m_lastClasses = std::move(classes);
    model.sourceRates = open;
    double change = 0;
    for (std::size_t user = 0; user < m_sources.size(); ++user) {
        const double rate = m_answer.throughput[user] * m_batch[user];
        model.sourceRates[m_sources[user]] = rate;
        change = std::max(change, std::abs(rate - before[m_sources[user]]) / std::max(rate, 1e-12));
    }
    shareOut(m_last, cycles, m_answer, model);
    return change;
}

bool Users::isExact(const Model& model) const {
    std::vector<ClosedStation> stations;
    for (const StationState& station : model.stations) {
        if (station.closedWait < 0) {
            continue;
        }
        const bool isUnlimited = std::isinf(station.workers);
        if (!isUnlimited && station.openLoad > 0 && station.workers > 1) {
            return false;
        }
        stations.emplace_back().servers = isUnlimited ? 0 : static_cast<int>(std::min(station.workers, 1e9));
    }
    std::vector<ClosedClass> classes;
    for (const Index row : m_sources) {
        const Source& source = model.network.sources[row];
        if (source.batch.present() || !source.profiles.empty()) {
            return false;
        }
        classes.push_back({static_cast<double>(source.users), 0});
    }
    return canBeExact(stations, classes);
}

} // namespace stormglass::sim::forecasting
