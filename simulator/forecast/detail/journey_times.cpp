// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journey_times.hpp"

#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/loads.hpp"
#include "simulator/forecast/detail/order_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLeastChance = 1e-12;
constexpr int kMostSweeps = 400;
constexpr std::size_t kMostApart = 20;  ///< journeys between branches
constexpr std::size_t kMostStarts = 32; ///< messages of sources looked at for each

/// Chance to come somewhere, and the time of those that do.
struct Way {
    double chance = 0;
    Spread time;
};

Way after(const Way& way, double chance, const Spread& more) {
    return {way.chance * chance, {way.time.mean + more.mean, way.time.variance + more.variance}};
}

/// One of several: chances add, times mix.
Way either(const Way& a, const Way& b) {
    if (a.chance < kLeastChance || b.chance < kLeastChance) {
        return a.chance < b.chance ? b : a;
    }
    const double chance = a.chance + b.chance;
    const double mean = (a.chance * a.time.mean + b.chance * b.time.mean) / chance;
    const auto square = [](const Way& way) { return way.time.variance + way.time.mean * way.time.mean; };
    const double squares = (a.chance * square(a) + b.chance * square(b)) / chance;
    return {std::min(chance, 1.0), {mean, std::isinf(mean) ? 0 : std::max(squares - mean * mean, 0.0)}};
}

/// Both at once: what counts is the first to arrive, about the faster one.
Way firstOf(const Way& a, const Way& b) {
    if (a.chance < kLeastChance || b.chance < kLeastChance) {
        return a.chance < b.chance ? b : a;
    }
    const double chance = 1 - (1 - a.chance) * (1 - b.chance);
    if (a.chance > 1 - 1e-9 && b.chance > 1 - 1e-9) {
        return {chance, orderStatistic({a.time, b.time}, 1)};
    }
    Way mixed = either(a, b);
    mixed.chance = chance;
    return mixed;
}

/// An arrow that sends something on, with how it goes together with its siblings.
struct Onward {
    Index message = kNone;
    double chance = 0;
    double latency = 0;
    Index choiceGroup = kNone;
    bool afterFailure = false;
    double early = 0; ///< a call is sent so many seconds before the handler is done
};

class JourneyTimes {
  public:
    explicit JourneyTimes(const Solution& solution)
        : m_model(solution.model)
        , m_traffic(solution.traffic)
        , m_network(solution.model.network)
        , m_seenMessage(m_network.messages.size(), 0)
        , m_seenLane(m_model.lanes.lanes.size(), 0)
        , m_ofMessage(m_network.messages.size())
        , m_ofLane(m_model.lanes.lanes.size())
        , m_onward(m_model.lanes.lanes.size()) {}

    JourneyTime of(const Journey& journey) {
        if (m_start != journey.fromMessage) {
            collect(journey.fromMessage);
        }
        m_journey = journey;
        goBack();
        const Way found = m_ofMessage[journey.fromMessage];
        if (found.chance < kLeastChance) {
            return {kNaN, false, kNone};
        }
        if (const std::optional<Way> joined = goForward()) {
            return {joined->time.mean, false, kNone};
        }
        JourneyTime time{found.time.mean, true, kNone};
        Index lanes = 0;
        for (const Place& place : m_places) {
            if (!place.isLane) {
                time.isExact = time.isExact && goesOneWay(place.index);
            } else if (leads(place.index)) {
                time.isExact = time.isExact && isExactAt(place.index);
                time.onlyLane = ++lanes == 1 ? place.index : kNone;
            }
        }
        return time;
    }

  private:
    struct Place {
        bool isLane = false;
        Index index = kNone;
        Index rank = 0;
    };

