// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/distribution.hpp"

#include <cmath>
#include <limits>

namespace stormglass::sim {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Moments {
    double mean = 0;
    double variance = 0;
};

/// Normal conditioned on >= 0 (Johnson, Kotz and Balakrishnan, vol. 1, ch. 13).
Moments momentsOfCutNormal(double mean, double sd) {
    const double alpha = -mean / sd;
    const double density = std::exp(-0.5 * alpha * alpha) / std::sqrt(2 * std::acos(-1.0));
    const double above = 0.5 * std::erfc(alpha / std::sqrt(2.0));
    const double hazard = density / above;
    return {mean + sd * hazard, sd * sd * (1 + alpha * hazard - hazard * hazard)};
}

Moments momentsOfHyperexponential(const Distribution& d) {
    const double mean = d.a * d.b + (1 - d.a) * d.c;
    const double second = 2 * (d.a * d.b * d.b + (1 - d.a) * d.c * d.c);
    return {mean, second - mean * mean};
}

Moments momentsOfWeibull(double inverseShape, double scale) {
    const double first = std::tgamma(1 + inverseShape);
    return {scale * first, scale * scale * (std::tgamma(1 + 2 * inverseShape) - first * first)};
}

Moments momentsOfPareto(double shape, double scale) {
    return {shape > 1 ? scale * shape / (shape - 1) : kInfinity,
            shape > 2 ? scale * scale * shape / ((shape - 1) * (shape - 1) * (shape - 2)) : kInfinity};
}

Moments momentsOfTriangular(double min, double mode, double max) {
    return {(min + mode + max) / 3, (min * min + mode * mode + max * max - min * mode - min * max - mode * max) / 18};
}

Moments momentsOfValues(std::span<const double> values, std::span<const double> probabilities) {
    const double even = 1.0 / static_cast<double>(values.size());
    Moments m;
    for (std::size_t i = 0; i < values.size(); ++i) {
        m.mean += values[i] * (probabilities.empty() ? even : probabilities[i]);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double off = values[i] - m.mean;
        m.variance += off * off * (probabilities.empty() ? even : probabilities[i]);
    }
    return m;
}

Moments momentsOfQuantiles(std::span<const double> probabilities, std::span<const double> values) {
    const std::size_t last = values.size() - 1;
    double first = probabilities[0] * values[0] + (1 - probabilities[last]) * values[last];
    double second = probabilities[0] * values[0] * values[0] + (1 - probabilities[last]) * values[last] * values[last];
    for (std::size_t i = 1; i <= last; ++i) {
        const double p = probabilities[i] - probabilities[i - 1];
        first += p * (values[i] + values[i - 1]) / 2;
        second += p * (values[i] * values[i] + values[i] * values[i - 1] + values[i - 1] * values[i - 1]) / 3;
    }
    return {first, second - first * first};
}

Moments momentsOf(const Distribution& d, std::span<const double> table) {
    switch (d.kind) {
    case DistributionKind::constant:
        return {d.a, 0};
    case DistributionKind::exponential:
        return {d.a, d.a * d.a};
    case DistributionKind::uniform:
        return {d.a + d.b / 2, d.b * d.b / 12};
    case DistributionKind::normal:
        return momentsOfCutNormal(d.a, d.b);
    case DistributionKind::lognormal: {
        const double mean = std::exp(d.a + d.b * d.b / 2);
        return {mean, mean * mean * std::expm1(d.b * d.b)};
    }
    case DistributionKind::gamma:
        return {d.a * d.b, d.a * d.b * d.b};
    case DistributionKind::erlang:
        return {d.a * d.b, d.a * d.a * d.b};
    case DistributionKind::hyperexponential:
        return momentsOfHyperexponential(d);
    case DistributionKind::weibull:
        return momentsOfWeibull(d.a, d.b);
    case DistributionKind::pareto:
        return momentsOfPareto(1 / d.a, d.b);
    case DistributionKind::triangular:
        return momentsOfTriangular(d.a, d.b, d.c);
    case DistributionKind::empiricalValues:
        return momentsOfValues(table.subspan(d.offset, d.length), {});
    case DistributionKind::empiricalQuantiles:
        return momentsOfQuantiles(table.subspan(d.offset, d.length), table.subspan(d.offset + d.length, d.length));
    case DistributionKind::geometric:
        return {d.b, d.b * (d.b - 1)};
    case DistributionKind::discrete:
        return momentsOfValues(table.subspan(d.offset + d.length, d.length),
                               table.subspan(d.offset + 3 * std::size_t{d.length}, d.length));
    }
    return {};
}

} // namespace

double meanOf(const Distribution& distribution, std::span<const double> table) {
    return momentsOf(distribution, table).mean;
}

double varianceOf(const Distribution& distribution, std::span<const double> table) {
    return momentsOf(distribution, table).variance;
}

double squaredCvOf(const Distribution& distribution, std::span<const double> table) {
    const Moments m = momentsOf(distribution, table);
    return m.mean > 0 ? m.variance / (m.mean * m.mean) : 0;
}

Distribution scaled(const Distribution& distribution, double factor, DistributionTable& table) {
    Distribution result = distribution;
    const auto scaleValues = [&](std::size_t first, std::size_t count, std::size_t total) {
        const std::size_t from = distribution.offset;
        result.offset = static_cast<std::uint32_t>(table.size());
        for (std::size_t i = 0; i < total; ++i) {
            const double number = table[from + i];
            table.push_back(i >= first && i < first + count ? number * factor : number);
        }
    };
    const std::size_t n = distribution.length;
    switch (distribution.kind) {
    case DistributionKind::constant:
    case DistributionKind::exponential:
    case DistributionKind::erlang:
        result.a *= factor;
        break;
    case DistributionKind::uniform:
    case DistributionKind::normal:
        result.a *= factor;
        result.b *= factor;
        break;
    case DistributionKind::lognormal:
        result.a += std::log(factor);
        break;
    case DistributionKind::gamma:
    case DistributionKind::weibull:
    case DistributionKind::pareto:
        result.b *= factor;
        break;
    case DistributionKind::hyperexponential:
        result.b *= factor;
        result.c *= factor;
        break;
    case DistributionKind::triangular:
        result.a *= factor;
        result.b *= factor;
        result.c *= factor;
        break;
    case DistributionKind::geometric: {
        // A multiple of a count is no count: kept as the discrete law of its first values (the rest below 1e-12).
        std::vector<double> values;
        std::vector<double> weights;
        const double stay = std::exp(-distribution.a);
        double weight = 1;
        for (double k = 1; weight > 1e-12; ++k, weight *= stay) {
            values.push_back(k * factor);
            weights.push_back(weight);
        }
        return discreteOf(values, weights, table);
    }
    case DistributionKind::empiricalValues:
        scaleValues(0, n, n);
        break;
    case DistributionKind::empiricalQuantiles:
        scaleValues(n, n, 2 * n);
        break;
    case DistributionKind::discrete:
        scaleValues(n, 2 * n, 4 * n);
        break;
    }
    return result;
}

} // namespace stormglass::sim
