// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/estimate.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What a run found out, as values. The JSON of `simulate --json` (report_json.hpp) is this, key for key; the window
/// reads it directly. Times are in seconds, rates per second, shares 0..1. Ids are those of the document.
namespace stormglass::sim {

struct Timeline;
struct TracedJourney;

/// Things by id, in the order of the document.
template <class T> using ById = std::vector<std::pair<std::string, T>>;

template <class T> [[nodiscard]] const T* findById(const ById<T>& things, const std::string& id) noexcept {
    for (const auto& [name, thing] : things) {
        if (name == id) {
            return &thing;
        }
    }
    return nullptr;
}

enum class RunKind : std::uint8_t { steady, scenario };
enum class Verdict : std::uint8_t { stable, unstable, stopped };
enum class EndReason : std::uint8_t { messages, instant, memory, time };

/// Quantiles that are reported: p50, p90, p95, p99, p999.
inline constexpr std::array<double, 5> kQuantiles{0.5, 0.9, 0.95, 0.99, 0.999};
inline constexpr std::array<const char*, 5> kQuantileNames{"p50", "p90", "p95", "p99", "p999"};

/// The distribution of a time.
struct Times {
    std::uint64_t count = 0; ///< observations; not written for places
    Estimate mean;
    Estimate sd;
    std::optional<std::array<Estimate, 5>> quantiles; ///< absent where no histogram was kept
    double max = 0;
};

/// A count over time.
struct Level {
    Estimate mean;
    std::optional<Estimate> sd;
    double max = 0;
};

/// Rates of a place, per second. What a place cannot have is absent.
struct Rates {
    Estimate arrivals;
    Estimate throughput;
    Estimate failures;
    Estimate retries;
    Estimate deadLettered;
    Estimate dropped;
    Estimate rejected;
    Estimate expired;
    Estimate duplicates;
};

struct CircuitReport {
    Estimate opened; ///< per second
    Estimate open;   ///< share of time
};

struct StalenessReport {
    Times times;
    Estimate staleAnswers; ///< share of queries
};

struct AgeReport {
    Estimate mean;
    Estimate peak; ///< mean of the age just before something newer is shown
};

struct RecoveryReport {
    Estimate mean;
    Estimate sd;
    double max = 0;
    double unrecovered = 0; ///< share of replications
};

struct PartitionReport {
    Estimate arrivals;
    Estimate throughput;
    Times waiting;
    Times time;
    Level lag;
};

/// Figures of an element, a service or a channel: the same keys, where they make sense.
struct PlaceReport {
    std::optional<Rates> rates;
    std::optional<Estimate> emissions; ///< what only sends, and messages: per second; written as `throughput`
    std::optional<Estimate> busy;
    std::optional<Estimate> blocked;
    std::optional<Times> waiting;
    std::optional<Times> handling;
    std::optional<Times> time;
    std::optional<Times> joining;
    std::optional<Level> queue;
    std::optional<Level> active;
    std::optional<Estimate> waited;
    std::optional<Level> batchSize;
    std::optional<CircuitReport> circuit;
    std::optional<StalenessReport> staleness;
    std::optional<AgeReport> age;
    std::optional<RecoveryReport> recovery;
    std::optional<Estimate> outOfOrder;
    std::optional<double> little; ///< L - lambda W in standard errors

    // services
    std::optional<std::uint32_t> replicas; ///< at time 0
    std::optional<Level> up;
    std::optional<Estimate> cost; ///< per second

    // channels
    std::optional<Level> lag;   ///< published and not yet handled by the slowest group
    std::optional<Level> depth; ///< in the channel, not yet handed over
    std::vector<PartitionReport> partitions;
};

/// One part of a journey's time: where it goes.
struct BreakdownPart {
    std::string element;
    std::string part; ///< waiting handling joining delay backoff travel
    Estimate mean;    ///< parts sum to the mean
    Estimate p99;     ///< parts sum to the mean of the slowest 1 %
};

struct JourneyReport {
    Times times;
    bool guides = false; ///< its mean is one of the figures that a run is made precise by; not written
    std::uint64_t unfinished = 0;
    std::vector<BreakdownPart> breakdown;
    std::uint64_t sampled = 0; ///< instances the breakdown was taken from
    ById<Times> classes;
};

struct AccountingRow {
    std::uint64_t emitted = 0;
    std::uint64_t handled = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    std::uint64_t expired = 0;
    std::uint64_t inFlight = 0;

    [[nodiscard]] bool balances() const noexcept {
        return emitted == handled + deadLettered + dropped + rejected + expired + inFlight;
    }

    AccountingRow& operator+=(const AccountingRow& other) noexcept {
        emitted += other.emitted;
        handled += other.handled;
        deadLettered += other.deadLettered;
        dropped += other.dropped;
        rejected += other.rejected;
        expired += other.expired;
        inFlight += other.inFlight;
        return *this;
    }
};

struct ObjectiveReport {
    std::string measure;
    std::string of;
    std::string op;
    double value = 0;
    Estimate actual;
    bool met = false;
    bool certain = false; ///< the whole interval agrees
};

struct CauseReport {
    std::string element;
    double factor = 0; ///< offered over what it can handle
};

struct EndedReport {
    double at = 0; ///< seconds of simulated time
    EndReason by = EndReason::messages;
};

struct ExactReport {
    double value = 0;
    double sigmas = 0; ///< (simulated - exact) / standard error
};

/// 5 %, 50 % and 95 % over the replications at a time.
struct BandPoint {
    double at = 0;
    double p5 = 0;
    double p50 = 0;
    double p95 = 0;
};

/// Replications fall into two camps: what a mean hides.
struct Camp {
    double share = 0;
    double mean = 0;
};

struct RunReport {
    std::string scenario;
    RunKind kind = RunKind::steady;
    std::uint64_t seed = 1;
    std::uint32_t replications = 0;
    double duration = 0; ///< of one replication, warm-up included
    double warmUp = 0;
    bool warmUpFound = false; ///< by MSER-5; else as given, or 0
    bool stationary = true;   ///< false: the warm-up hit its cap at half the run
    std::uint64_t simulatedEvents = 0;
    std::optional<double> precision; ///< widest relative half-width among the guiding figures
    Verdict verdict = Verdict::stable;
    std::vector<CauseReport> causes;
    std::optional<EndedReport> ended;
    std::vector<std::string> blockedCycle; ///< a deadlock of blocked workers: the handlers, in a circle
    std::vector<std::string> notSimulated;

    ById<JourneyReport> journeys;
    ById<PlaceReport> elements;
    ById<PlaceReport> services;
    ById<PlaceReport> channels;
    std::optional<Estimate> cost; ///< per second, over all services
    ById<Estimate> measures;
    std::vector<ObjectiveReport> objectives;
    ById<AccountingRow> accounting;
    ById<ExactReport> exact; ///< by path in this report
    ById<std::vector<BandPoint>> bands;
    ById<std::array<Camp, 2>> camps;

    std::shared_ptr<const std::vector<TracedJourney>> traces; ///< where they were asked for (traces.hpp)
    std::shared_ptr<const Timeline> timeline; ///< where one was asked for (timeline.hpp); never in the report's JSON

    double wallSeconds = 0;
    unsigned threads = 0;

    /// False when an objective is missed.
    [[nodiscard]] bool meetsObjectives() const noexcept {
        for (const ObjectiveReport& objective : objectives) {
            if (!objective.met) {
                return false;
            }
        }
        return true;
    }
};

} // namespace stormglass::sim
