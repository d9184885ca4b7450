// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/content.hpp"

#include <limits>

namespace stormglass::sim {

std::vector<ContentPlace> contentPlaces(const Network& network) {
    std::vector<ContentPlace> places;
    for (Index i = 0; i < network.handlers.size(); ++i) {
        places.push_back({ContentKind::handlerQueue, i});
    }
    for (Index i = 0; i < network.services.size(); ++i) {
        const Service& service = network.services[i];
        if (!service.implicit) {
            places.push_back({ContentKind::serviceQueue, i});
        }
        if (!service.implicit &&
            (service.autoscale.metric != AutoscaleMetric::none || service.breakdowns.every.present())) {
            places.push_back({ContentKind::servicesUp, i});
        }
    }
    for (Index i = 0; i < network.channels.size(); ++i) {
        if (!network.channels[i].groups.empty()) {
            places.push_back({ContentKind::channelLag, i});
        }
    }
    return places;
}

std::uint32_t contentAt(const Snapshot& snapshot, const ContentPlace& place) {
    switch (place.kind) {
    case ContentKind::handlerQueue:
        return snapshot.handlers[place.index].waiting;
    case ContentKind::serviceQueue:
        return snapshot.services[place.index].waiting;
    case ContentKind::servicesUp:
        return snapshot.replicasUp[place.index];
    case ContentKind::channelLag:
        return snapshot.channelLag[place.index];
    }
    return 0;
}

void ContentSeries::add(const Snapshot& snapshot, const std::vector<ContentPlace>& places) {
    std::vector<std::uint32_t>& row = rows.emplace_back();
    row.reserve(places.size());
    for (const ContentPlace& place : places) {
        row.push_back(contentAt(snapshot, place));
    }
}

double askedValue(const Asked& asked, const Snapshot& snapshot) {
    constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
    const auto ofLoad = [&](const Snapshot::Load& load) -> double {
        return asked.what == AskedWhat::inside ? load.waiting + load.active : load.waiting;
    };
    switch (asked.of.kind) {
    case PlaceKind::handler:
        return ofLoad(snapshot.handlers[asked.of.index]);
    case PlaceKind::service:
        return asked.what == AskedWhat::up ? snapshot.replicasUp[asked.of.index]
                                           : ofLoad(snapshot.services[asked.of.index]);
    case PlaceKind::channel:
        return asked.what == AskedWhat::inside ? snapshot.channelLag[asked.of.index]
                                               : snapshot.channelDepth[asked.of.index];
    case PlaceKind::journey:
    case PlaceKind::message:
        return kNothing;
    }
    return kNothing;
}

} // namespace stormglass::sim
