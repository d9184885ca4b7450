// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// What a channel holds: deliveries not handed over, publications not handled.
namespace stormglass::sim::reference {

std::uint32_t Interpreter::deepest(Index channel) const {
    std::uint32_t deepest = 0;
    for (const auto& [group, depth] : m_channels[channel].depth) {
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

/// A publication waits in the channel until it has been handed over to all of a group, and again whenever one of them
/// returns. The story's depth counts deliveries, the capacity publications.
void Interpreter::changeDepth(const Work& work, int by) {
    std::uint32_t& depth = m_channels[work.channel].depth[groupOf(work)];
    depth = static_cast<std::uint32_t>(static_cast<int>(depth) + by);
}

void Interpreter::leavesDepth(const Work& work) {
    m_story.channels[work.channel].depth.add(m_now, -1);
    if (work.isReturned || --work.reading->unread == 0) {
        changeDepth(work, -1);
    }
}

void Interpreter::comesBack(Work& work) {
    work.isReturned = true;
    m_story.channels[work.channel].depth.add(m_now, 1);
    changeDepth(work, 1);
}

/// Published and not yet handled: the slowest group's is the lag.
void Interpreter::changeUnhandled(const Work& work, int by) {
    ChannelState& state = m_channels[work.channel];
    std::uint32_t& unhandled = state.unhandled[groupOf(work)];
    unhandled = static_cast<std::uint32_t>(static_cast<int>(unhandled) + by);
    std::uint32_t most = 0;
    for (const auto& [group, count] : state.unhandled) {
        most = std::max(most, count);
    }
    m_story.channels[work.channel].lag.set(m_now, most);
}

void Interpreter::comesIn(const Entry& entry) {
    std::map<Index, std::shared_ptr<Reading>> readings; // by group
    for (const WorkPtr& work : entry) {
        std::shared_ptr<Reading>& reading = readings[groupOf(*work)];
        if (!reading) {
            reading = std::make_shared<Reading>();
            changeUnhandled(*work, 1);
            changeDepth(*work, 1);
        }
        ++reading->unread;
        ++reading->unhandled;
        work->reading = reading;
        m_story.channels[work->channel].depth.add(m_now, 1);
    }
}

} // namespace stormglass::sim::reference
