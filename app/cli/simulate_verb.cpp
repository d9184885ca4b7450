// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.hpp"
#include "app/cli/interrupt.hpp"
#include "app/cli/output.hpp"
#include "app/cli/overrides.hpp"
#include "app/cli/progress.hpp"
#include "app/cli/report_csv.hpp"
#include "app/cli/report_table.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/run_words.hpp"
#include "app/wording/store_words.hpp"
#include "model/notation/findings.hpp"
#include "simulator/run/report_json.hpp"
#include "simulator/run/timeline.hpp"
#include "simulator/run/traces.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

constexpr std::uint32_t kTracedInstances = 200; ///< of each journey: what one still looks through

ExitCode codeOf(sim::RunError::Reason reason) {
    switch (reason) {
    case sim::RunError::Reason::unknownScenario:
    case sim::RunError::Reason::badOverride:
    case sim::RunError::Reason::badRequest:
        return ExitCode::wrongUsage;
    case sim::RunError::Reason::badTrace:
    case sim::RunError::Reason::badScenario:
        return ExitCode::badInput;
    case sim::RunError::Reason::cancelled:
        break;
    }
    return ExitCode{kInterrupted};
}

ExitCode writeCsv(const std::string& folder, const sim::RunReport& report, const Console& console) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        console.complain(folder, fmt::format("The folder can't be made: {}. Choose another place.",
                                             wording::systemWords(error.value())));
        return ExitCode::badOutput;
    }
    for (const auto& [name, text] : reportCsv(report)) {
        const std::string file = (std::filesystem::path(folder) / name).string();
        if (const ExitCode code = writeOutput(file, text, console); code != ExitCode::done) {
            return code;
        }
    }
    return ExitCode::done;
}

sim::RunRequest asRun(const SimulateRequest& request, std::vector<model::Override> overrides, const Input& input) {
    sim::RunRequest run;
    run.scenario = request.scenario;
    run.seed = request.seed;
    run.duration = request.duration;
    run.warmUp = request.warmUp;
    run.replications = request.replications;
    run.precision = request.precision;
    run.overrides = std::move(overrides);
    run.threads = request.threads;
    run.wallSeconds = request.wallSeconds;
    run.folder = input.folder;
    run.timeline = !request.timelineFile.empty();
    run.traces = request.traceFile.empty() ? 0 : kTracedInstances;
    return run;
}

ExitCode writeRecordings(const SimulateRequest& request, const sim::RunReport& report, const Console& console) {
    ExitCode code = ExitCode::done;
    if (report.timeline) {
        code = writeOutput(request.timelineFile, sim::timelineJson(*report.timeline).dump() + "\n", console);
    }
    if (report.traces && code == ExitCode::done) {
        code = writeOutput(request.traceFile, sim::tracesJson(*report.traces).dump() + "\n", console);
    }
    return code;
}

void warnOf(const sim::RunReport& report, const Console& console) {
    for (const std::string& path : report.notSimulated) {
        console.warn(path, "This is not simulated.");
    }
}

void pointToDefaults(const Input& input, const Console& console) {
    const std::vector<model::Finding> findings = model::check(input.board, model::Level::design);
    if (std::ranges::find(findings, model::FindingKind::assumedDefaults, &model::Finding::kind) == findings.end()) {
        return;
    }
    console.note(fmt::format("Values nobody stated are assumed. To see which: stormglass check {}",
                             input.name == "standard input" ? "-" : input.name));
}

} // namespace

int run(const SimulateRequest& request, const Console& console) {
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.file, catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    auto overrides = readSets(request.sets, *input, request.scenario, catalogue, console);
    if (!overrides) {
        return asInt(ExitCode::wrongUsage);
    }
    const Interrupts interrupts;
    ProgressLine progress(console);
    const auto report =
        sim::simulate(input->board, asRun(request, std::move(*overrides), *input), &progress, interrupts.token());
    progress.clear();
    if (!report) {
        console.complain(input->name, wording::sentenceFor(report.error(), input->board, catalogue));
        return asInt(codeOf(report.error().reason));
    }
    warnOf(*report, console);
    if (const ExitCode code = writeRecordings(request, *report, console); code != ExitCode::done) {
        return asInt(code);
    }
    if (request.isJson) {
        printJson(sim::reportJson(*report), console);
    } else if (request.csvFolder.empty()) {
        printReport(*report, input->board, console.out);
        pointToDefaults(*input, console);
    } else if (const ExitCode code = writeCsv(request.csvFolder, *report, console); code != ExitCode::done) {
        return asInt(code);
    }
    return asInt(report->meetsObjectives() ? ExitCode::done : ExitCode::fallsShort);
}

} // namespace stormglass::cli
