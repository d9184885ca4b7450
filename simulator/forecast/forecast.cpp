// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/forecast.hpp"

#include "simulator/forecast/detail/exact/exactness.hpp"
#include "simulator/forecast/detail/lines/oddities.hpp"
#include "simulator/forecast/detail/report.hpp"
#include "simulator/forecast/detail/solution.hpp"
#include "simulator/forecast/detail/unsettled.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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

/// Lane with the most arrivals of those that lie on loops.
Index busiestOnLoop(const Solution& solution) {
    Index busiest = 0;
    double most = -1;
    for (Index lane = 0; lane < solution.model.laneStates.size(); ++lane) {
        const double arrivals = solution.model.laneStates[lane].arrivals;
        if (solution.traffic.isOnLoop(lane) && arrivals > most) {
            most = arrivals;
            busiest = lane;
        }
    }
    return busiest;
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
    if (report.causes.empty() && solution.loopsForEver) {
        const Index lane = busiestOnLoop(solution);
        report.causes.push_back({names.handlers[model.lanes.lanes[lane].handler], 1});
    }
    std::ranges::stable_sort(report.causes, std::ranges::greater{}, &CauseReport::factor);
    report.verdict = report.causes.empty() ? Verdict::stable : Verdict::unstable;
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
    const bool blocks = std::ranges::any_of(model.stations, [](const StationState& station) {
        return (station.oddities & forecasting::kBlockedOddity) != 0;
    });
    const bool hedges = std::ranges::any_of(model.network.handlers, [](const Handler& handler) {
        return handler.hedge.copies > 1 && handler.hedge.after > 0; // those who wait are sent again
    });
    return !calls && !sheds && !batches && !breaks && !blocks && !hedges;
}

/// The factor at which the first place is full: in proportion where loads are, else by false position (the Illinois
/// rule) between a factor that leaves room and one that does not. Waits of callers make loads grow faster than in
/// proportion, only batches and circuit breakers slower.
class Saturation {
  public:
    Saturation(const Solution& solution, const Compiled& compiled, ForecastReport& report)
        : m_solution(solution)
        , m_compiled(compiled)
        , m_report(report)
        , m_growsSlower(std::ranges::any_of(compiled.network.handlers, [](const Handler& handler) {
            return handler.batch.present || handler.circuitBreaker.present;
        })) {}

    void find() {
        const Solution::Busiest now = m_solution.busiest();
        if (now.load <= 0) {
            return;
        }
        m_report.saturationElement = placeOf(m_solution, m_compiled.names, now);
        const double factor = std::isfinite(now.load) && isLinear(m_solution.model) ? 1 / now.load : between(now);
        if (std::isfinite(factor)) {
            m_report.saturationFactor = factor;
        } else {
            m_report.saturationElement.clear();
        }
    }

  private:
    /// How much is tried: on a large board an answer in time is worth more than its third digit.
    struct Effort {
        int trials = 10;
        int rounds = 8; ///< of each trial's fixed point
    };

    [[nodiscard]] Effort effort() const {
        return m_solution.model.laneStates.size() > kManyLanes ? Effort{4, 3} : Effort{};
    }

    static constexpr std::size_t kManyLanes = 500;
    static constexpr double kPrecision = 5e-3;
    static constexpr int kMostWidenings = 6;
    static constexpr double kNoFactor = std::numeric_limits<double>::infinity(); ///< nothing is ever full
    static constexpr double kMostExcess = 4; ///< a load without bound counts as this much too much

    double between(const Solution::Busiest& now) {
        double low = now.load < 1 ? 1 : 0;
        double high = now.load < 1 ? 1 / now.load : 1;
        double below = low > 0 ? now.load - 1 : -1;
        double above = now.load < 1 ? excessAt(high * (1 - kPrecision)) : std::min(now.load - 1, kMostExcess);
        if (above < 0 && !m_growsSlower) {
            return high;
        }
        for (int widening = 0; above < 0; ++widening) { // fuller batches and open circuits keep the load down
            if (widening >= kMostWidenings) {
                return kNoFactor;
            }
            low = high;
            below = above;
            high *= 1.6;
            above = excessAt(high);
        }
        bool lastWasLow = false;
        for (int trial = 0; trial < effort().trials && high - low > kPrecision * high; ++trial) {
            const double inner = (high - low) * kPrecision;
            const double factor = std::clamp((low * above - high * below) / (above - below), low + inner, high - inner);
            const double excess = excessAt(factor);
            const bool isLow = excess < 0;
            (isLow ? low : high) = factor;
            (isLow ? below : above) = excess;
            if (std::abs(excess) < kPrecision) {
                return factor;
            }
            if (trial > 0 && isLow == lastWasLow) {
                (isLow ? above : below) /= 2;
            }
            lastWasLow = isLow;
        }
        return high;
    }

    /// By how much the busiest place is offered more than it can handle.
    double excessAt(double factor) {
        const Solution tried =
            solve(m_compiled.network, m_compiled.duration, factor, effort().rounds, &m_solution.model);
        const Solution::Busiest busiest = tried.busiest();
        m_report.saturationElement = placeOf(tried, m_compiled.names, busiest);
        return std::min(busiest.load - 1, kMostExcess);
    }

    const Solution& m_solution;
    const Compiled& m_compiled;
    ForecastReport& m_report;
    bool m_growsSlower = false; ///< than in proportion, somewhere
};

/// The longest relaxation time of all places: that of M/M/1, scaled by variability and the number of workers as in
/// heavy traffic (Whitt 1989, Planning queueing simulations). Places that something sheds or that only users come to
/// forget sooner, and are left out when they are full.
double relaxationOf(const Model& model) {
    double longest = 0;
    for (const forecasting::StationState& station : model.stations) {
        if (std::isinf(station.workers) || station.rate <= 0 || station.load >= 1 || station.closedWait >= 0) {
            continue;
        }
        const double variability = (std::max(station.arrivalScv, 0.0) + station.serviceScv) / 2;
        const double slack = 1 - std::sqrt(station.load);
        const double time = station.service * variability / (std::max(station.workersUp, 1.0) * slack * slack);
        longest = std::isfinite(time) ? std::max(longest, time) : longest;
    }
    return longest;
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
    constexpr int kMostRounds = 60;
    forecasting::Solution solution = forecasting::solve(compiled.network, compiled.duration, 1, kMostRounds);
    forecasting::markExact(solution);
    ForecastReport report;
    forecasting::judge(solution, compiled.names, report);
    report.bottleneck = forecasting::placeOf(solution, compiled.names, solution.busiest());
    if (forecasting::hasOpenLoad(solution.model)) { // users alone never bring more than can be handled
        forecasting::Saturation(solution, compiled, report).find();
    }
    report.relaxation = forecasting::relaxationOf(solution.model);
    forecasting::tell(solution, compiled.names, report);
    if (!solution.isSettled) {
        ForecastReport before;
        forecasting::tell(forecasting::solve(compiled.network, compiled.duration, 1, kMostRounds - 1, &solution.model),
                          compiled.names, before);
        forecasting::withholdUnsettled(report, before);
    }
    return report;
}

} // namespace stormglass::sim
