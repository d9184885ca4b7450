// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/waits.hpp"

#include "simulator/forecast/detail/effort.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// With more servers than this nobody waits at any load that is worth a formula.
constexpr double kManyServers = 20'000;

double loadOf(const QueueLoad& load) noexcept {
    return std::isinf(load.servers) ? 0 : load.servers > 0 ? times(load.rate, load.service) / load.servers : kInfinity;
}

/// Mean time in a system of many replicas over the mean handling time, where each message takes the shortest of
/// `choices` queues.
double supermarket(double utilisation, double choices) {
    double sum = 0;
    double power = choices;
    for (int i = 1; i < 200; ++i, power *= choices) {
        const double exponent = choices > 1 ? (power - choices) / (choices - 1) : i - 1.0;
        const double term = std::pow(utilisation, exponent);
        sum += term;
        if (term < 1e-12) {
            break;
        }
    }
    return sum;
}

/// Two by two, by rows.
struct Matrix {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
};

Matrix operator+(const Matrix& x, const Matrix& y) {
    return {x.a + y.a, x.b + y.b, x.c + y.c, x.d + y.d};
}

Matrix operator*(const Matrix& x, const Matrix& y) {
    return {x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c, x.c * y.b + x.d * y.d};
}

Matrix operator*(double factor, const Matrix& x) {
    return {factor * x.a, factor * x.b, factor * x.c, factor * x.d};
}

Matrix inverseOf(const Matrix& x) {
    return 1 / (x.a * x.d - x.b * x.c) * Matrix{x.d, -x.b, -x.c, x.a};
}

} // namespace

double meanWait(const QueueLoad& load) {
    if (loadOf(load) >= 1) {
        return kInfinity;
    }
    if (load.servers > kManyServers || load.rate <= 0) {
        return 0;
    }
    // Between whole numbers of servers (a share of them is down): the nearest whole number at the same utilisation.
    const double whole = std::max(std::round(load.servers), 1.0);
    return meanWaitGGc(load.rate, load.arrivalScv, load.service * whole / load.servers, load.serviceScv,
                       static_cast<int>(whole));
}

namespace {

/// The shortest of so many queues that are looked at, of replicas of one worker: in the limit of many replicas, and as
/// much longer as there are few (1.2 over their number, fitted). Replicas of several workers wait as far between the
/// shortest of all and a random one. More variable times matter less than in one line.
double waitOfSome(const QueueLoad& whole, const QueueLoad& one, double replicas, double looked, double shortest) {
    const double utilisation = loadOf(whole);
    const double variability = (whole.arrivalScv + whole.serviceScv) / 2;
    const double limit = (supermarket(utilisation, looked) - 1) * (1 + 1.2 / replicas);
    if (one.servers <= 1) {
        return std::max(whole.service * limit * (variability > 1 ? std::pow(variability, 0.83) : variability),
                        shortest);
    }
    const double plain = 1 / (1 - utilisation) - 1; // M/M/1, in handling times
    const double least = meanWaitMMc(utilisation * replicas, 1.0, static_cast<int>(replicas));
    const double all = least * (1 + (replicas - 1) * std::pow(1 - utilisation, 2.45 - 1.12 * utilisation));
    const double part = limit > all && plain > all ? std::log(limit / all) / std::log(plain / all) : 0;
    const double random = meanWait(one);
    return random > shortest && shortest > 0 ? shortest * std::pow(random / shortest, std::min(0.9 * part, 1.0))
                                             : shortest;
}

} // namespace

double meanWaitBalanced(const QueueLoad& whole, double replicas, Balancing balancing, double choices) {
    QueueLoad one = whole;
    one.rate /= replicas;
    one.servers /= replicas;
    switch (balancing) {
    case Balancing::random:
        one.arrivalScv = 1 + (whole.arrivalScv - 1) / replicas;
        return meanWait(one);
    case Balancing::roundRobin:
        one.arrivalScv = whole.arrivalScv / replicas;
        return meanWait(one);
    case Balancing::leastBusy:
    case Balancing::powerOfTwo: {
        const double utilisation = loadOf(whole);
        const double together = meanWait(whole);
        if (std::isinf(together)) {
            return together;
        }
        const double looked = balancing == Balancing::leastBusy ? replicas : std::min(choices, replicas);
        // The shortest queue of all: a message that finds all busy waits for one replica, in light traffic as many
        // times as long as for whichever is free first, in heavy traffic as long; between them fitted to simulated
        // waits of two to twenty replicas of one to four workers at loads of 0.5 to 0.95.
        const double slower = 2.45 - 1.12 * utilisation + 0.13 * std::log2(std::max(one.servers, 1.0));
        const double shortest = together * (1 + (replicas - 1) * std::pow(1 - utilisation, slower));
        return looked >= replicas ? shortest : waitOfSome(whole, one, replicas, looked, shortest);
    }
    case Balancing::shared:
        break;
    }
    return meanWait(whole);
}

