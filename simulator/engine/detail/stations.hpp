// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/flat_map.hpp"
#include "simulator/engine/detail/level.hpp"
#include "simulator/engine/detail/line.hpp"
#include "simulator/engine/detail/sample_buffer.hpp"
#include "simulator/engine/network.hpp"
#include "simulator/engine/tallies.hpp"
#include "simulator/random/distribution.hpp"
#include "simulator/random/random_stream.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

/// What stands still while deliveries move: the engine's state for each row of the network's tables.
namespace stormglass::sim::detail {

/// A Variate with its ends in hand: where it is drawn from is looked up once.
struct Draw {
    const Distribution* distribution = nullptr; ///< null: absent
    RandomStream* stream = nullptr;

    [[nodiscard]] bool present() const noexcept { return distribution != nullptr; }
};

enum StationTrait : std::uint32_t {
    kGuarded = 1,       ///< something stands before the line: a limiter, a breaker, a join, a batch, a key, patience
    kStartsOddly = 2,   ///< the time is more than one draw, or there is a clock on it
    kEndsOddly = 4,     ///< an attempt may fail, calls others, blocks, or is followed by a delay
    kPlainFlows = 8,    ///< all flows fire always, once and asynchronously
    kEndsJourneys = 16, ///< journeys end with a handling here
    kObserved = 32,     ///< staleness, age, order of handling: something is measured besides times
    kReadModel = 4096,
    kCalls = 64,             ///< has sync flows
    kMayBlock = 128,         ///< what it sends may find a full receiver that blocks
    kBatches = 256,          ///< handles several at once
    kAppliesFreshness = 512, ///< a read model that answers queries
    kTracksOrder = 1024,     ///< messages of one key may overtake each other
    kAsked = 2048,           ///< the scenario asks for a share of its times
    kSpecial = 8192,         ///< its service has replicas one by one
    kSharesWorkers = 16384,  ///< with other stations of its service
    kOneChoice = 32768,      ///< its flows are one choice among messages as `onward` would be
    kExponential = 131072,   ///< its handling times are, with nothing else to heed
    kTwoPlaces = 262144,     ///< its handler has another station, at the service of its queries
    kSoloCells = 65536,      ///< reads a topic each partition of which has a worker to itself
};

/// What faults do to something now.
struct FaultState {
    double slow = 1;
    double pass = 1;    ///< 1 - probability of failing by fault
    double arrives = 1; ///< 1 - probability of being lost
    std::uint32_t down = 0;
    std::uint32_t closed = 0; ///< partitioned
    double closedUntil = 0;
    RandomStream* stream = nullptr;
};

/// A token bucket, and who waits for a token.
struct Limiter {
    double tokens = 0;
    double filledAt = 0;
    List gate;
    Slot timer = kNoSlot;
};

struct Breaker {
    enum class State : std::uint8_t { closed, open, halfOpen };

    struct Attempt {
        double at = 0;
        bool failed = false;
    };

