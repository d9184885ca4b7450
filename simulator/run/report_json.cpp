// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/report_json.hpp"

#include <string_view>

namespace stormglass::sim {

namespace {

using model::Value;

/// JSON knows no NaN and no infinity: null.
Value number(double x) {
    return std::isfinite(x) ? Value(x) : Value(nullptr);
}

Value timesJson(const Times& times) {
    Value json = Value::object();
    json["mean"] = estimateJson(times.mean);
    json["sd"] = estimateJson(times.sd);
    if (times.quantiles) {
        for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
            json[kQuantileNames[i]] = estimateJson((*times.quantiles)[i]);
        }
    }
    json["max"] = number(times.max);
    return json;
}

Value levelJson(const Level& level) {
    Value json = Value::object();
    json["mean"] = estimateJson(level.mean);
    if (level.sd) {
        json["sd"] = estimateJson(*level.sd);
    }
    json["max"] = number(level.max);
    return json;
}

/// `lag` and `depth` are figures themselves and have a mean and a maximum as `queue` has.
Value leadingLevelJson(const Level& level) {
    Value json = estimateJson(level.mean);
    json.update(levelJson(level));
    return json;
}

void addRates(Value& json, const Rates& rates) {
    json["arrivals"] = estimateJson(rates.arrivals);
    json["throughput"] = estimateJson(rates.throughput);
    json["failures"] = estimateJson(rates.failures);
    json["retries"] = estimateJson(rates.retries);
    json["deadLettered"] = estimateJson(rates.deadLettered);
    json["dropped"] = estimateJson(rates.dropped);
    json["rejected"] = estimateJson(rates.rejected);
    json["expired"] = estimateJson(rates.expired);
    json["duplicates"] = estimateJson(rates.duplicates);
}

Value stalenessJson(const StalenessReport& staleness) {
    Value json = timesJson(staleness.times);
    json["staleAnswers"] = estimateJson(staleness.staleAnswers);
    return json;
}

void addRecovery(Value& json, const RecoveryReport& recovery) {
    json["recovery"] = Value{{"mean", estimateJson(recovery.mean)},
                             {"sd", estimateJson(recovery.sd)},
                             {"max", number(recovery.max)},
                             {"unrecovered", number(recovery.unrecovered)}};
    json["unrecovered"] = number(recovery.unrecovered);
}

Value partitionJson(const PartitionReport& partition) {
    return Value{{"arrivals", estimateJson(partition.arrivals)},
                 {"throughput", estimateJson(partition.throughput)},
                 {"waiting", timesJson(partition.waiting)},
                 {"time", timesJson(partition.time)},
                 {"lag", leadingLevelJson(partition.lag)}};
}

void addTimes(Value& json, const PlaceReport& place) {
    const auto add = [&](const char* key, const std::optional<Times>& times) {
        if (times) {
            json[key] = timesJson(*times);
        }
    };
    add("waiting", place.waiting);
    add("handling", place.handling);
    add("time", place.time);
    add("joining", place.joining);
}

void addLevels(Value& json, const PlaceReport& place) {
    const auto add = [&](const char* key, const std::optional<Level>& level) {
        if (level) {
            json[key] = levelJson(*level);
        }
    };
    add("queue", place.queue);
    add("active", place.active);
    if (place.waited) {
        json["waited"] = estimateJson(*place.waited);
    }
    add("batchSize", place.batchSize);
    add("up", place.up);
}

void addReadModel(Value& json, const PlaceReport& place) {
    if (place.staleness) {
        json["staleness"] = stalenessJson(*place.staleness);
    }
    if (place.age) {
        json["age"] = Value{{"mean", estimateJson(place.age->mean)}, {"peak", estimateJson(place.age->peak)}};
    }
}

void addChannel(Value& json, const PlaceReport& place) {
    if (place.lag) {
        json["lag"] = leadingLevelJson(*place.lag);
    }
    if (place.depth) {
        json["depth"] = leadingLevelJson(*place.depth);
    }
    if (!place.partitions.empty()) {
        Value& partitions = json["partitions"] = Value::array();
        for (const PartitionReport& partition : place.partitions) {
            partitions.push_back(partitionJson(partition));
        }
    }
}

} // namespace

Value estimateJson(const Estimate& estimate) {
    Value json = Value::object();
    json["value"] = number(estimate.value);
    json["low"] = number(estimate.low);
    json["high"] = number(estimate.high);
    if (estimate.withheld()) {
        json["needs"] = estimate.needs ? number(*estimate.needs) : Value(nullptr);
    }
    return json;
}

Value placeJson(const PlaceReport& place) {
    Value json = Value::object();
    if (place.rates) {
        addRates(json, *place.rates);
    }
    if (place.emissions) {
        json["throughput"] = estimateJson(*place.emissions);
    }
    if (place.busy) {
        json["busy"] = estimateJson(*place.busy);
    }
    if (place.blocked) {
        json["blocked"] = estimateJson(*place.blocked);
    }
    addTimes(json, place);
    addLevels(json, place);
    if (place.circuit) {
        json["circuit"] =
            Value{{"opened", estimateJson(place.circuit->opened)}, {"open", estimateJson(place.circuit->open)}};
    }
    addReadModel(json, place);
    if (place.recovery) {
        addRecovery(json, *place.recovery);
    }
    if (place.outOfOrder) {
        json["outOfOrder"] = estimateJson(*place.outOfOrder);
    }
    if (place.replicas) {
        json["replicas"] = *place.replicas;
    }
    if (place.cost) {
        json["cost"] = estimateJson(*place.cost);
    }
    addChannel(json, place);
    if (place.little) {
        json["little"] = number(*place.little);
    }
    return json;
}

Value journeyJson(const JourneyReport& journey) {
    Value json = Value::object();
    json["count"] = journey.times.count;
    json.update(timesJson(journey.times));
    json["unfinished"] = journey.unfinished;
    Value& parts = json["breakdown"] = Value::array();
    for (const BreakdownPart& part : journey.breakdown) {
        parts.push_back(Value{{"element", part.element},
                              {"part", part.part},
                              {"mean", estimateJson(part.mean)},
                              {"p99", estimateJson(part.p99)}});
    }
    json["sampled"] = journey.sampled;
    if (!journey.classes.empty()) {
        Value& classes = json["classes"] = Value::object();
        for (const auto& [name, times] : journey.classes) {
            Value& one = classes[name] = Value{{"count", times.count}};
            one.update(timesJson(times));
        }
    }
    return json;
}

} // namespace stormglass::sim
