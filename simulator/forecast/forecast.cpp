// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/forecast.hpp"

#include "simulator/forecast/detail/exactness.hpp"
#include "simulator/forecast/detail/report.hpp"
#include "simulator/forecast/detail/solution.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace forecasting {

namespace {

/// Place of a service: the handler it is all for, else the service itself.
std::string placeOf(const Solution& solution, const Names& names, Index service) {
    Index only = kNone;
    for (const Index lane : solution.model.lanesOfService[service]) {
        const Index handler = solution.model.lanes.lanes[lane].handler;
        if (only != kNone && only != handler) {
            return names.services[service];
        }
        only = handler;
    }
    return only == kNone ? names.services[service] : names.handlers[only];
}

std::string placeOf(const Solution& solution, const Names& names, const Solution::Busiest& busiest) {
    if (busiest.handler != kNone) {
        return names.handlers[busiest.handler];
    }
    return busiest.service == kNone ? std::string() : placeOf(solution, names, busiest.service);
}

void judge(const Solution& solution, const Names& names, ForecastReport& report) {
    const Model& model = solution.model;
    for (Index s = 0; s < model.stations.size(); ++s) {
        if (model.stations[s].sureLoad >= 1) {
            report.causes.push_back({placeOf(solution, names, s), model.stations[s].sureLoad});
        }
    }
    for (Index h = 0; h < model.network.handlers.size(); ++h) {
        const RateLimit& limit = model.network.handlers[h].rateLimit;
        const bool waits = limit.rate > 0 && !limit.rejects && !model.network.handlers[h].patience.present();
        if (const double load = waits ? tokenLoad(model, h) : 0; load >= 1) {
            report.causes.push_back({names.handlers[h], load});
        }
    }
    std::ranges::stable_sort(report.causes, std::ranges::greater{}, &CauseReport::factor);
    report.verdict = report.causes.empty() && !model.diverges ? Verdict::stable : Verdict::unstable;
}

/// Whether loads grow in proportion to what comes in: not where a caller is held while it waits for an answer, or what
/// is shed changes what follows.
bool isLinear(const Model& model) {
    const bool calls = std::ranges::any_of(model.network.outFlows, [](const OutFlow& flow) { return flow.sync; });
    const bool sheds =
        std::ranges::any_of(model.laneStates, [](const LaneState& state) { return state.shedding.passes() < 1; });
    const bool batches =
        std::ranges::any_of(model.network.handlers, [](const Handler& handler) { return handler.batch.present; });
    const bool breaks = std::ranges::any_of(model.network.handlers,
                                            [](const Handler& handler) { return handler.circuitBreaker.present; });
    return !calls && !sheds && !batches && !breaks;
}

/// The factor at which the first place is full: in proportion where loads are, else bisected. Waits of callers make
/// loads grow faster than in proportion, never slower.
void saturate(const Solution& solution, const Compiled& compiled, ForecastReport& report) {
    constexpr int kRounds = 12;
    constexpr double kPrecision = 5e-3;
    const Solution::Busiest now = solution.busiest();
    if (now.load <= 0) {
        return;
    }
    report.saturationElement = placeOf(solution, compiled.names, now);
    double low = now.load < 1 ? 1 : 0;
    double high = now.load < 1 ? 1 / now.load : 1;
    const auto isFullAt = [&](double factor) {
        const Solution tried = solve(compiled.network, compiled.duration, factor, kRounds);
        const Solution::Busiest busiest = tried.busiest();
        const bool isFull = busiest.load >= 1;
        if (isFull) {
            report.saturationElement = placeOf(tried, compiled.names, busiest);
        }
        return isFull;
    };
    if (isLinear(solution.model)) {
        high = 1 / now.load;
    } else if (now.load >= 1 || isFullAt(high * (1 - kPrecision))) {
        while (high - low > kPrecision * high && high > 1e-9) {
            const double middle = (low + high) / 2;
            (isFullAt(middle) ? high : low) = middle;
        }
    }
    report.saturationFactor = high;
}

bool hasOpenLoad(const Model& model) {
    for (Index s = 0; s < model.network.sources.size(); ++s) {
        if (model.network.sources[s].kind != ArrivalKind::users && model.sourceRates[s] > 0) {
            return true;
        }
    }
    return false;
}

} // namespace

} // namespace forecasting

ForecastReport forecast(const Compiled& compiled) {
    forecasting::Solution solution = forecasting::solve(compiled.network, compiled.duration);
    forecasting::markExact(solution);
    ForecastReport report;
    forecasting::judge(solution, compiled.names, report);
    report.bottleneck = forecasting::placeOf(solution, compiled.names, solution.busiest());
    if (forecasting::hasOpenLoad(solution.model)) { // users alone never bring more than can be handled
        forecasting::saturate(solution, compiled, report);
    }
    forecasting::tell(solution, compiled.names, report);
    return report;
}

} // namespace stormglass::sim
