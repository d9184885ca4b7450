// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/replication.hpp"
#include "simulator/run/detail/content.hpp"
#include "simulator/run/detail/packed_tallies.hpp"
#include "simulator/run/detail/run_watch.hpp"
#include "simulator/run/detail/timeline_recorder.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace stormglass::sim {

/// A stretch of a long run with its tallies.
struct Cell {
    double begin = 0; ///< seconds since the start
    double end = 0;
    PackedTallies tallies;
};

/// One replication that is run to a checkpoint, then to twice that, and so on, its tallies kept in cells: sixteenths of
/// the time so far, the first of them divided further so that a short warm-up can be cut off closely. When the time has
/// doubled, neighbouring cells are merged: room and effort are those of the last doubling, and a run to a checkpoint is
/// the same whether it was aimed at or passed.
class LongRun {
  public:
    static constexpr std::size_t kSteps = 256; ///< looks at the content between start and checkpoint
    static constexpr std::size_t kCells = 16;

    /// `warmUp`: where statistics begin [s]; absent: cells reach from the start on, and what is cut off is decided
    /// later.
    LongRun(const Network& network, std::uint64_t seed, std::uint64_t number, std::optional<double> warmUp,
            bool records, RunWatch& watch);

    /// Runs on to `checkpoint` [s]: the first, or twice the last. False when it was halted, and then of no more use.
    bool runTo(double checkpoint, const std::vector<ContentPlace>& places);

    [[nodiscard]] const std::vector<Cell>& cells() const noexcept { return m_cells; }

    /// Messages in flight at k / kSteps of the checkpoint, k = 1, 2, ...; shorter if the run has ended.
    [[nodiscard]] const std::vector<double>& inFlight() const noexcept { return m_inFlight; }

    /// Content at k / kCells of the checkpoint, k = 1, 2, ...
    [[nodiscard]] const ContentSeries& content() const noexcept { return m_content; }

    [[nodiscard]] const std::vector<double>& askedAt() const noexcept { return m_askedAt; }

    [[nodiscard]] const std::optional<TimelineRecorder>& timeline() const noexcept { return m_timeline; }

    /// A bound that was reached.
    [[nodiscard]] const std::optional<Ended>& ended() const noexcept { return m_ended; }

    [[nodiscard]] std::uint64_t events() const noexcept { return m_replication.eventsExecuted(); }

  private:
    bool advance(double time);
    void lookAtAsked(double until);
    void restartTimelineWindow();
    void closeCell();
    void halveResolution();
    void mergeCells(double checkpoint);

    const Network* m_network;
    Replication m_replication;
    std::optional<double> m_warmUp;
    RunWatch* m_watch;
    bool m_warm = false;
    double m_checkpoint = 0;
    double m_cellBegin = 0;
    std::vector<Cell> m_cells;
    std::vector<double> m_inFlight;
    ContentSeries m_content;
    std::vector<double> m_askedAt;
    std::optional<TimelineRecorder> m_timeline;
    std::optional<Ended> m_ended;
};

} // namespace stormglass::sim
