// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/packed_tallies.hpp"

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
}

void PackedTallies::mergeInto(Tallies& tallies) const {
    tallies.merge(m_rest);
    auto next = m_histograms.begin();
    forEachHistogram(tallies, [&](Histogram& histogram) { (next++)->mergeInto(histogram); });
}

void PackedTallies::mergeMomentsInto(Tallies& tallies) const {
    tallies.merge(m_rest);
    auto next = m_histograms.begin();
    forEachHistogram(tallies, [&](Histogram& histogram) { histogram.mergeMoments((next++)->moments()); });
}

void PackedTallies::append(const PackedTallies& next) {
    Tallies both;
    mergeInto(both);
    next.mergeInto(both);
    *this = PackedTallies(std::move(both));
}

} // namespace stormglass::sim
