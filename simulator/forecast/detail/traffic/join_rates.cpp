// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/join_rates.hpp"

#include <algorithm>

namespace stormglass::sim::forecasting {

double completionsOf(const std::vector<double>& rates, std::size_t wanted) {
    if (rates.empty()) {
        return 0;
    }
    const double most = *std::ranges::max_element(rates);
    std::vector<double> exactly(rates.size() + 1, 0.0); // chance that so many kinds come
    exactly[0] = 1;
    for (std::size_t i = 0; i < rates.size() && most > 0; ++i) {
        const double chance = rates[i] / most;
        for (std::size_t n = i + 1; n > 0; --n) {
            exactly[n] = exactly[n] * (1 - chance) + exactly[n - 1] * chance;
        }
        exactly[0] *= 1 - chance;
    }
    double enough = 0;
    for (std::size_t n = wanted; n < exactly.size(); ++n) {
        enough += exactly[n];
    }
    return most * enough;
}

std::size_t wantedBy(const JoinRule& rule) {
    switch (rule.kind) {
    case JoinKind::all:
        return rule.messages.count;
    case JoinKind::any:
        return 1;
    case JoinKind::atLeast:
        return rule.atLeast;
    case JoinKind::none:
    case JoinKind::each:
        break;
    }
    return 0;
}

} // namespace stormglass::sim::forecasting
