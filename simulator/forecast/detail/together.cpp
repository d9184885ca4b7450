// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/together.hpp"

#include "simulator/forecast/detail/bunches.hpp"
#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/streams.hpp"

#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// One delivery among those that one emission or handling sets off at once.
struct Member {
    Index lane = kNone;
    Index service = kNone;
    double number = 0;       ///< mean copies
    double work = 0;         ///< seconds of all copies
    double copiesAhead = 0;  ///< mean seconds of its own copies ahead of one of them
    std::uint64_t oneOf = 0; ///< those of the same number exclude each other; 0: none
};

/// Work of the members so far, of one service.
struct Sum {
    double work = 0;
    double ofOneOf = 0; ///< of that, of the last members that exclude each other
    std::uint64_t oneOf = 0;
};

class Together {
  public:
    explicit Together(Model& model) : m_model(model), m_sums(model.stations.size()), m_rates(model.laneStates.size()) {
        for (Index lane = 0; lane < model.laneStates.size(); ++lane) {
            LaneState& state = model.laneStates[lane];
            state.ahead = state.copiesAhead = 0;
            m_rates[lane] = state.asked; // what comes at other times has nothing ahead
        }
        for (StationState& station : model.stations) {
            station.ahead = 0;
        }
    }

    void ofSources() {
        const Network& network = m_model.network;
        for (Index s = 0; s < network.sources.size(); ++s) {
            const Source& source = network.sources[s];
            collect(source.flows, kNone);
            // Whole instances of the same batch stand ahead of half of the others.
            weigh(m_model.sourceRates[s], bunchOf(network, source.batch) / 2);
        }
    }

    void ofHandlings(const std::vector<Index>& laneOrder) {
        for (const Index lane : laneOrder) {
            const Lane& row = m_model.lanes.lanes[lane];
            collect(m_model.network.handlers[row.handler].flows, row.message);
            const double handled = m_model.laneStates[lane].arrivals * m_model.completions[row.handler];
            weigh(handled * m_model.fateOf(lane).of(Outcome::success), 0);
        }
    }

    void close() {
        for (Index lane = 0; lane < m_model.laneStates.size(); ++lane) {
            LaneState& state = m_model.laneStates[lane];
            if (m_rates[lane] <= 0 || state.ahead <= 0) {
                continue;
            }
            m_model.stations[m_model.lanes.lanes[lane].service].ahead += state.ahead * state.hold;
            state.ahead /= m_rates[lane];
            state.copiesAhead /= m_rates[lane];
        }
    }

  private:
    void collect(Range flows, Index message) {
        m_members.clear();
        const Network& network = m_model.network;
        firingsOf(network, flows, message, kNoClass, Outcome::success, m_firings);
        for (const Firing& firing : m_firings) {
            const OutFlow& flow = network.outFlows[firing.flow];
            if (!flow.sync && !flow.latency.present() && firing.chance > 0) {
                collect(flow, firing);
            }
        }
    }

    void collect(const OutFlow& flow, const Firing& firing) {
        const Network& network = m_model.network;
        const bool competes = network.messages[flow.message].competing;
        for (const Feed& feed : m_model.lanes.feedsOf(flow.message)) {
            const Lane& lane = m_model.lanes.lanes[feed.lane];
            if (!comesAtOnce(feed) || std::isinf(m_model.stations[lane.service].workers)) {
                continue;
            }
            const double hold = m_model.laneStates[feed.lane].hold;
            const double number = firing.rate * feed.share;
            const double copies = competes ? feed.share : 1;
            const double behind = duplicatesBefore(feed);
            const std::uint64_t oneOf = flow.choiceGroup != kNone ? 1 + std::uint64_t{flow.choiceGroup}
                                        : competes                ? (std::uint64_t{1} << 40U) + flow.message
                                                                  : 0;
            m_members.push_back({feed.lane, lane.service, number, times(number, hold),
                                 times(copies * bunchOf(network, flow.count) / 2 + behind, hold), oneOf});
        }
    }

