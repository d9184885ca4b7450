// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/plan.hpp"

#include "model/behaviour/access.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

constexpr double kDefaultInstances = 20'000; ///< a run without `duration` is as long as that takes
constexpr double kFirstInstances = 1'000;    ///< at the first checkpoint of a long run
constexpr double kFirstInstancesWhenQuick = 400;
constexpr double kMostDurationByDefault = 1e9;
constexpr double kTail = 1.25; ///< a scenario without `duration` ends so much later than the last thing that happens

/// 1, 2 or 5 times a power of ten, not less than x.
double roundUp(double x) {
    const double power = std::pow(10, std::floor(std::log10(x)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= x * (1 - 1e-12)) {
            return step * power;
        }
    }
    return 10 * power;
}

double meanOf(const Network& network, const Variate& variate, double absent) {
    if (!variate.present()) {
        return absent;
    }
    return meanOf(network.distributions[variate.distribution], network.distributionTable);
}

double emissionsPerSecond(const Network& network, const Source& source) {
    switch (source.kind) {
    case ArrivalKind::none:
        return 0;
    case ArrivalKind::poisson:
    case ArrivalKind::constant:
        return source.rate;
    case ArrivalKind::renewal:
        return 1 / meanOf(network, source.interval, 1);
    case ArrivalKind::bursty: {
        const double cycle = source.burstEvery + source.burstLength;
        return cycle > 0 ? (source.rate * source.burstEvery + source.burstRate * source.burstLength) / cycle
                         : source.rate;
    }
    case ArrivalKind::users:
        return source.users / std::max(meanOf(network, source.think, 0), 1e-3);
    case ArrivalKind::trace: {
        if (source.trace.empty()) {
            return 0;
        }
        const double last = network.traceTimes[source.trace.end() - 1];
        return last > 0 ? source.trace.count / last : source.trace.count;
    }
    }
    return 0;
}

/// The last moment at which a fault, a replay or a profile changes something; 0: nothing does.
double lastDisturbance(const Network& network) {
    double last = 0;
    for (const Fault& fault : network.faults) {
        last = std::max(last, fault.at + (std::isfinite(fault.duration) ? fault.duration : 0));
    }
    for (const Replay& replay : network.replays) {
        last = std::max(last, replay.at);
    }
    for (const Profile& profile : network.profiles) {
        if (profile.repeatEvery > 0 || profile.period > 0) {
            last = std::max({last, profile.repeatEvery, profile.period});
        } else if (!profile.pieces.empty()) {
            last = std::max(last, network.profilePieces[profile.pieces.end() - 1].begin);
        }
    }
    for (const Source& source : network.sources) {
        if (!source.trace.empty()) {
            last = std::max(last, network.traceTimes[source.trace.end() - 1]);
        }
    }
    return last;
}

double defaultDuration(const Network& network) {
    const double instances = kDefaultInstances / meanInstancesPerSecond(network);
    return std::min(roundUp(std::max({instances, kTail * lastDisturbance(network), 1e-3})), kMostDurationByDefault);
}

bool isTransient(const Network& network) {
    const auto hasProfile = [](const Source& source) { return !source.profiles.empty(); };
    return std::ranges::any_of(network.sources, hasProfile) || !network.faults.empty() || !network.replays.empty() ||
           !network.backlogs.empty();
}

RunKind kindOf(const model::Access& scenario, const Network& network) {
    if (const auto kind = scenario.optionalText("kind")) {
        return *kind == "scenario" ? RunKind::scenario : RunKind::steady;
    }
    return isTransient(network) ? RunKind::scenario : RunKind::steady;
}

std::optional<double> writtenWarmUp(const model::Access& scenario) {
    const model::Value* written = scenario.written("warmUp");
    return written != nullptr && written->is_number() ? std::optional(written->get<double>()) : std::nullopt;
}

template <class T> std::optional<T> firstOf(const std::optional<T>& asked, const std::optional<T>& written) {
    return asked ? asked : written;
}

model::Failure<RunError> bad(const char* option, RunError::Reason reason = RunError::Reason::badRequest) {
    return model::Failure{RunError{.reason = reason, .subject = option, .fault = {}}};
}

} // namespace

double meanInstancesPerSecond(const Network& network) {
    double rate = 0;
    for (const Source& source : network.sources) {
        rate += emissionsPerSecond(network, source) * std::max(meanOf(network, source.batch, 1), 0.0);
    }
    return rate > 0 && std::isfinite(rate) ? rate : 1;
}

double believableLength(const Network& network, std::uint32_t runs, double relaxation) {
    constexpr double kRelaxations = 256; // of all runs together
    constexpr double kLeastInstances = 1000;
    const double rate = meanInstancesPerSecond(network);
    return std::min(std::max(kRelaxations * relaxation / runs, kLeastInstances / rate), kDefaultInstances / rate);
}

model::Result<RunPlan, RunError> planRun(const Prepared& prepared, const model::Catalogue& catalogue,
                                         const Network& network, const RunRequest& request) {
    const model::Access scenario(catalogue.ofScenario(), prepared.scenario.properties);
    const auto writtenCount = scenario.optionalNumber("replications");
    const auto replications = firstOf(
        request.replications, writtenCount ? std::optional(static_cast<std::uint32_t>(*writtenCount)) : std::nullopt);
    RunPlan plan;
    plan.kind = kindOf(scenario, network);
    plan.disturbed = isTransient(network);
    plan.timeline = request.timeline;
    plan.traces = request.traces;
    plan.seed = request.seed.value_or(static_cast<std::uint64_t>(scenario.number("seed")));
    if (const model::Value* seed = scenario.written("seed"); seed != nullptr && !request.seed) {
        plan.seed = seed->get<std::uint64_t>(); // beyond 2^53 a double would round it
    }
    plan.warmUp = firstOf(request.warmUp, writtenWarmUp(scenario));
    plan.precision = firstOf(request.precision, scenario.optionalNumber("precision"));
    const bool justSo = plan.warmUp && replications;
    if (justSo) {
        plan.precision.reset();
    }
    plan.independent = justSo || plan.kind == RunKind::scenario;
    if (plan.kind == RunKind::scenario && !plan.warmUp) {
        plan.warmUp = 0;
    }
    plan.replications = replications.value_or(plan.kind == RunKind::scenario ? kDefaultReplications : kDefaultLongRuns);
    plan.duration = firstOf(request.duration, scenario.optionalNumber("duration")).value_or(defaultDuration(network));
    if (!(plan.duration > 0) || !std::isfinite(plan.duration)) {
        return bad("duration");
    }
    if (plan.warmUp && !(*plan.warmUp >= 0 && *plan.warmUp < plan.duration)) {
        const bool isAsked = request.warmUp || request.duration;
        return bad("warmUp", isAsked ? RunError::Reason::badRequest : RunError::Reason::badScenario);
    }
    if (plan.replications == 0) {
        return bad("replications");
    }
    if (plan.precision && !(*plan.precision > 0)) {
        return bad("precision");
    }
    const double least = (request.quick ? kFirstInstancesWhenQuick : kFirstInstances) / meanInstancesPerSecond(network);
    plan.firstCheckpoint = plan.duration;
    while (plan.firstCheckpoint / 2 >= least && plan.firstCheckpoint / 2 > 2 * plan.warmUp.value_or(0)) {
        plan.firstCheckpoint /= 2;
    }
    return plan;
}

} // namespace stormglass::sim