    State state = State::closed;
    std::uint32_t inRow = 0; ///< failures
    std::uint32_t probesOut = 0;
    std::uint32_t probesPassed = 0;
    double openUntil = 0;
    std::deque<Attempt> window;
    std::uint32_t failedInWindow = 0;
    Level notClosed;
};

/// One key of an exclusivePerKey handler.
struct KeyState {
    Index holder = kNone; ///< in handling
    List parked;
};

/// What guards a handler, whichever of its services a message is for.
struct Guards {
    Limiter limiter;
    Breaker breaker;
    std::uint64_t circuitOpened = 0;
};

/// What only some stations have.
struct StationExtras {
    Draw patience;
    Draw delay;
    std::shared_ptr<Guards> guards = std::make_shared<Guards>(); ///< with the station for queries
    List gathering;                                              ///< of a batch
    std::uint32_t gathered = 0;
    Slot lingerTimer = kNoSlot;
    FlatMap<KeyState> keys;
    FlatMap<std::uint32_t> eventsOfKey; ///< since the last snapshot
    FlatMap<Index> joins;               ///< JoinState
    FlatMap<double> lastEmitted;        ///< of the key, of what was handled
    FlatMap<UnseenList> unseen;
    std::vector<Index> asked; ///< rows of Network::asked about times here
    FaultState fault;
    List barred;
    // measured besides
    Level bothQueue; ///< kTwoPlaces, the handler's first: at both stations
    Level bothActive;
    Histogram joining;
    Moments batchSize;
    std::uint64_t outOfOrder = 0;
    Histogram staleness;
    std::uint64_t answers = 0;
    std::uint64_t staleAnswers = 0;
    double newestShown = -1; ///< emission; < 0: nothing shown yet
    TimeAverage age;
    double ageSince = 0;
    Moments peakAge;
};

/// The times of a message that are kept, in this order.
enum TimesKind : std::size_t { kWaited, kHandled, kSpent, kNoTime };

struct ServiceState;

/// Workers that are all alike, and who waits for one.
struct Crew {
    std::uint32_t free = 0;
    std::uint32_t waiting = 0;
    std::uint32_t queueLimit = kUnlimited;
    List line;
};

/// A handler at one service: where its messages wait and are handled. A read model whose queries are answered by
/// another service has two. What every message meets comes first, in three cache lines.
struct alignas(64) Station {
    std::uint32_t traits = 0;
    Index onward = kNone; ///< the one message it sends, always, to one handler or to nobody
    Crew* crew = nullptr; ///< not of a special service
    Range flows;          ///< the handler's
    double mean = 0;      ///< kExponential: of the handling time
    Crew own;             ///< of its service, if it is the first there
    Index handler = kNone;
    Level queue;
    Level active;
    RandomStream chance;            ///< of the handling time, unless another station draws from the same
    RandomStream* choice = nullptr; ///< kOneChoice: what it draws from
    SampleBuffer<kNoTime> times;    ///< not yet in `flow`
    FlowTallies flow;
    std::uint8_t histograms = 0xff; ///< HistogramBit
    std::uint8_t outcomes = 0;      ///< some flow fires on these
    Index service = kNone;
    ServiceState* home = nullptr; ///< the service
    const Handler* spec = nullptr;
    Draw time;
    RandomStream* failure = nullptr;
    Level workers;
    Level blocked;
    double agesAtWindow = 0;               ///< seconds waited and handled by those here when the window began
    std::unique_ptr<StationExtras> extras; ///< null: plain
};

enum class ReplicaState : std::uint8_t { gone, starting, up, stopping };

/// One running copy of a service.
struct Replica {
    ReplicaState state = ReplicaState::gone;
    std::uint32_t downs = 0; ///< breakdowns and faults that hold it down
    std::uint32_t busy = 0;  ///< workers that are not free
    std::uint32_t crowd = 0; ///< direct messages that wait before it
    Line line;               ///< balanced to it, and the heads of its partitions
    List jobs;               ///< in handling, or holding a worker
    std::uint64_t startOrder = 0;
    bool failedOver = false; ///< down so long that others have its partitions
    Slot clock = kNoSlot;    ///< of its readiness or failover
    Slot breakdown = kNoSlot;
    std::vector<Slot> sleepers; ///< pollEvery: workers that found nothing, and when they look again

