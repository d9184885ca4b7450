// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.hpp"
#include "app/cli/output.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/finding_words.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/run_words.hpp"
#include "model/notation/findings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

using model::Severity;
using model::Value;

/// A finding in words, from the notation or from the forecast.
struct Said {
    std::string code;
    Severity severity = Severity::hint;
    std::vector<std::string> elements;
    std::vector<std::string> flows;
    std::string message;
    std::string fix;
    bool isWaived = false;
};

Said said(const model::Board& board, const model::Finding& finding) {
    Said made{
        std::string(codeOf(finding.kind)), finding.severity, {}, finding.flows, wording::sentenceFor(board, finding),
        wording::fixFor(board, finding),   finding.isWaived};
    std::ranges::transform(finding.elements, std::back_inserter(made.elements),
                           [](const model::ElementId& id) { return id.value; });
    return made;
}

/// Whether the board holds its load: what the forecast for the first scenario says, as findings.
std::vector<Said> stability(const Input& input, const model::Catalogue& catalogue) {
    std::vector<Said> found;
    const auto prepared = sim::prepare(input.board, catalogue, std::nullopt, {});
    if (!prepared) {
        return found; // the reader has refused what prepare() could
    }
    const auto compiled = sim::compile(*prepared, catalogue, input.folder);
    if (!compiled) {
        const sim::CompileError& error = compiled.error();
        found.push_back({"unreadableTrace",
                         Severity::error,
                         {error.subject.substr(0, error.subject.find('.'))},
                         {},
                         wording::sentenceFor(error),
                         "Put the file there, or name another.",
                         false});
        return found;
    }
    for (const sim::CauseReport& cause : sim::forecast(*compiled).causes) {
        found.push_back({"unstable",
                         Severity::warning,
                         {cause.element},
                         {},
                         fmt::format("{} is offered {:.2f} times what it can handle: work piles up without end.",
                                     wording::calledOn(input.board, model::ElementId{cause.element}), cause.factor),
                         "Give it more replicas or concurrency, shorten its handling, or lower the load.",
                         false});
    }
    return found;
}

Value asJson(const Said& each) {
    return {{"code", each.code},         {"severity", std::string(nameOf(each.severity))},
            {"elements", each.elements}, {"flows", each.flows},
            {"message", each.message},   {"fix", each.fix},
            {"waived", each.isWaived}};
}

struct Counts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t hints = 0;
    std::size_t waived = 0;
};

Counts countsOf(const std::vector<Said>& findings) {
    Counts counts;
    for (const Said& each : findings) {
        std::size_t& count = each.isWaived                        ? counts.waived
                             : each.severity == Severity::error   ? counts.errors
                             : each.severity == Severity::warning ? counts.warnings
                                                                  : counts.hints;
        ++count;
    }
    return counts;
}

void print(const std::vector<Said>& findings, const Counts& counts, const Console& console) {
    for (const Said& each : findings) {
        if (!each.isWaived) {
            console.out << fmt::format("{}: {} {} [{}]\n", nameOf(each.severity), each.message, each.fix, each.code);
        }
    }
    const std::string waived = counts.waived == 0 ? std::string{} : fmt::format(", {} waived", counts.waived);
    console.out << fmt::format("{}, {}, {}{}.\n", wording::counted(counts.errors, "error", "errors"),
                               wording::counted(counts.warnings, "warning", "warnings"),
                               wording::counted(counts.hints, "hint", "hints"), waived);
}

} // namespace

int run(const CheckRequest& request, const Console& console) {
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.file, catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    std::vector<Said> findings;
    for (const model::Finding& finding : model::check(input->board, request.level)) {
        findings.push_back(said(input->board, finding));
    }
    if (request.level == model::Level::design) {
        std::ranges::move(stability(*input, catalogue), std::back_inserter(findings));
    }
    std::ranges::stable_sort(findings, {}, &Said::severity);
    const Counts counts = countsOf(findings);
    if (request.isJson) {
        Value list = Value::array();
        std::ranges::transform(findings, std::back_inserter(list), asJson);
        printJson({{"findings", std::move(list)},
                   {"errors", counts.errors},
                   {"warnings", counts.warnings},
                   {"hints", counts.hints},
                   {"waived", counts.waived}},
                  console);
    } else {
        print(findings, counts, console);
    }
    return asInt(counts.errors > 0 ? ExitCode::fallsShort : ExitCode::done);
}

} // namespace stormglass::cli
