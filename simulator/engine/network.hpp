// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/random/distribution.hpp"
#include "simulator/random/random_stream.hpp"
#include "simulator/random/zipf.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

/// What the engine runs: flat tables joined by indices, without strings and without types of the model. The compiler
/// writes them from a board and a scenario (load factor, overrides and defaults already applied); whoever reports
/// results keeps its own list of which index is which element. Times are seconds of simulated time, rates per second,
/// probabilities 0..1.
namespace stormglass::sim {

using Index = std::uint32_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();
inline constexpr std::uint32_t kUnlimited = std::numeric_limits<std::uint32_t>::max();
inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// `count` rows of another table from `first` on.
struct Range {
    Index first = 0;
    Index count = 0;

    [[nodiscard]] bool empty() const noexcept { return count == 0; }

    [[nodiscard]] Index end() const noexcept { return first + count; }
};

/// One stream of chance. Two rows for one (place, purpose) would draw the same numbers: the compiler makes each pair
/// once.
struct StreamSeed {
    std::uint64_t placeHash = 0; ///< placeHashOf(the id of the element, or the path of the flow)
    Purpose purpose = Purpose::arrival;
};

/// A random quantity: a row of `Network::distributions` drawn from a row of `Network::streams`. Absent: zero (or never,
/// or one: the member says). Each Variate has a stream of its own purpose, so that changing one leaves all others as
/// they were.
struct Variate {
    Index distribution = kNone;
    Index stream = kNone;

    [[nodiscard]] bool present() const noexcept { return distribution != kNone; }
};

/// How a message's way through a handler ended; a flow's `on` is a set of these (1 << outcome).
enum class Outcome : std::uint8_t { success, failure, timeout, rejected, expired, dropped };

[[nodiscard]] constexpr std::uint8_t maskOf(Outcome outcome) noexcept {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome));
}

using ClassMask = std::uint32_t; ///< up to 31 classes; bit 31 stands for an instance without class
inline constexpr ClassMask kEveryClass = ~ClassMask{0};
inline constexpr Index kNoClass = 31;

// ---------------------------------------------------------------------------------------------------------------- load

enum class ArrivalKind : std::uint8_t { none, poisson, constant, renewal, bursty, users, trace };

/// A stretch of a profile: factor(t) = from + slope * (t - begin), times (1 + amplitude * sin(2 pi (t / period +
/// phase))) when period > 0, for begin <= t < the next piece's begin. Product of several sines: each is a factor of its
/// own profile.
struct ProfilePiece {
    double begin = 0;
    double from = 1;
    double slope = 0;
};

/// One factor of a source's profile over time. Pieces ascend; before the first and after the last the end value is held
/// unless `repeatEvery` > 0 (day: 86400, week: 604800), when t is taken modulo it. Sines have no pieces.
struct Profile {
    Range pieces;           ///< in Network::profilePieces
    double repeatEvery = 0; ///< seconds; 0: never
    double amplitude = 0;   ///< of a sine; 0: none
    double period = 0;      ///< seconds
    double phase = 0;       ///< in periods
};

/// Keys drawn for an instance (on a source) or for what follows (on a flow). Key n of one population is key n of every
/// other.
struct Keys {
    ZipfSampler sampler;
    Index stream = kNone; ///< Purpose::key
};

/// What brings instances into the network. Emission = all `flows` fired (their `on` already resolved: only those that
/// fire on emission are listed).
struct Source {
    ArrivalKind kind = ArrivalKind::none;
    double rate = 0;          ///< poisson, constant: emissions per second; bursty: between bursts
    double burstRate = 0;     ///< bursty: within a burst
    double burstEvery = 0;    ///< bursty: mean quiet time between bursts
    double burstLength = 0;   ///< bursty: mean length of a burst
    Variate interval;         ///< renewal; for poisson, constant, bursty only the stream is used (Purpose::arrival)
    Index modulation = kNone; ///< bursty: stream of the phases (Purpose::modulation)
    std::uint32_t users = 0;  ///< users: how many
    Variate think;            ///< users: Purpose::think
    Range trace;              ///< trace: ascending times in Network::traceTimes
    Variate batch;            ///< instances per emission; absent: one
    Range profiles;           ///< in Network::profiles; they multiply; empty: constantly 1
    Index keys = kNone;       ///< in Network::keys; kNone: an instance is its own key
    Range classWeights; ///< cumulative weights in Network::classWeights, normed to end at 1; row i is class classFirst
                        ///< + i
    Index classFirst =
        0; ///< index of the first of this source's classes (classes are numbered over the network, <= 31)
    Index classStream = kNone; ///< Purpose::classOf
    Range flows;               ///< in Network::outFlows, in document order
    Range writtenJourneys;     ///< users: of each message of this source the first written journey that starts there,
                               ///< in document order, in Network::journeyRefs; empty: they wait until quiet
};

