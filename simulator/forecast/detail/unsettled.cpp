// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/unsettled.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kStill = 0.05;       ///< of a figure: no more than what approximations are good for
constexpr double kNothingMuch = 1e-6; ///< of a second, of a message per second

bool hasMoved(double now, double before) {
    if (now == before) {
        return false;
    }
    return !std::isfinite(now) || !std::isfinite(before) ||
           std::abs(now - before) > kStill * std::max(std::abs(now), std::abs(before)) + kNothingMuch;
}

bool hasMoved(const ForecastPlace& now, const ForecastPlace& before) {
    return hasMoved(now.arrivals, before.arrivals) || hasMoved(now.throughput, before.throughput) ||
           hasMoved(now.busy.value_or(0), before.busy.value_or(0)) || hasMoved(now.waiting, before.waiting) ||
           hasMoved(now.time, before.time);
}

void mark(ById<ForecastPlace>& places, const ById<ForecastPlace>& before) {
    for (auto& [id, place] : places) {
        const ForecastPlace* known = findById(before, id);
        place.settled = known != nullptr && !hasMoved(place, *known);
        place.exact = place.exact && place.settled;
    }
}

} // namespace

void withholdUnsettled(ForecastReport& report, const ForecastReport& before) {
    mark(report.elements, before.elements);
    mark(report.services, before.services);
    mark(report.channels, before.channels);
    std::erase_if(report.journeys, [&](const auto& journey) {
        const double* known = findById(before.journeys, journey.first);
        return known == nullptr || hasMoved(journey.second, *known);
    });
}

} // namespace stormglass::sim::forecasting
