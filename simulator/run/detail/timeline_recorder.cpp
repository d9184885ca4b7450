// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/timeline_recorder.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

// A row: for every handler arrivals, throughput, lost, queue, active; for every service queue, active, busy, up; for
// every channel depth, lag; then messages in flight.
constexpr std::size_t kPerHandler = 5;
constexpr std::size_t kPerService = 4;
constexpr std::size_t kPerChannel = 2;
constexpr std::size_t kRates = 3; ///< of a handler: the first columns

const char* nameOf(FaultEffect effect) {
    switch (effect) {
    case FaultEffect::down:
        return "down";
    case FaultEffect::slow:
        return "slow";
    case FaultEffect::fail:
        return "fail";
    case FaultEffect::lose:
        return "lose";
    case FaultEffect::partitioned:
        return "partitioned";
    }
    return "";
}

const std::string& nameOf(const Names& names, const Fault& fault) {
    switch (fault.target) {
    case FaultTarget::handler:
        return names.handlers[fault.subject];
    case FaultTarget::service:
        return names.services[fault.subject];
    case FaultTarget::channel:
        return names.channels[fault.subject];
    case FaultTarget::flow:
        return names.flows[fault.subject];
    case FaultTarget::source:
        return names.sources[fault.subject];
    }
    return names.handlers[fault.subject];
}

std::vector<TimelineMark> marksOf(const Network& network, const Names& names, double duration) {
    std::vector<TimelineMark> marks;
    for (const Fault& fault : network.faults) {
        marks.push_back({.target = nameOf(names, fault),
                         .effect = nameOf(fault.effect),
                         .at = fault.at,
                         .until = std::min(fault.at + fault.duration, duration)});
    }
    for (const Replay& replay : network.replays) {
        marks.push_back(
            {.target = names.channels[replay.channel], .effect = "replay", .at = replay.at, .until = replay.at});
    }
    return marks;
}

} // namespace

TimelineRecorder::TimelineRecorder(const Network& network)
    : m_handlers(network.handlers.size())
    , m_services(network.services.size())
    , m_channels(network.channels.size())
    , m_before(m_handlers) {}

void TimelineRecorder::add(const Snapshot& snapshot, double seconds) {
    std::vector<float>& values = m_rows.emplace_back().values;
    values.reserve(kPerHandler * m_handlers + kPerService * m_services + kPerChannel * m_channels + 1);
    const auto put = [&](double x) { values.push_back(static_cast<float>(x)); };
    const auto rate = [&](std::uint64_t now, std::uint64_t& before) {
        put(seconds > 0 ? static_cast<double>(now - before) / seconds : 0);
        before = now;
    };
    for (std::size_t i = 0; i < m_handlers; ++i) {
        const Snapshot::Load& load = snapshot.handlers[i];
        rate(load.arrivals, m_before[i].arrivals);
        rate(load.throughput, m_before[i].throughput);
        rate(load.lost, m_before[i].lost);
        put(load.waiting);
        put(load.active);
    }
    for (std::size_t i = 0; i < m_services; ++i) {
        put(snapshot.services[i].waiting);
        put(snapshot.services[i].active);
        put(snapshot.services[i].busy);
        put(snapshot.replicasUp[i]);
    }
    for (std::size_t i = 0; i < m_channels; ++i) {
        put(snapshot.channelDepth[i]);
        put(snapshot.channelLag[i]);
    }
    put(static_cast<double>(snapshot.inFlight));
}

void TimelineRecorder::windowRestarts(const Snapshot& last) {
    for (std::size_t i = 0; i < m_handlers; ++i) {
        // Unsigned: what is owed comes out right at the next difference.
        m_before[i].arrivals -= last.handlers[i].arrivals;
        m_before[i].throughput -= last.handlers[i].throughput;
        m_before[i].lost -= last.handlers[i].lost;
    }
}

void TimelineRecorder::halveResolution() {
    for (std::size_t i = 1; i < m_rows.size(); i += 2) {
        const std::vector<float> earlier = std::move(m_rows[i - 1].values);
        m_rows[i / 2] = std::move(m_rows[i]);
        for (std::size_t handler = 0; handler < m_handlers; ++handler) {
            for (std::size_t k = 0; k < kRates; ++k) {
                float& value = m_rows[i / 2].values[handler * kPerHandler + k];
                value = (value + earlier[handler * kPerHandler + k]) / 2;
            }
        }
    }
    m_rows.resize(m_rows.size() / 2);
}

Timeline TimelineRecorder::timeline(const Network& network, const Names& names, double duration, double warmUp) const {
    using enum TimelineTrack::Kind;
    Timeline timeline;
    timeline.count = m_rows.size();
    timeline.interval = m_rows.empty() ? 0 : duration / static_cast<double>(m_rows.size());
    timeline.warmUp = warmUp;
    timeline.marks = marksOf(network, names, duration);
    std::size_t column = 0;
    const auto track = [&](const std::string& path, TimelineTrack::Kind kind, bool wanted = true) {
        if (wanted) {
            TimelineTrack& to = timeline.tracks.emplace_back(TimelineTrack{.path = path, .kind = kind, .values = {}});
            for (const Row& row : m_rows) {
                to.values.push_back(row.values[column]);
            }
        }
        ++column;
    };
    for (const std::string& id : names.handlers) {
        track("elements." + id + ".arrivals", rate);
        track("elements." + id + ".throughput", rate);
        track("elements." + id + ".lost", rate);
        track("elements." + id + ".queue", level);
        track("elements." + id + ".active", level);
    }
    for (std::size_t i = 0; i < m_services; ++i) {
        const bool reported = !network.services[i].implicit;
        track("services." + names.services[i] + ".queue", level, reported);
        track("services." + names.services[i] + ".active", level, reported);
        track((reported ? "services." : "elements.") + names.services[i] + ".busy", level);
        track("services." + names.services[i] + ".up", level, reported);
    }
    for (const std::string& id : names.channels) {
        track("channels." + id + ".depth", level);
        track("channels." + id + ".lag", level);
    }
    track("inFlight", level);
    return timeline;
}

} // namespace stormglass::sim