// ------------------------------------------------------------------------------------------------------------ messages

/// A kind of message. One emission makes one delivery for each row of `receivers` (events) or for one of them
/// (`competing`: commands and queries with several receivers), and one publication for each row of `publications`.
struct Message {
    Range receivers;    ///< direct ones, in Network::receivers
    Range publications; ///< in Network::publications
    bool competing = false;
    bool query = false;           ///< handled by a handler's queryService; its answer may be stale
    Index receiverStream = kNone; ///< Purpose::receiver; present when competing among more than one
    Range journeysFrom;           ///< in Network::journeyRefs: journeys that start at the emission of this message
    Range journeysTo;             ///< in Network::journeyRefs: journeys that end at the emission of this message
};

/// A way of a message to one handler: direct, or a subscription behind a channel.
struct Receiver {
    Index handler = kNone;
    Index flow = kNone;         ///< number of the arrow in the document (target of faults)
    double weight = 1;          ///< when competing: relative
    double probability = 1;     ///< subscription filter
    Index filterStream = kNone; ///< Purpose::probability; present when probability < 1
    ClassMask classes = kEveryClass;
    Variate latency; ///< Purpose::latency; of this arrow. Behind a channel: added to the channel's own, per subscriber
};

/// A message's way into a channel. For a queue the `subscribers` compete for one delivery; for a topic each gets one.
/// When a competing message is published, its publication stands beside its direct receivers as one alternative of
/// weight 1.
struct Publication {
    Index channel = kNone;
    Index flow = kNone; ///< of MESSAGE -> CHANNEL; kNone when only `via` names the channel
    double weight = 1;  ///< when the message is competing
    Variate latency;    ///< of MESSAGE -> CHANNEL, before the publication
    Range subscribers;  ///< in Network::receivers
    double probability = 1;
    Index filterStream = kNone;
    ClassMask classes = kEveryClass;
};

/// What a source or handler sends on: an arrow into a message.
struct OutFlow {
    Index message = kNone;
    Index flow = kNone; ///< number of the arrow in the document
    Range onMessages;   ///< in Network::messageRefs: incoming messages that let it fire; empty: any
    std::uint8_t onOutcomes =
        maskOf(Outcome::success); ///< `failure` includes the timeout bit unless a flow of the handler names timeout
    ClassMask onClasses = kEveryClass;
    Index choiceGroup =
        kNone; ///< group number within this handler's or source's flows; flows of one group need not be adjacent
    double choiceWeight = 1;
    Index choiceStream = kNone; ///< Purpose::choice, one per group (of its first flow)
    double probability = 1;
    Index probabilityStream = kNone; ///< Purpose::probability; present when probability < 1
    Variate count;                   ///< Purpose::count; absent: 1
    bool sync = false;               ///< the caller's worker is held until the answer; not for sources
    bool parallel = false;           ///< sync: together with the flow before it
    double timeout = kNever;         ///< sync
    Variate latency;                 ///< Purpose::latency; one way
    Index keys = kNone;              ///< in Network::keys: a new key for what follows
};

// ------------------------------------------------------------------------------------------------------------ handlers

/// `per`: another value for one message kind or class (class rows stand before message rows: class first).
struct PerRule {
    bool ofClass = false;
    Index subject = kNone;                                      ///< class or message
    Variate time;                                               ///< absent: not overridden
    double failure = -1;                                        ///< < 0: not overridden
    double priority = std::numeric_limits<double>::quiet_NaN(); ///< NaN: not overridden
};

struct Retry {
    std::uint32_t attempts = 1; ///< includes the first
    Variate backoff;            ///< Purpose::backoff; the default constant 1 is made explicit when attempts > 1
    double multiplier = 1;
    double maxBackoff = kNever;
    double jitter = 0;
    Index jitterStream = kNone; ///< Purpose::sampling; drawn only when jitter > 0
};

struct BatchRule {
    bool present = false;
    std::uint32_t max = kUnlimited;
    double linger = 0;
    Variate perMessage; ///< Purpose::count; added for each message; absent: 0
};

enum class JoinKind : std::uint8_t { none, all, any, atLeast, each };

/// `waitFor`.
struct JoinRule {
    JoinKind kind = JoinKind::none;
    std::uint32_t atLeast = 0; ///< atLeast: how many kinds
    Range messages;            ///< all, any, atLeast: listed messages, in Network::messageRefs (at most 64)
    Index eachMessage = kNone; ///< each: M
    Index asManyAs = kNone;    ///< each: S
    double timeout = kNever;
    bool byKey = false; ///< else by instance
};

struct RateLimit {
    double rate = 0; ///< tokens per second; 0: no limit
    double burst = 1;
    bool rejects = false; ///< excess: reject
};

