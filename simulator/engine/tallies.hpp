// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/engine/path_samples.hpp"
#include "simulator/statistics/histogram.hpp"
#include "simulator/statistics/moments.hpp"
#include "simulator/statistics/time_weighted.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// The raw result of one replication, or of one batch of it: counts, samples and time integrals over the measured
/// window, per row of the Network's tables. Everything merges by adding; estimates and intervals are made of it
/// elsewhere.
namespace stormglass::sim {

/// Where every delivery of a message kind went, over the whole run: a reset for warm-up does not touch it. Tallies hold
/// what was added since the last ones were taken, so that those of all batches of a run add up to the run's.
struct MessageAccount {
    std::uint64_t emitted = 0;
    std::uint64_t handled = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    std::uint64_t expired = 0;
    std::int64_t inFlight =
        0; ///< counted, not computed, so that it can be held against the others; may fall in a batch

    [[nodiscard]] bool balances() const noexcept {
        return emitted == handled + deadLettered + dropped + rejected + expired + static_cast<std::uint64_t>(inFlight);
    }

    void merge(const MessageAccount& other) noexcept;
    friend bool operator==(const MessageAccount&, const MessageAccount&) = default;
};

/// What happened to messages at a handler, service or channel. Samples are taken at a message's final outcome.
struct FlowTallies {
    std::uint64_t arrivals = 0;
    std::uint64_t throughput = 0;
    std::uint64_t failures = 0;
    std::uint64_t retries = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    std::uint64_t expired = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t waited = 0; ///< of the messages in `waiting`, those with a positive wait
    Histogram waiting;        ///< seconds, summed over a message's attempts; those who gave up are in it
    Histogram handling;       ///< seconds, summed over a message's attempts
    Histogram time;           ///< seconds from first arrival to final outcome
    double lost = 0;          ///< seconds waited and handled of messages dropped or rejected: in no sample

    void merge(const FlowTallies& other);
    void reset() noexcept;
};

/// Numbers of messages and workers over time.
struct LoadTallies {
    TimeAverage queue;     ///< waiting only
    TimeAverage active;    ///< in handling
    TimeAverage workers;   ///< workers that are not free (working, held, blocked)
    TimeAverage blocked;   ///< workers held by a full receiver
    TimeAverage workersUp; ///< workers there are; of a handler: of its service. Not kept where they are unlimited
                           ///< (duration 0)
    double ages = 0;       ///< seconds waited and handled so far by those here: at the end, less those at the begin

    void merge(const LoadTallies& other) noexcept;
};

/// From the end of the last disturbance to the first moment when nothing waits or is handled here.
struct RecoveryTallies {
    Moments time;                   ///< seconds; one observation for each replication that recovered
    std::uint64_t replications = 0; ///< in which it was measured; those not in `time` never recovered

    void merge(const RecoveryTallies& other) noexcept;
};

struct HandlerTallies {
    FlowTallies flow;
    LoadTallies load;
    Histogram joining;               ///< seconds from first to last message of a waitFor
    Moments batchSize;               ///< messages per batch
    std::uint64_t circuitOpened = 0; ///< transitions from closed to open
    TimeAverage circuitOpen;         ///< 1 while not closed
    std::uint64_t outOfOrder = 0;    ///< of `flow.throughput`: ended after a later-emitted message of the same key
    Histogram staleness;             ///< read models: seconds from the emission of an event until it is shown
    std::uint64_t answers = 0;       ///< queries answered
    std::uint64_t staleAnswers = 0;  ///< while an earlier event of the same instance or key was not shown
    TimeAverage age;                 ///< seconds since the emission of the newest event shown; from the first on
    Moments peakAge;                 ///< age just before a newer event is shown
    RecoveryTallies recovery;

    void merge(const HandlerTallies& other);
};

/// Of all handlers that it runs; `load` is of its own workers.
struct ServiceTallies {
    FlowTallies flow;
    LoadTallies load;
    TimeAverage replicasUp;   ///< running
    TimeAverage replicasPaid; ///< running, starting or down
    RecoveryTallies recovery;

    void merge(const ServiceTallies& other);
};

/// Samples over all groups; `waiting` from being visible to hand-over, `time` from publication to final outcome.
struct PartitionTallies {
    std::uint64_t arrivals = 0;   ///< publications
    std::uint64_t throughput = 0; ///< final successes
    Histogram waiting;
    Histogram time;
    TimeAverage lag; ///< published and not yet handled by the slowest group

    void merge(const PartitionTallies& other);
};

struct ChannelTallies {
    FlowTallies flow;        ///< arrivals: publications (duplicates included); the rest per delivery
    TimeAverage depth;       ///< deliveries that are in the channel: published and not yet handed over, all groups
    TimeAverage lag;         ///< published and not yet handled by the slowest group
    std::uint64_t left = 0;  ///< deliveries that came out of `depth`: handed over, or ended before
    double stayed = 0;       ///< seconds that those were in it by their own account
    std::int64_t growth = 0; ///< of `depth` over the window
    double ages = 0;         ///< seconds so far of those in `depth`: at the end of the window, less those at its begin
    std::vector<PartitionTallies> partitions;
    RecoveryTallies recovery;

    void merge(const ChannelTallies& other);
};

struct JourneyTallies {
    Histogram latency;              ///< seconds
    std::uint64_t unfinished = 0;   ///< instances that began it, have ended and never arrived
    std::vector<Histogram> classes; ///< latency by class of the network; empty when there are no classes
    std::vector<std::uint64_t> unfinishedByClass;
    PathSamples paths;

    void merge(const JourneyTallies& other);
};

/// A row of the scenario's `measures`, where the other tallies don't answer it exactly.
struct AskedTallies {
    std::uint64_t samples = 0;       ///< shares of times: how many messages (or journeys)
    std::uint64_t fulfilled = 0;     ///< ... of which so many fulfil the comparison
    double duration = 0;             ///< counts: seconds observed
    double fulfilledTime = 0;        ///< ... of which the comparison held so long
    std::vector<double> timeAtLevel; ///< counts asked for a quantile: seconds at 0, 1, 2, ...; the last: or more

    void merge(const AskedTallies& other);
};

enum class EndedBy : std::uint8_t { messages, instant, memory, deadlock, cancelled };

/// Why a replication stopped before the time it was to run to.
struct Ended {
    double at = 0; ///< seconds
    EndedBy by = EndedBy::messages;
    std::vector<Index> services; ///< deadlock: whose blocked workers wait for each other, in a circle
};

struct Tallies {
    double begin = 0; ///< of the measured window, seconds since the start of the run
    double end = 0;
    std::uint64_t events = 0; ///< executed in the window
    std::vector<MessageAccount> messages;
    std::vector<std::uint64_t> emitted; ///< by message: deliveries that began in the window
    std::vector<std::uint64_t> started; ///< by source: instances that began in the window
    std::vector<HandlerTallies> handlers;
    std::vector<ServiceTallies> services;
    std::vector<ChannelTallies> channels;
    std::vector<JourneyTallies> journeys;
    std::vector<AskedTallies> asked; ///< one per row of Network::asked
    std::optional<Ended> ended;      ///< of the first replication that was ended

    /// Seconds measured; of merged tallies the sum.
    double duration = 0;

    /// Adds another replication or batch of the same network.
    void merge(const Tallies& other);
};

} // namespace stormglass::sim
