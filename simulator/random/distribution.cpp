// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/distribution.hpp"

#include "model/base/contracts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

// What a..d hold, by kind:
//   constant a = value                     exponential a = mean             uniform a = min, b = width
//   normal a = mean, b = sd                lognormal a = mu, b = sigma      gamma a = shape, b = scale
//   erlang a = mean per phase, b = k       hyperexponential a = p1, b, c = means of the phases
//   weibull a = 1/shape, b = scale         pareto a = 1/shape, b = scale    triangular a = min, b = mode, c = max
//   geometric a = -ln(1 - p), b = mean
// and in the table: empiricalValues n values; empiricalQuantiles n probabilities, n values;
//   discrete n thresholds, n values, n values of the alias, and n probabilities (for the moments).

namespace stormglass::sim {

namespace {

constexpr double kNormalQuantile99 = 2.3263478740408411;

/// Marsaglia and Tsang (2000), "A simple method for generating gamma variables"; shape >= 1.
double gammaAtLeastOne(double shape, RandomStream& stream) noexcept {
    const double d = shape - 1.0 / 3.0;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = standardNormal(stream);
        const double t = 1 + c * x;
        if (t <= 0) {
            continue;
        }
        const double v = t * t * t;
        const double u = 1 - stream.uniform();
        if (u < 1 - 0.0331 * x * x * x * x || std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) {
            return d * v;
        }
    }
}

double standardGamma(double shape, RandomStream& stream) noexcept {
    if (shape >= 1) {
        return gammaAtLeastOne(shape, stream);
    }
    // G(shape) = G(shape + 1) U^(1/shape), written with an exponential: -ln U.
    const double boost = std::exp(-standardExponential(stream) / shape);
    return boost * gammaAtLeastOne(shape + 1, stream);
}

/// A standard normal conditioned on exceeding `bound`.
double normalAbove(double bound, RandomStream& stream) noexcept {
    if (bound <= 0) {
        for (;;) {
            const double x = standardNormal(stream);
            if (x >= bound) {
                return x;
            }
        }
    }
    // Robert (1995), "Simulation of truncated normal variables": a shifted exponential with the best rate.
    const double rate = 0.5 * (bound + std::sqrt(bound * bound + 4));
    for (;;) {
        const double x = bound + standardExponential(stream) / rate;
        if (2 * standardExponential(stream) >= (x - rate) * (x - rate)) {
            return x;
        }
    }
}

double drawErlang(const Distribution& d, RandomStream& stream) noexcept {
    constexpr double kFewPhases = 8;
    if (d.b > kFewPhases) {
        return d.a * gammaAtLeastOne(d.b, stream);
    }
    double sum = 0;
    for (int phase = 0; phase < static_cast<int>(d.b); ++phase) {
        sum += standardExponential(stream);
    }
    return d.a * sum;
}

double drawTriangular(const Distribution& d, RandomStream& stream) noexcept {
    const double width = d.c - d.a;
    const double u = stream.uniform();
    if (u * width < d.b - d.a) {
        return d.a + std::sqrt(u * width * (d.b - d.a));
    }
    return d.c - std::sqrt((1 - u) * width * (d.c - d.b));
}

std::size_t indexBelow(std::uint32_t length, double u) noexcept {
    return std::min<std::size_t>(static_cast<std::size_t>(u * length), length - 1U);
}

double drawQuantiles(const double* numbers, std::uint32_t length, double u) noexcept {
    const double* const values = numbers + length;
    const double* const above = std::upper_bound(numbers, values, u);
    if (above == numbers) {
        return values[0];
    }
    if (above == values) {
        return values[length - 1];
    }
    const auto i = static_cast<std::size_t>(above - numbers);
    const double share = (u - numbers[i - 1]) / (numbers[i] - numbers[i - 1]);
    return values[i - 1] + share * (values[i] - values[i - 1]);
}

double drawDiscrete(const double* numbers, std::uint32_t length, RandomStream& stream) noexcept {
    const double u = stream.uniform() * length;
    const std::size_t i = std::min<std::size_t>(static_cast<std::size_t>(u), length - 1U);
    const bool own = u - static_cast<double>(i) < numbers[i];
    return own ? numbers[length + i] : numbers[2 * std::size_t{length} + i];
}

} // namespace

double detail::drawOther(const Distribution& d, std::span<const double> table, RandomStream& stream) noexcept {
    switch (d.kind) {
    case DistributionKind::constant:
        return d.a;
    case DistributionKind::exponential:
        return d.a * standardExponential(stream);
    case DistributionKind::uniform:
        return d.a + d.b * stream.uniform();
    case DistributionKind::normal:
        return d.a + d.b * normalAbove(-d.a / d.b, stream);
    case DistributionKind::lognormal:
        return std::exp(d.a + d.b * standardNormal(stream));
    case DistributionKind::gamma:
        return d.b * standardGamma(d.a, stream);
    case DistributionKind::erlang:
        return drawErlang(d, stream);
    case DistributionKind::hyperexponential: {
        const double phaseMean = stream.uniform() < d.a ? d.b : d.c;
        return phaseMean * standardExponential(stream);
    }
    case DistributionKind::weibull:
        return d.b * std::pow(standardExponential(stream), d.a);
    case DistributionKind::pareto:
        return d.b * std::exp(standardExponential(stream) * d.a);
    case DistributionKind::triangular:
        return drawTriangular(d, stream);
    case DistributionKind::empiricalValues:
        return table[d.offset + indexBelow(d.length, stream.uniform())];
    case DistributionKind::empiricalQuantiles:
        return drawQuantiles(table.data() + d.offset, d.length, stream.uniform());
    case DistributionKind::geometric:
        return 1 + std::floor(standardExponential(stream) / d.a);
    case DistributionKind::discrete:
        return drawDiscrete(table.data() + d.offset, d.length, stream);
    }
    return 0;
}