double meanWaitShortest(const QueueLoad& load, std::span<const ShareOfTimes> times) {
    const double fifo = meanWait(load);
    const double utilisation = loadOf(load);
    if (std::isinf(fifo) || fifo <= 0) {
        return fifo;
    }
    // Sum of P(time) / (1 - load of what is shorter)² by narrow classes of times, those of one class first come, first
    // served: Cobham's formula. Classes get wider in proportion, for heavy tails.
    constexpr double kWidth = 0.01; ///< of the mean
    constexpr double kWider = 0.02; ///< from one class to the next
    const auto tail = [&](double x) {
        double sum = times.empty() ? std::exp(-x) : 0;
        for (const ShareOfTimes& of : times) {
            sum += of.share * of.time.tail(x * load.service);
        }
        return sum;
    };
    double shorter = 0;
    double sum = 0;
    double from = 0;
    double above = 1;
    while (above > 1e-9 && from < 1e6) {
        const double to = from + kWidth + kWider * from;
        const double next = tail(to);
        const double chance = above - next;
        const double before = shorter;
        shorter = std::min(shorter + utilisation * chance * (from + to) / 2, utilisation);
        sum += chance / ((1 - before) * (1 - shorter));
        from = to;
        above = next;
    }
    return fifo * (1 - utilisation) * (sum + above / ((1 - shorter) * (1 - shorter)));
}

BulkAnswer bulkService(double rate, double batchTime, double most, int servers) {
    BulkAnswer answer;
    if (rate <= 0 || batchTime <= 0) {
        return answer;
    }
    const double mu = servers / batchTime;
    if (rate >= mu * most) {
        return {kInfinity, 1, most};
    }
    // The root of mu·r^(most+1) - (rate + mu)·r + rate between 0 and 1.
    double low = 0;
    double high = 1;
    if (most < 1e6) {
        // The function falls through the root and is below 0 just under 1: from its lowest point down.
        high = std::pow((rate + mu) / (mu * (most + 1)), 1 / most);
        for (int i = 0; i < 200 && high - low > 1e-15; ++i) {
            const double r = (low + high) / 2;
            (mu * std::pow(r, most + 1) - (rate + mu) * r + rate > 0 ? low : high) = r;
        }
    } else {
        low = high = rate / (rate + mu);
    }
    const double r = (low + high) / 2;
    double weight = 1; // of n busy servers and none waiting
    double total = 0;
    double working = 0;
    for (int n = 0; n < servers; ++n) {
        total += weight;
        working += weight * n;
        weight *= rate * batchTime / (n + 1);
        if (weight > 1e200) {
            total /= weight;
            working /= weight;
            weight = 1;
        }
    }
    total += weight / (1 - r);
    working += weight / (1 - r) * servers;
    answer.busy = working / total / servers;
    answer.wait = weight / total * r / ((1 - r) * (1 - r)) / rate;
    answer.batch = rate / (mu * answer.busy);
    return answer;
}

double meanWaitBursty(const TwoRates& arrivals, double service) {
    const double phases = arrivals.becomes + arrivals.quietens;
    const double rate = (arrivals.calm * arrivals.quietens + arrivals.wild * arrivals.becomes) / phases;
    if (rate * service >= 1) {
        return kInfinity;
    }
    if (rate <= 0 || service <= 0) {
        return 0;
    }
    const double mu = 1 / service;
    const Matrix up{arrivals.calm, 0, 0, arrivals.wild};
    const Matrix unchanged{-arrivals.becomes - arrivals.calm, arrivals.becomes, arrivals.quietens,
                           -arrivals.quietens - arrivals.wild};
    // Latouche and Ramaswami (1993): G, the phase in which one message less is there, by doubling steps.
    const Matrix stay = inverseOf({mu - unchanged.a, -unchanged.b, -unchanged.c, mu - unchanged.d});
    Matrix high = stay * up;
    Matrix low = mu * stay;
    Matrix first = low;
    Matrix reached = high;
    for (int i = 0; i < 60; ++i) {
        const Matrix both = high * low + low * high;
        const Matrix rest = inverseOf({1 - both.a, -both.b, -both.c, 1 - both.d});
        high = rest * (high * high);
        low = rest * (low * low);
        first = first + reached * low;
        reached = reached * high;
        // Further rounds add nothing, and would blow up the rounding errors of `low`.
        if (reached.a + reached.b + reached.c + reached.d < 1e-15) {
            break;
        }
    }
    const Matrix towards = unchanged + up * first; // with at least one message, its service aside
    const Matrix growth = up * inverseOf({mu - towards.a, -towards.b, -towards.c, mu - towards.d});
    // Empty: x (unchanged + growth mu) = 0, and the sum over all numbers of messages is 1.
    const Matrix empty = unchanged + mu * growth;
    const double ratio = -empty.a / empty.c;
    const Matrix sum = inverseOf({1 - growth.a, -growth.b, -growth.c, 1 - growth.d});
    const auto total = [ratio](const Matrix& m) { return m.a + m.b + ratio * (m.c + m.d); };
    const double number = total(growth * sum * sum) / total(sum);
    return std::max(number / rate - service, 0.0);
}

double departureScv(const QueueLoad& load) {
    const double utilisation = std::min(loadOf(load), 1.0);
    const double square = utilisation * utilisation;
    return 1 + (1 - square) * (load.arrivalScv - 1) + square * (load.serviceScv - 1) / std::sqrt(load.servers);
}

} // namespace stormglass::sim::forecasting
