// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

void solvePartitions(Workplace& place, Index number) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    const Channel& channel = place.network().channels[number];
    const double partitions = channel.partitions;
    std::vector<double> shares(channel.partitions, 1 / partitions);
    for (Index p = 0; p < channel.shares.count && p < channel.partitions; ++p) {
        const double* sums = place.network().shares.data() + channel.shares.first;
        shares[p] = sums[p] - (p == 0 ? 0 : sums[p - 1]);
    }
    double hot = 0;
    for (const Index lane : place.lanes()) {
        hot += quotient(place.model().hotShare[lane] * place.state(lane).offered, station.rate);
    }
    if (channel.shares.empty() && hot > 0) { // the most frequent key comes on top of an even spread of the others
        std::ranges::fill(shares, (1 - hot) / partitions);
        shares.front() += hot;
    }
    const double replicas = std::max(load.servers / std::max(1.0 * place.service().concurrency, 1.0), 1.0);
    const auto running = static_cast<std::size_t>(std::min(std::round(replicas), 1e6));
    std::vector<double> ofReplica(std::max<std::size_t>(std::min<std::size_t>(running, shares.size()), 1), 0.0);
    double worst = 0;
    double wait = 0;
    const bool onePerPartition = partitions <= load.servers;
    for (std::size_t p = 0; p < shares.size(); ++p) {
        QueueLoad cell = load;
        cell.rate *= shares[p];
        cell.servers = 1;
        const double split = channel.shares.empty() && hot == 0 ? 1 / partitions : 1; // round robin smooths
        cell.arrivalScv =
            channel.shares.empty() && hot == 0 ? load.arrivalScv * split : shares[p] * load.arrivalScv + 1 - shares[p];
        worst = std::max(worst, cell.rate * cell.service);
        wait += shares[p] > 0 ? shares[p] * meanWait(cell) : 0;
        ofReplica[p % ofReplica.size()] += shares[p];
    }
    const double lanes = static_cast<double>(ofReplica.size());
    const double atOnce =
        std::min(1.0 * place.service().concurrency, std::ceil(partitions / lanes)) * place.available();
    for (const double share : ofReplica) {
        worst = std::max(worst, load.rate * load.service * share / atOnce);
    }
    if (!onePerPartition) {
        QueueLoad shared = load;
        shared.rate /= lanes;
        shared.servers = atOnce;
        wait = worst >= 1 ? kInfinity : meanWait(shared);
    }
    const double sure = quotient(station.sureLoad, station.load);
    station.load = std::max(station.load, worst);
    station.sureLoad = sure * station.load;
    place.shareOut(wait);
    const std::uint32_t each =
        (channel.partitions + place.service().replicas - 1) / std::max(place.service().replicas, 1U);
    const bool isKnown = place.lanes().size() == 1 && place.isBare(kTopicOddity | kTimeoutOddity) &&
                         (channel.partitions == 1 || !channel.shares.empty()) && each <= place.service().concurrency;
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace stormglass::sim::forecasting