    /// All that follows from the message, in topological order.
    void collect(Index start) {
        m_start = start;
        ++m_round;
        m_places.clear();
        meetMessage(start);
        for (std::size_t next = 0; next < m_places.size(); ++next) {
            const Place place = m_places[next];
            if (place.isLane) {
                for (const Onward& onward : onwardOf(place.index)) {
                    meetMessage(onward.message);
                }
                for (const Index dead : m_model.lanes.lanes[place.index].deadLanes) {
                    meetLane(dead);
                }
            } else {
                for (const Feed& feed : m_model.lanes.feedsOf(place.index)) {
                    meetLane(feed.lane);
                }
            }
        }
        std::ranges::stable_sort(m_places, {}, &Place::rank);
    }

    void meetMessage(Index message) {
        if (std::exchange(m_seenMessage[message], m_round) != m_round) {
            m_places.push_back({false, message, m_traffic.rankOfMessage(message)});
        }
    }

    void meetLane(Index lane) {
        if (std::exchange(m_seenLane[lane], m_round) != m_round) {
            m_places.push_back({true, lane, m_traffic.rankOfLane(lane)});
        }
    }

    /// What a handling here may send on, all outcomes together.
    const std::vector<Onward>& onwardOf(Index lane) {
        std::optional<std::vector<Onward>>& slot = m_onward[lane];
        if (slot) {
            return *slot;
        }
        slot.emplace();
        const Fate fate = m_model.fateOf(lane);
        const Handler& handler = m_model.handlerOf(lane);
        std::vector<Firing> firings;
        for (std::size_t o = 0; o < fate.chance.size(); ++o) {
            if (fate.chance[o] < kLeastChance) {
                continue;
            }
            for (std::size_t kind = m_model.classes; kind-- > 0;) {
                const double share = shareOfClass(lane, kind);
                if (share <= 0) {
                    continue;
                }
                firingsOf(m_network, handler.flows, m_model.lanes.lanes[lane].message, m_model.classOf(kind),
                          static_cast<Outcome>(o), firings);
                double called = 0; // seconds in the calls so far
                const LaneState& state = m_model.laneStates[lane];
                for (const Firing& firing : firings) {
                    const OutFlow& flow = m_network.outFlows[firing.flow];
                    const bool isCall = flow.sync && o == 0;
                    const double early = isCall ? std::max(state.callSeconds - called, 0.0) : 0;
                    if (isCall && !flow.parallel) {
                        called += firing.chance * callOf(m_model, flow, m_model.classOf(kind)).answer.mean;
                    }
                    const double count = std::min(forecasting::meanOf(m_network, flow.count, 1), 1.0);
                    const double reached = isCall ? m_model.callReach[firing.flow] : 1;
                    slot->push_back({flow.message, fate.chance[o] * share * firing.chance * count * reached,
                                     forecasting::meanOf(m_network, flow.latency),
                                     // Outcomes and classes exclude each other as the arrows of a choice do.
                                     flow.choiceGroup != kNone || o != 0 || m_model.classes > 1 ? Index{0} : kNone,
                                     static_cast<Outcome>(o) != Outcome::success, std::isfinite(early) ? early : 0});
                }
            }
        }
        return *slot;
    }

    [[nodiscard]] double shareOfClass(Index lane, std::size_t kind) const {
        const double total = m_model.arrivalsOf(lane);
        return total > 0 ? m_model.arrivals[m_model.at(lane, kind)] / total : kind + 1 == m_model.classes ? 1 : 0;
    }

    /// From the arrival at a lane until an arrow fires.
    [[nodiscard]] Spread spentBefore(Index lane, const Onward& onward) const {
        Spread spent = timeOf(m_model, lane, !onward.afterFailure && onward.early <= 0);
        double early = onward.early;
        const LaneState& state = m_model.laneStates[lane];
        if (onward.afterFailure && state.callSeconds > 0 && std::isfinite(state.callSeconds)) {
            // An attempt that fails by itself makes no calls, one that a call fails makes none behind it.
            const double own = m_model.fateOf(lane).ownSuccess;
            const double byCall = own * state.callFailure;
            const double calling = byCall > 0 ? byCall / (1 - own + byCall) * state.failSeconds : 0;
            early = state.callSeconds - calling;
        }
        spent.mean = std::max(spent.mean - early, 0.0);
        return spent;
    }

