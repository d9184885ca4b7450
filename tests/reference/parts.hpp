// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "tests/reference/story.hpp"

#include <compare>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

/// What the interpreter keeps of things under way.
namespace stormglass::sim::reference {

using Moment = std::pair<double, std::uint64_t>; ///< when, and which of those at that time
using Timer = std::optional<Moment>;

/// What orders belong to: a drawn key, or the instance itself.
struct Key {
    bool isOwn = true;
    std::uint64_t value = 0;

    friend auto operator<=>(const Key&, const Key&) = default;
};

/// What follows from one emission of a source.
struct Instance {
    std::uint64_t number = 0;
    Key key;
    Index classOf = kNoClass;
    std::map<Index, double> started; ///< journey -> when
    std::set<Index> reached;
    std::map<Index, std::uint32_t> emissions; ///< message -> how often
    Index awaitingSource = kNone;             ///< a user waits for its end
    std::shared_ptr<std::uint32_t> visit;     ///< how many of those that the user asked with it have not ended
};

using InstancePtr = std::shared_ptr<Instance>;

/// What passes from one message to what follows from it.
struct Thread {
    InstancePtr instance;
    Key key;
};

/// Who is held until all that it sent was taken.
struct Holding {
    std::uint32_t doors = 0;
    std::function<void()> release;
};

struct Frame;

/// A sync call: how many receivers have not ended.
struct Call {
    std::shared_ptr<Frame> frame; ///< null: the caller waits no longer
    Index flow = kNone;
    std::uint32_t outstanding = 0;
    bool hasFailed = false;
    Timer timeout;
};

struct Work;
using WorkPtr = std::shared_ptr<Work>;

/// What an attempt has still to call, and what it will send then.
struct Frame {
    WorkPtr caller;
    WorkPtr first;                                    ///< of its batch: holds the worker
    std::size_t member = 0;                           ///< which of the batch calls
    std::deque<std::pair<Index, std::uint32_t>> sync; ///< (flow, count)
    std::deque<std::pair<Index, std::uint32_t>> async;
    std::vector<std::shared_ptr<Call>> calls;
    std::uint32_t waitingFor = 0;
};

/// One message and its duplicates.
struct Origin {
    bool hasSucceeded = false;
    std::uint32_t inWork = 0;
    bool isJoined = false; ///< a waitFor has taken one of them
};

/// A message of which several copies are tried.
struct Hedging {
    WorkPtr owner;             ///< null: decided
    std::list<WorkPtr> copies; ///< that have not ended, the last one first
    bool isBegun = false;      ///< a worker has had one in hand
    std::uint32_t launched = 0;
    std::uint32_t failed = 0;
    Timer next;
};

enum class Stage : std::uint8_t {
    underWay,
    atDoor,
    waiting,
    held,
    inHands,
    calling,
    blocked,
    delaying,
    backingOff,
    hedging,
    over
};

/// Where a waiting one waits.
enum class Place : std::uint8_t { nowhere, line, partition, tokens, gathering, barred, batch, kept };

struct Partition;
struct Reading;

/// A delivery.
struct Work {
    Index message = kNone;
    Index handler = kNone;
    Index service = kNone;
    Thread thread;
    double emitted = 0;
    double arrived = 0;
    double since = 0;
    double started = 0;
    double waited = 0;
    double handled = 0;
    std::uint32_t attempt = 1;
    std::uint64_t order = 0; ///< of becoming deliverable
    Stage stage = Stage::underWay;
    Place place = Place::nowhere;
    bool isQueued = false;              ///< counted as waiting
    bool isCrowd = false;               ///< counted against the limit
    bool isCopy = false;                ///< of a hedge: in no account
    bool isSilent = false;              ///< fires nothing
    bool hasSent = false;               ///< what its success sends, before its worker was free
    Outcome verdict = Outcome::success; ///< of its own attempt, in a batch too
    bool isReplayed = false;
    bool isDuplicate = false;
    bool isJoined = false; ///< has passed its waitFor
    bool hasArrived = false;
    bool hasKey = false;        ///< exclusivePerKey: handles it
    bool isGivenBack = false;   ///< by a worker that broke down: it has its old place
    bool isFromChannel = false; ///< a copy of what a channel has handed over
    bool isProbe = false;       ///< of a circuit breaker
    bool isInterrupted = false;
    std::optional<Index> replica; ///< that it was given to, or that works on it
    std::optional<double> work;   ///< left, or drawn before the start
    Timer end;
    Timer timeout;
    Timer patience;
    std::optional<double> patienceLeft;
    // In a channel.
    Index channel = kNone;
    Index receiver = kNone;     ///< the arrow through the channel or out of it
    Index groupService = kNone; ///< of a topic
    std::uint32_t partition = 0;
    std::vector<Index> otherTakers; ///< of a queue: handlers that may take it as well
    double published = 0;
    std::shared_ptr<Reading> reading;
    std::uint32_t handOvers = 0;
    bool isOut = false;      ///< handed over, not (or not yet again) in the channel
    bool isReturned = false; ///< to be handed over again
    bool isDetached = false; ///< its partition goes on without it
    Timer life;
    Timer visibility;
    std::shared_ptr<Origin> origin;
    // With others.
    std::shared_ptr<Holding> holds;   ///< by not being taken yet
    std::shared_ptr<Call> call;       ///< that it answers
    std::shared_ptr<Frame> frame;     ///< its own calls
    std::shared_ptr<Hedging> hedging; ///< of the owner and of its copies
    std::vector<WorkPtr> fellows;     ///< of its batch, itself not among them
    std::weak_ptr<Work> leader;       ///< of a fellow: the first of its batch
};

/// A publication as one group counts it: once, until the last of its deliveries.
struct Reading {
    std::uint32_t unread = 0;    ///< not handed over
    std::uint32_t unhandled = 0; ///< without a final outcome
};

/// A publication as one group sees it.
using Entry = std::vector<WorkPtr>;

/// A partition as one group sees it.
struct Partition {
    std::deque<Entry> waiting;
    std::uint32_t inWork = 0; ///< deliveries of entries handed on, without a final outcome
    double lastVisible = 0;
    double lastComing = 0; ///< to those who read it
    std::uint32_t unhandled = 0;
    Timer linger;
};

/// How one service reads a topic.
struct GroupState {
    bool isPaused = false;
    Timer pause;
    std::vector<std::optional<Index>> owners; ///< replica of each partition
    std::size_t running = 0;
};

struct Replica {
    enum class State : std::uint8_t { starting, up, stopping, gone };
    State state = State::up;
    std::uint64_t start = 0; ///< which start this is
    std::uint32_t downs = 0;
    bool hasFailedOver = false;
    std::uint32_t crowd = 0; ///< direct messages waiting that were given to it
    std::vector<WorkPtr> jobs;
    std::deque<Timer> sleepers; ///< workers that look again later
    Timer clock;                ///< start-up or failover
    Timer breakdown;

