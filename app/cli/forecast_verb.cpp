// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.hpp"
#include "app/cli/output.hpp"
#include "app/cli/overrides.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/estimate_words.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/run_words.hpp"
#include "model/behaviour/units.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

using model::Unit;
using model::Value;

std::optional<double> figureOf(const sim::ForecastPlace& place, const std::string& measure) {
    if (measure == "busy") {
        return place.busy;
    }
    if (measure == "arrivals") {
        return place.arrivals;
    }
    if (measure == "throughput") {
        return place.throughput;
    }
    if (measure == "waiting.mean") {
        return place.waiting;
    }
    return measure == "time.mean" || measure == "mean" ? std::optional(place.time) : std::nullopt;
}

/// What the forecast knows of an objective's figure; nothing where only a simulation can tell.
std::optional<double> figureOf(const sim::ForecastReport& report, const std::string& of, const std::string& measure) {
    if (const double* mean = sim::findById(report.journeys, of)) {
        const double* exact = sim::findById(report.exact, "journeys." + of + "." + measure);
        return exact != nullptr ? std::optional(*exact) : measure == "mean" ? std::optional(*mean) : std::nullopt;
    }
    for (const auto& [section, places] :
         {std::pair{"elements.", &report.elements}, {"services.", &report.services}, {"channels.", &report.channels}}) {
        if (const sim::ForecastPlace* place = sim::findById(*places, of)) {
            const bool isBare = measure.find('.') == std::string::npos && measure.starts_with('p');
            const double* exact =
                sim::findById(report.exact, fmt::format("{}{}{}{}", section, of, isBare ? ".time." : ".", measure));
            return exact != nullptr ? std::optional(*exact) : figureOf(*place, measure);
        }
    }
    return {};
}

bool holds(double value, const std::string& op, double bound) {
    if (op == "<") {
        return value < bound;
    }
    if (op == "<=") {
        return value <= bound;
    }
    return op == ">" ? value > bound : value >= bound;
}

/// An objective as the forecast sees it.
struct Foreseen {
    std::string measure;
    std::string of;
    std::string op;
    double value = 0;
    std::optional<double> actual;

    [[nodiscard]] bool isMissed() const { return actual && !holds(*actual, op, value); }
};

std::vector<Foreseen> foreseen(const sim::ForecastReport& report, const sim::Prepared& prepared) {
    std::vector<Foreseen> all;
    const auto written = prepared.scenario.properties.find("objectives");
    if (written == prepared.scenario.properties.end()) {
        return all;
    }
    for (const Value& objective : *written) {
        Foreseen each{objective.at("measure").get<std::string>(),
                      objective.value("of", ""),
                      objective.at("op").get<std::string>(),
                      objective.at("value").get<double>(),
                      {}};
        const model::Element* const original = prepared.board.definitionOf(model::ElementId{each.of});
        each.actual = figureOf(report, original == nullptr ? each.of : original->id.value, each.measure);
        all.push_back(std::move(each));
    }
    return all;
}

Value asJson(const std::vector<Foreseen>& objectives) {
    Value list = Value::array();
    for (const Foreseen& each : objectives) {
        Value item{{"measure", each.measure}, {"of", each.of}, {"op", each.op}, {"value", each.value}};
        item["actual"] = each.actual && std::isfinite(*each.actual) ? Value(*each.actual) : Value();
        item["met"] = each.actual ? Value(!each.isMissed()) : Value();
        list.push_back(std::move(item));
    }
    return list;
}

std::string approximately(double value, Unit unit) {
    if (!std::isfinite(value)) {
        return "without end";
    }
    constexpr double kNothing = 1e-9; // of a second, a share ...: nobody reads less
    return "≈ " + model::formatQuantity(std::abs(value) < kNothing ? 0 : value, unit);
}