struct CircuitBreaker {
    bool present = false;
    std::uint32_t consecutive = 0; ///< > 0: opens after so many failures in a row
    double window = 0;             ///< > 0: sliding window in seconds with threshold and minCalls
    double threshold = 1;
    std::uint32_t minCalls = 10;
    double openFor = 0;
    std::uint32_t probes = 1;
};

struct Hedge {
    std::uint32_t copies = 1; ///< includes the first; 1: no hedging
    double after = 0;
};

/// What handles messages: an aggregate, policy, read model or external.
struct Handler {
    Index service = kNone;      ///< always present: a handler without one gets an implicit service
    Index queryService = kNone; ///< for messages that are queries; same as service unless `queryService` says otherwise
    Variate time;               ///< Purpose::handling
    Variate delay;              ///< Purpose::delay; absent: none
    double failure = 0;
    Index failureStream =
        kNone; ///< Purpose::failure; present when failure > 0 here, in `per`, or a fault can make it so
    double timeout = kNever;
    Retry retry;
    Range per; ///< in Network::perRules
    bool exclusivePerKey = false;
    bool idempotent = false;
    bool readModel = false; ///< measures staleness, staleAnswers and age
    bool eventSourced = false;
    double perEvent = 0; ///< seconds per event since the last snapshot
    std::uint32_t snapshotEvery = kUnlimited;
    BatchRule batch;
    JoinRule join;
    Variate patience;    ///< Purpose::patience; absent: never gives up
    double priority = 0; ///< larger goes first
    RateLimit rateLimit;
    CircuitBreaker circuitBreaker;
    Hedge hedge;
    Index deadLetter = kNone; ///< channel
    Range flows;              ///< in Network::outFlows, in document order
    Range journeysTo;         ///< in Network::journeyRefs: journeys that end with a successful handling here
};

// ------------------------------------------------------------------------------------------------------------ services

enum class Discipline : std::uint8_t { fifo, lifo, random, shortest, priority, preemptivePriority, processorSharing };
enum class Overflow : std::uint8_t { drop, reject, block };
enum class Balancing : std::uint8_t { shared, random, roundRobin, leastBusy, powerOfTwo };
enum class AutoscaleMetric : std::uint8_t { none, busy, queue, lag };
enum class Interrupted : std::uint8_t { byDefault, resume, restart, redeliver };

struct Autoscale {
    AutoscaleMetric metric = AutoscaleMetric::none;
    double target = 0;
    std::uint32_t min = 1;
    std::uint32_t max = 1;
    double every = 15;
    double cooldown = 0;
    double idleFor = 15; ///< default `every`, made explicit
};

struct Breakdowns {
    Variate every;  ///< Purpose::breakdown; absent: never
    Variate repair; ///< Purpose::repair
    Interrupted interrupted = Interrupted::byDefault;
};

struct Service {
    bool implicit = false;         ///< made for a handler without service: not reported under `services`
    std::uint32_t replicas = 1;    ///< at time 0
    std::uint32_t concurrency = 1; ///< workers per replica; kUnlimited
    Discipline discipline = Discipline::fifo;
    Index disciplineStream = kNone; ///< Purpose::discipline; random order, and ties among handlers of one queue
    std::uint32_t queueLimit = kUnlimited;
    Overflow overflow = Overflow::drop;
    Balancing balancing = Balancing::shared;
    std::uint32_t choices = 2;
    Index balancingStream = kNone; ///< Purpose::balancing
    Variate startup;               ///< Purpose::startup; absent: at once
    Autoscale autoscale;
    Breakdowns breakdowns;
    double failover = kNever;
    double costPerHour = 0;
};

// ------------------------------------------------------------------------------------------------------------ channels

struct Channel {
    bool topic = false; ///< else a queue
    std::uint32_t partitions = 1;
    Range shares;                  ///< cumulative parts of the traffic in Network::shares, ending at 1; empty: by key
    Index partitionStream = kNone; ///< Purpose::partition; with shares
    Variate latency;               ///< Purpose::latency
    std::uint32_t capacity = kUnlimited;
    Overflow overflow = Overflow::drop;
    double publishEvery = 0; ///< 0: at once
    double pollEvery = 0;    ///< 0: always
    double visibility = kNever;
    std::uint32_t maxAttempts = 1; ///< hand-overs
    Index deadLetter = kNone;      ///< channel
    double duplicates = 0;
    Index duplicateStream = kNone; ///< Purpose::duplicate
    double loss = 0;
    Index lossStream = kNone; ///< Purpose::loss
    double retention = kNever;
    double ttl = kNever;
    Variate rebalance;         ///< Purpose::rebalance; the default constant 3 of a topic is made explicit
    Range deadLetterReceivers; ///< in Network::receivers: who gets what is dead-lettered here; empty: nobody, it stays
    Range groups;              ///< in Network::groups
};

