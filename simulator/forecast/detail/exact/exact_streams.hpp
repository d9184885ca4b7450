// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/solution.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// A stream of messages: where it split off from others that it must not meet again, and whether it is as good as
/// Poisson. Streams without a common past (`line` 0) merge freely.
struct Stream {
    bool isThere = false;
    bool isClean = true;
    bool isBunched = false; ///< several at the same instant
    bool isSources = false; ///< no Poisson stream, but the own intervals of a source
    std::uint64_t line = 0;

    friend bool operator==(const Stream&, const Stream&) = default;
};

/// Follows the streams through the network: to which services do they come as their exact formulas want it?
class ExactStreams {
  public:
    explicit ExactStreams(const Solution& solution);

    void follow();

    [[nodiscard]] bool isCleanAt(Index service) const { return m_isClean[service] != 0; }

    /// All messages come one after another from one source, none together.
    [[nodiscard]] bool isOneChain() const;

  private:
    void pass();
    [[nodiscard]] bool isOnLoop(Index lane) const;
    [[nodiscard]] bool comesOnce(Index lane) const;
    [[nodiscard]] bool isBorne(Index lane, const Stream& stream) const;
    void sendFromSources(std::vector<Stream>& to) const;
    void send(const std::vector<Firing>& firings, std::uint64_t from, const Stream& stream,
              std::vector<Stream>& to) const;
    [[nodiscard]] Stream deliveredOf(Index message, Index lane, const Stream& stream) const;
    void sendOnwards(Index lane, const Stream& stream, std::vector<Stream>& to) const;

    const Solution& m_solution;
    const Model& m_model;
    const Network& m_network;
    std::vector<Stream> m_streams; ///< by message
    std::vector<std::uint8_t> m_isClean;
};

} // namespace stormglass::sim::forecasting
