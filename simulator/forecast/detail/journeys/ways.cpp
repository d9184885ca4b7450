// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/ways.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

Way after(const Way& way, double chance, const Spread& more) {
    return {way.chance * chance, {way.time.mean + more.mean, way.time.variance + more.variance}};
}

Way either(const Way& a, const Way& b) {
    if (a.chance < kLeastChance || b.chance < kLeastChance) {
        return a.chance < b.chance ? b : a;
    }
    const double chance = a.chance + b.chance;
    const double mean = (a.chance * a.time.mean + b.chance * b.time.mean) / chance;
    const auto square = [](const Way& way) { return way.time.variance + way.time.mean * way.time.mean; };
    const double squares = (a.chance * square(a) + b.chance * square(b)) / chance;
    return {std::min(chance, 1.0), {mean, std::isinf(mean) ? 0 : std::max(squares - mean * mean, 0.0)}};
}

Way firstOf(const Way& a, const Way& b) {
    if (a.chance < kLeastChance || b.chance < kLeastChance) {
        return a.chance < b.chance ? b : a;
    }
    const double chance = 1 - (1 - a.chance) * (1 - b.chance);
    if (a.chance > 1 - 1e-9 && b.chance > 1 - 1e-9) {
        return {chance, orderStatistic({a.time, b.time}, 1)};
    }
    Way mixed = either(a, b);
    mixed.chance = chance;
    return mixed;
}

} // namespace stormglass::sim::forecasting
