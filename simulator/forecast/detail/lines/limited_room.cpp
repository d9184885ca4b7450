// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/limited_room.hpp"

#include "simulator/forecast/detail/effort.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

/// Beyond this much room a loss formula sums in vain: nothing is lost below saturation, and above it the room is full.
constexpr double kMuchRoom = 4000;
constexpr double kMuchRoomOfOne = 200; ///< of M/G/1, whose chain takes the square of it
constexpr double kHeavyLoad = 100;     ///< in which the chance that nothing comes within a handling vanishes
constexpr double kLeastScv = 1e-3;     ///< below this times are as good as constant

/// P(k arrive within one handling), k < count: Poisson counts over gamma times are negative binomial.
std::vector<double> arrivalsWithin(double load, double scv, std::size_t count) {
    std::vector<double> chance(count);
    if (scv < kLeastScv) {
        chance[0] = std::exp(-load);
        for (std::size_t k = 1; k < count; ++k) {
            chance[k] = chance[k - 1] * load / static_cast<double>(k);
        }
        return chance;
    }
    const double shape = 1 / scv;
    const double p = load * scv / (1 + load * scv);
    chance[0] = std::pow(1 - p, shape);
    for (std::size_t k = 1; k < count; ++k) {
        chance[k] = chance[k - 1] * p * (shape + static_cast<double>(k) - 1) / static_cast<double>(k);
    }
    return chance;
}

/// M/G/1 with room for `room` waiting (Gross and Harris, 5.1): what departures leave behind, then averages over time.
/// Not for loads above kHeavyLoad.
LimitedStation limitedMG1(const QueueLoad& load, std::size_t room) {
    const double offered = load.rate * load.service;
    const std::size_t size = room + 1; // in the system as departures leave it: 0 .. room
    const std::vector<double> within = arrivalsWithin(offered, load.serviceScv, size + 1);
    std::vector<double> more(size + 1); // more than k arrive
    double sum = 0;
    for (std::size_t k = 0; k <= size; ++k) {
        sum += within[k];
        more[k] = std::max(1 - sum, 0.0);
    }
    std::vector<double> left(size, 0.0);
    left[0] = 1;
    double total = 1;
    for (std::size_t n = 0; n + 1 < size; ++n) {
        double up = left[0] * more[n];
        for (std::size_t j = 1; j <= n; ++j) {
            up += left[j] * more[n - j + 1];
        }
        left[n + 1] = up / within[0];
        total += left[n + 1];
        if (total > 1e200) {
            std::ranges::for_each(left, [](double& weight) { weight *= 1e-200; });
            total *= 1e-200;
        }
    }
    const double scale = 1 / (left[0] / total + offered);
    LimitedStation answer;
    answer.lossProbability = std::clamp(1 - scale, 0.0, 1.0);
    double queue = answer.lossProbability * static_cast<double>(room);
    for (std::size_t n = 1; n < size; ++n) {
        queue += left[n] / total * scale * static_cast<double>(n - 1);
    }
    answer.meanQueue = queue;
    answer.throughput = load.rate * (1 - answer.lossProbability);
    answer.meanBusy = answer.throughput * load.service;
    answer.meanWait = quotient(queue, answer.throughput);
    return answer;
}

/// Between two numbers of places.
LimitedStation between(const LimitedStation& a, const LimitedStation& b, double share) {
    LimitedStation answer = a;
    answer.lossProbability = a.lossProbability > 0 && b.lossProbability > 0
                                 ? a.lossProbability * std::pow(b.lossProbability / a.lossProbability, share)
                                 : a.lossProbability;
    answer.meanWait = a.meanWait + share * (b.meanWait - a.meanWait);
    return answer;
}

LimitedStation fluid(const QueueLoad& load, double room) {
    const double utilisation = load.rate * load.service / load.servers;
    LimitedStation answer;
    answer.lossProbability = utilisation > 1 ? 1 - 1 / utilisation : 0;
    answer.meanWait = utilisation >= 1 ? room * load.service / load.servers
                                       : std::min(meanWait(load), room * load.service / load.servers);
    return answer;
}

} // namespace

LimitedStation limitedGGc(const QueueLoad& load, double room) {
    if (load.rate <= 0 || load.service <= 0) {
        return {};
    }
    const double servers = std::max(std::round(load.servers), 1.0);
    if (room > kMuchRoom || servers > kMuchRoom) {
        return fluid(load, room);
    }
    const bool isPoisson = std::abs(load.arrivalScv - 1) < 1e-9;
    const bool isMarkov = isPoisson && std::abs(load.serviceScv - 1) < 1e-9;
    const bool isHeavy = load.rate * load.service > kHeavyLoad;
    if (isPoisson && !isMarkov && !isHeavy && servers <= 1 && room <= kMuchRoomOfOne) {
        return limitedMG1(load, static_cast<std::size_t>(room));
    }
    const double variability = isMarkov ? 1 : std::max((load.arrivalScv + load.serviceScv) / 2, 0.05);
    const double places = std::min(room / variability, kMuchRoom);
    const auto whole = static_cast<long>(std::floor(places));
    const double share = places - static_cast<double>(whole);
    const auto of = [&](long waiting) {
        return limitedMMcK(load.rate, load.service, static_cast<int>(servers), waiting);
    };
    LimitedStation answer = share > 0 ? between(of(whole), of(whole + 1), share) : of(whole);
    answer.meanWait = std::min(answer.meanWait * variability, room * load.service / servers);
    answer.throughput = load.rate * (1 - answer.lossProbability);
    answer.meanQueue = answer.throughput * answer.meanWait;
    return answer;
}

} // namespace stormglass::sim::forecasting
