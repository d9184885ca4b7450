// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/event_kind.hpp"
#include "simulator/engine/detail/flat_map.hpp"
#include "simulator/engine/detail/pending_set.hpp"
#include "simulator/engine/detail/pool.hpp"
#include "simulator/engine/detail/records.hpp"
#include "simulator/engine/detail/stations.hpp"
#include "simulator/engine/replication.hpp"

#include <atomic>
#include <cstdint>
#include <vector>

namespace stormglass::sim::detail {

/// A bit that no drawn key has: an instance without one is its own.
inline constexpr std::uint64_t kOwnKey = std::uint64_t{1} << 63U;

/// What an emission follows from: everything that passes from one message to the next.
struct Cause {
    Index instance = kNone;
    std::uint64_t key = 0;
    Index path = kNone; ///< last node of a sampled path
    Index call = kNone; ///< sync: who waits for the answer
    std::uint8_t classOf = kNoClass;
    std::uint8_t marks = 0; ///< that what follows inherits
};

/// One replication. Its life is one loop: the next scheduled event is taken and does its work, which schedules others.
/// The parts of that work stand in files of their own: arrivals (sources), emissions (flows and messages), channels,
/// handling (a delivery at its station), workers (lines and replicas), journeys and recording.
class Engine {
  public:
    Engine(const Network& network, std::uint64_t seed, std::uint64_t number);

    bool runUntil(double time);
    void resetStatistics();
    [[nodiscard]] Tallies takeTallies();
    [[nodiscard]] Tallies tallies();
    [[nodiscard]] Snapshot snapshot() const;
    [[nodiscard]] bool accountsBalance() const;

    [[nodiscard]] double now() const noexcept { return m_now; }

    [[nodiscard]] std::uint64_t events() const noexcept { return m_events; }

    void setCancelFlag(const std::atomic<bool>* cancelled) noexcept { m_cancelled = cancelled; }

  private:
    struct SourceState {
        const Source* spec = nullptr;
        std::uint32_t flowTraits = 0;
        bool plain = false; ///< one instance an emission, no key or class to draw
        double gap = 0;     ///< mean interval
        double clock = 0;   ///< unwarped time of the last emission
        Draw interval;
        Draw batch;
        RandomStream* keys = nullptr;
        RandomStream* classes = nullptr;
        std::uint64_t samplesBelow = ~std::uint64_t{0}; ///< instances of a smaller rank have their paths kept
        std::uint32_t samples = 0;
    };

    struct Selected {
        Index flow = kNone;
        std::uint32_t count = 1;
    };

    // --- setting up (set_up.cpp)
    void setUpStations();
    void setUpServices();
    void setUpChannels();
    void setUpMessages();
    void setUpSources();
    [[nodiscard]] std::uint32_t flowTraits(Range flows) const;
    [[nodiscard]] Draw drawOf(const Variate& variate);
    [[nodiscard]] RandomStream* streamOf(Index stream);

    // --- the loop (engine.cpp)
    void execute(std::uint64_t payload);
    void lookAround();
    void end(EndedBy by);

    [[nodiscard]] double sinceWindow() const noexcept { return m_now - m_windowBegin; }

    Slot schedule(double after, EventKind kind, Index index) {
        return m_pending.push(m_now + after, payloadOf(kind, index));
    }

    [[nodiscard]] double drawn(const Draw& variate) noexcept {
        return draw(*variate.distribution, m_network.distributionTable, *variate.stream);
    }

    [[nodiscard]] double drawn(const Variate& variate) noexcept {
        return draw(m_network.distributions[variate.distribution], m_network.distributionTable,
                    m_streams[variate.stream]);
    }

    // --- sources (arrivals.cpp)
    void scheduleEmission(Index source);
    void emitFrom(Index source);
    void bringInstance(Index source);
    Index newInstance(Index source);

    // --- flows and messages (emissions.cpp)
    void fireFlows(Range flows, std::uint32_t traits, Outcome outcome, Index message, const Cause& cause);
    void fireSome(Range flows, Outcome outcome, Index message, const Cause& cause);
    void select(Range flows, Outcome outcome, Index message, std::uint8_t classOf);
    [[nodiscard]] bool fits(const OutFlow& flow, Outcome outcome, Index message, std::uint8_t classOf) const;
    void emit(Index flow, const Cause& cause);
    void emitWidely(Index flow, const Cause& cause);
    void sendToOneOf(const Message& message, Index kind, const Cause& cause, double travel);
    void sendTo(const Receiver& receiver, Index kind, const Cause& cause, double travel);
    void sendInto(Index publication, Index kind, const Cause& cause, double travel);
    Index addressTo(Index way, Index kind, const Cause& cause);
    [[nodiscard]] bool passes(ClassMask classes, double probability, Index stream, const Cause& cause);
    Index newDelivery(Index message, Index station, const Cause& cause);
    [[nodiscard]] static Cause causeOf(const Delivery& delivery) noexcept;
    [[nodiscard]] Index stationFor(Index handler, Index message) const;

