// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/pending_set.hpp"
#include "simulator/engine/network.hpp"
#include "simulator/engine/path_samples.hpp"

#include <cstdint>

/// What lives in the engine's pools: one record for each thing that is under way.
namespace stormglass::sim::detail {

/// One octet in a record. Not std::uint8_t: that is a character, whose writing makes a compiler forget all it has read.
using Octet = char8_t;

/// Where a delivery is on its way.
enum class Stage : std::uint8_t {
    none,       ///< not in use
    sent,       ///< its latency runs
    published,  ///< in a channel, not visible yet
    waiting,    ///< deliverable: in a line, in a partition, for a token, for its batch or for its key
    handling,   ///< its own time runs
    calling,    ///< its sync calls are out; it holds its worker
    blocked,    ///< handled, but a receiver of what it sent is full; it holds its worker
    backingOff, ///< until its next attempt
    delaying,   ///< handled; its business time runs
    held,       ///< by a join
    hedging,    ///< its copies are at work
    atDoor,     ///< before a full receiver that blocks
    done,       ///< only its end is left to be told (see EventKind::outcome)
};

/// Where a waiting delivery stands, so that it can be taken out.
enum class Standing : std::uint8_t {
    nowhere,
    serviceLine,
    replicaLine,
    cell,        ///< behind others of its partition
    gate,        ///< for a token
    gathering,   ///< for its batch
    fellow,      ///< with the first of its batch, which stands for all
    parked,      ///< for its key
    barred,      ///< its handler is down
    pausing,     ///< its group pauses
    channelLine, ///< of a queue that several services read
    share,       ///< in handling, by shared workers
};

/// A message on its way to one handler, from its emission to its final outcome. Two cache lines, the first for every
/// event's needs.
struct alignas(64) Delivery {
    Index next = kNone; ///< in a list (or of the pool)
    Index prev = kNone;
    Index station = kNone;
    Index instance = kNone;
    Index message = kNone;
    Slot slot = kNoSlot;       ///< of the event that moves it on
    std::uint32_t attempt = 0; ///< the present one, from 1
    Stage stage = Stage::none;
    Standing standing = Standing::nowhere;
    Octet classOf = kNoClass;
    Octet marks = 0; ///< MarkBit
    double emitted = 0;
    double arrived = 0; ///< first deliverable
    double since = 0;   ///< of the present wait
    double started = 0; ///< of the present handling
    double waited = 0;  ///< over the attempts that are over
    double handled = 0;
    std::uint64_t key = 0;
    std::uint64_t order = 0; ///< by becoming deliverable
    Index path = kNone;      ///< last node of a sampled path
    Index call = kNone;      ///< whose answer waits for this outcome
    Index rare = kNone;      ///< what few deliveries need
    Index cell = kNone;      ///< partition it came through
    Index replica = kNone;   ///< that handles it, or before which it waits
    Index sibling = kNone;   ///< next one of the same publication or batch
    std::uint32_t handOvers = 0;
    Index way = kNone; ///< row of Engine::m_ways: the channel it came through; kNone: none
};

static_assert(sizeof(Delivery) == 128);

enum MarkBit : std::uint8_t {
    kQueuedMark = 1,       ///< counted as waiting at its station
    kCrowdMark = 2,        ///< counted towards the queue limit
    kUncountedMark = 4,    ///< a hedged copy: in no account
    kReplayedMark = 8,     ///< from a replay
    kSilentMark = 16,      ///< fires no flows
    kDuplicateMark = 32,   ///< a channel's duplicate, or a redelivery beside the first
    kInterruptedMark = 64, ///< its handling has begun and stands still
    kClaimMark = 128,      ///< holds its key (exclusivePerKey)
};

/// What few deliveries need besides.
struct RareState {
    Index next = kNone;
    double published = 0;        ///< when it reached its channel
    double returnedAt = 0;       ///< when it was last given back to it
    double work = -1;            ///< handling time: drawn ahead, or left over from an interruption; < 0: to be drawn
    std::uint64_t parkedFor = 0; ///< of a batch: the key
    double patience = -1;        ///< what is left of it; < 0: not drawn yet
    Slot handlingTimer = kNoSlot;
    Slot patienceTimer = kNoSlot;
    Slot lifeTimer = kNoSlot; ///< ttl, retention
    Slot visibilityTimer = kNoSlot;
    Index hedge = kNone;                ///< of a copy and of its owner
    Index frame = kNone;                ///< the sync calls of its attempt, and what it will send
    Index origin = kNone;               ///< shared with its duplicates
    Index sender = kNone;               ///< before a full receiver: the delivery whose worker is held for it
    Index sourceSender = kNone;         ///< or the source
    std::uint32_t doors = 0;            ///< of a sender: how many of its messages stand before full receivers
    Index fellow = kNone;               ///< next of its batch
    Index leader = kNone;               ///< of a batch that calls: the first of it, which holds the worker
    Index otherCopy = kNone;            ///< next of the copies of one hedge
    Index entry = kNone;                ///< of several deliveries that are one entry of their group's partition
    Outcome verdict = Outcome::success; ///< in a batch: what its own attempt has come to
    Index unseen = kNone;               ///< of an event that a read model does not show yet
    std::uint32_t allowed = ~0U;        ///< queue: which subscribers its filters let it go to
    bool probe = false;                 ///< lets a circuit breaker look whether things go well again
    bool joined = false;                ///< has brought a waitFor to its end
    bool returned = false;              ///< was given back to its channel
    bool assigned = false;              ///< of a queue that several read: one of them has it
    bool detached = false;              ///< its partition goes on without it
    bool isGiven = false;               ///< to its replica, though it stands before a door
    bool spared = false;                ///< by a fault that loses messages where this one came in
    bool ofChannel = false;             ///< a hedged copy of what a channel has handed over
    bool sent = false;                  ///< what its success sends was sent before its worker was free
    bool givenBack = false;             ///< by a worker that broke down: it has its old place, whatever the room
};

/// A message and its duplicates, as an idempotent handler sees them.
struct Origin {
    Index next = kNone;
    std::uint32_t copies = 0;
    bool succeeded = false;
    bool joined = false; ///< a waitFor has taken one of them
    std::uint32_t workedOn = 0;
};

/// A publication's deliveries to several handlers of one group, which are one entry of its partition.
struct Entry {
    Index next = kNone;
    std::uint32_t unhandled = 0; ///< without final outcome
    std::uint32_t unread = 0;    ///< not handed over
};

/// Copies of one hedged attempt.
struct HedgeState {
    Index next = kNone;
    Index owner = kNone; ///< the delivery that counts; kNone: decided
    std::uint32_t launched = 0;
    std::uint32_t live = 0; ///< copies at work
    std::uint32_t failed = 0;
    Index copies = kNone; ///< at work, through RareState::otherCopy
    bool begun = false;   ///< a worker has had one in hand
    Slot timer = kNoSlot;
};

/// A flow that an attempt has selected, with its count.
struct SelectedFlow {
    Index next = kNone;
    Index flow = kNone;
    std::uint32_t count = 1;
};

/// What an attempt sends: first its sync calls, in order, while its worker is held.
struct CallFrame {
    Index next = kNone;
    Index caller = kNone;
    Index sync = kNone;  ///< selected flows still to be called
    Index async = kNone; ///< and to be sent after them
    Index calls = kNone; ///< calls out now
    std::uint32_t waitingFor = 0;
};

/// One sync call: all receivers of one message.
struct Call {
    Index next = kNone;  ///< of its frame
    Index frame = kNone; ///< kNone: nobody waits any more
    Index flow = kNone;
    std::uint32_t outstanding = 0; ///< receivers without final outcome, and the answer under way
    bool failed = false;
    Slot timer = kNoSlot;
};

/// What a waitFor has gathered for one instance or key.
struct JoinState {
    Index next = kNone;
    std::uint64_t id = 0;
    Index station = kNone;
    std::uint64_t kinds = 0; ///< bits of the listed messages that came
    std::uint32_t count = 0; ///< each: how many M
    Index held = kNone;      ///< deliveries, through `sibling`
    double begun = 0;
    bool over = false; ///< later ones are ignored
    Slot timer = kNoSlot;
};

/// An event on its way to a read model, kept under a key: a link in the list of those, by emission.
struct UnseenEvent {
    Index next = kNone;
    Index prev = kNone;
    Index other = kNone; ///< the same event under its instance
    Index station = kNone;
    std::uint64_t key = 0;
    double emitted = 0;
};

/// Events of one key that a read model does not show yet.
struct UnseenList {
    Index oldest = kNone;
    Index newest = kNone;
};

/// How often an instance has emitted a message that an `each` counts.
struct EmissionCount {
    Index next = kNone;
    Index message = kNone;
    std::uint32_t count = 0;
};

/// An instance's way along the journeys that begin with one emission.
struct JourneyMark {
    Index next = kNone;
    Index start = kNone; ///< row of Engine::m_starts
    double started = 0;
    std::uint64_t missing = 0; ///< bits of those whose end has not been reached
};

/// All that follows from one emission of a source. One cache line.
struct alignas(64) Instance {
    Index next = kNone;
    std::uint32_t parts = 0; ///< deliveries and events that belong to it; at none it ends
    std::uint64_t number = 0;
    std::uint64_t key = 0;
    JourneyMark first;       ///< start kNone: none yet; `next`: further ones
    Index paths = kNone;     ///< all path nodes of the instance
    Index emissions = kNone; ///< EmissionCount
    Index source = kNone;
    Octet classOf = kNoClass;
    bool forked = false;   ///< several of its messages have been under way at once
    bool eventful = false; ///< its end is more than that of its first journeys: one of the following holds, or it has
                           ///< more marks, paths or counts
    bool sampled : 1 = false;
    bool awaited : 1 = false;    ///< a user waits for it
    bool remembered : 1 = false; ///< some handler keeps something under its own key
};

static_assert(sizeof(Instance) == 64);

/// A step of a sampled path: the tree of them leads from every delivery back to the instance's birth.
struct PathNode {
    Index next = kNone; ///< all of an instance
    Index before = kNone;
    double until = 0;
    PlaceKind place = PlaceKind::message;
    PathPart part = PathPart::travel;
    Index index = kNone;
};

} // namespace stormglass::sim::detail