void printPlaces(const sim::ForecastReport& report, const model::Board& board, const Console& console) {
    Table table({"", "arrivals", "busy", "waiting", "time", ""});
    for (const auto& [id, place] : report.elements) {
        const model::Element* element = board.definitionOf(model::ElementId{id});
        if (element == nullptr || !isHandler(element->kind)) {
            continue;
        }
        table.add({element->label.empty() ? id : element->label, model::formatQuantity(place.arrivals, Unit::perSecond),
                   place.busy ? approximately(*place.busy, Unit::probability) : "",
                   approximately(place.waiting, Unit::seconds), approximately(place.time, Unit::seconds),
                   place.exact     ? "exact"
                   : place.settled ? ""
                                   : "no balance found"});
    }
    if (!table.empty()) {
        console.out << "\nHandlers\n";
        table.print(console.out);
    }
}

void printJourneys(const sim::ForecastReport& report, const model::Board& board, const Console& console) {
    Table table({"", "mean"});
    for (const auto& [id, mean] : report.journeys) {
        const model::Journey* journey = board.find(model::JourneyId{id});
        table.add(
            {journey != nullptr && !journey->label.empty() ? journey->label : id, approximately(mean, Unit::seconds)});
    }
    if (!table.empty()) {
        console.out << "\nJourneys\n";
        table.print(console.out);
    }
}

void printObjectives(const std::vector<Foreseen>& objectives, const model::Board& board, const Console& console) {
    if (!objectives.empty()) {
        console.out << "\nObjectives\n";
    }
    for (const Foreseen& each : objectives) {
        const Unit unit = wording::unitOfMeasure(each.measure);
        const std::string_view judged = !each.actual      ? "only a simulation can tell"
                                        : each.isMissed() ? "missed"
                                                          : "met";
        const std::string of = each.of.empty() ? std::string{} : " of " + wording::placeOn(board, each.of);
        console.out << fmt::format("  {}{} {} {}: {}{}\n", each.measure, of, each.op,
                                   model::formatQuantity(each.value, unit), judged,
                                   each.actual ? ", " + approximately(*each.actual, unit) : "");
    }
}

void print(const sim::ForecastReport& report, const std::vector<Foreseen>& objectives, const Input& input,
           const std::string& scenario, const Console& console) {
    const std::string& name = input.board.settings().name;
    console.out << fmt::format("{}, scenario {}: what the equations say (≈ is an approximation)\n\n{}\n",
                               name.empty() ? input.name : name, scenario.empty() ? "by default" : scenario,
                               wording::verdictOf(report, input.board));
    if (!report.bottleneck.empty()) {
        console.out << fmt::format("The bottleneck is {}.\n",
                                   wording::calledOn(input.board, model::ElementId{report.bottleneck}));
    }
    if (report.saturationFactor) {
        console.out << fmt::format("{} saturates at {:.2f} times this load.\n",
                                   wording::calledOn(input.board, model::ElementId{report.saturationElement}),
                                   *report.saturationFactor);
    }
    printJourneys(report, input.board, console);
    printPlaces(report, input.board, console);
    printObjectives(objectives, input.board, console);
}

} // namespace

int run(const ForecastRequest& request, const Console& console) {
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.file, catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    const auto overrides = readSets(request.sets, *input, request.scenario, catalogue, console);
    if (!overrides) {
        return asInt(ExitCode::wrongUsage);
    }
    const auto prepared = sim::prepare(input->board, catalogue, request.scenario, *overrides);
    const auto compiled = sim::compile(prepared.value(), catalogue, input->folder);
    if (!compiled) {
        console.complain(input->name, wording::sentenceFor(compiled.error()));
        return asInt(ExitCode::badInput);
    }
    const sim::ForecastReport report = sim::forecast(*compiled);
    const std::vector<Foreseen> objectives = foreseen(report, *prepared);
    if (request.isJson) {
        Value json = sim::forecastJson(report);
        json["objectives"] = asJson(objectives);
        printJson(json, console);
    } else {
        print(report, objectives, *input, prepared->scenario.id.value, console);
    }
    for (const std::string& path : compiled->notSimulated) {
        console.warn(path, "This is not simulated.");
    }
    const bool isMissed = std::ranges::any_of(objectives, [](const Foreseen& each) { return each.isMissed(); });
    return asInt(isMissed ? ExitCode::fallsShort : ExitCode::done);
}

} // namespace stormglass::cli
