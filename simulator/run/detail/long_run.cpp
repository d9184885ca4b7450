// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/long_run.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace stormglass::sim {

namespace {

constexpr std::size_t kStepsPerCell = LongRun::kSteps / LongRun::kCells;

/// Whether a cell ends at this step of a checkpoint: every sixteenth of the way, and in the first also at 1/256, 1/128,
/// 1/64, 1/32.
bool isBoundary(std::size_t step) noexcept {
    return step % kStepsPerCell == 0 || (step < kStepsPerCell && std::has_single_bit(step));
}

double timeOf(std::size_t step, double checkpoint) noexcept {
    return checkpoint / LongRun::kSteps * static_cast<double>(step);
}

} // namespace

LongRun::LongRun(const Network& network, const RunPlan& plan, std::uint64_t number, RunWatch& watch)
    : m_network(&network)
    , m_replication(std::in_place, network, plan.seed, number)
    , m_warmUp(plan.warmUp)
    , m_watch(&watch)
    , m_runsToItsEnd(plan.runsToItsEnd)
    , m_warm(!plan.warmUp || *plan.warmUp == 0) {
    m_record.askedAt.assign(network.asked.size(), std::numeric_limits<double>::quiet_NaN());
    m_replication->setCancelFlag(watch.haltFlag());
    if (plan.timeline && number == 0) {
        m_record.timeline.emplace(network);
    }
}

bool LongRun::runTo(double checkpoint, const std::vector<ContentPlace>& places) {
    if (m_record.ended) {
        return true;
    }
    std::size_t step = 1;
    if (m_checkpoint > 0) {
        halveResolution();
        step = kSteps / 2 + 1;
    }
    m_checkpoint = checkpoint;
    if (m_runsToItsEnd) {
        m_replication->expectUntil(checkpoint);
    }
    for (; step <= kSteps; ++step) {
        const bool goesOn = advance(timeOf(step, checkpoint));
        if (!goesOn) {
            closeCell();
            m_record.ended = m_record.cells.empty() ? std::nullopt : m_record.cells.back().tallies->counts().ended;
            m_record.events = m_replication->eventsExecuted();
            if (!m_record.ended || m_record.ended->by == EndedBy::cancelled) {
                return false;
            }
            m_replication.reset();
            mergeCells(checkpoint);
            return true;
        }
        const bool atCell = step % kStepsPerCell == 0;
        const Snapshot snapshot = m_replication->snapshot();
        m_record.inFlight.push_back(static_cast<double>(snapshot.inFlight));
        if (m_record.timeline) {
            m_record.timeline->add(snapshot, checkpoint / kSteps);
        }
        if (atCell) {
            m_record.content.add(snapshot, places);
        }
        if (m_warm && isBoundary(step)) {
            closeCell();
        }
    }
    mergeCells(checkpoint);
    m_record.events = m_replication->eventsExecuted();
    return true;
}

bool LongRun::advance(double time) {
    const double from = m_replication->now();
    const std::uint64_t events = m_replication->eventsExecuted();
    bool goesOn = true;
    if (!m_warm && time >= *m_warmUp) {
        lookAtAsked(*m_warmUp);
        goesOn = m_replication->runUntil(*m_warmUp);
        restartTimelineWindow();
        m_replication->resetStatistics();
        m_cellBegin = *m_warmUp;
        m_warm = true;
    }
    lookAtAsked(time);
    goesOn = goesOn && m_replication->runUntil(time);
    m_watch->advanced(m_replication->now() - from, m_replication->eventsExecuted() - events);
    return goesOn;
}

void LongRun::lookAtAsked(double until) {
    for (;;) {
        // Rows are few; the earliest that is still ahead is next.
        std::size_t next = m_network->asked.size();
        for (std::size_t row = 0; row < m_network->asked.size(); ++row) {
            const double at = m_network->asked[row].at;
            const bool ahead = at >= m_replication->now() && at <= until && std::isnan(m_record.askedAt[row]);
            if (ahead && (next == m_network->asked.size() || at < m_network->asked[next].at)) {
                next = row;
            }
        }
        if (next == m_network->asked.size() || !m_replication->runUntil(m_network->asked[next].at)) {
            return;
        }
        m_record.askedAt[next] = askedValue(m_network->asked[next], m_replication->snapshot());
    }
}

void LongRun::restartTimelineWindow() {
    if (m_record.timeline) {
        m_record.timeline->windowRestarts(m_replication->snapshot());
    }
}

void LongRun::closeCell() {
    const double now = m_replication->now();
    restartTimelineWindow();
    m_record.cells.push_back({m_cellBegin, now, std::make_shared<const PackedTallies>(m_replication->takeTallies())});
    m_cellBegin = now;
}

void LongRun::halveResolution() {
    const auto everySecond = [](auto& rows) {
        for (std::size_t i = 1; i < rows.size(); i += 2) {
            rows[i / 2] = std::move(rows[i]);
        }
        rows.resize(rows.size() / 2);
    };
    everySecond(m_record.inFlight);
    everySecond(m_record.content.rows);
    if (m_record.timeline) {
        m_record.timeline->halveResolution();
    }
}

void LongRun::mergeCells(double checkpoint) {
    std::vector<Cell> merged;
    std::size_t step = 0;
    for (Cell& cell : m_record.cells) {
        // A cell begins a new one where its begin is a boundary of this checkpoint (or the end of the warm-up).
        while (timeOf(step, checkpoint) < cell.begin) {
            ++step;
        }
        const bool begins = merged.empty() || (timeOf(step, checkpoint) == cell.begin && isBoundary(step));
        if (begins) {
            merged.push_back(std::move(cell));
        } else {
            merged.back() = {
                merged.back().begin, cell.end,
                std::make_shared<const PackedTallies>(PackedTallies::joined(*merged.back().tallies, *cell.tallies))};
        }
    }
    m_record.cells = std::move(merged);
}

} // namespace stormglass::sim
