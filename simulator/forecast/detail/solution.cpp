// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/solution.hpp"

#include "simulator/forecast/detail/answers.hpp"
#include "simulator/forecast/detail/fates.hpp"
#include "simulator/forecast/detail/loads.hpp"
#include "simulator/forecast/detail/pools.hpp"
#include "simulator/forecast/detail/source_rates.hpp"
#include "simulator/forecast/detail/users.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kSettled = 1e-9;
constexpr double kRoughlySettled = 1e-6; ///< of a large board
constexpr double kNearlySettled = 1e-2;  ///< good enough where the rounds are over
constexpr std::size_t kManyLanes = 500;
constexpr int kFreeRounds = 12;   ///< after these, what is new counts by half,
constexpr int kHalvedRounds = 12; ///< and after these less and less

/// How much of what a round finds counts. What would swing between two answers for ever ends between them (Robbins and
/// Monro 1951).
double weightOf(int round) {
    const int late = round - kFreeRounds - kHalvedRounds;
    return round < kFreeRounds ? 1 : 1 / (2 + std::max(late, 0) / 4.0);
}

/// Its calls may be late.
bool waitsForSoLong(const Model& model, Index lane) {
    const Handler& handler = model.handlerOf(lane);
    bool calls = false;
    bool mayBeLate = false;
    for (Index f = handler.flows.first; f < handler.flows.end(); ++f) {
        const OutFlow& flow = model.network.outFlows[f];
        calls = calls || flow.sync;
        mayBeLate = mayBeLate || (flow.sync && std::isfinite(flow.timeout));
    }
    return mayBeLate || (calls && std::isfinite(handler.timeout));
}

} // namespace

namespace {

Solution solveFrom(const Network& network, double duration, double factor, int mostRounds, const Model* alike,
                   bool allAreLate) {
    Model model(network, alike);
    Traffic traffic(model);
    for (Index s = 0; s < network.sources.size(); ++s) {
        model.sourceRates[s] = factor * meanRateOf(network, network.sources[s], duration);
    }
    Users users(model, duration);
    Loads loads(model, traffic);
    const Pools pools(model);
    for (Index lane = 0; allAreLate && lane < model.laneStates.size(); ++lane) {
        model.laneStates[lane].callFailure = waitsForSoLong(model, lane) ? 1 : 0;
        model.laneStates[lane].servedWait = model.handlerOf(lane).hedge.copies > 1 ? HUGE_VAL : 0;
    }
    settleFates(model);
    if (!users.empty()) {
        loads.settle(); // the holds that users' cycles are made of
    }
    const double settled = model.laneStates.size() > kManyLanes ? kRoughlySettled : kSettled;
    bool mustSolve = true;
    bool diverged = false;
    bool isSettled = false;
    for (int round = 0; round < mostRounds; ++round) {
        if (!users.empty()) {
            mustSolve = users.settle(model, traffic) > settled || mustSolve;
        }
        if (mustSolve || !users.empty()) {
            traffic.solve(model);
            diverged = diverged || model.diverges;
            if (round == 0) {
                findHotKeys(model, traffic.laneOrder());
            }
        }
        const double moved = loads.settle(weightOf(round));
        const double changed = std::max(settleFates(model), pools.settle(model));
        mustSolve = changed > settled;
        isSettled = std::max(moved, changed) <= kNearlySettled;
        if (!mustSolve && moved <= settled) {
            break;
        }
    }
    const bool usersAreExact = users.empty() || users.isExact(model);
    const bool isShed =
        std::ranges::any_of(model.laneStates, [](const LaneState& state) { return state.shedding.passes() < 1; });
    return {std::move(model), std::move(traffic), usersAreExact, diverged && !isShed, isSettled};
}

constexpr double kOftenLate = 0.01; ///< share of calls that are not waited for to the end

bool triesAgain(const Model& model, Index lane) {
    return mostAttempts(model, lane) > 1;
}

/// Where answers that come too late are asked for again, or a copy is sent while another waits, a place that is slow
/// for once gets more to do for it.
bool mayStaySlow(const Solution& solution) {
    for (Index lane = 0; lane < solution.model.laneStates.size(); ++lane) {
        const LaneState& state = solution.model.laneStates[lane];
        const Hedge& hedge = solution.model.handlerOf(lane).hedge;
        if (state.lateCalls > kOftenLate && triesAgain(solution.model, lane)) {
            return true;
        }
        if (hedge.copies > 1 && hedge.after > 0 && state.servedWait > 0) {
            const Waiters waiters =
                waitersOf(solution.model.stations[solution.model.lanes.lanes[lane].service], state.servedWait);
            if (waiters.share * std::exp(-hedge.after / waiters.seconds) > kOftenLate) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

Solution solve(const Network& network, double duration, double factor, int mostRounds, const Model* alike) {
    Solution usual = solveFrom(network, duration, factor, mostRounds, alike, false);
    if (!mayStaySlow(usual) || usual.busiest().load >= 1) {
        return usual;
    }
    Solution slow = solveFrom(network, duration, factor, mostRounds, alike, true);
    return slow.busiest().load >= 1 ? std::move(slow) : std::move(usual);
}

double tokenLoad(const Model& model, Index handler) {
    const RateLimit& limit = model.network.handlers[handler].rateLimit;
    if (limit.rate <= 0) {
        return 0;
    }
    double asked = 0;
    const Range lanes = model.lanes.ofHandler[handler];
    for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
        asked += model.laneStates[lane].asked;
    }
    return asked / limit.rate;
}

Solution::Busiest Solution::busiest() const {
    Busiest found;
    for (Index s = 0; s < model.stations.size(); ++s) {
        if (model.stations[s].load > found.load) {
            found = {model.stations[s].load, s, kNone};
        }
    }
    for (Index h = 0; h < model.network.handlers.size(); ++h) {
        if (const double load = tokenLoad(model, h); load > found.load) {
            found = {load, model.network.handlers[h].service, h};
        }
    }
    return found;
}

} // namespace stormglass::sim::forecasting
