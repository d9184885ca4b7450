// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// P(wait + handling > t) in M/M/c.
double sojournTail(double t, double waits, double drain, double serviceRate) noexcept {
    const double gap = drain - serviceRate;
    const double served = std::exp(-serviceRate * t);
    if (std::abs(gap) < 1e-9 * serviceRate) {
        return served * (1 + waits * serviceRate * t);
    }
    return served + waits * serviceRate * (served - std::exp(-drain * t)) / gap;
}

/// Kraemer and Langenbach-Belz's factor for arrivals smoother than Poisson.
double smoothnessFactor(double utilisation, double arrivalScv, double serviceScv) noexcept {
    if (arrivalScv >= 1 || utilisation <= 0 || arrivalScv + serviceScv <= 0) {
        return 1;
    }
    const double off = 1 - arrivalScv;
    return std::exp(-2 * (1 - utilisation) * off * off / (3 * utilisation * (arrivalScv + serviceScv)));
}

} // namespace

double erlangB(double load, int servers) noexcept {
    double loss = 1;
    for (int n = 1; n <= servers; ++n) {
        loss = load * loss / (n + load * loss);
    }
    return loss;
}

double erlangC(double load, int servers) noexcept {
    if (load >= servers) {
        return 1;
    }
    const double loss = erlangB(load, servers);
    const double utilisation = load / servers;
    return loss / (1 - utilisation * (1 - loss));
}

namespace {

/// Wait of M/G/c over that of M/M/c times (1 + scv)/2: between M/D/c (Cosmetatos 1975) and M/M/c by Kimura's formula
/// (1986). It goes too far beyond exponential times; three quarters of it agree within 6 % with simulations of 3 to 10
/// servers and hyperexponential times of scv 4 and 9.
double severalServers(double utilisation, double scv, int servers) noexcept {
    const double c = servers;
    const double constant =
        1 + std::min((1 - utilisation) * (c - 1) * (std::sqrt(4 + 5 * c) - 2) / (16 * utilisation * c), 1.0);
    const double kimura = 2 / (2 * scv + (1 - scv) * 2 / constant);
    return scv < 1 ? kimura : 0.25 + 0.75 * kimura;
}

} // namespace

double meanWaitMMc(double rate, double meanService, int servers) noexcept {
    return meanWaitGGc(rate, 1, meanService, 1, servers);
}

double meanWaitMG1(double rate, double meanService, double scv) noexcept {
    return meanWaitGGc(rate, 1, meanService, scv, 1);
}

double meanWaitGGc(double rate, double arrivalScv, double meanService, double serviceScv, int servers) noexcept {
    const double load = rate * meanService;
    if (load <= 0) {
        return 0;
    }
    if (load >= servers) {
        return kInfinity;
    }
    const double wait = erlangC(load, servers) * meanService / (servers - load);
    const double asPoisson =
        wait * (arrivalScv + serviceScv) / 2 * smoothnessFactor(load / servers, arrivalScv, serviceScv);
    return servers == 1 || serviceScv == 1 ? asPoisson
                                           : asPoisson * severalServers(load / servers, serviceScv, servers);
}

double waitQuantileMMc(double rate, double meanService, int servers, double probability) noexcept {
    const double load = rate * meanService;
    if (load >= servers) {
        return kInfinity;
    }
    const double waits = erlangC(load, servers);
    const double beyond = 1 - probability;
    return beyond >= waits ? 0 : std::log(waits / beyond) / (servers / meanService - rate);
}

double sojournQuantileMMc(double rate, double meanService, int servers, double probability) noexcept {
    const double load = rate * meanService;
    if (load >= servers) {
        return kInfinity;
    }
    const double waits = erlangC(load, servers);
    const double serviceRate = 1 / meanService;
    const double drain = servers * serviceRate - rate;
    const double beyond = 1 - probability;
    double low = 0;
    double high = meanService;
    while (sojournTail(high, waits, drain, serviceRate) > beyond) {
        high *= 2;
    }
    for (int step = 0; step < 200 && high - low > 1e-13 * high; ++step) {
        const double middle = (low + high) / 2;
        (sojournTail(middle, waits, drain, serviceRate) > beyond ? low : high) = middle;
    }
    return (low + high) / 2;
}

LimitedStation limitedMMcK(double rate, double meanService, int servers, long queueLimit) {
    const double load = rate * meanService;
    const long room = servers + queueLimit;
    // Weights relative to the fullest state so far: neither a heavy load nor a long queue overflows.
    double weight = 1;
    double total = 1;
    double busy = 0;
    double queue = 0;
    for (long n = 1; n <= room; ++n) {
        weight *= load / static_cast<double>(std::min<long>(n, servers));
        total += weight;
        busy += weight * static_cast<double>(std::min<long>(n, servers));
        queue += weight * static_cast<double>(std::max<long>(n - servers, 0));
        if (total > 1e200) {
            weight *= 1e-200;
            total *= 1e-200;
            busy *= 1e-200;
            queue *= 1e-200;
        }
    }
    LimitedStation result;
    result.lossProbability = weight / total;
    result.throughput = rate * (1 - result.lossProbability);
    result.meanBusy = busy / total;
    result.meanQueue = queue / total;
    result.meanWait = result.throughput > 0 ? result.meanQueue / result.throughput : 0;
    return result;
}

LimitedStation erlangA(double rate, double meanService, int servers, double meanPatience) {
    double weight = 1;
    double total = 1;
    double busy = 0;
    double queue = 0;
    for (long n = 1;; ++n) {
        const double waiting = static_cast<double>(std::max<long>(n - servers, 0));
        const double working = static_cast<double>(std::min<long>(n, servers));
        const double leaving = working / meanService + waiting / meanPatience;
        weight *= rate / leaving;
        total += weight;
        busy += weight * working;
        queue += weight * waiting;
        if (total > 1e200) {
            weight *= 1e-200;
            total *= 1e-200;
            busy *= 1e-200;
            queue *= 1e-200;
        }
        // Past this point every further state is at most half as likely as the one before.
        if (leaving > 2 * rate && weight * (1 + waiting) < 1e-16 * total) {
            break;
        }
    }
    LimitedStation result;
    result.meanBusy = busy / total;
    result.meanQueue = queue / total;
    result.lossProbability = rate > 0 ? result.meanQueue / meanPatience / rate : 0;
    result.throughput = rate * (1 - result.lossProbability);
    result.meanWait = rate > 0 ? result.meanQueue / rate : 0;
    return result;
}

double meanWaitPriority(const PriorityClass* classes, int count, int index) noexcept {
    double residual = 0;
    double loadAbove = 0;
    double loadUpTo = 0;
    for (int i = 0; i < count; ++i) {
        const double load = classes[i].rate * classes[i].meanService;
        residual += classes[i].rate * classes[i].secondMoment / 2;
        loadAbove += i < index ? load : 0;
        loadUpTo += i <= index ? load : 0;
    }
    return loadUpTo >= 1 ? kInfinity : residual / ((1 - loadAbove) * (1 - loadUpTo));
}

} // namespace stormglass::sim
