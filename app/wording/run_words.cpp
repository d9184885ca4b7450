// SPDX-License-Identifier: Apache-2.0
#include "app/wording/run_words.hpp"

#include "app/wording/estimate_words.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"
#include "app/wording/override_words.hpp"
#include "model/behaviour/units.hpp"

#include <fmt/format.h>

namespace stormglass::wording {

namespace {

using model::Board;
using model::Catalogue;

std::string unknownScenario(const std::string& id, const Board& board) {
    std::vector<std::string> ids;
    for (const model::Scenario& scenario : board.scenarios()) {
        ids.push_back(scenario.id.value);
    }
    if (ids.empty()) {
        return fmt::format("There is no scenario {}: the document has none. Leave it out to use the defaults.",
                           inQuotes(id));
    }
    return fmt::format("There is no scenario {}.{} The document has: {}.", inQuotes(id), suggestion(id, ids),
                       enumerated(ids));
}

std::string badTrace(const std::string& file, const std::string& path) {
    const std::string of = path.empty() ? std::string{} : fmt::format(" ({})", path);
    return fmt::format("The trace file {}{} cannot be read. It must be a CSV of emission times in seconds, in order, "
                       "named relative to the document.",
                       inQuotes(file), of);
}

std::string causeWords(const std::vector<sim::CauseReport>& causes, const Board& board) {
    std::vector<std::string> words;
    words.reserve(causes.size());
    for (const sim::CauseReport& cause : causes) {
        words.push_back(fmt::format("{} is offered {:.2f} times what it can handle",
                                    calledOn(board, model::ElementId{cause.element}), cause.factor));
    }
    return enumerated(words);
}

std::string endWords(const sim::RunReport& report, const Board& board) {
    if (!report.blockedCycle.empty()) {
        std::vector<std::string> names;
        for (const std::string& id : report.blockedCycle) {
            names.push_back(calledOn(board, model::ElementId{id}));
        }
        return fmt::format("blocked workers wait for each other in a circle: {}", enumerated(names));
    }
    if (!report.ended) {
        return "it was stopped before it had reached its end";
    }
    const std::string at = model::formatQuantity(report.ended->at, model::Unit::seconds);
    switch (report.ended->by) {
    case sim::EndReason::messages:
        return fmt::format("at {} more messages were in flight than a run may hold", at);
    case sim::EndReason::instant:
        return fmt::format("at {} one instant brought more events than a run may hold", at);
    case sim::EndReason::memory:
        return fmt::format("at {} memory ran short", at);
    case sim::EndReason::time:
        return fmt::format("it was stopped after {} of simulated time", at);
    }
    return {};
}

} // namespace

std::string sentenceFor(const sim::PrepareError& error, const Board& board, const Catalogue& catalogue) {
    if (error.unknownScenario) {
        return unknownScenario(*error.unknownScenario, board);
    }
    return error.badOverride ? sentenceFor(*error.badOverride, board, catalogue) : std::string{};
}

std::string sentenceFor(const sim::CompileError& error) {
    return badTrace(error.badTrace.string(), error.subject);
}

std::string sentenceFor(const sim::RunError& error, const Board& board, const Catalogue& catalogue) {
    using Reason = sim::RunError::Reason;
    switch (error.reason) {
    case Reason::unknownScenario:
        return unknownScenario(error.subject, board);
    case Reason::badOverride:
        return error.fault ? sentenceFor(*error.fault, board, catalogue) : std::string{};
    case Reason::badTrace:
        return badTrace(error.subject, {});
    case Reason::badScenario:
        return fmt::format("The scenario cannot be run with its {}: its duration must be longer than the warm-up. Make "
                           "the one longer or the other shorter.",
                           error.subject);
    case Reason::badRequest:
        return fmt::format("The run cannot be done with this {}. The duration must be above 0 and longer than the "
                           "warm-up.",
                           error.subject.empty() ? "request" : error.subject);
    case Reason::cancelled:
        return "The run was stopped before there was a figure to show.";
    }
    return {};
}

std::string_view nameOf(sim::Verdict verdict) noexcept {
    switch (verdict) {
    case sim::Verdict::stable:
        return "stable";
    case sim::Verdict::unstable:
        return "unstable";
    case sim::Verdict::stopped:
        return "stopped";
    }
    return {};
}

std::string verdictOf(const sim::RunReport& report, const Board& board) {
    switch (report.verdict) {
    case sim::Verdict::stable:
        return "Stable: everything that comes in is handled.";
    case sim::Verdict::unstable:
        return report.causes.empty() ? "Unstable: more comes in than can be handled."
                                     : fmt::format("Unstable: {}.", causeWords(report.causes, board));
    case sim::Verdict::stopped:
        return fmt::format("Stopped: {}. The figures are those up to then.", endWords(report, board));
    }
    return {};
}

std::string verdictOf(const sim::ForecastReport& report, const Board& board) {
    if (report.verdict == sim::Verdict::stable) {
        return "Stable: everything that comes in can be handled.";
    }
    return report.causes.empty() ? "Unstable: more comes in than can be handled."
                                 : fmt::format("Unstable: {}.", causeWords(report.causes, board));
}

std::string sentenceFor(const sim::ObjectiveReport& objective, const Board& board) {
    const std::string of = objective.of.empty() ? std::string{} : " of " + placeOn(board, objective.of);
    const model::Unit unit = unitOfMeasure(objective.measure);
    const std::string wish =
        fmt::format("{}{} {} {}", objective.measure, of, objective.op, model::formatQuantity(objective.value, unit));
    if (objective.actual.withheld()) {
        return fmt::format("{}: not known, {}", wish, estimateWords(objective.actual, unit));
    }
    return fmt::format("{}: {}{}, {}", wish, objective.met ? "met" : "missed", objective.certain ? "" : ", uncertain",
                       estimateWords(objective.actual, unit));
}

} // namespace stormglass::wording
