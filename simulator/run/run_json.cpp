// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/report_json.hpp"

#include <charconv>
#include <string_view>

namespace stormglass::sim {

namespace {

using model::Value;

const char* nameOf(RunKind kind) {
    switch (kind) {
    case RunKind::steady:
        return "steady";
    case RunKind::scenario:
        return "scenario";
    }
    return "";
}

const char* nameOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::stable:
        return "stable";
    case Verdict::unstable:
        return "unstable";
    case Verdict::stopped:
        return "stopped";
    }
    return "";
}

const char* nameOf(EndReason by) {
    switch (by) {
    case EndReason::messages:
        return "messages";
    case EndReason::instant:
        return "instant";
    case EndReason::memory:
        return "memory";
    case EndReason::time:
        return "time";
    }
    return "";
}

template <class T, class Convert> Value byId(const ById<T>& things, Convert convert) {
    Value json = Value::object();
    for (const auto& [id, thing] : things) {
        json[id] = convert(thing);
    }
    return json;
}

Value objectiveJson(const ObjectiveReport& objective) {
    return Value{{"measure", objective.measure},
                 {"of", objective.of},
                 {"op", objective.op},
                 {"value", objective.value},
                 {"actual", estimateJson(objective.actual)},
                 {"met", objective.met},
                 {"certain", objective.certain}};
}

Value accountingJson(const AccountingRow& row) {
    return Value{{"emitted", row.emitted},  {"handled", row.handled},   {"deadLettered", row.deadLettered},
                 {"dropped", row.dropped},  {"rejected", row.rejected}, {"expired", row.expired},
                 {"inFlight", row.inFlight}};
}

Value bandJson(const std::vector<BandPoint>& band) {
    Value json = Value::array();
    for (const BandPoint& point : band) {
        json.push_back(Value::array({point.at, point.p5, point.p50, point.p95}));
    }
    return json;
}

Value campsJson(const std::array<Camp, 2>& camps) {
    Value json = Value::array();
    for (const Camp& camp : camps) {
        json.push_back(Value{{"share", camp.share}, {"mean", camp.mean}});
    }
    return json;
}

void addHead(Value& json, const RunReport& report) {
    json["scenario"] = report.scenario;
    json["kind"] = nameOf(report.kind);
    json["seed"] = report.seed;
    json["replications"] = report.replications;
    json["duration"] = report.duration;
    json["warmUp"] = report.warmUp;
    json["warmUpFound"] = report.warmUpFound;
    json["stationary"] = report.stationary;
    json["simulatedEvents"] = report.simulatedEvents;
    if (report.precision) {
        json["precision"] = *report.precision;
    }
    json["verdict"] = nameOf(report.verdict);
    Value& causes = json["causes"] = Value::array();
    for (const CauseReport& cause : report.causes) {
        causes.push_back(Value{{"element", cause.element}, {"factor", cause.factor}});
    }
    if (report.ended) {
        json["ended"] = Value{{"at", report.ended->at}, {"by", nameOf(report.ended->by)}};
    }
    if (!report.blockedCycle.empty()) {
        json["blockedCycle"] = report.blockedCycle;
    }
    json["notSimulated"] = report.notSimulated;
}

