// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/packed_tallies.hpp"

#include <cstddef>
#include <utility>

namespace stormglass::sim {

namespace {

/// Every histogram in a fixed order: what packing and unpacking agree on.
template <class AnyTallies, class Visit> void forEachHistogram(AnyTallies& tallies, Visit visit) {
    const auto visitFlow = [&](auto& flow) {
        visit(flow.waiting);
        visit(flow.handling);
        visit(flow.time);
    };
    for (auto& handler : tallies.handlers) {
        visitFlow(handler.flow);
        visit(handler.joining);
        visit(handler.staleness);
    }
    for (auto& service : tallies.services) {
        visitFlow(service.flow);
    }
    for (auto& channel : tallies.channels) {
        visitFlow(channel.flow);
        for (auto& partition : channel.partitions) {
            visit(partition.waiting);
            visit(partition.time);
        }
    }
    for (auto& journey : tallies.journeys) {
        visit(journey.latency);
        for (auto& latency : journey.classes) {
            visit(latency);
        }
    }
}

} // namespace

PackedTallies::PackedTallies(Tallies tallies) : m_rest(std::move(tallies)) {
    forEachHistogram(m_rest, [&](Histogram& histogram) {
        m_histograms.emplace_back(histogram);
        histogram = Histogram{};
    });
    for (JourneyTallies& journey : m_rest.journeys) {
        m_paths.push_back(std::move(journey.paths));
        journey.paths = PathSamples(m_paths.back().limit());
    }
}

void PackedTallies::mergeInto(Tallies& tallies) const {
    tallies.merge(m_rest);
    auto next = m_histograms.begin();
    forEachHistogram(tallies, [&](Histogram& histogram) { (next++)->mergeInto(histogram); });
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        tallies.journeys[i].paths.merge(m_paths[i]);
    }
}

void PackedTallies::mergeMomentsInto(Tallies& tallies) const {
    tallies.merge(m_rest);
    auto next = m_histograms.begin();
    forEachHistogram(tallies, [&](Histogram& histogram) { histogram.mergeMoments((next++)->moments()); });
}

PackedTallies PackedTallies::joined(const PackedTallies& first, const PackedTallies& next) {
    PackedTallies both;
    both.m_rest = first.m_rest;
    both.m_rest.merge(next.m_rest);
    both.m_histograms = first.m_histograms;
    for (std::size_t i = 0; i < next.m_histograms.size(); ++i) {
        both.m_histograms[i].append(next.m_histograms[i]);
    }
    for (std::size_t i = 0; i < next.m_paths.size(); ++i) {
        PathSamples& paths = both.m_paths.emplace_back(first.m_paths[i].limit());
        paths.lowerTo(next.m_paths[i].below()); // before anything is copied that would not be kept
        paths.merge(first.m_paths[i]);
        paths.merge(next.m_paths[i]);
    }
    return both;
}

} // namespace stormglass::sim
