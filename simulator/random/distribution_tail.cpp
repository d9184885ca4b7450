// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/distribution_tail.hpp"

#include "simulator/random/incomplete_gamma.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

/// P(Z > z) of a standard normal.
double normalTail(double z) {
    return 0.5 * std::erfc(z / std::sqrt(2.0));
}

double triangularTail(const Distribution& d, double t) {
    const double width = d.c - d.a;
    if (t <= d.a || t >= d.c) {
        return t <= d.a ? 1 : 0;
    }
    return t < d.b ? 1 - (t - d.a) * (t - d.a) / (width * (d.b - d.a)) : (d.c - t) * (d.c - t) / (width * (d.c - d.b));
}

double valuesTail(std::span<const double> values, std::span<const double> probabilities, double t) {
    double above = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double chance = probabilities.empty() ? 1 / static_cast<double>(values.size()) : probabilities[i];
        above += values[i] > t ? chance : 0;
    }
    return above;
}

double quantilesTail(std::span<const double> probabilities, std::span<const double> values, double t) {
    if (t < values.front() || t >= values.back()) {
        return t < values.front() ? 1 : 0;
    }
    const auto next = static_cast<std::size_t>(std::ranges::upper_bound(values, t) - values.begin());
    const double width = values[next] - values[next - 1];
    const double share = width > 0 ? (t - values[next - 1]) / width : 0;
    return 1 - probabilities[next - 1] - share * (probabilities[next] - probabilities[next - 1]);
}

} // namespace

double tailOf(const Distribution& d, std::span<const double> table, double t) {
    if (t < 0) {
        return 1;
    }
    const auto list = [&](std::size_t number) { return table.subspan(d.offset + number * d.length, d.length); };
    switch (d.kind) {
    case DistributionKind::constant:
        return t < d.a ? 1 : 0;
    case DistributionKind::exponential:
        return std::exp(-t / d.a);
    case DistributionKind::uniform:
        return std::clamp(1 - (t - d.a) / d.b, 0.0, 1.0);
    case DistributionKind::normal:
        return normalTail((t - d.a) / d.b) / normalTail(-d.a / d.b);
    case DistributionKind::lognormal:
        return t > 0 ? normalTail((std::log(t) - d.a) / d.b) : 1;
    case DistributionKind::gamma:
        return gammaBeyond(d.a, t / d.b);
    case DistributionKind::erlang:
        return gammaBeyond(d.b, t / d.a);
    case DistributionKind::hyperexponential:
        return d.a * std::exp(-t / d.b) + (1 - d.a) * std::exp(-t / d.c);
    case DistributionKind::weibull:
        return std::exp(-std::pow(t / d.b, 1 / d.a));
    case DistributionKind::pareto:
        return t < d.b ? 1 : std::pow(d.b / t, 1 / d.a);
    case DistributionKind::triangular:
        return triangularTail(d, t);
    case DistributionKind::empiricalValues:
        return valuesTail(list(0), {}, t);
    case DistributionKind::empiricalQuantiles:
        return quantilesTail(list(0), list(1), t);
    case DistributionKind::geometric:
        return std::exp(-d.a * std::floor(t));
    case DistributionKind::discrete:
        return valuesTail(list(1), list(3), t);
    }
    return 0;
}

} // namespace stormglass::sim