Distribution constantOf(double value) noexcept {
    return {.kind = DistributionKind::constant, .a = value};
}

Distribution exponentialOf(double mean) noexcept {
    return mean > 0 ? Distribution{.kind = DistributionKind::exponential, .a = mean} : constantOf(0);
}

Distribution uniformOf(double min, double max) noexcept {
    return max > min ? Distribution{.kind = DistributionKind::uniform, .a = min, .b = max - min} : constantOf(min);
}

Distribution normalOf(double mean, double sd) noexcept {
    return sd > 0 ? Distribution{.kind = DistributionKind::normal, .a = mean, .b = sd}
                  : constantOf(std::max(mean, 0.0));
}

Distribution lognormalOf(double mean, double sd) noexcept {
    if (sd <= 0 || mean <= 0) {
        return constantOf(mean);
    }
    const double variance = std::log1p((sd / mean) * (sd / mean));
    return {.kind = DistributionKind::lognormal, .a = std::log(mean) - variance / 2, .b = std::sqrt(variance)};
}

Distribution lognormalOfMedian(double median, double p99) noexcept {
    if (p99 <= median || median <= 0) {
        return constantOf(median);
    }
    return {
        .kind = DistributionKind::lognormal, .a = std::log(median), .b = std::log(p99 / median) / kNormalQuantile99};
}

Distribution gammaOf(double mean, double cv) noexcept {
    if (cv <= 0 || mean <= 0) {
        return constantOf(mean);
    }
    return {.kind = DistributionKind::gamma, .a = 1 / (cv * cv), .b = mean * cv * cv};
}

Distribution erlangOf(std::uint32_t k, double mean) noexcept {
    if (k <= 1) {
        return exponentialOf(mean);
    }
    return {.kind = DistributionKind::erlang, .a = mean / k, .b = static_cast<double>(k)};
}

Distribution hyperexponentialOf(double mean, double cv) noexcept {
    if (cv <= 1 || mean <= 0) {
        return exponentialOf(mean);
    }
    const double squared = cv * cv;
    const double p = 0.5 * (1 + std::sqrt((squared - 1) / (squared + 1)));
    return {.kind = DistributionKind::hyperexponential, .a = p, .b = mean / (2 * p), .c = mean / (2 * (1 - p))};
}

Distribution weibullOf(double shape, double scale) noexcept {
    return {.kind = DistributionKind::weibull, .a = 1 / shape, .b = scale};
}

Distribution paretoOf(double shape, double scale) noexcept {
    return {.kind = DistributionKind::pareto, .a = 1 / shape, .b = scale};
}

Distribution triangularOf(double min, double mode, double max) noexcept {
    return max > min ? Distribution{.kind = DistributionKind::triangular, .a = min, .b = mode, .c = max}
                     : constantOf(min);
}

Distribution geometricOf(double mean) noexcept {
    if (mean <= 1) {
        return constantOf(1);
    }
    return {.kind = DistributionKind::geometric, .a = -std::log1p(-1 / mean), .b = mean};
}

Distribution empiricalOf(std::span<const double> values, DistributionTable& table) {
    STORMGLASS_EXPECTS(!values.empty());
    const auto offset = static_cast<std::uint32_t>(table.size());
    table.insert(table.end(), values.begin(), values.end());
    return {.kind = DistributionKind::empiricalValues,
            .offset = offset,
            .length = static_cast<std::uint32_t>(values.size())};
}

Distribution empiricalQuantilesOf(std::span<const double> probabilities, std::span<const double> values,
                                  DistributionTable& table) {
    STORMGLASS_EXPECTS(!values.empty() && probabilities.size() == values.size());
    const auto offset = static_cast<std::uint32_t>(table.size());
    table.insert(table.end(), probabilities.begin(), probabilities.end());
    table.insert(table.end(), values.begin(), values.end());
    return {.kind = DistributionKind::empiricalQuantiles,
            .offset = offset,
            .length = static_cast<std::uint32_t>(values.size())};
}

Distribution discreteOf(std::span<const double> values, std::span<const double> weights, DistributionTable& table) {
    STORMGLASS_EXPECTS(!values.empty() && weights.size() == values.size());
    const std::size_t n = values.size();
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    const auto offset = static_cast<std::uint32_t>(table.size());
    table.resize(offset + 4 * n);
    const std::span<double> threshold(&table[offset], n);
    const std::span<double> own(&table[offset + n], n);
    const std::span<double> alias(&table[offset + 2 * n], n);
    const std::span<double> probability(&table[offset + 3 * n], n);
    std::vector<std::size_t> small;
    std::vector<std::size_t> large;
    for (std::size_t i = 0; i < n; ++i) {
        own[i] = alias[i] = values[i];
        probability[i] = weights[i] / total;
        threshold[i] = probability[i] * static_cast<double>(n);
        (threshold[i] < 1 ? small : large).push_back(i);
    }
    while (!small.empty() && !large.empty()) {
        const std::size_t poor = small.back();
        const std::size_t rich = large.back();
        small.pop_back();
        alias[poor] = values[rich];
        threshold[rich] -= 1 - threshold[poor];
        if (threshold[rich] < 1) {
            large.pop_back();
            small.push_back(rich);
        }
    }
    for (const std::size_t i : small) { // what rounding left over
        threshold[i] = 1;
    }
    return {.kind = DistributionKind::discrete, .offset = offset, .length = static_cast<std::uint32_t>(n)};
}

} // namespace stormglass::sim
