// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/token_bucket.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr int kMostStates = 200;

/// P(n messages in M/D/1), n < count, times an unknown constant: from the balance of steps up and down across each n at
/// departures (Takács 1962); only sums of positive terms. Scaled down where they grow.
std::vector<double> weightsOf(double load, int count) {
    const auto size = static_cast<std::size_t>(count);
    std::vector<double> more(size + 1); // P(more than k come within one handling)
    double chance = std::exp(-load);
    const double none = chance;
    double sum = 0;
    for (std::size_t k = 0; k <= size; ++k) {
        sum += chance;
        more[k] = std::max(1 - sum, 0.0);
        chance *= load / static_cast<double>(k + 1);
    }
    std::vector<double> weights(size, 0.0);
    weights[0] = 1;
    for (std::size_t n = 0; n + 1 < size; ++n) {
        double up = weights[0] * more[n];
        for (std::size_t j = 1; j <= n; ++j) {
            up += weights[j] * more[n - j + 1];
        }
        weights[n + 1] = up / none;
        if (weights[n + 1] > 1e200) {
            for (double& weight : weights) {
                weight *= 1e-200;
            }
        }
    }
    return weights;
}

/// E[(V - k)+] of the unfinished work V of M/D/1 in handling times, whole k: falls by P(N > k)/load from k - 1 to k
/// (the drift of (V - k)+ is zero in the long run).
double excessBeyond(double load, int whole) {
    double excess = load / (2 * (1 - load));
    double beyond = load; // P(N > 0)
    const std::vector<double> weights = weightsOf(load, whole + 1);
    for (int k = 1; k <= whole; ++k) {
        beyond -= (1 - load) * weights[static_cast<std::size_t>(k)];
        excess -= std::max(beyond, 0.0) / load;
    }
    return std::max(excess, 0.0);
}

/// The positive root of load·(e^x - 1) = x: how fast the tail of M/D/1 falls.
double decayOf(double load) {
    double low = 0;
    double high = 2 * (1 - load) / load + 1;
    for (int step = 0; step < 100; ++step) {
        const double x = (low + high) / 2;
        (load * std::expm1(x) > x ? high : low) = x;
    }
    return (low + high) / 2;
}

} // namespace

double meanWaitForToken(double rate, double tokens, double burst) {
    const double load = rate / tokens;
    if (load >= 1) {
        return std::numeric_limits<double>::infinity();
    }
    if (load <= 0) {
        return 0;
    }
    // Whole steps as far as they are worth it, the rest as the tail falls in the long run.
    const double beyond = std::max(burst - 1, 0.0);
    const int whole = static_cast<int>(std::min<double>(std::floor(beyond), kMostStates));
    const double rest = beyond - whole;
    const double excess = excessBeyond(load, whole);
    return excess / tokens * (rest > 0 ? std::exp(-decayOf(load) * rest) : 1);
}

double shareWithoutToken(double rate, double tokens, double burst) {
    const double load = rate / tokens;
    if (load <= 0) {
        return 0;
    }
    const int room = static_cast<int>(std::clamp(std::floor(burst), 1.0, double{kMostStates}));
    // Of M/G/1 with limited room: the loss from the chance that a departure leaves nobody behind (Gross and
    // Harris, 5.1).
    const std::vector<double> weights = weightsOf(load, room);
    double total = 0;
    for (const double weight : weights) {
        total += weight;
    }
    return std::clamp(1 - 1 / (weights[0] / total + load), 0.0, 1.0);
}

} // namespace stormglass::sim::forecasting