    [[nodiscard]] bool isEnd(Index lane) const {
        return m_journey.toHandler != kNone && m_model.lanes.lanes[lane].handler == m_journey.toHandler;
    }

    /// Chances and times to the end, from the end backwards; around loops until nothing changes.
    void goBack() {
        for (const Place& place : m_places) {
            (place.isLane ? m_ofLane : m_ofMessage)[place.index] = {};
        }
        for (std::size_t end = m_places.size(); end > 0;) {
            std::size_t begin = end - 1;
            while (begin > 0 && m_places[begin - 1].rank == m_places[begin].rank) {
                --begin;
            }
            const int sweeps = m_traffic.isLoop(m_places[begin].rank) ? kMostSweeps : 1;
            for (int sweep = 0; sweep < sweeps; ++sweep) {
                double moved = 0;
                for (std::size_t i = end; i-- > begin;) {
                    Way& way = (m_places[i].isLane ? m_ofLane : m_ofMessage)[m_places[i].index];
                    const Way before = way;
                    way = m_places[i].isLane ? backFromLane(m_places[i].index) : backFromMessage(m_places[i].index);
                    moved = std::max(moved, std::abs(way.chance - before.chance) +
                                                std::abs(way.time.mean - before.time.mean) / (way.time.mean + 1e-12));
                }
                if (!(moved > 1e-12)) {
                    break;
                }
            }
            end = begin;
        }
    }

    [[nodiscard]] Way backFromMessage(Index message) const {
        if (m_journey.toMessage == message) {
            return {1, {}};
        }
        Way found;
        for (const Feed& feed : m_model.lanes.feedsOf(message)) {
            const Way way = after(m_ofLane[feed.lane], std::min(feed.share, 1.0), {transitOf(m_network, feed), 0});
            found = m_network.messages[message].competing ? either(found, way) : firstOf(found, way);
        }
        return found;
    }

    Way backFromLane(Index lane) {
        const Fate fate = m_model.fateOf(lane);
        if (isEnd(lane)) {
            return {fate.of(Outcome::success), timeOf(m_model, lane)};
        }
        Way exclusive;
        Way together;
        for (const Onward& onward : onwardOf(lane)) {
            const Spread spent = spentBefore(lane, onward);
            const Way way =
                after(m_ofMessage[onward.message], onward.chance, {spent.mean + onward.latency, spent.variance});
            (onward.choiceGroup != kNone ? exclusive : together) =
                onward.choiceGroup != kNone ? either(exclusive, way) : firstOf(together, way);
        }
        Way found = firstOf(exclusive, together);
        const double givenUp = fate.of(Outcome::failure) + fate.of(Outcome::timeout);
        for (const Index dead : m_model.lanes.lanes[lane].deadLanes) {
            found = either(found, after(m_ofLane[dead], givenUp, timeOf(m_model, lane, false)));
        }
        return found;
    }

    // ------------------------------------------------------------------------------------------------- forks and joins

    /// A time since the start, and the fork it has come from.
    struct Arrival {
        Way way;
        Index fork = kNone; ///< message
    };

    /// At most one way of an event leads to the end.
    [[nodiscard]] bool goesOneWay(Index message) const {
        if (m_journey.toMessage == message || m_network.messages[message].competing) {
            return true;
        }
        std::size_t ways = 0;
        for (const Feed& feed : m_model.lanes.feedsOf(message)) {
            ways += leads(feed.lane) ? 1 : 0;
        }
        return ways <= 1;
    }

