// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/simulate.hpp"

#include "model/behaviour/catalogue.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/compile/prepare.hpp"
#include "simulator/forecast/forecast.hpp"
#include "simulator/run/detail/independent_run.hpp"
#include "simulator/run/detail/long_runs.hpp"
#include "simulator/run/detail/report_builder.hpp"
#include "simulator/run/detail/run_watch.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <thread>

namespace stormglass::sim {

namespace {

RunError errorOf(const PrepareError& error) {
    if (error.unknownScenario) {
        return {.reason = RunError::Reason::unknownScenario, .subject = *error.unknownScenario, .fault = {}};
    }
    return {.reason = RunError::Reason::badOverride,
            .subject = error.badOverride ? error.badOverride->path : std::string{},
            .fault = error.badOverride};
}

constexpr double kLeastPaths = 11'000; ///< sampled journeys: 10,000 are promised, their number is left to chance
constexpr double kLeastMeasured = 0.2; ///< of a run: with a longer warm-up fewer paths are kept

/// Journeys sampled by each of `runs`, so that enough are left of all together when a part of each run is cut off.
std::uint32_t pathsOfARun(double runs, double measured) {
    return static_cast<std::uint32_t>(std::ceil(kLeastPaths / runs / std::max(measured, kLeastMeasured)));
}

constexpr double kLeastBetweenRefinements = 0.06; ///< seconds
constexpr double kRunPerRefinement = 8;           ///< figures on the way take at most an eighth of the time

unsigned threadsOf(const RunRequest& request) {
    return request.threads > 0 ? request.threads : std::max(1U, std::thread::hardware_concurrency());
}

/// One call of simulate().
class Run {
  public:
    Run(const Prepared& prepared, Compiled& compiled, const model::Catalogue& catalogue, const RunRequest& request,
        RunPlan plan, RunWatch& watch)
        : m_compiled(&compiled)
        , m_plan(plan)
        , m_watch(&watch)
        , m_threads(threadsOf(request))
        , m_forecast(forecast(compiled))
        , m_builder(prepared, compiled, catalogue, m_forecast, m_plan) {
        compiled.network.breakdown = compiled.network.breakdown && !request.quick;
        m_plan.runsToItsEnd = m_forecast.causes.empty();
        m_plan.believable = believableLength(compiled.network, m_plan.replications, m_forecast.relaxation);
        if (m_plan.warmUp) {
            // Whatever the number of replications: a run cut short is that of as many as were made.
            compiled.network.sampledPaths = pathsOfARun(1, 1 - *m_plan.warmUp / m_plan.duration);
        }
    }

    model::Result<RunReport, RunError> run() {
        std::unique_ptr<Findings> found = m_plan.independent ? runIndependent() : runSteady();
        if (!found || found->replications == 0) {
            return model::Failure{RunError{.reason = RunError::Reason::cancelled, .subject = {}, .fault = {}}};
        }
        RunReport report = finished(m_builder.build(*found));
        m_watch->reached(report.precision);
        m_watch->finish();
        return report;
    }

  private:
    std::unique_ptr<Findings> runIndependent() {
        auto found = std::make_unique<Findings>(m_compiled->network, m_plan);
        runIndependently(m_compiled->network, m_plan, m_threads, *m_watch, *found, refined(), atCheckpoint());
        return found;
    }

    std::unique_ptr<Findings> runSteady() {
        if (m_plan.replications <= kMostLongRuns) {
            // The warm-up takes half of a run at most.
            m_compiled->network.sampledPaths = pathsOfARun(m_plan.replications, 0.5);
            return runLong(m_compiled->network, m_plan, m_threads, *m_watch, refined(), atCheckpoint());
        }
        if (m_plan.warmUp) {
            return runIndependent();
        }
        RunPlan pilot = m_plan;
        pilot.replications = kPilotRuns;
        const auto settled = runLong(
            m_compiled->network, pilot, m_threads, *m_watch, [](Checkpoint&) { return true; },
            [](Checkpoint&) { return false; });
        if (!settled || settled->cutShort) {
            return nullptr;
        }
        m_plan.warmUp = settled->warmUp;
        auto found = runIndependent();
        found->warmUpFound = true;
        found->stationary = settled->stationary;
        return found;
    }

    RunReport finished(RunReport report) const {
        report.wallSeconds = m_watch->wallSeconds();
        report.threads = m_threads;
        return report;
    }

    /// Tells the figures so far to whoever watches: the first at once, then not faster than anybody could look.
    AtCheckpoint refined() {
        return [this](Checkpoint& checkpoint) {
            const double now = m_watch->wallSeconds();
            RunObserver* const observer = m_watch->observer();
            if (observer != nullptr && observer->wantsFigures() && now >= m_nextRefinement) {
                const RunReport report = finished(m_builder.build(checkpoint.all()));
                m_watch->reached(report.precision);
                observer->refined(report);
                m_watch->look();
                const double after = m_watch->wallSeconds();
                m_nextRefinement = after + std::max(kLeastBetweenRefinements, kRunPerRefinement * (after - now));
            }
            return true;
        };
    }

    /// Goes on while the wanted precision is not reached and can be: an unstable model never gets there.
    AtCheckpoint atCheckpoint() {
        return [this](Checkpoint& checkpoint) {
            if (!m_plan.precision) {
                return false;
            }
            RunReport judged;
            if (m_builder.precisionNeedsAll()) {
                judged = m_builder.build(checkpoint.all());
            } else {
                m_builder.addVerdict(judged, checkpoint.means());
                judged.precision = m_builder.precisionOf(checkpoint.means());
                judged.stationary = checkpoint.means().stationary;
            }
            m_watch->reached(judged.precision);
            const bool isPrecise = judged.precision.value_or(0) <= *m_plan.precision && isLongEnough(checkpoint);
            return judged.verdict == Verdict::stable && !(isPrecise && judged.stationary) && refined()(checkpoint);
        };
    }

    [[nodiscard]] bool isLongEnough(Checkpoint& checkpoint) const {
        return m_plan.independent || checkpoint.means().duration >= m_plan.believable;
    }

    Compiled* m_compiled;
    RunPlan m_plan;
    RunWatch* m_watch;
    unsigned m_threads;
    ForecastReport m_forecast;
    ReportBuilder m_builder;
    double m_nextRefinement = 0; ///< seconds since the start
};

} // namespace

model::Result<RunReport, RunError> simulate(const model::Board& board, const RunRequest& request, RunObserver* observer,
                                            std::stop_token stop) {
    RunWatch watch(observer, std::move(stop), request.wallSeconds);
    const model::Catalogue catalogue;
    const auto prepared = prepare(board, catalogue, request.scenario, request.overrides);
    if (!prepared) {
        return model::Failure{errorOf(prepared.error())};
    }
    auto compiled = compile(*prepared, catalogue, request.folder);
    if (!compiled) {
        return model::Failure{
            RunError{.reason = RunError::Reason::badTrace, .subject = compiled.error().badTrace.string(), .fault = {}}};
    }
    auto plan = planRun(*prepared, catalogue, compiled->network, request);
    if (!plan) {
        return model::Failure{plan.error()};
    }
    return Run(*prepared, *compiled, catalogue, request, *plan, watch).run();
}

} // namespace stormglass::sim
