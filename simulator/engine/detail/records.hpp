// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/pending_set.hpp"
#include "simulator/engine/network.hpp"
#include "simulator/engine/path_samples.hpp"

#include <cstdint>

/// What lives in the engine's pools: one record for each thing that is under way.
namespace stormglass::sim::detail {

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
    atDoor,     ///< before a full receiver that blocks
    done,       ///< only its end is left to be told (see EventKind::outcome)
};

/// Where a waiting delivery stands, so that it can be taken out.
enum class Standing : std::uint8_t { nowhere, serviceLine, replicaLine, cell, gate, gathering, parked, channelLine };

/// A message on its way to one handler, from its emission to its final outcome. Two cache lines, the first for every
/// event's needs.
struct Delivery {
    Index next = kNone; ///< in a list (or of the pool)
    Index prev = kNone;
    Index station = kNone;
    Index instance = kNone;
    Index message = kNone;
    Slot slot = kNoSlot;       ///< of the event that moves it on
    std::uint32_t attempt = 0; ///< the present one, from 1
    Stage stage = Stage::none;
    Standing standing = Standing::nowhere;
    std::uint8_t classOf = kNoClass;
    std::uint8_t marks = 0; ///< MarkBit
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
    kQueuedMark = 1,     ///< counted as waiting at its station
    kStartedMark = 2,    ///< has been handled at least in part
    kUncountedMark = 4,  ///< a hedged copy: in no account
    kReplayedMark = 8,   ///< from a replay
    kSilentMark = 16,    ///< fires no flows
    kDuplicateMark = 32, ///< a channel's duplicate or a redelivery beside the first
    kInterruptedMark = 64,
    kSampledMark = 128,
};

/// What few deliveries need besides.
struct RareState {
    Index next = kNone;
    double published = 0; ///< when it reached its channel
};

/// An instance's way along one journey.
struct JourneyMark {
    Index next = kNone;
    Index journey = kNone;
    double started = 0;
    bool reached = false;
};

/// All that follows from one emission of a source.
struct Instance {
    Index next = kNone;
    std::uint32_t parts = 0; ///< deliveries and events that belong to it; at none it ends
    std::uint64_t number = 0;
    std::uint64_t key = 0;
    std::uint64_t rank = 0; ///< for the bottom-k sample of paths
    JourneyMark first;      ///< journey kNone: none yet
    Index moreMarks = kNone;
    Index paths = kNone; ///< all path nodes of the instance
    Index source = kNone;
    Index traces = kNone; ///< what handlers remember of it
    std::uint8_t classOf = kNoClass;
    bool keyed = false;
    bool sampled = false;
    bool awaited = false; ///< a user waits for it
};

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
