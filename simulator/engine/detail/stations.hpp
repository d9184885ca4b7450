// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/level.hpp"
#include "simulator/engine/detail/line.hpp"
#include "simulator/engine/network.hpp"
#include "simulator/engine/tallies.hpp"
#include "simulator/random/distribution.hpp"
#include "simulator/random/random_stream.hpp"

#include <cstdint>
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
    kEndsOddly = 4,     ///< an attempt may fail, calls others, or is followed by a delay
    kPlainFlows = 8,    ///< all flows fire always, once and asynchronously
    kManyFlows = 16,    ///< some flow depends on outcome, message, class or chance
    kEndsJourneys = 32, ///< journeys end with a handling here
    kReadModel = 64,    ///< staleness, answers and age are measured
    kOrdered = 128,     ///< order of handling is measured: messages carry keys
};

/// A handler at one service: where its messages wait and are handled. A read model whose queries are answered by
/// another service has two.
struct Station {
    std::uint32_t traits = 0;
    Index handler = kNone;
    Index service = kNone;
    std::uint8_t histograms = 0xff; ///< HistogramBit
    std::uint8_t outcomes = 0;      ///< some flow fires on these
    Draw time;
    Level queue;
    Level active;
    Level workers; ///< only where it differs from `active`
    Level blocked;
    FlowTallies flow;
    // Rare:
    const Handler* spec = nullptr;
    RandomStream* failure = nullptr;
};

enum class ReplicaState : std::uint8_t { gone, starting, up, down, stopping };

/// One running copy of a service.
struct Replica {
    ReplicaState state = ReplicaState::gone;
    std::uint32_t busy = 0;          ///< workers that are not free
    std::uint32_t directWaiting = 0; ///< before this replica, not from channels
    Line line;                       ///< balanced to it, and the heads of its partitions
    List jobs;                       ///< in handling, or holding a worker
    std::uint64_t startOrder = 0;
    Slot clock = kNoSlot; ///< of its next breakdown, repair or readiness
};

/// Workers and those who wait for them.
struct ServiceState {
    bool special = false; ///< has replicas one by one; else `free` of `workers` equal ones
    bool manyStations = false;
    std::uint32_t free = 0;
    std::uint32_t workers = 0; ///< kUnlimited
    std::uint32_t waiting = 0; ///< direct messages in the shared line
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
    std::vector<Replica> replicas;
    std::vector<Index> stations;
    std::vector<Index> groups; ///< rows of Network::groups
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
};

/// A message's or dead letter's way into a channel and those who may get it there.
struct Way {
    Index channel = kNone;
    Range subscribers; ///< in Network::receivers
};

/// A partition of a channel over all groups.
struct PartitionState {
    PartitionTallies tallies;
    Level lag;
};

struct ChannelState {
    const Channel* spec = nullptr;
    bool plain = true;              ///< visible at once, loses and doubles nothing, holds any number
    std::uint8_t histograms = 0xff; ///< HistogramBit
    Index firstPartition = kNone;
    Index firstGroup = kNone; ///< rows of Engine::m_groups
    std::uint32_t groups = 0;
    std::uint32_t nextPartition = 0; ///< round robin
    FlowTallies flow;
    Level depth;
    Level lag;
    RandomStream* loss = nullptr;
    RandomStream* duplicate = nullptr;
    RandomStream* partition = nullptr;
    Draw latency;
};

enum MessageTrait : std::uint32_t {
    kUnheard = 1, ///< nobody follows: handled at once
    kSingle = 2,  ///< one direct receiver, at once and unconditionally
    kStartsJourney = 4,
    kEndsJourney = 8,
};

struct MessageState {
    std::uint32_t traits = 0;
    Index station = kNone; ///< of the single receiver
    MessageAccount account;
};

} // namespace stormglass::sim::detail
