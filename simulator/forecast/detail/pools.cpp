// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/pools.hpp"

#include "simulator/forecast/detail/lines/oddities.hpp"
#include "simulator/forecast/detail/lines/shared_queue.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

Pools::Pools(const Model& model) {
    for (Index channel = 0; channel < model.network.channels.size(); ++channel) {
        if (!model.network.channels[channel].topic && model.network.channels[channel].groups.count > 1) {
            addPool(model, channel);
        }
    }
}

/// Only where everything that is published there can go to every reader.
void Pools::addPool(const Model& model, Index channel) {
    Pool pool;
    pool.channel = channel;
    for (Index m = 0; m < model.network.messages.size(); ++m) {
        for (const Feed& feed : model.lanes.feedsOf(m)) {
            if (feed.publication == kNone || model.network.publications[feed.publication].channel != channel) {
                continue;
            }
            const Index service = model.lanes.lanes[feed.lane].service;
            auto reader = std::ranges::find(pool.readers, service, &Reader::service);
            if (reader == pool.readers.end()) {
                pool.readers.push_back({service, {}, true});
                reader = pool.readers.end() - 1;
            }
            if (std::ranges::find(reader->lanes, feed.lane) == reader->lanes.end()) {
                reader->lanes.push_back(feed.lane);
            }
            pool.feeds.push_back(static_cast<Index>(&feed - model.lanes.feeds.data()));
        }
    }
    for (Reader& reader : pool.readers) {
        reader.readsOnly = reader.lanes.size() == model.lanesOfService[reader.service].size();
    }
    bool isWhole = pool.readers.size() > 1;
    for (const Index row : pool.feeds) {
        const Feed& feed = model.lanes.feeds[row];
        double delivered = 0;
        std::vector<Index> services;
        for (const Index other : pool.feeds) {
            if (model.lanes.feeds[other].publication == feed.publication) {
                delivered += model.lanes.feeds[other].share;
                const Index service = model.lanes.lanes[model.lanes.feeds[other].lane].service;
                if (std::ranges::find(services, service) == services.end()) {
                    services.push_back(service);
                }
            }
        }
        pool.delivered.push_back(delivered);
        isWhole = isWhole && services.size() == pool.readers.size();
    }
    if (isWhole) {
        m_pools.push_back(std::move(pool));
    }
}

double Pools::settle(Model& model) const {
    double change = 0;
    for (const Pool& pool : m_pools) {
        change = std::max(change, settle(model, pool));
    }
    return change;
}

double Pools::settle(Model& model, const Pool& pool) {
    std::vector<PoolMember> members;
    double rate = 0;
    double variability = 0;
    bool isTextbook = true;
    for (const Reader& reader : pool.readers) {
        double own = 0;
        double work = 0;
        for (const Index lane : reader.lanes) {
            const LaneState& state = model.laneStates[lane];
            own += state.offered;
            isTextbook = isTextbook && reader.readsOnly && state.exponential &&
                         state.hold == model.laneStates[reader.lanes.front()].hold;
            work += times(state.offered, state.hold);
            variability += times(state.offered, (state.arrivalScv + state.holdScv) / 2);
        }
        isTextbook = isTextbook && model.stations[reader.service].oddities == kSharedQueueOddity;
        rate += own;
        const double service = own > 0 ? work / own : model.laneStates[reader.lanes.front()].hold;
        members.push_back({.workers = model.stations[reader.service].workers, .service = service});
    }
    const PoolAnswer answer = shareQueue(rate, rate > 0 ? variability / rate : 1, members);
    for (std::size_t i = 0; i < members.size(); ++i) {
        StationState& station = model.stations[pool.readers[i].service];
        if (pool.readers[i].readsOnly) {
            station.pooledWait = members[i].wait;
            station.pooledLoad = answer.load;
            station.pooledExactly = answer.isExact && isTextbook;
        }
    }
    double change = 0;
    for (std::size_t f = 0; f < pool.feeds.size(); ++f) {
        Feed& feed = model.lanes.feeds[pool.feeds[f]];
        const Index service = model.lanes.lanes[feed.lane].service;
        const auto reader = std::ranges::find(pool.readers, service, &Reader::service);
        // Handlers of one service that read the same queue are equally likely.
        const auto siblings = std::ranges::count_if(pool.feeds, [&](Index other) {
            return model.lanes.feeds[other].publication == feed.publication &&
                   model.lanes.lanes[model.lanes.feeds[other].lane].service == service;
        });
        const double share = pool.delivered[f] *
                             members[static_cast<std::size_t>(reader - pool.readers.begin())].share /
                             static_cast<double>(siblings);
        change = std::max(change, std::abs(share - std::exchange(feed.share, share)));
    }
    return change;
}

} // namespace stormglass::sim::forecasting
