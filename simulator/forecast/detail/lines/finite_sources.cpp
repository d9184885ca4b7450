// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/finite_sources.hpp"

#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>

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

} // namespace

double meanWaitFiniteSources(double rate, double service, int servers, int population) {
    if (population <= servers || rate <= 0 || service <= 0) {
        return 0;
    }
    const double endless = meanWaitMMc(rate, service, servers);
    if (population > kMostStates) {
        return endless;
    }
    // All callers at once: what is reached at most.
    const double longest = service * (population - servers) / servers;
    if (rate >= servers / service) {
        return longest;
    }
    const auto with = [&](double each) {
        return numbersOf([&](int n) { return (population - n) * each; }, service, servers, population, population);
    };
    double low = 0;
    double high = rate / (population - std::min(rate * service, population * 0.99)) * 2 + rate;
    for (int doubling = 0; doubling < 60 && with(high).throughput < rate; ++doubling) {
        high *= 2;
    }
    for (int step = 0; step < kSteps; ++step) {
        const double each = (low + high) / 2;
        (with(each).throughput < rate ? low : high) = each;
    }
    return std::min({with((low + high) / 2).waiting / rate, endless, longest});
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
