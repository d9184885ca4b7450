// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/behaviour/overrides.hpp"
#include "simulator/run/report.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace stormglass::sim {

/// What is asked of a run beyond what the scenario says; what is absent is the scenario's.
struct RunRequest {
    std::optional<std::string> scenario; ///< absent: the document's first, else steady state at 5 % precision
    std::optional<std::uint64_t> seed;
    std::optional<double> duration; ///< seconds, warm-up included
    std::optional<double> warmUp;   ///< seconds
    std::optional<std::uint32_t> replications;
    std::optional<double> precision;        ///< relative half-width of the guiding figures
    std::vector<model::Override> overrides; ///< beat the scenario's `set`
    unsigned threads = 0;                   ///< 0: as many as the machine has; results don't depend on it
    std::optional<double> wallSeconds;      ///< time budget: the run is `stopped` at the checkpoint after it
    std::filesystem::path folder;           ///< where relative trace files are looked for
    std::uint32_t traces = 0;               ///< so many instances of each journey: RunReport::traces
    bool timeline = false;                  ///< record the first replication: RunReport::timeline
    bool quick = false; ///< the window's first figures: no breakdown, first checkpoint as early as can be
};

/// How far a run has come.
struct RunProgress {
    double share = 0;            ///< 0..1 of what is known to be needed
    double simulatedSeconds = 0; ///< over all replications
    std::uint64_t simulatedEvents = 0;
    double wallSeconds = 0;
    std::optional<double> wallSecondsLeft;
    std::optional<double> precision; ///< reached so far
};

/// Watches a run. Called from the thread that called simulate(), never after it has returned.
class RunObserver {
  public:
    virtual ~RunObserver() = default;

    /// Some ten times a second, and at the end.
    virtual void progressed(const RunProgress& progress) = 0;

    /// Whether `refined` is of use: making figures takes time.
    [[nodiscard]] virtual bool wantsFigures() const noexcept { return true; }

    /// The figures so far: the first as early as can be, then at most every 60 ms when the number of replications or
    /// their length has doubled.
    virtual void refined(const RunReport& /*soFar*/) {}
};

/// Why a model was not run.
struct RunError {
    enum class Reason : std::uint8_t {
        unknownScenario, ///< `subject` is its id
        badOverride,     ///< `fault` says which path and why
        badTrace,        ///< a trace file that cannot be read: `subject` is its path
        badRequest,      ///< a duration of nought, a warm-up as long as the run: `subject` names the option
        badScenario,     ///< the same where the document says so
        cancelled,       ///< asked to stop before the first checkpoint
    };
    Reason reason = Reason::badRequest;
    std::string subject;
    std::optional<model::OverrideFault> fault;
};

/// Runs a board under a scenario (the contract's section 1) and returns what was found. The same board, request and
/// seed give the same report, whatever the number of threads, but for `timing`. A stop request ends the run at once:
/// what was simulated up to the last checkpoint is reported as `stopped`.
[[nodiscard]] model::Result<RunReport, RunError> simulate(const model::Board& board, const RunRequest& request,
                                                          RunObserver* observer = nullptr, std::stop_token stop = {});

} // namespace stormglass::sim