    [[nodiscard]] bool works() const noexcept {
        return downs == 0 && (state == ReplicaState::up || state == ReplicaState::stopping);
    }
};

/// Processor sharing: n jobs on c workers are each served at rate min(1, c/n). In virtual time, which passes at that
/// rate, every job ends at a time known from its start.
struct Sharing {
    Line jobs;                ///< by virtual time of their end
    std::vector<Level> parts; ///< jobs of each of the service's stations, over virtual time: the workers they keep busy
    double virtualAtWindow = 0;
    std::uint32_t count = 0;
    std::uint32_t workers = 0; ///< that are up
    double virtualNow = 0;
    double asOf = 0;
    Slot timer = kNoSlot;
};

/// Workers and those who wait for them.
struct alignas(64) ServiceState {
    bool special = false; ///< has replicas one by one; else one Crew
    bool manyStations = false;
    bool solo = false;         ///< does nothing but read a topic, a worker for each partition (see solo_cells.cpp)
    bool guardsKeys = false;   ///< some handler is exclusivePerKey
    Index looking = kNone;     ///< the replica whose freed worker is about to look for the best that waits
    std::uint32_t workers = 0; ///< kUnlimited
    std::uint32_t waiting = 0; ///< special: direct messages in the shared line, or before it
    std::uint32_t queueLimit = kUnlimited;
    Line line;   ///< shared by all replicas
    Level queue; ///< only of a service with several stations
    Level active;
    Level busy; ///< workers not free; of a special service
    Level blocked;
    Level workersUp;
    Level replicasUp;
    Level replicasPaid;
    const Service* spec = nullptr;
    RandomStream* chance = nullptr; ///< of the discipline
    RandomStream* balance = nullptr;
    std::vector<Replica> replicas;
    std::vector<Index> byStart; ///< replicas that run or start, in order of start
    std::vector<Sharing> sharings;
    std::vector<Index> stations;
    std::vector<Index> groups;       ///< rows of Engine::m_groups, topics
    std::vector<Index> sharedQueues; ///< channels that others read too
    std::vector<Index> reads;        ///< groups, those of queues too
    std::uint64_t starts = 0;
    std::uint32_t roundRobin = 0;
    double pollEvery = 0; ///< 0: a free worker takes what comes
    FaultState fault;
    List doors;                ///< deliveries before it, full as it is
    bool letsInByTurns = true; ///< all of them would wait alike
    bool opening = false;      ///< its doors, just now
    // autoscaling
    Level busySince; ///< since the last decision
    Level upSince;
    double decidedAt = 0;
    double restsUntil = 0;
    bool stirred = false; ///< something has come since it was found idle
    Slot idleTimer = kNoSlot;
};

/// One partition of a topic as one consumer group sees it: its position and what lies before it.
struct Cell {
    List entries;                  ///< visible, in order of publication
    std::uint32_t outstanding = 0; ///< deliveries of the entry in work that have no final outcome
    std::uint32_t unhandled = 0;   ///< published, no final outcome
    Index group = kNone;
    Index partition = kNone; ///< row of m_partitions
    Index replica = kNone;   ///< of the group's service
    double lastVisible = 0;
    double lastComing = 0;       ///< when the last one will have travelled on to its readers
    std::uint32_t count = 0;     ///< entries
    Slot timer = kNoSlot;        ///< a batch's linger
    std::uint32_t advancing = 0; ///< hands over just now, so many times one within the other
};

/// A topic's consumer group, or all who compete for a queue.
struct GroupState {
    Index channel = kNone;
    Index service = kNone; ///< kNone: a queue that several read
    Index firstCell = kNone;
    std::uint32_t cells = 0;
    std::uint32_t unhandled = 0;
    std::uint32_t depth = 0; ///< published, not handed over
    bool topic = false;
    bool paused = false;
    std::size_t replicas = 0; ///< among which its partitions are spread
    Slot timer = kNoSlot;     ///< end of a rebalance
    List barred;              ///< heads of partitions, while it pauses
};

/// A message's or dead letter's way into a channel and those who may get it there.
struct Way {
    Index channel = kNone;
    Range subscribers; ///< in Network::receivers
};

/// A message's way straight into a solo topic: one reader for each group.
struct Spread {
    Index way = kNone;
    Range readers;        ///< in Engine::m_soloReaders
    bool toEvery = false; ///< group of the topic
};

struct SoloReader {
    Index station = kNone;
    Index firstCell = kNone; ///< row of Engine::m_soloCells
};

/// A partition of a channel over all groups.
struct PartitionState {
    PartitionTallies tallies;
    Level lag;
    std::uint32_t slowest = 0; ///< solo: how many groups are as far behind as that
};

struct ChannelState {
    const Channel* spec = nullptr;
    bool solo = false;              ///< each partition has a worker to itself in each group
    bool plain = true;              ///< visible at once, loses and doubles nothing, holds any number
    std::uint8_t histograms = 0xff; ///< HistogramBit
    Index firstPartition = kNone;
    Index firstGroup = kNone; ///< rows of Engine::m_groups
    std::uint32_t groups = 0;
    Index firstSoloCell = kNone;     ///< rows of Engine::m_soloCells: group by group, partition by partition
    std::uint32_t slowest = 0;       ///< solo: how many groups are as far behind as `lag` says
    std::uint32_t nextPartition = 0; ///< round robin
    FlowTallies flow;
    Level depth;
    Level lag;
    std::uint32_t depthAtWindow = 0;
    std::uint64_t left = 0;  ///< out of `depth`, handed over or ended
    double stayed = 0;       ///< seconds in `depth`, of those that left
    double agesAtWindow = 0; ///< seconds in `depth` of those there when the window began
    Level unread;            ///< dead letters that nobody reads, which are no deliveries
    RandomStream* loss = nullptr;
    RandomStream* duplicate = nullptr;
    RandomStream* partition = nullptr;
    Draw latency;
    FaultState fault;
    SharedLine line;            ///< visible, of a queue that several services read or that hands over nothing now
    List doors;                 ///< publications before it, full as it is
    std::vector<Index> readers; ///< services
    std::vector<Index> asked;   ///< rows of Network::asked about times here
    double lifetime = kNever;   ///< the lesser of ttl and retention
    bool travelsOn = false;     ///< some arrow out of it takes time, or may be held up
    std::uint64_t publishedEver = 0;
};

/// Journeys that begin with the same message, so many as a mark has bits.
struct JourneyStart {
    static constexpr Index kMost = 64;