    // --- channels (channels.cpp)
    void publish(Index first);
    void loseAll(Index first, Outcome outcome);
    void becomeVisible(Index first);
    void enterCell(Index first);
    void enterQueue(Index delivery);
    void advance(Cell& cell);
    void takeFromChannel(Delivery& delivery);
    void keepUnread(Index channel);
    [[nodiscard]] double publishedAt(const Delivery& delivery) const;
    [[nodiscard]] Index groupOf(const ChannelState& channel, const Delivery& delivery) const;
    [[nodiscard]] std::uint32_t depthOf(const ChannelState& channel) const;
    static void recordChannelTime(const ChannelState& channel, Histogram& histogram, HistogramBit bit, double seconds);
    void leaveChannel(const Delivery& delivery, Outcome outcome);
    [[nodiscard]] std::uint32_t partitionFor(ChannelState& channel, const Delivery& delivery);
    void measureLag(Cell& cell);

    // --- a delivery at its station (handling.cpp)
    void arrive(Index delivery);
    void offer(Index delivery);
    void enqueue(Index delivery);
    void overflow(Index delivery);
    void start(Index delivery);
    void startOddly(Index delivery);
    void complete(Index delivery);
    void ownTimeOver(Index delivery);
    void attemptEnds(Index delivery, Outcome outcome);
    void succeed(Index delivery);
    void finish(Index delivery, Outcome outcome);
    void tellOutcome(Index delivery);
    void delayOver(Index delivery);
    void release(Index delivery);
    RareState& rareOf(Delivery& delivery);

    void leaveInstance(Index instance) {
        if (--m_instances[instance].parts == 0) {
            endInstance(instance);
        }
    }

    // --- workers (workers.cpp)
    void takeNext(ServiceState& service);
    void enqueueSpecially(ServiceState& service, Index delivery);
    void freeWorker(ServiceState& service, Delivery& delivery);
    void serve(ServiceState& service, Index replica);
    void startOn(ServiceState& service, Index replica, Index delivery);
    [[nodiscard]] Index replicaWithFreeWorker(const ServiceState& service) const;
    [[nodiscard]] static bool hasFreeWorker(const ServiceState& service, const Replica& replica) noexcept;
    [[nodiscard]] double rankOf(const ServiceState& service, const Delivery& delivery) const;
    void waitIn(ServiceState& service, Line& line, Standing standing, Index delivery);
    void countQueued(ServiceState& service, Delivery& delivery);
    void uncountQueued(ServiceState& service, Delivery& delivery);

    // --- retries and dead letters (retries.cpp)
    void backOff(Index delivery);
    void retry(Index delivery);
    void deadLetter(const Delivery& delivery);

    // --- journeys (journeys.cpp)
    void endInstance(Index instance);
    void markEmission(Index message, const Cause& cause);
    void endJourneys(Range journeys, const Cause& cause);
    void reachEnd(Index journey, JourneyMark& mark, const Cause& cause);
    [[nodiscard]] JourneyMark* findMark(Instance& instance, Index journey);
    void addMark(Instance& instance, Index journey);
    void countUnfinished(const Instance& instance, const JourneyMark& mark);
    void beginPath(Index instance);
    void step(Delivery& delivery, PathPart part, PlaceKind place, Index index);
    void keepPath(Index journey, Instance& instance, double started, Index path);

    // --- recording (recording.cpp)
    static void recordTime(const Station& station, Histogram& histogram, HistogramBit bit, double seconds);
    void recordTimes(Station& station, const Delivery& delivery);
    void startWindow();
    [[nodiscard]] Tallies gather();
    [[nodiscard]] std::vector<MessageAccount> accountsSinceTaken() const;
    [[nodiscard]] LoadTallies loadOf(const Station& station) const;
    [[nodiscard]] TimeAverage workersUpOf(const ServiceState& service) const;
    [[nodiscard]] ServiceTallies tallyService(const ServiceState& service) const;
    [[nodiscard]] ChannelTallies tallyChannel(const ChannelState& channel) const;
    [[nodiscard]] std::vector<std::int64_t> countInFlight() const;

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

    std::vector<RandomStream> m_streams;
    std::vector<SourceState> m_sources;
    std::vector<MessageState> m_messages;
    std::vector<Station> m_stations;
    std::vector<Index> m_stationOf;      ///< handler -> station
    std::vector<Index> m_queryStationOf; ///< handler -> station of its queries
    std::vector<ServiceState> m_services;
    std::vector<ChannelState> m_channels;
    std::vector<PartitionState> m_partitions;
    std::vector<GroupState> m_groups;
    std::vector<Cell> m_cells;
    std::vector<Way> m_ways; ///< of the publications, then of each channel's dead letters
    std::vector<JourneyTallies> m_journeys;
    std::vector<std::vector<Index>> m_journeySources; ///< whose instances are in a journey's paths
    std::vector<Selected> m_selected;                 ///< a stack
    std::vector<PathStep> m_steps;                    ///< of the path being kept

    std::vector<MessageAccount> m_accountsTaken;
    std::uint64_t m_events = 0;
    std::uint64_t m_eventsAtWindow = 0;
    std::uint64_t m_lookAt = 0; ///< event count at which to look around
    std::uint64_t m_instantSince = 0;
    double m_instant = -1;
    bool m_halted = false;
    std::optional<Ended> m_ended;
    const std::atomic<bool>* m_cancelled = nullptr;
};

} // namespace stormglass::sim::detail
