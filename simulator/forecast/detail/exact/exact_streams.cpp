// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/exact/exact_streams.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// Around a loop what is unclean spreads at most once round per pass.
constexpr int kMostPasses = 16;

// Where streams part, each branch gets a line of its own.
constexpr std::uint64_t kLineOfSource = std::uint64_t{1} << 60U;
constexpr std::uint64_t kLineOfDelivery = std::uint64_t{2} << 60U;
constexpr std::uint64_t kLineOfHandler = std::uint64_t{3} << 60U;

std::uint64_t numbered(std::uint64_t line, Index row) {
    return line + (static_cast<std::uint64_t>(row) << 24U);
}

Stream merged(const Stream& a, const Stream& b) {
    if (!a.isThere || !b.isThere) {
        return a.isThere ? a : b;
    }
    return {true, a.isClean && b.isClean && a.line == b.line, a.isBunched || b.isBunched, a.isSources || b.isSources,
            a.line};
}

} // namespace

ExactStreams::ExactStreams(const Solution& solution)
    : m_solution(solution)
    , m_model(solution.model)
    , m_network(solution.model.network)
    , m_streams(m_network.messages.size())
    , m_isClean(m_model.stations.size(), 1) {}

void ExactStreams::follow() {
    for (int round = 0; round < kMostPasses; ++round) {
        const std::vector<Stream> before = m_streams;
        const std::vector<std::uint8_t> wereClean = m_isClean;
        pass();
        if (m_streams == before && m_isClean == wereClean) {
            return;
        }
    }
    std::ranges::fill(m_isClean, std::uint8_t{0}); // who knows how far it would have spread
}

void ExactStreams::pass() {
    std::vector<Stream> next(m_streams.size());
    std::vector<Stream> atService(m_isClean.size());
    sendFromSources(next);
    for (const Index lane : m_solution.traffic.laneOrder()) {
        const Lane& row = m_model.lanes.lanes[lane];
        // Around a loop the message's stream is not complete yet: what was known of it before counts as well.
        const bool wasThere = m_streams[row.message].isThere && isOnLoop(lane);
        const Stream message = merged(next[row.message], wasThere ? m_streams[row.message] : Stream{});
        const Stream stream = deliveredOf(row.message, lane, message);
        atService[row.service] = merged(atService[row.service], stream);
        if (stream.isThere && !isBorne(lane, stream)) {
            atService[row.service].isClean = false;
        }
        sendOnwards(lane, stream, next);
        for (const Index dead : row.deadLanes) { // what is given up is no stream that is known well
            atService[m_model.lanes.lanes[dead].service] = {true, false, false, false, 0};
        }
    }
    for (Index s = 0; s < m_isClean.size(); ++s) {
        m_isClean[s] = m_isClean[s] != 0 && (!atService[s].isThere || atService[s].isClean) ? 1 : 0;
    }
    m_streams = std::move(next);
}

bool ExactStreams::isOneChain() const {
    return std::ranges::all_of(
        m_streams, [](const Stream& stream) { return !stream.isThere || (stream.line == 0 && stream.isClean); });
}

bool ExactStreams::isOnLoop(Index lane) const {
    return m_solution.traffic.isOnLoop(lane);
}

/// What comes back to where it was (a retry, a loop) is no Poisson stream any more.
bool ExactStreams::comesOnce(Index lane) const {
    const Fate fate = m_model.fateOf(lane);
    const double passes = fate.of(Outcome::success) + fate.of(Outcome::failure) + fate.of(Outcome::timeout);
    return !isOnLoop(lane) && std::abs(fate.attempts - passes) < 1e-12;
}

/// The lane's service is known exactly for such a stream.
bool ExactStreams::isBorne(Index lane, const Stream& stream) const {
    const StationState& station = m_model.stations[m_model.lanes.lanes[lane].service];
    const bool once = comesOnce(lane);
    const bool isKnown = station.known == Knowledge::productForm || (station.known == Knowledge::ofPoisson && once);
    const bool bearsBunches = !stream.isBunched || (station.takesBunches && once);
    const bool bearsSource = !stream.isSources || (station.takesSource && once);
    return isKnown && bearsBunches && bearsSource;
}

void ExactStreams::sendFromSources(std::vector<Stream>& to) const {
    std::vector<Firing> firings;
    for (Index s = 0; s < m_network.sources.size(); ++s) {
        const Source& source = m_network.sources[s];
        if (m_model.sourceRates[s] <= 0) {
            continue;
        }
        const bool isPoisson = source.kind == ArrivalKind::poisson && source.profiles.empty();
        const bool isUsers = source.kind == ArrivalKind::users;
        const bool isSources = source.kind == ArrivalKind::bursty || source.kind == ArrivalKind::constant ||
                               source.kind == ArrivalKind::renewal;
        const Stream stream{true, isPoisson || isUsers || (isSources && source.profiles.empty()),
                            source.batch.present(), isSources, 0};
        firingsOf(m_network, source.flows, kNone, kNoClass, Outcome::success, firings);
        send(firings, numbered(kLineOfSource, s), stream, to);
    }
}

/// Messages sent together part ways; one of several by choice or chance does not.
void ExactStreams::send(const std::vector<Firing>& firings, std::uint64_t from, const Stream& stream,
                        std::vector<Stream>& to) const {
    std::size_t together = 0;
    for (const Firing& firing : firings) {
        together += m_network.outFlows[firing.flow].choiceGroup == kNone ? 1 : 0;
    }
    const bool hasChoice = together < firings.size();
    const bool parts = together + (hasChoice ? 1 : 0) > 1;
    for (std::size_t i = 0; i < firings.size(); ++i) {
        const OutFlow& flow = m_network.outFlows[firings[i].flow];
        Stream sent = stream;
        sent.isClean = sent.isClean && !flow.count.present();
        sent.line = parts ? from + i + 1 : stream.line;
        to[flow.message] = merged(to[flow.message], sent);
    }
}

Stream ExactStreams::deliveredOf(Index message, Index lane, const Stream& stream) const {
    const auto feeds = m_model.lanes.feedsOf(message);
    const auto ways = std::ranges::count_if(feeds, [](const Feed& feed) { return feed.share > 0; });
    Stream delivered = stream;
    if (ways > 1 && !m_network.messages[message].competing && stream.isThere) {
        delivered.line = kLineOfDelivery + lane + 1;
    }
    return delivered;
}

void ExactStreams::sendOnwards(Index lane, const Stream& stream, std::vector<Stream>& to) const {
    if (!stream.isThere) {
        return;
    }
    const Lane& row = m_model.lanes.lanes[lane];
    // Of streams that have met here, or of messages that come together, each is as little Poisson as all are.
    const StationState& station = m_model.stations[row.service];
    const bool isSplitAgain = m_isClean[row.service] != 0 || std::isinf(station.workers);
    Stream leaving = stream;
    leaving.isClean = stream.isClean && !stream.isBunched && !stream.isSources && station.ahead <= 0 && isSplitAgain &&
                      station.known == Knowledge::productForm;
    std::vector<Firing> firings;
    const Fate fate = m_model.fateOf(lane);
    for (std::size_t o = 0; o < fate.chance.size(); ++o) {
        if (fate.chance[o] > 0) {
            firingsOf(m_network, m_network.handlers[row.handler].flows, row.message, kNoClass, static_cast<Outcome>(o),
                      firings);
            send(firings, numbered(kLineOfHandler, lane), leaving, to);
        }
    }
}

} // namespace stormglass::sim::forecasting