    Range journeys; ///< in Network::journeyRefs
    std::uint64_t all = 0;
};

/// A journey that ends somewhere: where it begins, and its bit in the marks made there.
struct EndOfJourney {
    Index start = kNone;
    Index journey = kNone;
    std::uint64_t bit = 0;
    SampleBuffer<1>* latencies = nullptr;
};

/// A partition as one group sees it that has a worker for nothing else: a line before that worker.
struct SoloCell {
    List entries; ///< visible, in order of publication
    bool isBusy = false;
    std::uint32_t unhandled = 0; ///< published, no final outcome
    Station* station = nullptr;
    GroupState* group = nullptr;
    ChannelState* channel = nullptr;
    PartitionState* partition = nullptr;
    SampleBuffer<kNoTime> times;
    FlowTallies flow; ///< only times, until they go to partition, channel and station
    std::uint8_t histograms = 0xff;
};

enum MessageTrait : std::uint32_t {
    kUnheard = 1, ///< nobody follows: handled at once
    kSingle = 2,  ///< one direct receiver, at once and unconditionally
    kStartsJourney = 4,
    kEndsJourney = 8,
    kCountedByJoin = 16, ///< an `each` counts its emissions
    kUnread = 64,        ///< published where nobody reads, and nowhere else: handled at once
    kSpread = 32,        ///< goes straight into the cells of one solo topic, and nowhere else
};

struct alignas(64) MessageState {
    std::uint32_t traits = 0;
    Index station = kNone; ///< of the single receiver; kSpread: row of Engine::m_spreads
    Range starts;          ///< in Engine::m_starts: of the journeys from it
    Range journeysTo;
    MessageAccount account;
    std::uint64_t emittedAtWindow = 0;
};

} // namespace stormglass::sim::detail
