// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/finite_sources.hpp"

#include "simulator/forecast/detail/effort.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

/// Averages of a birth-death process with up to `most` messages.
struct Numbers {
    double throughput = 0;
    double waiting = 0;  ///< mean number in line
    double blocking = 0; ///< mean number beyond `room` in line
    double full = 0;     ///< chance of the last state
};

/// Births of `births(n)` per second.
template <class Births> Numbers numbersOf(const Births& births, double service, int servers, int room, int most) {
    double weight = 1;
    double total = 1;
    Numbers sum;
    for (int n = 1; n <= most; ++n) {
        const double working = std::min(n, servers);
        weight *= births(n - 1) / (working / service);
        total += weight;
        sum.throughput += weight * working / service;
        sum.waiting += weight * std::clamp(n - servers, 0, room);
        sum.blocking += weight * std::max(n - servers - room, 0);
        if (total > 1e200) {
            weight *= 1e-200;
            total *= 1e-200;
            sum.throughput *= 1e-200;
            sum.waiting *= 1e-200;
            sum.blocking *= 1e-200;
        }
    }
    return {sum.throughput / total, sum.waiting / total, sum.blocking / total, weight / total};
}

constexpr int kMostStates = 2000;
constexpr int kSteps = 50;

/// Weights of 0 .. most where each is `ratio(n)` times the one before; the largest is 1.
template <class Ratio> void weigh(const Ratio& ratio, int most, int peak, std::vector<double>& weights) {
    weights.assign(static_cast<std::size_t>(most) + 1, 0.0);
    weights[static_cast<std::size_t>(peak)] = 1;
    for (int n = peak + 1; n <= most; ++n) {
        weights[static_cast<std::size_t>(n)] = weights[static_cast<std::size_t>(n) - 1] * ratio(n);
    }
    for (int n = peak; n > 0; --n) {
        weights[static_cast<std::size_t>(n) - 1] = weights[static_cast<std::size_t>(n)] / ratio(n);
    }
}

} // namespace

CallersAnswer waitOfCallers(double elsewhere, double offered, double calls, double taken, int servers, int population) {
    if (population <= servers || offered <= 0 || calls <= 0 || population > kMostStates) {
        return {population <= servers ? 0 : meanWaitMMc(calls, quotient(offered, calls), servers), 0};
    }
    // Weights of how many are elsewhere and how many at the station, as if nobody ever found all callers held.
    std::vector<double> away;
    std::vector<double> there;
    const double mean = std::max(elsewhere, 1e-9);
    const int mode = static_cast<int>(std::min<double>(mean, population));
    weigh([mean](int n) { return mean / n; }, population, mode, away);
    const int most = offered < servers ? static_cast<int>(offered) : population;
    weigh([&](int n) { return offered / std::min(n, servers); }, population, most, there);
    const auto all = [&](int callers) {
        double sum = 0;
        for (int n = 0; n <= callers; ++n) {
            sum += away[static_cast<std::size_t>(callers - n)] * there[static_cast<std::size_t>(n)];
        }
        return sum;
    };
    const double held = all(population);
    const double load = quotient(held, all(population - 1)); // of what all callers together can take
    // Chance that all are held, over that of just so many messages; beyond its capacity they always are.
    const bool isFull = load >= 1;
    const double queued = isFull ? 1 : load / (1 - load);
    double below = 0;
    double total = 0;
    double waiting = 0;
    for (int n = population; n >= 0; --n) {
        const double others = away[static_cast<std::size_t>(population - n)];
        below += others;
        const double weight = there[static_cast<std::size_t>(n)] * (isFull ? others : below + others * queued);
        total += weight;
        waiting += weight * std::max(n - servers, 0);
    }
    const double reached = isFull ? calls / load : calls;
    const double behind = isFull ? 0 : held * queued / (1 - load) / total;
    const double apart = meanWaitMMc(taken, (elsewhere + offered + waiting / total) / taken, population);
    return {waiting / total / reached, isFull ? 0 : std::max(behind / taken - apart, 0.0)};
}

BlockingAnswer blockingStation(double rate, double service, int servers, int room, int senders) {
    BlockingAnswer answer;
    if (service <= 0 || rate <= 0) {
        answer.capacity = HUGE_VAL;
        return answer;
    }
    const int most = servers + room + senders;
    answer.capacity = servers / service;
    const auto with = [&](double births) {
        return numbersOf([births](int) { return births; }, service, servers, room, most);
    };
    double low = rate;
    double high = 2 * rate;
    for (int doubling = 0; doubling < 40 && with(high).throughput < rate; ++doubling) {
        high *= 2;
    }
    for (int step = 0; step < kSteps; ++step) {
        const double births = (low + high) / 2;
        (with(births).throughput < rate ? low : high) = births;
    }
    const Numbers numbers = with((low + high) / 2);
    const double through = std::max(numbers.throughput, 1e-300);
    answer.wait = numbers.waiting / through;
    answer.blocked = numbers.blocking / through;
    return answer;
}

} // namespace stormglass::sim::forecasting
