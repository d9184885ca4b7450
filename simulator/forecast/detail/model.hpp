// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/forecast/detail/effort.hpp"
#include "simulator/forecast/detail/key_shares.hpp"
#include "simulator/forecast/detail/lanes.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace stormglass::sim::forecasting {

/// How a message's way through a lane ends, and what it takes: of one lane and class.
struct Fate {
    std::array<double, 6> chance{1, 0, 0, 0, 0, 0}; ///< by Outcome
    double tries = 1;                               ///< attempts per arrival, shed ones included
    double attempts = 1;                            ///< of these, handled
    double backoff = 0;                             ///< mean seconds of backoff per arrival
    double ownSuccess = 1;                          ///< an attempt's own work ends well; its calls come after that
    double attemptFailure = 0; ///< chance that an attempt that is handled fails, by itself or by a call

    [[nodiscard]] double of(Outcome outcome) const noexcept { return chance[static_cast<std::size_t>(outcome)]; }
};

/// What becomes of attempts before they are handled: shares, one after another.
struct Shedding {
    double refused = 0; ///< before the line: by a rate limit or an open circuit; the outcome is `rejected`
    double dropped = 0;
    double rejected = 0; ///< by a full line
    double expired = 0;

    [[nodiscard]] double mayEnter() const noexcept { return 1 - refused; }

    [[nodiscard]] double entersLine() const noexcept { return mayEnter() * (1 - dropped) * (1 - rejected); }

    [[nodiscard]] double passes() const noexcept { return entersLine() * (1 - expired); }
};

/// A lane under load: averages over classes.
struct LaneState {
    double arrivals = 0;       ///< per second
    double attempts = 0;       ///< handled per second (of a join: completions)
    double asked = 0;          ///< the same if nothing were shed
    double offered = 0;        ///< the same, without what is refused before the line
    double hold = 0;           ///< mean seconds an attempt holds its worker, sync calls included
    double holdScv = 1;        ///< variance / mean² of it
    double copies = 1;         ///< that an attempt starts, where it is hedged
    double callSeconds = 0;    ///< of `hold`, in sync calls
    double failSeconds = 0;    ///< mean seconds in calls of an attempt that a call fails
    double lateCalls = 0;      ///< chance that an attempt which calls does not wait for an answer to the end
    double callFailure = 0;    ///< chance that a sync call fails an attempt that went well by itself
    double alone = 0;          ///< mean seconds from start to end of an attempt that nothing slows down
    double handling = 0;       ///< mean seconds from start to end of an attempt
    double goodTime = 1;       ///< the same of attempts that succeed, over that of all
    double wait = 0;           ///< mean seconds per attempt that enters the line, at the place where it waits
    double servedWait = 0;     ///< the same of those that don't give up
    double tokenWait = 0;      ///< of `wait`, for a rate limit
    double closedWait = 0;     ///< as `closedWait` of its station
    double arrivalScv = 1;     ///< of the stream into the lane
    double smoothed = 1;       ///< factor of `arrivalScv` at the line, behind a rate limit
    double closedFor = kNever; ///< mean seconds that a circuit stays closed
    double inClosed = 1;       ///< how much more comes while a circuit is closed
    double departureScv = 1;
    double bunch = 0;       ///< messages that come at the same instant: E[n²]/E[n] - 1; 0: one by one
    double ahead = 0;       ///< seconds of work that comes at the same instant and stands before a message
    double copiesAhead = 0; ///< of that, its own copies (`count`)
    double copiesWait = 0;  ///< of `wait`, for them
    Index source = kNone;   ///< the source whose emissions these are, all of them and nothing else
    Shedding shedding;
    double batch = 1; ///< mean messages per batch
    bool exponential = true;
};

/// How far the wait that was computed for a station is exact: not at all; if Poisson streams come to it, one message at
/// a time; or in any network of such stations (product form).
enum class Knowledge : std::uint8_t { approximate, ofPoisson, productForm };

