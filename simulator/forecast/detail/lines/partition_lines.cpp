// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A replica with its partitions, or one of them: what comes there and who handles it.
struct Cell {
    double share = 0; ///< of the traffic
    double servers = 1;
    double partitions = 1; ///< that its servers take turns at
    double apart = 1;      ///< messages of one publisher from one that comes there to the next; 1: by chance
};

/// The parts of the traffic that the partitions have; empty where messages go round robin.
std::vector<double> sharesOf(const Workplace& place, const Channel& channel) {
    std::vector<double> shares;
    if (!channel.shares.empty()) {
        shares.assign(channel.partitions, 0);
        for (Index p = 0; p < channel.shares.count && p < channel.partitions; ++p) {
            const double* sums = place.network().shares.data() + channel.shares.first;
            shares[p] = sums[p] - (p == 0 ? 0 : sums[p - 1]);
        }
        return shares;
    }
    double keyed = 0;
    double most = 0;
    Index keys = kNone;
    for (const Index lane : place.lanes()) {
        const double part = place.model().keyed[lane] * place.state(lane).offered;
        keyed += quotient(part, place.station().rate);
        keys = part > most ? place.model().keysOf[lane] : keys;
        most = std::max(part, most);
    }
    if (keys != kNone) {
        shares = place.model().keyShares[keys].byPartition(channel.partitions);
        std::ranges::for_each(shares, [&](double& share) { share = keyed * share + (1 - keyed) / channel.partitions; });
    }
    return shares;
}

/// Partition p belongs to replica p mod r, where all are there that may be. A replica with a worker for each has its
/// partitions apart.
std::vector<Cell> cellsOf(const Workplace& place, const Channel& channel, const std::vector<double>& shares) {
    const double concurrency = std::max(1.0 * place.service().concurrency, 1.0);
    const double most = place.isScaled() ? place.service().autoscale.max : std::round(place.replicas());
    const double running = std::clamp(most, 1.0, static_cast<double>(channel.partitions));
    const auto replicas = static_cast<std::uint32_t>(running);
    const double all = channel.partitions;
    const auto shareOf = [&](std::uint32_t p) { return shares.empty() ? 1 / all : shares[p]; };
    std::vector<Cell> cells;
    for (std::uint32_t r = 0; r < replicas; ++r) {
        const double own = std::floor((all - 1 - r) / replicas) + 1;
        Cell whole{0, concurrency * place.available(), own, shares.empty() ? all / own : 1};
        for (std::uint32_t p = r; p < channel.partitions; p += replicas) {
            if (own <= concurrency) {
                cells.push_back({shareOf(p), place.available(), 1, shares.empty() ? all : 1});
            }
            whole.share += shareOf(p);
        }
        if (own > concurrency) {
            cells.push_back(whole);
        }
    }
    return cells;
}

/// Mean number of the messages of one bunch that stand before another of it in the same cell. Taken round robin they
/// are `apart` from each other, else each comes there by chance. `bunch` is E[n²]/E[n] - 1.
double aheadOf(const Cell& cell, double bunch) {
    if (cell.apart <= 1) {
        return cell.share * bunch / 2;
    }
    double ahead = 0;
    const int others = static_cast<int>(std::min(std::ceil((1 + bunch) / cell.apart), 1e6)) - 1;
    for (int i = 1; i <= others; ++i) {
        ahead += (1 + bunch - i * cell.apart) / (1 + bunch);
    }
    return ahead;
}

/// What comes to a cell as a line of its own. Of bunches, at most one message for each cell, none is before another.
QueueLoad lineOf(const Cell& cell, const QueueLoad& whole, double bunch) {
    QueueLoad line = whole;
    line.rate *= cell.share;
    line.servers = cell.servers;
    const double smoother = std::min((1 + bunch) / cell.apart, 1.0);
    line.arrivalScv = cell.apart > 1 ? whole.arrivalScv * smoother : cell.share * whole.arrivalScv + 1 - cell.share;
    return line;
}

