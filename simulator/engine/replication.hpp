// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/tallies.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace stormglass::sim {

namespace detail {
class Engine;
}

/// What can be seen of a running replication at one moment: messages waiting and in handling per handler and service,
/// deliveries in each channel, replicas running per service.
struct Snapshot {
    struct Load {
        std::uint32_t waiting = 0;
        std::uint32_t active = 0;
        std::uint32_t busy = 0;       ///< of a service: workers that are not free
        std::uint64_t arrivals = 0;   ///< since the measured window began
        std::uint64_t throughput = 0; ///< since the measured window began
        std::uint64_t lost = 0;       ///< dead-lettered, dropped, rejected or expired since then
    };

    double time = 0; ///< seconds
    std::vector<Load> handlers;
    std::vector<Load> services;
    std::vector<std::uint32_t> replicasUp;   ///< per service
    std::vector<std::uint32_t> channelDepth; ///< deliveries published and not yet handed over
    std::vector<std::uint32_t> channelLag;   ///< published and not yet handled by the slowest group
    std::uint64_t inFlight = 0;
};

/// One run of a network from the empty state (or its backlog) on: the same network, seed and number give the same
/// run, bit for bit, on any machine and thread. Not to be shared between threads; the network outlives it.
class Replication {
  public:
    Replication(const Network& network, std::uint64_t seed, std::uint64_t number);
    ~Replication();
    Replication(Replication&&) noexcept;
    Replication& operator=(Replication&&) noexcept;

    /// Executes every event up to and including `time` [s] (an event at exactly that time is executed; events at one
    /// instant in the order in which they were scheduled). May be called again with a later time. Returns false when
    /// the run has ended before: a bound was reached, its blocked workers wait for each other, or it was cancelled.
    bool runUntil(double time);

    /// The run will go on until `time` [s] at least. Sources whose rate is known beforehand then sample the paths of as
    /// few instances as are wanted, instead of half as many again whenever there are too many.
    void expectUntil(double time) noexcept;

    /// Begins the measured window anew at the present time: statistics are forgotten, the state goes on, time integrals
    /// start here. Accounts go on: they are of the whole run.
    void resetStatistics();

    /// The measured window up to now, integrals included; the window goes on.
    [[nodiscard]] Tallies tallies();

    /// The same, then begins a new window: one batch after another. Merged, the tallies of all batches are those of the
    /// run.
    [[nodiscard]] Tallies takeTallies();

    [[nodiscard]] Snapshot snapshot() const;

    /// Whether for every message kind emitted = handled + deadLettered + dropped + rejected + expired + in flight, and
    /// what is counted as in flight is what is there.
    [[nodiscard]] bool accountsBalance() const;

    [[nodiscard]] double now() const noexcept;
    [[nodiscard]] std::uint64_t eventsExecuted() const noexcept; ///< since the start

    /// Looked at every few thousand events; set from any thread, `runUntil` then returns false. Not owned; may be null.
    void setCancelFlag(const std::atomic<bool>* cancelled) noexcept;

  private:
    std::unique_ptr<detail::Engine> m_engine;
};

} // namespace stormglass::sim
