// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/engine/replication.hpp"
#include "simulator/run/timeline.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim {

/// Snapshots of one replication at equal steps, kept as plain numbers; when the run doubles, every second is dropped
/// and rates are averaged, so that room does not grow.
class TimelineRecorder {
  public:
    explicit TimelineRecorder(const Network& network);

    /// What happened since the last one. `seconds`: how long that was.
    void add(const Snapshot& snapshot, double seconds);

    /// The replication's measured window begins anew right after this snapshot: its counters start from nought.
    void windowRestarts(const Snapshot& last);

    void halveResolution();

    /// `duration`: of all recorded intervals together.
    [[nodiscard]] Timeline timeline(const Network& network, const Names& names, double duration, double warmUp) const;

    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }

  private:
    struct Row {
        std::vector<float> values;
    };

    struct Counts {
        std::uint64_t arrivals = 0;
        std::uint64_t throughput = 0;
        std::uint64_t lost = 0;
    };

    std::size_t m_handlers;
    std::size_t m_services;
    std::size_t m_channels;
    std::vector<Counts> m_before; ///< by handler, at the last snapshot
    std::vector<Row> m_rows;
};

} // namespace stormglass::sim
