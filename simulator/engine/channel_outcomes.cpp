// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

/// The final outcome of a delivery as its channel sees it.
namespace stormglass::sim::detail {

/// The group's position moves on when all of an entry have their outcome.
void Engine::leaveChannel(const Delivery& delivery, Outcome outcome) {
    Cell& cell = m_cells[delivery.cell];
    GroupState& group = m_groups[cell.group];
    ChannelState& channel = m_channels[group.channel];
    const RareState* const rare = delivery.rare == kNone ? nullptr : &m_rare[delivery.rare];
    if (delivery.handOvers == 0 || (rare != nullptr && rare->returned)) {
        outOfDepth(channel, group, delivery);
    }
    const Index entry = rare == nullptr ? kNone : rare->entry;
    if (entry == kNone || --m_entries[entry].unhandled == 0) {
        lagShrinks(cell);
        if (entry != kNone) {
            m_entries.giveBack(entry);
        }
    }
    recordInChannel(channel, m_partitions[cell.partition].tallies, delivery, outcome);
    if (group.topic && (rare == nullptr || !rare->detached)) {
        --cell.outstanding;
        advance(cell);
    }
    if (!channel.doors.empty()) {
        openChannelDoors(channel);
    }
}

/// Waiting and time are kept by partition; the channel's are theirs together (see tallyChannel).
void Engine::recordInChannel(ChannelState& channel, PartitionTallies& partition, const Delivery& delivery,
                             Outcome outcome) {
    FlowTallies& flow = channel.flow;
    bool waits = true;
    bool ends = true;
    switch (outcome) {
    case Outcome::success:
        ++flow.throughput;
        ++partition.throughput;
        break;
    case Outcome::failure:
    case Outcome::timeout:
        ++flow.deadLettered;
        break;
    case Outcome::rejected:
        ++flow.rejected;
        waits = ends = false;
        break;
    case Outcome::expired:
        ++flow.expired;
        ends = false;
        break;
    case Outcome::dropped:
        ++flow.dropped;
        waits = ends = false;
        break;
    }
    if (waits) {
        flow.waited += delivery.waited > 0 ? 1U : 0U;
        recordChannelTime(channel, partition.waiting, kWaitingHistogram, delivery.waited);
    }
    if (ends) {
        const double time = m_now - publishedAt(delivery);
        recordChannelTime(channel, flow.handling, kHandlingHistogram, delivery.handled);
        recordChannelTime(channel, partition.time, kTimeHistogram, time);
    }
}

void Engine::recordChannelTime(const ChannelState& channel, Histogram& histogram, HistogramBit bit, double seconds) {
    if ((channel.histograms & bit) != 0) [[likely]] {
        histogram.record(seconds);
    } else {
        histogram.recordMoments(seconds);
    }
}

} // namespace stormglass::sim::detail
