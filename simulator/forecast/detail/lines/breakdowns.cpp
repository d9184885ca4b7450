// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/breakdowns.hpp"

#include "simulator/forecast/detail/lines/broken_replicas.hpp"
#include "simulator/forecast/detail/lines/renewal_waits.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr std::size_t kMostReplicas = 8;
constexpr double kMostWorkers = 200;

ReplicaClock clockOf(const Workplace& place) {
    const Breakdowns& rule = place.service().breakdowns;
    const double repair = meanOf(place.network(), rule.repair);
    return {1 / meanOf(place.network(), rule.every), repair,
            repair * repair * (1 + scvOf(place.network(), rule.repair))};
}

bool isExponential(const Network& network, const Variate& variate) {
    return variate.present() && network.distributions[variate.distribution].kind == DistributionKind::exponential;
}

/// Work that goes on after the repair, as far as times can tell.
bool goesOn(const Workplace& place) {
    const Interrupted rule = place.service().breakdowns.interrupted;
    return rule == Interrupted::resume || rule == Interrupted::restart;
}

BreakdownAnswer ofOneWorker(const Workplace& place, const ReplicaClock& clock) {
    const QueueLoad& load = place.load();
    const double more = 1 + clock.failures * clock.repair;
    const double mean = load.service * more;
    const double second = load.service * load.service * (1 + load.serviceScv) * more * more +
                          load.service * clock.failures * clock.repairSecond;
    BreakdownAnswer answer;
    if (load.rate * mean >= 1) {
        answer.wait = std::numeric_limits<double>::infinity();
        return answer;
    }
    // An idle time begins while it is up; whoever ends it waits for the rest of a repair, if there is one.
    const double fails = clock.failures / (load.rate + clock.failures);
    const double repaired = transformOf(place.network(), place.service().breakdowns.repair, load.rate);
    const double rest = std::max(clock.repair - (1 - repaired) / load.rate, 0.0);
    const double restSecond =
        std::max(clock.repairSecond - 2 * clock.repair / load.rate + 2 * (1 - repaired) / (load.rate * load.rate), 0.0);
    const double delay = fails * rest / (1 - fails * repaired);
    const double delaySecond = fails * restSecond / (1 - fails * repaired);
    const double variability = (std::max(load.arrivalScv, 0.0) + 1) / 2;
    answer.wait = load.rate * second / (2 * (1 - load.rate * mean)) * variability +
                  (2 * delay + load.rate * delaySecond) / (2 * (1 + load.rate * delay));
    answer.stretch = more;
    const Breakdowns& rule = place.service().breakdowns;
    const bool keeps =
        rule.interrupted == Interrupted::resume || (rule.interrupted == Interrupted::restart && place.isExponential());
    answer.isExact = keeps && isExponential(place.network(), rule.every) &&
                     place.service().discipline == Discipline::fifo && place.isBare(kBreakdownOddity);
    return answer;
}

} // namespace

BreakdownAnswer waitWithBreakdowns(const Workplace& place) {
    const QueueLoad& load = place.load();
    const ReplicaClock clock = clockOf(place);
    const double workers = place.station().workers;
    const double each = std::max(static_cast<double>(place.service().concurrency), 1.0);
    const auto replicas = static_cast<std::size_t>(std::round(workers / each));
    const bool isUsual = load.rate > 0 && load.service > 0 && clock.failures > 0 && std::isfinite(clock.repairSecond) &&
                         clock.repair > 0 && std::isfinite(clock.failures);
    if (!isUsual || workers > kMostWorkers || replicas > kMostReplicas || replicas < 1) {
        return {meanWait(load), 1, false};
    }
    if (workers == 1) {
        return ofOneWorker(place, clock);
    }
    const double number = meanWaitingOfBroken(load.rate, load.service, replicas, each, clock);
    const double whole = meanWaitMMc(load.rate, load.service, static_cast<int>(workers));
    const double repairs = clock.repairSecond / (2 * clock.repair * clock.repair);
    const double broken = std::max(number / load.rate - whole, 0.0) * repairs;
    BreakdownAnswer answer;
    answer.wait = whole * (std::max(load.arrivalScv, 0.0) + load.serviceScv) / 2 + broken;
    if (goesOn(place)) { // who is interrupted is being handled
        const double interrupted = load.service * clock.failures * clock.repair;
        answer.stretch = 1 + interrupted / load.service;
        answer.wait = std::max(answer.wait - interrupted, 0.0);
    }
    return answer;
}

} // namespace stormglass::sim::forecasting