    [[nodiscard]] bool works() const { return (state == State::up || state == State::stopping) && downs == 0; }
};

/// Jobs that share workers.
struct Shared {
    std::list<std::pair<WorkPtr, double>> jobs; ///< with the work that is left
    double asOf = 0;
    double rate = 1;
    Timer next;
};

struct ServiceState {
    std::vector<Replica> replicas;
    std::vector<Index> byStart;
    std::vector<WorkPtr> line; ///< all that a free worker may look at
    std::deque<WorkPtr> doors; ///< direct messages that find it full, where it blocks
    bool isOpening = false;
    std::uint32_t crowd = 0;      ///< direct messages waiting, unless they were given to a replica
    std::optional<Index> looking; ///< the replica whose freed worker is about to look
    std::uint32_t queued = 0;     ///< waiting for it, wherever
    std::uint32_t active = 0;
    std::uint64_t starts = 0;
    std::uint64_t turn = 0; ///< of round robin
    double pollEvery = 0;
    std::map<Index, Shared> shares; ///< by replica; of all: 0
    Integral busySince;             ///< the last decision
    Integral upSince;
    double restsUntil = 0;
    Timer idle;
};

struct Join {
    std::set<Index> kinds;
    std::uint32_t count = 0;
    std::vector<WorkPtr> held;
    bool isOver = false;
    bool hasBegun = false;
    double begun = 0;
    Timer timeout;
};

struct BreakerState {
    enum class State : std::uint8_t { closed, open, halfOpen };
    State state = State::closed;
    std::uint32_t inRow = 0;
    std::uint32_t probesOut = 0;
    std::uint32_t probesPassed = 0;
    double openUntil = 0;
    std::vector<std::pair<double, bool>> calls; ///< (when, failed) in the window
};

/// A batch that is not yet in the line.
struct Gathering {
    std::vector<WorkPtr> members;
    Timer linger;
};

struct HandlerState {
    double tokens = 0;
    double filledAt = 0;
    std::deque<WorkPtr> forToken;
    Timer token;
    BreakerState breaker;
    std::map<Index, Gathering> gatherings; ///< by service: queries may have their own
    std::deque<WorkPtr> barred;
    std::set<std::pair<Index, Key>> keysInHands; ///< exclusivePerKey: (service, key)
    std::map<Key, std::uint32_t> history;        ///< eventSourced: events of the key since its snapshot
    std::map<std::pair<bool, Key>, Join> joins;
};

struct ChannelState {
    std::map<std::pair<Index, std::uint32_t>, Partition> partitions; ///< (service; a queue: kNone; number)
    std::map<Index, std::uint32_t> depth;                            ///< service (a queue: kNone) -> not handed over
    std::map<Index, std::uint32_t> unhandled;
    std::map<Index, GroupState> groups; ///< of a topic, by service
    std::deque<Entry> doors;
    std::uint32_t nextPartition = 0;
    std::vector<WorkPtr> kept; ///< of a queue that is closed, or that several services read
    std::vector<Index> readers;
    std::uint32_t unread = 0; ///< dead letters that nobody reads
};

struct SourceState {
    bool inBurst = false;
    bool isHeld = false; ///< by full receivers
    double hazard = 0;
    double hazardFrom = 0;
    Timer next;
    std::size_t traceAt = 0;
    double traceClock = 0;
};

} // namespace stormglass::sim::reference
