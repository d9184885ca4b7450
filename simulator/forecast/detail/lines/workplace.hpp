// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/lines/impatience.hpp"
#include "simulator/forecast/detail/lines/oddities.hpp"
#include "simulator/forecast/detail/lines/waits.hpp"
#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// One service with the lanes that wait for its workers: what is offered there together, what it does to the lanes, and
/// where the answer of a queueing formula goes. Lives within one round of the fixed point.
class Workplace {
  public:
    /// Sums up what the lanes offer. `sentByHandlers` by message: some handler sends it.
    Workplace(Model& model, Index service, const std::vector<std::uint8_t>& sentByHandlers);

    [[nodiscard]] const Network& network() const noexcept { return m_model.network; }

    [[nodiscard]] const Service& service() const noexcept { return m_service; }

    [[nodiscard]] const std::vector<Index>& lanes() const noexcept { return m_lanes; }

    [[nodiscard]] const Lane& lane(Index number) const noexcept { return m_model.lanes.lanes[number]; }

    [[nodiscard]] LaneState& state(Index lane) const noexcept { return m_model.laneStates[lane]; }

    [[nodiscard]] const Handler& handlerOf(Index lane) const noexcept { return m_model.handlerOf(lane); }

    [[nodiscard]] const Model& model() const noexcept { return m_model; }

    [[nodiscard]] StationState& station() const noexcept { return m_station; }

    /// All lanes as one stream to the workers that are there on the average.
    [[nodiscard]] const QueueLoad& load() const noexcept { return m_load; }

    /// Share of time a replica is up.
    [[nodiscard]] double available() const noexcept { return m_available; }

    /// Replicas that are there on the average; at least 1 where any worker is.
    [[nodiscard]] double replicas() const noexcept;

    /// After how long a message gives up waiting: by its own patience or its channel's ages.
    [[nodiscard]] Patience patienceOf(Index lane) const;

    /// Messages that may wait before one is turned away, and what turning away is called. Where senders are blocked,
    /// only sources can be made to wait without end somewhere else.
    struct Room {
        double places = 0; ///< infinite: any number
        bool rejects = false;
    };

    [[nodiscard]] Room roomOf(Index lane) const;

    /// Messages of handlers that may wait before the next one blocks its sender; infinite: any number.
    [[nodiscard]] double blockingRoom() const;

    /// Every lane waits so long; handling takes `stretch` times as long as alone.
    void shareOut(double wait, double stretch = 1);

    /// What comes on top for one lane.
    void addWait(Index lane, double extra);

    /// Nothing keeps the place from being a textbook's but what is `allowed`.
    [[nodiscard]] bool isBare(std::uint32_t allowed = 0) const noexcept { return (m_station.oddities & ~allowed) == 0; }

    /// All that is handled takes exponential times of one mean.
    [[nodiscard]] bool isExponential() const;

    /// Hedged times, if any, have no jumps: the first of several copies is integrated exactly.
    [[nodiscard]] bool isSmoothlyHedged() const;

    /// One queue, not one for each replica.
    [[nodiscard]] bool isOneQueue() const noexcept {
        return m_service.balancing == Balancing::shared || m_service.replicas <= 1;
    }

    /// The only source of the only lane; nothing where there are more.
    [[nodiscard]] const Source* onlySource() const;

    /// Mean number of calls that the workers of its callers are held for, here or elsewhere.
    [[nodiscard]] double heldCallers() const;

    /// Chance that a caller does not wait for its answer to the end.
    [[nodiscard]] double lateAnswers() const;

    /// Replicas come and go with the load.
    [[nodiscard]] bool isScaled() const noexcept;

    /// Messages per second that its callers take up.
    [[nodiscard]] double takenByCallers() const;

    /// Mean seconds that messages wait longer, for all its workers are held by the same slow calls.
    [[nodiscard]] double callExcess() const;

  private:
    void gather();
    [[nodiscard]] bool isShed(Index lane) const;
    [[nodiscard]] double serversUp() const;
    [[nodiscard]] double scaledWorkers() const;
    [[nodiscard]] double stoppedShare() const;

    Model& m_model;
    Index m_number;
    const Service& m_service;
    StationState& m_station;
    const std::vector<Index>& m_lanes;
    const std::vector<std::uint8_t>& m_sentByHandlers;
    QueueLoad m_load;
    double m_available = 1;
};

} // namespace stormglass::sim::forecasting