/// The services that read a channel, one row each: for a topic, consumer groups; for a queue, the competing services.
struct Group {
    Index channel = kNone;
    Index service = kNone;
};

// ------------------------------------------------------------------------------------------------------------ scenario

enum class FaultTarget : std::uint8_t { handler, service, channel, flow, source };
enum class FaultEffect : std::uint8_t { down, slow, fail, lose, partitioned };

struct Fault {
    double at = 0;
    double duration = kNever;
    FaultTarget target = FaultTarget::handler;
    Index subject = kNone; ///< handler, service, channel, source, or the arrow's number
    FaultEffect effect = FaultEffect::down;
    double amount = 0;                   ///< slow: the factor; fail, lose: the probability
    std::uint32_t replicas = kUnlimited; ///< service: so many of them
    Index stream = kNone;                ///< Purpose::fault; for lose and fail
};

struct Replay {
    double at = 0;
    Index channel = kNone;
    Index handler = kNone; ///< `into`
    std::uint32_t events = 0;
    bool sideEffects = false;
};

struct Backlog {
    Index handler = kNone; ///< or
    Index channel = kNone;
    Index message = kNone; ///< the first message flowing in
    std::uint32_t count = 0;
};

struct Journey {
    Index fromMessage = kNone;
    Index toMessage = kNone; ///< or
    Index toHandler = kNone;
    bool every = false; ///< reach: every
};

// ------------------------------------------------------------------------------------------------------------ measures

/// Where something is measured.
enum class PlaceKind : std::uint8_t { handler, service, channel, journey, message };

struct Place {
    PlaceKind kind = PlaceKind::handler;
    Index index = kNone;

    friend bool operator==(const Place&, const Place&) = default;
};

enum class AskedWhat : std::uint8_t { waiting, time, staleness, latency, inside, queue, up };
enum class AskedAs : std::uint8_t { mean, sd, quantile, share };
enum class Comparison : std::uint8_t { greater, greaterEqual, equal, less, lessEqual };

/// A row of the scenario's `measures`.
struct Asked {
    Place of;
    AskedWhat what = AskedWhat::waiting;
    AskedAs as = AskedAs::mean;
    double quantile = 0; ///< 0..1
    Comparison comparison = Comparison::greater;
    double value = 0;                                     ///< share: compared with
    double at = std::numeric_limits<double>::quiet_NaN(); ///< counts: at this time; NaN: time average
};

/// The times whose distribution is kept in a histogram, as bits.
enum HistogramBit : std::uint8_t {
    kWaitingHistogram = 1,
    kHandlingHistogram = 2,
    kTimeHistogram = 4,
    kJoiningHistogram = 8,
    kStalenessHistogram = 16,
};

/// Which places keep histograms (beyond 2,000 handlers only those that are asked for). One entry per row of the table
/// of that kind; an empty vector: all bits.
struct HistogramPlan {
    std::vector<std::uint8_t> handlers;
    std::vector<std::uint8_t> services;
    std::vector<std::uint8_t> channels;
};

struct Bounds {
    std::uint32_t messagesInFlight = 2'000'000;
    std::uint32_t eventsAtOneInstant = 1'000'000;
};

// ------------------------------------------------------------------------------------------------------------- network

struct Network {
    std::vector<Distribution> distributions;
    DistributionTable distributionTable;
    std::vector<StreamSeed> streams;

    std::vector<Source> sources;
    std::vector<Message> messages;
    std::vector<Handler> handlers;
    std::vector<Service> services;
    std::vector<Channel> channels;
    std::vector<Journey> journeys;

    std::vector<Receiver> receivers;
    std::vector<Publication> publications;
    std::vector<OutFlow> outFlows;
    std::vector<PerRule> perRules;
    std::vector<Group> groups;
    std::vector<Keys> keys;
    std::vector<Profile> profiles;
    std::vector<ProfilePiece> profilePieces;
    std::vector<double> traceTimes;
    std::vector<double> classWeights; ///< cumulative
    std::vector<double> shares;       ///< cumulative
    std::vector<Index> messageRefs;
    std::vector<Index> journeyRefs;

    std::vector<Fault> faults;
    std::vector<Replay> replays;
    std::vector<Backlog> backlogs;
    std::vector<Asked> asked;
    HistogramPlan histograms;
    Bounds bounds;
    Index flowCount = 0;                                            ///< arrows in the document
    Index classCount = 0;                                           ///< classes over all sources, <= 31
    double recoveryFrom = std::numeric_limits<double>::quiet_NaN(); ///< end of the last fault, spike or replay, 0 with
                                                                    ///< a backlog; NaN: not measured
    bool breakdown = true;                                          ///< keep sampled paths for the journeys' breakdown
    std::uint32_t sampledPaths = 16'384; ///< at most so many per replication (at least 10,000 where there are as many)
};

} // namespace stormglass::sim