    /// A duplicate comes right behind, and may itself be duplicated: the mean number before one of them.
    [[nodiscard]] double duplicatesBefore(const Feed& feed) const {
        if (feed.publication == kNone) {
            return 0;
        }
        const Network& network = m_model.network;
        const double share = network.channels[network.publications[feed.publication].channel].duplicates;
        return share < 1 ? share / (1 - share) : 0;
    }

    [[nodiscard]] bool comesAtOnce(const Feed& feed) const {
        const Network& network = m_model.network;
        if (network.receivers[feed.receiver].latency.present()) {
            return false;
        }
        if (feed.publication == kNone) {
            return true;
        }
        const Publication& publication = network.publications[feed.publication];
        const Channel& channel = network.channels[publication.channel];
        return !channel.topic && !publication.latency.present() && !channel.latency.present() &&
               channel.publishEvery <= 0;
    }

    void weigh(double rate, double batchesAhead) {
        if (rate <= 0 || m_members.empty() ||
            (m_members.size() == 1 && m_members.front().copiesAhead <= 0 && batchesAhead <= 0)) {
            return;
        }
        for (const Member& member : m_members) {
            m_sums[member.service].work += batchesAhead > 0 ? member.work : 0;
        }
        for (const Member& member : m_members) { // all of the batch, before the sums are used for its own members
            Sum& sum = m_sums[member.service];
            m_wholes.push_back(batchesAhead * sum.work);
        }
        for (const Member& member : m_members) {
            m_sums[member.service] = {};
        }
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            const Member& member = m_members[i];
            Sum& sum = m_sums[member.service];
            if (sum.oneOf != member.oneOf) {
                sum.oneOf = member.oneOf;
                sum.ofOneOf = 0;
            }
            const double others = sum.work - (member.oneOf != 0 ? sum.ofOneOf : 0);
            LaneState& state = m_model.laneStates[member.lane];
            const double ahead = others + member.copiesAhead + m_wholes[i];
            state.ahead += std::isfinite(ahead) ? rate * member.number * ahead : 0;
            state.copiesAhead += std::isfinite(ahead) ? rate * member.number * member.copiesAhead : 0;
            sum.work += member.work;
            sum.ofOneOf += member.work;
        }
        for (const Member& member : m_members) {
            m_sums[member.service] = {};
        }
        m_wholes.clear();
    }

    Model& m_model;
    std::vector<Sum> m_sums;     ///< by service; empty between groups
    std::vector<double> m_rates; ///< by lane
    std::vector<Firing> m_firings;
    std::vector<Member> m_members;
    std::vector<double> m_wholes;
};

} // namespace

std::vector<Index> lanesThatSendTogether(const Model& model, const std::vector<Index>& laneOrder) {
    const Network& network = model.network;
    std::vector<Index> found;
    for (const Index lane : laneOrder) {
        const Range flows = model.handlerOf(lane).flows;
        std::size_t ways = 0;
        for (Index f = flows.first; f < flows.end(); ++f) {
            const OutFlow& flow = network.outFlows[f];
            ways += flow.sync ? 0 : model.lanes.feedsOf(flow.message).size();
            ways += flow.count.present() && !flow.sync ? 1 : 0;
            for (const Feed& feed : model.lanes.feedsOf(flow.message)) {
                const bool isPublished = feed.publication != kNone;
                ways += isPublished && network.channels[network.publications[feed.publication].channel].duplicates > 0
                            ? 1
                            : 0;
            }
        }
        if (ways > 1) {
            found.push_back(lane);
        }
    }
    return found;
}

void findTogether(Model& model, const std::vector<Index>& senders, const std::vector<Index>& laneOrder,
                  bool isBunched) {
    Together together(model);
    together.ofSources();
    together.ofHandlings(senders);
    if (isBunched) {
        carryBunches(model, laneOrder);
    }
    together.close();
    for (StationState& station : model.stations) {
        const double work = station.rate * station.service;
        station.ahead = work > 0 && std::isfinite(work) ? station.ahead / work : 0;
    }
}

} // namespace stormglass::sim::forecasting
