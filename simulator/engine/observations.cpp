// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// What is measured besides times: staleness and age of read models, order of handling, shares that are asked for,
/// recovery.
namespace stormglass::sim::detail {

/// Called for each success at a station where something of this is measured.
void Engine::observe(Station& station, Index index) {
    const Delivery& delivery = m_deliveries[index];
    StationExtras& extras = *station.extras;
    const bool again = (delivery.marks & (kReplayedMark | kDuplicateMark)) != 0;
    if ((station.traits & kTracksOrder) != 0 && !again) {
        trackOrder(station, delivery);
    }
    if ((station.traits & kReadModel) != 0) {
        if (m_network.messages[delivery.message].query) {
            ++extras.answers;
            // Known where events are handled, which may be another station.
            Station& events = m_stations[m_stationOf[station.handler]];
            extras.staleAnswers += isStale(events, delivery) ? 1U : 0U;
        } else if (!again) {
            const double staleness = m_now - delivery.emitted;
            if ((station.histograms & kStalenessHistogram) != 0) {
                extras.staleness.record(staleness);
            } else {
                extras.staleness.recordMoments(staleness);
            }
            askedTime(extras.asked, AskedWhat::staleness, staleness);
            showEvent(extras, delivery.emitted);
        }
        forgetUnseen(m_deliveries[index]);
    }
}

/// A later-emitted message of the same key may have ended before. Of an instance without key that has never had two
/// messages under way at once none can.
void Engine::trackOrder(Station& station, const Delivery& delivery) {
    Instance& instance = m_instances[delivery.instance];
    if ((delivery.key & kOwnKey) != 0) {
        if (!instance.forked) {
            return;
        }
        instance.remembered = instance.eventful = true;
    }
    double& last = keptOf(station).lastEmitted.at(delivery.key);
    if (delivery.emitted < last) {
        ++station.extras->outOfOrder;
    } else {
        last = delivery.emitted;
    }
}

/// Age grows with time from the emission of the newest event shown.
void Engine::growAge(StationExtras& extras) const {
    if (extras.newestShown < 0) {
        return;
    }
    const double from = extras.ageSince - extras.newestShown;
    const double to = m_now - extras.newestShown;
    extras.age.duration += m_now - extras.ageSince;
    extras.age.integral += (to * to - from * from) / 2;
    extras.age.integralOfSquares += (to * to * to - from * from * from) / 3;
    extras.age.max = std::max(extras.age.max, to);
    extras.ageSince = m_now;
}

void Engine::showEvent(StationExtras& extras, double emitted) {
    if (extras.newestShown >= 0 && emitted <= extras.newestShown) {
        return;
    }
    if (extras.newestShown >= 0) {
        growAge(extras);
        extras.peakAge.record(m_now - extras.newestShown);
    }
    extras.newestShown = emitted;
    extras.ageSince = m_now;
}

/// An event on its way to a read model that answers queries: not shown yet, under its key and its instance.
void Engine::rememberUnseen(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if ((station.traits & kAppliesFreshness) == 0 || m_network.messages[delivery.message].query ||
        (delivery.marks & (kReplayedMark | kDuplicateMark)) != 0) {
        return;
    }
    const std::uint64_t own = m_instances[delivery.instance].number | kOwnKey;
    for (const std::uint64_t key : {delivery.key, own}) {
        const Index node = m_unseen.take();
        UnseenList& list = station.extras->unseen.at(key);
        m_unseen[node] = {.next = kNone,
                          .prev = list.newest,
                          .other = rareOf(delivery).unseen,
                          .station = delivery.station,
                          .key = key,
                          .emitted = delivery.emitted};
        (list.newest == kNone ? list.oldest : m_unseen[list.newest].next) = node;
        list.newest = node;
        m_rare[delivery.rare].unseen = node;
        if (own == delivery.key) {
            break;
        }
    }
}

void Engine::forgetUnseen(Delivery& delivery) {
    if (delivery.rare == kNone) {
        return;
    }
    Index node = std::exchange(m_rare[delivery.rare].unseen, kNone);
    while (node != kNone) {
        const UnseenEvent event = m_unseen[node];
        FlatMap<UnseenList>& lists = m_stations[event.station].extras->unseen;
        UnseenList& list = *lists.find(event.key);
        (event.prev == kNone ? list.oldest : m_unseen[event.prev].next) = event.next;
        (event.next == kNone ? list.newest : m_unseen[event.next].prev) = event.prev;
        if (list.oldest == kNone) {
            lists.erase(event.key);
        }
        m_unseen.giveBack(node);
        node = event.other;
    }
}

bool Engine::isStale(Station& events, const Delivery& query) {
    const std::uint64_t own = m_instances[query.instance].number | kOwnKey;
    for (const std::uint64_t key : {query.key, own}) {
        const UnseenList* const list = events.extras->unseen.find(key);
        if (list != nullptr && m_unseen[list->oldest].emitted < query.emitted) {
            return true;
        }
    }
    return false;
}

bool Engine::fulfils(const Asked& asked, double value) noexcept {
    switch (asked.comparison) {
    case Comparison::greater:
        return value > asked.value;
    case Comparison::greaterEqual:
        return value >= asked.value;
    case Comparison::equal:
        return value == asked.value;
    case Comparison::lessEqual:
        return value <= asked.value;
    case Comparison::less:
        return value < asked.value;
    }
    return false;
}

void Engine::askedTime(const std::vector<Index>& rows, AskedWhat what, double seconds) {
    for (const Index row : rows) {
        const Asked& asked = m_network.asked[row];
        if (asked.what == what) {
            ++m_asked[row].samples;
            m_asked[row].fulfilled += fulfils(asked, seconds) ? 1U : 0U;
        }
    }
}

/// The times of a delivery that has come to its end, where the scenario asks for a share of them.
void Engine::askedTimes(const Delivery& delivery, bool ended) {
    const auto tell = [&](const std::vector<Index>& rows, double time) {
        askedTime(rows, AskedWhat::waiting, delivery.waited);
        if (ended) {
            askedTime(rows, AskedWhat::time, time);
        }
    };
    const Station& station = m_stations[delivery.station];
    if (station.extras != nullptr) {
        tell(station.extras->asked, m_now - delivery.arrived);
    }
    if (delivery.way != kNone) {
        tell(m_channels[m_ways[delivery.way].channel].asked, m_now - publishedAt(delivery));
    }
}

/// A count the scenario asks about: messages waiting, messages inside, replicas running.
std::uint32_t Engine::levelOf(const Asked& asked) const {
    std::uint32_t waiting = 0;
    std::uint32_t active = 0;
    for (const Station& station : m_stations) {
        const bool here = (asked.of.kind == PlaceKind::handler && station.handler == asked.of.index) ||
                          (asked.of.kind == PlaceKind::service && station.service == asked.of.index);
        if (here) {
            waiting += station.queue.count();
            active += station.active.count();
        }
    }
    if (asked.of.kind == PlaceKind::channel) {
        const ChannelState& channel = m_channels[asked.of.index];
        return asked.what == AskedWhat::queue ? channel.depth.count() : channel.lag.count();
    }
    if (asked.what == AskedWhat::up) {
        const Index row =
            asked.of.kind == PlaceKind::service ? asked.of.index : m_stations[m_stationOf[asked.of.index]].service;
        return m_services[row].special ? m_services[row].replicasUp.count() : m_services[row].spec->replicas;
    }
    return asked.what == AskedWhat::inside ? waiting + active : waiting;
}

/// After an event, only in runs that ask: has a watched count changed, has a place recovered?
void Engine::lookAtWatched() {
    for (Watch& watch : m_watches) {
        const std::uint32_t level = levelOf(m_network.asked[watch.row]);
        if (level != watch.level) {
            spendAt(watch);
            watch.level = level;
        }
    }
    if (m_recovering.empty() || m_now < m_network.recoveryFrom) {
        return;
    }
    std::erase_if(m_recovering, [this](const Place& place) {
        if (!isQuiet(place)) {
            return false;
        }
        recoveryOf(place).time.record(std::max(0.0, m_now - m_network.recoveryFrom));
        return true;
    });
}

/// Time spent at a watched level, up to now.
void Engine::spendAt(Watch& watch) {
    AskedTallies& tallies = m_asked[watch.row];
    const double spent = m_now - watch.since;
    constexpr std::size_t kMostLevels = 1'000'000;
    const std::size_t level = std::min<std::size_t>(watch.level, kMostLevels);
    if (tallies.timeAtLevel.size() <= level) {
        tallies.timeAtLevel.resize(level + 1);
    }
    tallies.timeAtLevel[level] += spent;
    tallies.duration += spent;
    tallies.fulfilledTime += fulfils(m_network.asked[watch.row], watch.level) ? spent : 0;
    watch.since = m_now;
}

bool Engine::isQuiet(const Place& place) const {
    const auto quiet = [this](Index row) {
        return m_stations[row].queue.value == 0 && m_stations[row].active.value == 0;
    };
    switch (place.kind) {
    case PlaceKind::handler:
        return quiet(m_stationOf[place.index]) && quiet(m_queryStationOf[place.index]);
    case PlaceKind::service: {
        const std::vector<Index>& stations = m_services[place.index].stations;
        return std::all_of(stations.begin(), stations.end(), quiet);
    }
    case PlaceKind::channel:
    case PlaceKind::journey:
    case PlaceKind::message:
        break;
    }
    return m_channels[place.index].lag.value == 0;
}

RecoveryTallies& Engine::recoveryOf(const Place& place) {
    switch (place.kind) {
    case PlaceKind::handler:
        return m_handlerRecovery[place.index];
    case PlaceKind::service:
        return m_serviceRecovery[place.index];
    case PlaceKind::channel:
    case PlaceKind::journey:
    case PlaceKind::message:
        break;
    }
    return m_channelRecovery[place.index];
}

/// From now on every place is watched for the moment when it has nothing left to do.
void Engine::beginRecovery() {
    const auto watch = [this](PlaceKind kind, std::size_t count, std::vector<RecoveryTallies>& tallies) {
        tallies.resize(count);
        for (Index row = 0; row < count; ++row) {
            tallies[row].replications = 1;
            m_recovering.push_back({kind, row});
        }
    };
    watch(PlaceKind::handler, m_network.handlers.size(), m_handlerRecovery);
    watch(PlaceKind::service, m_network.services.size(), m_serviceRecovery);
    watch(PlaceKind::channel, m_network.channels.size(), m_channelRecovery);
    m_watching = true;
    m_lookAt = m_events + 1;
}

} // namespace stormglass::sim::detail
