// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/forecast.hpp"

#include <cmath>

namespace stormglass::sim {

namespace {

using model::Value;

/// JSON knows no infinity: what never ends is null.
Value number(double value) {
    return std::isfinite(value) ? Value(value) : Value(nullptr);
}

/// Null also where it is withheld.
Value figure(const ForecastPlace& place, double value) {
    return place.settled ? number(value) : Value(nullptr);
}

Value placeJson(const ForecastPlace& place) {
    Value json = Value::object();
    json["arrivals"] = figure(place, place.arrivals);
    json["throughput"] = figure(place, place.throughput);
    if (place.busy) {
        json["busy"] = figure(place, *place.busy);
    }
    json["waiting"] = Value{{"mean", figure(place, place.waiting)}};
    json["time"] = Value{{"mean", figure(place, place.time)}};
    json["exact"] = place.exact;
    return json;
}

/// A message or a source: rates only.
Value rateJson(const ForecastPlace& place) {
    return Value{{"arrivals", figure(place, place.arrivals)}, {"throughput", figure(place, place.throughput)}};
}

} // namespace

Value forecastJson(const ForecastReport& report) {
    Value json = Value::object();
    json["verdict"] = report.verdict == Verdict::unstable ? "unstable" : "stable";
    json["causes"] = Value::array();
    for (const CauseReport& cause : report.causes) {
        json["causes"].push_back(Value{{"element", cause.element}, {"factor", number(cause.factor)}});
    }
    json["bottleneck"] = report.bottleneck.empty() ? Value(nullptr) : Value(report.bottleneck);
    json["saturation"] =
        Value{{"loadFactor", report.saturationFactor ? number(*report.saturationFactor) : Value(nullptr)},
              {"element", report.saturationElement.empty() ? Value(nullptr) : Value(report.saturationElement)}};
    json["elements"] = Value::object();
    for (const auto& [id, place] : report.elements) {
        json["elements"][id] = place.rateOnly ? rateJson(place) : placeJson(place);
    }
    for (const auto* places : {&report.services, &report.channels}) {
        for (const auto& [id, place] : *places) {
            json["elements"][id] = placeJson(place);
        }
    }
    json["journeys"] = Value::object();
    for (const auto& [id, mean] : report.journeys) {
        json["journeys"][id] = Value{{"mean", number(mean)}};
    }
    json["exact"] = Value::object();
    for (const auto& [path, value] : report.exact) {
        json["exact"][path] = number(value);
    }
    return json;
}

} // namespace stormglass::sim