/// Its messages wait for a server, and for their partition: one message of it is handled at a time.
double waitAt(const Cell& cell, const QueueLoad& line, double bunch) {
    const double service = line.service / std::max(std::min(line.servers, 1.0), 1e-12);
    const double load = line.rate * service / std::max(line.servers, 1.0);
    if (load >= 1) {
        return kInfinity;
    }
    double wait = meanWait(line);
    if (line.servers > 1) {
        const double ofPartition = line.rate / cell.partitions * service;
        const double others = (line.servers - 1) / line.servers;
        wait += ofPartition >= 1 ? kInfinity
                                 : ofPartition * service * (1 + line.serviceScv) / (2 * (1 - ofPartition)) *
                                       (1 - load) * others * line.servers / cell.partitions;
    }
    return wait + aheadOf(cell, bunch) * service / (std::max(line.servers, 1.0) * (1 - load));
}

/// Of messages with an age, and of those without: averages over cells.
ImpatientAnswer averageOf(const std::vector<Cell>& cells, const QueueLoad& whole, double bunch,
                          const Patience& patience) {
    ImpatientAnswer sum{0, 0, 0};
    double served = 0;
    for (const Cell& cell : cells) {
        if (cell.share <= 0) {
            continue;
        }
        const QueueLoad line = lineOf(cell, whole, bunch);
        ImpatientAnswer one;
        if (std::isfinite(patience.mean())) {
            one = impatient(line, patience);
        } else {
            one.wait = one.servedWait = waitAt(cell, line, bunch);
        }
        sum.givesUp += cell.share * one.givesUp;
        sum.wait += cell.share * one.wait;
        sum.servedWait += cell.share * (1 - one.givesUp) * one.servedWait;
        served += cell.share * (1 - one.givesUp);
    }
    sum.servedWait = std::isinf(sum.wait) ? sum.wait : quotient(sum.servedWait, served);
    return sum;
}

/// M/G/1 for each partition where Poisson streams are split by chance and each has a worker.
Knowledge knownOf(const Workplace& place, const Channel& channel) {
    const std::uint32_t each =
        (channel.partitions + place.service().replicas - 1) / std::max(place.service().replicas, 1U);
    const bool isKnown = place.lanes().size() == 1 && place.isBare(kTopicOddity | kTimeoutOddity) &&
                         (channel.partitions == 1 || !channel.shares.empty()) && each <= place.service().concurrency;
    return isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace

void solvePartitions(Workplace& place, Index number, const Patience& patience) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    const Channel& channel = place.network().channels[number];
    const std::vector<double> shares = sharesOf(place, channel);
    const std::vector<Cell> cells = cellsOf(place, channel, shares);
    double worst = shares.empty() ? load.rate * load.service / channel.partitions : 0;
    for (const double share : shares) {
        worst = std::max(worst, load.rate * load.service * share);
    }
    for (const Cell& cell : cells) {
        const double atOnce = std::min(cell.servers, cell.partitions);
        worst = std::max(worst, load.rate * load.service * cell.share / std::max(atOnce, 1e-12));
    }
    const double sure = quotient(station.sureLoad, station.load);
    station.load = std::max(station.load, worst);
    station.sureLoad = sure * station.load;
    ImpatientAnswer answer = averageOf(cells, load, station.bunch, patience);
    if (place.isScaled() && std::isfinite(answer.wait)) {
        answer.wait = answer.servedWait = std::max(answer.wait, station.scaled.wait);
    }
    place.shareOut(answer.wait);
    for (const Index lane : place.lanes()) {
        if (std::isfinite(place.patienceOf(lane).mean())) {
            place.state(lane).shedding.expired = answer.givesUp;
            place.state(lane).servedWait = answer.servedWait;
        }
    }
    station.known = knownOf(place, channel);
}

} // namespace stormglass::sim::forecasting
