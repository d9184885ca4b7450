// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report_table.hpp"

#include "app/cli/table.hpp"
#include "app/wording/estimate_words.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/run_words.hpp"
#include "model/behaviour/units.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <ostream>

namespace stormglass::cli {

namespace {

using model::Unit;
using sim::Estimate;
using wording::estimateWords;

constexpr std::size_t kP99 = 3; // in kQuantiles
constexpr std::size_t kP50 = 0;

std::string labelOf(const model::Board& board, const std::string& id) {
    if (const model::Element* element = board.definitionOf(model::ElementId{id})) {
        return element->label.empty() ? id : element->label;
    }
    const model::Journey* journey = board.find(model::JourneyId{id});
    return journey != nullptr && !journey->label.empty() ? journey->label : id;
}

std::string cell(const std::optional<Estimate>& estimate, Unit unit) {
    return estimate ? estimateWords(*estimate, unit) : std::string{};
}

std::string quantile(const std::optional<sim::Times>& times, std::size_t which) {
    return times && times->quantiles ? estimateWords((*times->quantiles)[which], Unit::seconds) : std::string{};
}

std::string mean(const std::optional<sim::Times>& times) {
    return times ? estimateWords(times->mean, Unit::seconds) : std::string{};
}

/// What went wrong at a place, if anything did: "0.2/s dropped, 0.01/s retries".
std::string troubles(const sim::PlaceReport& place) {
    if (!place.rates) {
        return {};
    }
    const sim::Rates& rates = *place.rates;
    std::string words;
    for (const auto& [rate, name] : {std::pair{&rates.failures, "failed"},
                                     {&rates.retries, "retried"},
                                     {&rates.deadLettered, "dead"},
                                     {&rates.dropped, "dropped"},
                                     {&rates.rejected, "rejected"},
                                     {&rates.expired, "expired"}}) {
        if (rate->value > 0) {
            words += words.empty() ? "" : ", ";
            words += fmt::format("{} {}", model::formatQuantity(rate->value, Unit::perSecond, 2), name);
        }
    }
    return words;
}

/// A time that was asked for, without loss: "30 min", but "100000 s".
std::string exactTime(double seconds) {
    std::string text = model::formatQuantity(seconds, Unit::seconds);
    const std::optional<double> back = model::parseQuantity(text, Unit::seconds);
    return back && std::abs(*back - seconds) <= seconds * 1e-9 ? text : fmt::format("{} s", seconds);
}

void heading(std::ostream& out, std::string_view text) {
    out << '\n' << text << '\n';
}

void printHead(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    const auto time = [](double seconds) { return exactTime(seconds); };
    out << fmt::format("{}, scenario {}, {}, seed {}\n",
                       board.settings().name.empty() ? "Board" : board.settings().name,
                       report.scenario.empty() ? "by default" : report.scenario,
                       report.kind == sim::RunKind::steady ? "steady state" : "from the start", report.seed);
    out << fmt::format("{} of {}, warm-up {}{}; {} events in {} on {}\n",
                       wording::counted(report.replications, "replication", "replications"), time(report.duration),
                       time(report.warmUp), report.warmUpFound ? " (found)" : "", report.simulatedEvents,
                       model::formatQuantity(report.wallSeconds, Unit::seconds),
                       wording::counted(report.threads, "thread", "threads"));
    if (report.precision && std::isfinite(*report.precision)) {
        out << fmt::format("Intervals are within {:.2g} % of their figures (95 % confidence).\n",
                           *report.precision * 100);
    } else if (report.precision) {
        out << "How precise the run is cannot be told: a figure that matters has no interval yet.\n";
    }
    out << '\n' << wording::verdictOf(report, board) << '\n';
    if (!report.stationary) {
        out << "The figures are not stationary: they still change at the end of the run. Run longer.\n";
    }
}

void printJourneys(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    Table table({"", "count", "mean", "p50", "p99", "unfinished"});
    for (const auto& [id, journey] : report.journeys) {
        table.add({labelOf(board, id), std::to_string(journey.times.count), mean(journey.times),
                   quantile(journey.times, kP50), quantile(journey.times, kP99),
                   journey.unfinished > 0 ? std::to_string(journey.unfinished) : std::string{}});
    }
    if (table.empty()) {
        return;
    }
    heading(out, "Journeys");
    table.print(out);
}

/// The parts of the journeys that matter worth naming: those of at least a hundredth of the mean, the largest first.
void printBreakdowns(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    constexpr std::size_t kMost = 5;
    std::size_t shown = 0;
    std::size_t others = 0;
    for (const auto& [id, journey] : report.journeys) {
        if (!journey.guides || shown == kMost) {
            others += journey.breakdown.empty() ? 0U : 1U;
            continue;
        }
        std::vector<sim::BreakdownPart> parts = journey.breakdown;
        const double least = journey.times.mean.value / 100;
        std::erase_if(parts, [&](const sim::BreakdownPart& part) { return !(part.mean.value >= least); });
        std::ranges::sort(parts, std::greater{}, [](const sim::BreakdownPart& part) { return part.mean.value; });
        if (parts.empty()) {
            continue;
        }
        heading(out, fmt::format("Where the time of {} goes", wording::inQuotes(labelOf(board, id))));
        Table table({"", "", "mean", "in the slowest 1 %"});
        for (const sim::BreakdownPart& part : parts) {
            table.add({labelOf(board, part.element), part.part, estimateWords(part.mean, Unit::seconds),
                       part.p99.withheld() ? std::string{} : estimateWords(part.p99, Unit::seconds)});
        }
        table.print(out);
        ++shown;
    }
    if (others > 0) {
        out << fmt::format("\n--json tells the same of {}.\n",
                           wording::counted(others, "further journey", "further journeys"));
    }
}

void printPlaces(std::string_view title, const sim::ById<sim::PlaceReport>& places, const model::Board& board,
                 std::ostream& out) {
    Table table({"", "arrivals", "busy", "waiting", "handling", "time p99", "queue", "up", "lag", ""});
    for (const auto& [id, place] : places) {
        const bool isPlace = place.waiting || place.busy || place.queue || place.lag || place.up;
        if (!isPlace) {
            continue; // sources and messages: their rates are in the accounting
        }
        table.add({labelOf(board, id), place.rates ? estimateWords(place.rates->arrivals, Unit::perSecond) : "",
                   cell(place.busy, Unit::probability), mean(place.waiting), mean(place.handling),
                   quantile(place.time, kP99), place.queue ? estimateWords(place.queue->mean, Unit::messages) : "",
                   place.up ? estimateWords(place.up->mean, Unit::none) : "",
                   place.lag ? estimateWords(place.lag->mean, Unit::messages) : "", troubles(place)});
    }
    if (!table.empty()) {
        heading(out, title);
        table.print(out);
    }
}

void printStaleness(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    Table table({"", "mean", "p99", "stale answers"});
    for (const auto& [id, place] : report.elements) {
        if (place.staleness) {
            table.add({labelOf(board, id), mean(place.staleness->times), quantile(place.staleness->times, kP99),
                       place.staleness->staleAnswers.withheld()
                           ? std::string{}
                           : estimateWords(place.staleness->staleAnswers, Unit::probability)});
        }
    }
    if (!table.empty()) {
        heading(out, "Staleness of read models");
        table.print(out);
    }
}

/// What a measure the scenario asks for counts.
Unit unitOfAsked(const model::Board& board, const sim::RunReport& report, const std::string& id) {
    const model::Scenario* scenario = board.find(model::ScenarioId{report.scenario});
    const auto asked =
        scenario == nullptr ? model::Value::array() : scenario->properties.value("measures", model::Value::array());
    for (const model::Value& measure : asked) {
        if (measure.value("id", "") != id) {
            continue;
        }
        if (measure.contains("as") && measure["as"].is_object()) {
            return Unit::probability;
        }
        const std::string what = measure.value("what", "");
        const bool isCount = what == "inside" || what == "queue" || what == "up";
        return isCount ? Unit::messages : Unit::seconds;
    }
    return Unit::none;
}

/// Where mathematics knows the answer: what it says, and how far the simulation is from it.
void printExact(const sim::RunReport& report, std::ostream& out) {
    constexpr std::size_t kMost = 20;
    Table table({"", "exact", "simulated differs by"});
    for (std::size_t i = 0; i < report.exact.size() && i < kMost; ++i) {
        const auto& [path, exact] = report.exact[i];
        const std::string measure = path.substr(path.find('.', path.find('.') + 1) + 1); // behind section and id
        table.add({path, model::formatQuantity(exact.value, wording::unitOfMeasure(measure)),
                   fmt::format("{:+.1f} standard errors", exact.sigmas)});
    }
    if (!table.empty()) {
        heading(out, "Known exactly");
        table.print(out);
    }
}

void printAsked(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    if (report.measures.empty()) {
        return;
    }
    heading(out, "Measures");
    Table table({"", ""});
    for (const auto& [id, estimate] : report.measures) {
        table.add({id, estimateWords(estimate, unitOfAsked(board, report, id))});
    }
    table.print(out);
}

void printObjectives(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    if (report.objectives.empty()) {
        return;
    }
    heading(out, "Objectives");
    for (const sim::ObjectiveReport& objective : report.objectives) {
        out << "  " << wording::sentenceFor(objective, board) << '\n';
    }
}

void printAccounting(const sim::RunReport& report, std::ostream& out) {
    sim::AccountingRow sum;
    for (const auto& [id, row] : report.accounting) {
        sum += row;
    }
    heading(out, "Accounting (deliveries, warm-up included)");
    out << fmt::format("  {} emitted = {} handled + {} dead-lettered + {} dropped + {} rejected + {} expired + {} in "
                       "flight{}\n",
                       sum.emitted, sum.handled, sum.deadLettered, sum.dropped, sum.rejected, sum.expired, sum.inFlight,
                       sum.balances() ? "" : " (this does not add up: please report it)");
}

} // namespace

void printReport(const sim::RunReport& report, const model::Board& board, std::ostream& out) {
    printHead(report, board, out);
    printObjectives(report, board, out);
    printJourneys(report, board, out);
    printBreakdowns(report, board, out);
    printPlaces("Elements", report.elements, board, out);
    printPlaces("Services", report.services, board, out);
    printPlaces("Channels", report.channels, board, out);
    printStaleness(report, board, out);
    printAsked(report, board, out);
    printExact(report, out);
    if (report.cost && report.cost->value > 0) {
        Estimate perHour = *report.cost;
        for (double* part : {&perHour.value, &perHour.low, &perHour.high}) {
            *part *= 3600;
        }
        out << fmt::format("\nCost: {} per hour\n", estimateWords(perHour, Unit::none));
    }
    printAccounting(report, out);
}

} // namespace stormglass::cli
