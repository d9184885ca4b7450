// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/replication.hpp"
#include "simulator/run/detail/content.hpp"
#include "simulator/run/detail/packed_tallies.hpp"
#include "simulator/run/detail/plan.hpp"
#include "simulator/run/detail/run_watch.hpp"
#include "simulator/run/detail/timeline_recorder.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace stormglass::sim {

/// A stretch of a long run with its tallies, which are never changed: records share them.
struct Cell {
    double begin = 0; ///< seconds since the start
    double end = 0;
    std::shared_ptr<const PackedTallies> tallies;
};

/// What a long run has given up to a checkpoint.
struct LongRunRecord {
    std::vector<Cell> cells;
    std::vector<double> inFlight; ///< messages at k / kSteps of the checkpoint, k = 1, 2, ...; shorter if it has ended
    ContentSeries content;        ///< at k / kCells of the checkpoint, k = 1, 2, ...
    std::vector<double> askedAt;
    std::optional<TimelineRecorder> timeline;
    std::optional<Ended> ended; ///< a bound that was reached
    std::uint64_t events = 0;
};

/// One replication that is run to a checkpoint, then to twice that, and so on, its tallies kept in cells: sixteenths of
/// the time so far, the first of them divided further so that a short warm-up can be cut off closely. When the time has
/// doubled, neighbouring cells are merged: room and effort are those of the last doubling, and a run to a checkpoint is
/// the same whether it was aimed at or passed.
class LongRun {
  public:
    static constexpr std::size_t kSteps = 256; ///< looks at the content between start and checkpoint
    static constexpr std::size_t kCells = 16;

    /// Where the plan has no warm-up, cells reach from the start on, and what is cut off is decided later.
    LongRun(const Network& network, const RunPlan& plan, std::uint64_t number, RunWatch& watch);

    /// Runs on to `checkpoint` [s]: the first, or twice the last. False when it was halted, and then of no more use.
    bool runTo(double checkpoint, const std::vector<ContentPlace>& places);

    [[nodiscard]] const LongRunRecord& record() const noexcept { return m_record; }

  private:
    bool advance(double time);
    void lookAtAsked(double until);
    void restartTimelineWindow();
    void closeCell();
    void halveResolution();
    void mergeCells(double checkpoint);

    const Network* m_network;
    std::optional<Replication> m_replication; ///< absent once it has ended: it may hold millions of messages
    std::optional<double> m_warmUp;
    RunWatch* m_watch;
    bool m_runsToItsEnd;
    bool m_warm = false;
    double m_checkpoint = 0;
    double m_cellBegin = 0;
    LongRunRecord m_record;
};

} // namespace stormglass::sim