    [[nodiscard]] bool isExactAt(Index lane) {
        std::size_t ways = 0;
        for (const Onward& onward : onwardOf(lane)) {
            const bool leadsOn = m_ofMessage[onward.message].chance > kLeastChance;
            ways += leadsOn && onward.choiceGroup == kNone ? 1 : 0;
        }
        return (ways <= 1 || isEnd(lane)) && m_model.stations[m_model.lanes.lanes[lane].service].exact &&
               std::abs(m_model.fateOf(lane).attempts - 1) < 1e-12 && !m_model.handlerOf(lane).patience.present();
    }

    [[nodiscard]] bool leads(Index lane) const { return m_ofLane[lane].chance > kLeastChance; }

    /// Whether branches come together on the way; around loops nothing is said.
    [[nodiscard]] bool hasJoin() const {
        bool found = false;
        for (const Place& place : m_places) {
            if (m_traffic.isLoop(place.rank)) {
                return false;
            }
            const bool joins =
                place.isLane && leads(place.index) && m_model.handlerOf(place.index).join.kind != JoinKind::none;
            found = found || joins;
        }
        return found;
    }

    /// From the start onwards, where joins wait for the last branch they need. Nothing if there are none.
    std::optional<Way> goForward() {
        if (!hasJoin()) {
            return std::nullopt;
        }
        m_atMessage.assign(m_network.messages.size(), {});
        m_atLane.assign(m_model.lanes.lanes.size(), {});
        m_atMessage[m_start] = {{1, {}}, kNone};
        std::vector<std::size_t> lanesLeft(m_network.handlers.size(), 0);
        for (const Place& place : m_places) {
            lanesLeft[place.isLane ? m_model.lanes.lanes[place.index].handler : 0] += place.isLane ? 1 : 0;
        }
        for (const Place& place : m_places) {
            if (!place.isLane) {
                if (m_journey.toMessage == place.index) {
                    continue;
                }
                forwardMessage(place.index);
                continue;
            }
            const Index handler = m_model.lanes.lanes[place.index].handler;
            const bool waits = m_network.handlers[handler].join.kind != JoinKind::none;
            if (--lanesLeft[handler] > 0 && waits) {
                continue;
            }
            forwardLane(place.index, waits ? joined(handler) : m_atLane[place.index]);
        }
        return m_journey.toMessage != kNone ? m_atMessage[m_journey.toMessage].way : m_end.way;
    }

    static void meet(Arrival& at, const Arrival& coming) {
        const bool together = at.way.chance + coming.way.chance > 1 + 1e-9;
        at.fork = at.way.chance < kLeastChance || at.fork == coming.fork ? coming.fork : kNone;
        at.way = together ? firstOf(at.way, coming.way) : either(at.way, coming.way);
    }

    void forwardMessage(Index message) {
        const Arrival& at = m_atMessage[message];
        std::size_t branches = 0;
        for (const Feed& feed : m_model.lanes.feedsOf(message)) {
            branches += leads(feed.lane) ? 1 : 0;
        }
        const bool forks = branches > 1 && !m_network.messages[message].competing;
        for (const Feed& feed : m_model.lanes.feedsOf(message)) {
            if (leads(feed.lane)) {
                meet(m_atLane[feed.lane], {after(at.way, std::min(feed.share, 1.0), {transitOf(m_network, feed), 0}),
                                           forks ? message : at.fork});
            }
        }
    }

    void forwardLane(Index lane, const Arrival& at) {
        if (isEnd(lane)) {
            m_end = {after(at.way, m_model.fateOf(lane).of(Outcome::success), timeOf(m_model, lane)), at.fork};
            return;
        }
        for (const Onward& onward : onwardOf(lane)) {
            Spread spent = spentBefore(lane, onward);
            spent.mean += onward.latency;
            meet(m_atMessage[onward.message], {after(at.way, onward.chance, spent), at.fork});
        }
    }

