// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lingering.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kManyMessages = 500; ///< with so many within the linger their number is as good as certain

LingeringBatches largeBatches(double rate, double linger, double most) {
    const double open = std::min(linger, (most - 1) / rate); // seconds
    LingeringBatches answer;
    answer.size = 1 + rate * open;
    answer.sizeSquare = answer.size * answer.size;
    answer.wait = (open + rate * open * open / 2) / answer.size;
    answer.interval = 1 / rate + open;
    answer.intervalScv = 1 / (rate * rate * answer.interval * answer.interval);
    return answer;
}

} // namespace

/// With A(t) messages within t seconds of the first one, a batch of n + 1 is open at t if A(t) = n < most - 1; and the
/// integral of P(A(t) = n) up to the linger is P(A(linger) > n)/rate.
LingeringBatches lingeringBatches(double rate, double linger, double most) {
    const double within = rate * linger;
    if (std::min(within, most) > kManyMessages) {
        return largeBatches(rate, linger, most);
    }
    LingeringBatches answer;
    double chance = std::exp(-within); // P(A(linger) = n)
    double atLeast = 1 - chance;       // P(A(linger) > n)
    double squares = 1;
    double waits = 0;
    double openSquare = 0;                                                       // E[T²] of the time T that it is open
    const double end = std::min(most - 1, within + 12 * std::sqrt(within) + 30); // more never come
    for (int i = 0; i < end; ++i) {
        const double n = i;
        answer.size += atLeast;
        squares += (2 * n + 3) * atLeast; // (n + 2)² - (n + 1)²
        waits += (n + 1) * atLeast / rate;
        chance *= within / (n + 1);
        const double more = std::max(atLeast - chance, 0.0);
        openSquare += 2 * (n + 1) * more / (rate * rate);
        atLeast = more;
    }
    const double open = (answer.size - 1) / rate;
    answer.sizeSquare = squares;
    answer.wait = waits / answer.size;
    answer.interval = 1 / rate + open;
    const double variance = 1 / (rate * rate) + std::max(openSquare - open * open, 0.0);
    answer.intervalScv = variance / (answer.interval * answer.interval);
    return answer;
}

} // namespace stormglass::sim::forecasting