/// A service under load.
struct StationState {
    double workers = 1;     ///< at full strength; infinite: unlimited
    double rate = 0;        ///< attempts per second, as if nothing were shed
    double offered = 0;     ///< work offered, in worker-seconds per second
    double busy = 0;        ///< offered / workers, may exceed 1
    double load = 0;        ///< like `busy`, of what fills up first: a partition, a key, the workers
    double sureLoad = 0;    ///< `load` of that part which nothing sheds
    double growingLoad = 0; ///< `load` where what is too much waits for ever, though something else sheds some of it
    double keepsUp = 1; ///< share of what is offered that is ever handled: below 1 where the queue grows without end
    double queue = 0;   ///< mean number waiting
    double wait = 0;    ///< mean seconds per attempt
    double arrivalScv = 1;
    double bunch = 0;
    double ahead = 0; ///< mean of its lanes' by work
    double serviceScv = 1;
    double service = 0;     ///< mean seconds an attempt holds a worker
    double closedWait = -1; ///< mean wait as mean value analysis of the users has it; < 0: no users come here (where
                            ///< workers are shared: what handling takes longer)
    double openLoad = 0;    ///< of `load`, what doesn't come from users
    double pooledWait = -1; ///< mean wait for one of several services that read one queue; < 0: there is no such queue
    double pooledLoad = 0;  ///< of all of them together
    bool pooledExactly = false;

    /// What autoscaling made of the load for which it was last asked.
    struct Scaled {
        double rate = -1;
        double service = -1;
        double replicas = 1;
        double wait = 0;
    };

    Scaled scaled;
    double callers = 0; ///< messages that may be there at once: of workers that wait for their answer; infinite: any
    double senders = 0; ///< workers of handlers that send there
    double callerExcess = 0; ///< mean seconds more before its callers, for all of them are slow together
    double blocks = 0;       ///< mean seconds that a message blocks its sender
    double workersUp = 1;    ///< mean number that is there
    std::uint32_t oddities = 0;
    Knowledge known = Knowledge::approximate;
    bool takesBunches = false; ///< exact also if several messages come together
    bool takesSource = false;  ///< exact also for the own intervals of the only source it has
    bool exact = false;
};

/// A service whose workers are held while they wait for the answers of another.
struct Caller {
    Index service = kNone;
    double calls = 1; ///< that one of its workers may have under way at once
};

/// Everything the forecast computes with. Vectors of classes: row (lane or message) × classes, the last class being "no
/// class".
struct Model {
    /// `alike`: of the same network, whose lanes and efforts hold here as well.
    explicit Model(const Network& described, const Model* alike = nullptr);

    const Network& network;
    Lanes lanes;
    std::size_t classes = 1;

    std::vector<double> sourceRates; ///< instances per second, by source
    std::vector<double> emissions;   ///< messages per second, by message and class
    std::vector<double> arrivals;    ///< deliveries per second, by lane and class
    std::vector<double> completions; ///< handlings per arrival of a join, by handler; 1 for others
    std::vector<Effort> efforts;     ///< by lane and class
    std::vector<Fate> fates;         ///< by lane and class
    std::vector<LaneState> laneStates;
    std::vector<StationState> stations;             ///< by service
    std::vector<std::vector<Index>> lanesOfService; ///< by service
    std::vector<std::vector<Caller>> callersOf;     ///< by service; empty where others send there as well
    std::vector<std::vector<Index>> calledBy;       ///< by service: those of which it is such a caller
    std::vector<KeyShares> keyShares;               ///< by row of Network::keys; empty until they are looked at
    std::vector<Index> keysOf;                      ///< by lane: the keys most of its messages have; kNone: their own
    std::vector<double> keyed;                      ///< by lane: share of its messages that have a drawn key
    std::vector<double> hotShare;                   ///< by lane: share of the most frequent key; 0: no keys
    std::vector<double> callReach;                  ///< by row of outFlows: chance that the calls before it went well
    bool diverges = false;                          ///< a loop sends on at least as much as comes in

    [[nodiscard]] std::size_t at(Index row, std::size_t kind) const noexcept { return row * classes + kind; }

    /// Class number of a column.
    [[nodiscard]] Index classOf(std::size_t kind) const noexcept {
        return kind + 1 == classes ? kNoClass : static_cast<Index>(kind);
    }

    [[nodiscard]] double emissionsOf(Index message) const noexcept;
    [[nodiscard]] double arrivalsOf(Index lane) const noexcept;
    /// Averages over classes by arrivals; of the last column where nothing arrives.
    [[nodiscard]] Fate fateOf(Index lane) const;
    [[nodiscard]] Effort effortOf(Index lane) const;

    [[nodiscard]] const Service& serviceOf(Index lane) const noexcept {
        return network.services[lanes.lanes[lane].service];
    }

    [[nodiscard]] const Handler& handlerOf(Index lane) const noexcept {
        return network.handlers[lanes.lanes[lane].handler];
    }
};

} // namespace stormglass::sim::forecasting