    /// When the last branch that is needed has come. Branches of one fork have the way to it in common.
    Arrival joined(Index handler) const {
        const JoinRule& rule = m_network.handlers[handler].join;
        const Range lanes = m_model.lanes.ofHandler[handler];
        std::vector<Arrival> arrivals;
        for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
            if (m_atLane[lane].way.chance > kLeastChance) {
                arrivals.push_back(m_atLane[lane]);
            }
        }
        if (arrivals.empty()) {
            return {};
        }
        const Index fork = arrivals.front().fork;
        const bool oneFork = fork != kNone && std::ranges::all_of(arrivals, [fork](const Arrival& arrival) {
                                 return arrival.fork == fork;
                             });
        const Arrival base = oneFork ? m_atMessage[fork] : Arrival{{1, {}}, kNone};
        std::vector<Spread> own;
        double chance = 1;
        for (const Arrival& arrival : arrivals) {
            own.push_back({std::max(arrival.way.time.mean - base.way.time.mean, 0.0),
                           std::max(arrival.way.time.variance - base.way.time.variance, 0.0)});
            chance = std::min(chance, arrival.way.chance);
        }
        std::size_t wanted = own.size();
        if (rule.kind == JoinKind::any) {
            wanted = 1;
        } else if (rule.kind == JoinKind::atLeast) {
            wanted = rule.atLeast;
        } else if (rule.kind == JoinKind::each) {
            const double copies = m_model.completions[handler] > 0 ? 1 / m_model.completions[handler] : 1;
            own.resize(static_cast<std::size_t>(std::clamp(std::round(copies), 1.0, 1000.0)), own.front());
            wanted = own.size();
        }
        const Spread last = orderStatistic(own, wanted);
        return {{chance, {base.way.time.mean + last.mean, base.way.time.variance + last.variance}}, base.fork};
    }

    const Model& m_model;
    const Traffic& m_traffic;
    const Network& m_network;
    Journey m_journey;
    Index m_start = kNone;
    std::uint32_t m_round = 0;
    std::vector<std::uint32_t> m_seenMessage;
    std::vector<std::uint32_t> m_seenLane;
    std::vector<Place> m_places;
    std::vector<Way> m_ofMessage; ///< to the journey's end
    std::vector<Way> m_ofLane;
    std::vector<std::optional<std::vector<Onward>>> m_onward; ///< by lane
    std::vector<Arrival> m_atMessage;                         ///< since the journey's start
    std::vector<Arrival> m_atLane;
    Arrival m_end;
};

} // namespace

namespace {

/// Start and end may lie on two branches of what a source has set off: then the one comes later than the other.
JourneyTime differenceOf(JourneyTimes& times, const Network& network, const Journey& journey) {
    std::size_t tried = 0;
    for (const Source& source : network.sources) {
        for (Index f = source.flows.first; f < source.flows.end() && tried < kMostStarts; ++f, ++tried) {
            const Index first = network.outFlows[f].message;
            Journey toStart{.fromMessage = first, .toMessage = journey.fromMessage};
            const double begins = times.of(toStart).mean;
            if (std::isnan(begins)) {
                continue;
            }
            Journey toEnd = journey;
            toEnd.fromMessage = first;
            const double ends = times.of(toEnd).mean;
            if (!std::isnan(ends) && ends >= begins) {
                return {ends - begins, false, kNone};
            }
        }
    }
    return {kNaN, false, kNone};
}

} // namespace

std::vector<JourneyTime> journeyTimes(const Solution& solution) {
    JourneyTimes times(solution);
    std::vector<JourneyTime> answers;
    answers.reserve(solution.model.network.journeys.size());
    std::size_t apart = 0;
    for (const Journey& journey : solution.model.network.journeys) {
        answers.push_back(times.of(journey));
        if (std::isnan(answers.back().mean) && ++apart <= kMostApart) {
            answers.back() = differenceOf(times, solution.model.network, journey);
        }
    }
    return answers;
}

} // namespace stormglass::sim::forecasting
