// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/waits.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Squared coefficient of variation of the intervals between a source's emissions, in the long run: for bursts the
/// limit of the index of dispersion (Heffes and Lucantoni 1986).
[[nodiscard]] double sourceScv(const Network& network, const Source& source);

/// One service with all that waits for its workers: fills its station and the waits and losses of its lanes.
class ServiceLoad {
  public:
    ServiceLoad(Model& model, Index service, const std::vector<std::uint8_t>& sentByHandlers);

    void solve();

  private:
    void gather();
    void shareOut(double wait, double stretch = 1);
    void solveBatches();
    void solveSharing();
    void solvePriorities();
    void solveLimited(double room, bool rejects);
    void solveImpatient(double patience);
    void solvePlain();
    [[nodiscard]] double burstyWait(Index source) const;
    void solvePartitions(Index channel);
    void limitKeys();
    void addTokens();
    void addPolls();
    void addColdStarts();

    [[nodiscard]] bool isShed(Index lane) const;
    [[nodiscard]] double serversUp() const;
    [[nodiscard]] double patienceOf(Index lane) const;
    [[nodiscard]] double roomOf(Index lane, bool& rejects) const;

    Model& m_model;
    const Network& m_network;
    const Service& m_service;
    StationState& m_station;
    const std::vector<Index>& m_lanes;
    const std::vector<std::uint8_t>& m_sentByHandlers;
    QueueLoad m_load;
    double m_available = 1; ///< share of time a replica is up
};

} // namespace stormglass::sim::forecasting