/// What stands under a key; `list.0` counts.
const Value* step(const Value& json, std::string_view key) {
    if (json.is_object()) {
        const auto found = json.find(std::string(key));
        return found == json.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    const bool whole = error == std::errc{} && end == key.data() + key.size();
    return json.is_array() && whole && index < json.size() ? &json[index] : nullptr;
}

double realOr(const Value& json, double otherwise) {
    return json.is_number() ? json.get<double>() : otherwise;
}

std::optional<Estimate> estimateOf(const Value& json) {
    constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    if (json.is_number()) {
        return Estimate::exactly(json.get<double>());
    }
    if (!json.is_object()) {
        return std::nullopt;
    }
    if (!json.contains("value")) {
        return json.contains("mean") ? estimateOf(json["mean"]) : std::nullopt;
    }
    Estimate estimate{
        realOr(json["value"], kNothing), realOr(json["low"], kNothing), realOr(json["high"], kNothing), kNothing, {}};
    if (json.contains("needs") && json["needs"].is_number()) {
        estimate.needs = json["needs"].get<double>();
    }
    return estimate;
}

/// An item of a list is named as .0 or as [0].
std::optional<Estimate> walk(const Value& json, std::string_view path) {
    const Value* at = &json;
    while (at != nullptr && !path.empty()) {
        const std::size_t end = path.find_first_of(".[");
        std::string_view key = path.substr(0, end);
        if (!key.empty() && key.back() == ']') {
            key.remove_suffix(1);
        }
        at = step(*at, key);
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
    }
    return at == nullptr ? std::nullopt : estimateOf(*at);
}

bool isBareTime(std::string_view measure) {
    return measure == "mean" || measure == "sd" || measure == "max" || measure == "p50" || measure == "p90" ||
           measure == "p95" || measure == "p99" || measure == "p999";
}

} // namespace

Value reportJson(const RunReport& report) {
    Value json = Value::object();
    addHead(json, report);
    json["timing"] = Value{{"wallSeconds", report.wallSeconds}, {"threads", report.threads}};
    json["journeys"] = byId(report.journeys, journeyJson);
    json["elements"] = byId(report.elements, placeJson);
    json["services"] = byId(report.services, placeJson);
    json["channels"] = byId(report.channels, placeJson);
    if (report.cost) {
        json["cost"] = estimateJson(*report.cost);
    }
    json["measures"] = byId(report.measures, estimateJson);
    Value& objectives = json["objectives"] = Value::array();
    for (const ObjectiveReport& objective : report.objectives) {
        objectives.push_back(objectiveJson(objective));
    }
    json["exact"] = byId(report.exact, [](const ExactReport& exact) {
        return Value{{"value", exact.value}, {"sigmas", std::isfinite(exact.sigmas) ? Value(exact.sigmas) : Value()}};
    });
    if (report.kind == RunKind::scenario) {
        json["bands"] = byId(report.bands, bandJson);
        json["camps"] = byId(report.camps, campsJson);
    }
    json["accounting"] = byId(report.accounting, accountingJson);
    return json;
}

std::optional<Estimate> figureOf(const RunReport& report, const std::string& of, const std::string& measure) {
    if (const auto* journey = findById(report.journeys, of)) {
        return walk(journeyJson(*journey), measure);
    }
    const std::string path = isBareTime(measure) ? "time." + measure : measure;
    for (const auto* places : {&report.elements, &report.services, &report.channels}) {
        if (const auto* place = findById(*places, of)) {
            return walk(placeJson(*place), path);
        }
    }
    return std::nullopt;
}

std::optional<Estimate> figureAt(const RunReport& report, const std::string& path) {
    const std::size_t dot = path.find('.');
    const std::string head = path.substr(0, dot);
    if (head == "cost" && report.cost) {
        return report.cost;
    }
    if (dot == std::string::npos) {
        return std::nullopt;
    }
    const std::size_t second = path.find('.', dot + 1);
    const std::string id = path.substr(dot + 1, second == std::string::npos ? second : second - dot - 1);
    const std::string rest = second == std::string::npos ? std::string() : path.substr(second + 1);
    const auto placeAt = [&](const ById<PlaceReport>& places) -> std::optional<Estimate> {
        const PlaceReport* place = findById(places, id);
        return place == nullptr ? std::nullopt : walk(placeJson(*place), rest);
    };
    if (head == "journeys") {
        const JourneyReport* journey = findById(report.journeys, id);
        return journey == nullptr ? std::nullopt : walk(journeyJson(*journey), rest);
    }
    if (head == "measures") {
        const Estimate* measure = findById(report.measures, id);
        return measure == nullptr ? std::nullopt : std::optional<Estimate>(*measure);
    }
    return head == "elements"   ? placeAt(report.elements)
           : head == "services" ? placeAt(report.services)
           : head == "channels" ? placeAt(report.channels)
                                : std::nullopt;
}

} // namespace stormglass::sim
