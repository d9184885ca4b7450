// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/pending_set.hpp"
#include "simulator/engine/detail/pool.hpp"
#include "simulator/engine/detail/records.hpp"
#include "simulator/engine/detail/source_state.hpp"
#include "simulator/engine/detail/stations.hpp"
#include "simulator/engine/replication.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace stormglass::sim::detail {

struct Selected {
    Index flow = kNone;
    std::uint32_t count = 1;
};

struct Choice {
    Index group = kNone;
    Index flow = kNone;
};

/// What can be known of a flow without its long row.
struct Alternative {
    double weight = 1;
    Index message = kNone;
    Index station = kNone; ///< the message's single receiver
};

/// A job that waits for a service; kNone: for something that comes by itself.
struct WaitsFor {
    Index delivery = kNone; ///< that it has sent
    Index job = kNone;
    Index by = kNone;
    Index on = kNone;
};

struct HeldDown {
    Index replica = kNone;
    std::uint64_t start = 0;
};

/// A count the scenario asks about.
struct Watch {
    Index row = kNone;
    std::uint32_t level = 0;
    double since = 0;
};

/// All that a replication is at one moment: the clock and what is scheduled, records of what is under way, tables of
/// what stands still, and what was measured since the window began.
struct EngineState {
    EngineState(const Network& network, std::uint64_t seed, std::uint64_t number) noexcept
        : m_network(network), m_number(number), m_seed(seed), m_rankSalt(mixed(mixed(seed) + number)) {}

    const Network& m_network;
    std::uint64_t m_number;
    std::uint64_t m_seed;

    double m_now = 0;
    double m_windowBegin = 0;
    PendingSet m_pending;
    std::uint64_t m_order = 0; ///< of becoming deliverable
    std::uint64_t m_instancesEver = 0;
    std::uint64_t m_rankSalt = 0; ///< of this replication
    Pool<Delivery> m_deliveries;
    Pool<Instance> m_instances;
    Pool<RareState> m_rare;
    Pool<JourneyMark> m_marks;
    Pool<PathNode> m_paths;
    Pool<Origin> m_origins;
    Pool<HedgeState> m_hedges;
    Pool<Entry> m_entries;
    Pool<SelectedFlow> m_selectedFlows;
    Pool<CallFrame> m_frames;
    Pool<Call> m_calls;
    Pool<JoinState> m_joins;
    Pool<EmissionCount> m_emissionCounts;
    Pool<UnseenEvent> m_unseen;

    std::vector<RandomStream> m_streams;
    std::vector<SourceState> m_sources;
    SourceState m_past; ///< where a backlog and what is replayed come from
    std::vector<MessageState> m_messages;
    std::vector<Station> m_stations;
    std::vector<Index> m_stationOf;      ///< handler -> station
    std::vector<Index> m_queryStationOf; ///< handler -> station of its queries
    std::vector<ServiceState> m_services;
    std::vector<ChannelState> m_channels;
    std::vector<PartitionState> m_partitions;
    std::vector<GroupState> m_groups;
    std::vector<Cell> m_cells;
    std::vector<SoloCell> m_soloCells;
    std::vector<Spread> m_spreads;
    std::vector<SoloReader> m_soloReaders;
    std::vector<Way> m_ways;                 ///< of the publications, then of each channel's dead letters
    std::vector<Alternative> m_alternatives; ///< of Network::outFlows, what a choice looks at
    std::vector<Index> m_messageOfFlow;      ///< of Network::outFlows, with kWideFlow
    std::vector<JourneyStart> m_starts;
    std::vector<EndOfJourney> m_ends;       ///< by Network::journeyRefs
    std::vector<JourneyTallies> m_journeys; ///< their latencies but for what is in m_latencies
    std::vector<SampleBuffer<1>> m_latencies;
    bool m_journeysEventful = false;                  ///< classes, or shares asked for
    std::vector<std::vector<Index>> m_journeySources; ///< whose instances are in a journey's paths
    std::vector<Selected> m_selected;                 ///< a stack
    std::vector<Choice> m_chosen;                     ///< a stack
    std::vector<Index> m_succeeded;                   ///< a stack
    std::vector<Index> m_doubles;                     ///< a stack
    std::vector<Index> m_choices;
    std::vector<Index> m_unparked;
    std::vector<Index> m_barring;
    std::vector<Index> m_spareRows; ///< room for a list that a breakdown needs; taken while in use
    std::vector<WaitsFor> m_waits;  ///< of the look for a deadlock
    std::vector<bool> m_moving;     ///< services that come free, of that look
    std::vector<PathStep> m_steps;  ///< of the path being kept

    // faults
    std::vector<bool> m_activeFaults;
    std::vector<std::vector<HeldDown>> m_heldDown;
    std::vector<std::uint64_t> m_startsBefore;
    std::vector<FaultState> m_flowFaults; ///< empty: no fault is on a flow

    // watched after every event, if anything is
    bool m_watching = false;
    std::vector<Watch> m_watches;
    std::vector<AskedTallies> m_asked;
    std::vector<std::vector<Index>> m_askedOfJourney;
    std::vector<Place> m_recovering;
    std::vector<RecoveryTallies> m_handlerRecovery;
    std::vector<RecoveryTallies> m_serviceRecovery;
    std::vector<RecoveryTallies> m_channelRecovery;

    std::vector<MessageAccount> m_accountsTaken;
    std::uint64_t m_events = 0;
    std::uint64_t m_eventsAtWindow = 0;
    std::uint64_t m_lookAt = 0;  ///< event count at which to look around
    std::uint64_t m_checkAt = 0; ///< and at which time and cancellation are looked at
    double m_until = 0;          ///< to where the loop runs
    std::uint64_t m_instantSince = 0;
    double m_instant = -1;
    bool m_halted = false;
    std::optional<Ended> m_ended;
    const std::atomic<bool>* m_cancelled = nullptr;
};

} // namespace stormglass::sim::detail
