// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/distribution_shape.hpp"

#include "model/behaviour/parameter_type.hpp"
#include "model/behaviour/validate.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>

namespace stormglass::app {

namespace {

using model::Value;
using Function = std::function<double(double)>;
using Atoms = std::vector<std::pair<double, double>>; ///< value, probability; ascending

constexpr double kNormalP99 = 2.3263478740408408; ///< 99th percentile of the standard normal distribution
constexpr int kSamples = 96;

/// A distribution by its functions. Atoms instead of a density where it has no density.
struct Law {
    double mean = 0;
    Function cumulated;
    Function density{};
    Atoms atoms{};
};

double normalCumulated(double z) {
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double normalDensity(double z) {
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

Law ofAtoms(Atoms atoms) {
    std::ranges::sort(atoms);
    double mean = 0;
    for (const auto& [value, probability] : atoms) {
        mean += value * probability;
    }
    const Function cumulated = [atoms](double x) {
        double sum = 0;
        for (const auto& [value, probability] : atoms) {
            sum += value <= x ? probability : 0;
        }
        return sum + 1e-12; // ten tenths add up to a little less than 1
    };
    return {mean, cumulated, {}, std::move(atoms)};
}

Law exponential(double mean) {
    return {mean, [mean](double x) { return mean > 0 ? -std::expm1(-x / mean) : 1.0; },
            [mean](double x) { return std::exp(-x / mean) / mean; }};
}

Law uniform(double low, double high) {
    const double width = high - low;
    return {(low + high) / 2, [=](double x) { return std::clamp((x - low) / width, 0.0, 1.0); },
            [=](double x) { return x >= low && x <= high ? 1 / width : 0; }};
}

/// Conditioned on being at least 0.
Law cutNormal(double mean, double sd) {
    const double kept = normalCumulated(mean / sd);
    return {mean + sd * normalDensity(mean / sd) / kept,
            [=](double x) { return x < 0 ? 0 : 1 - normalCumulated((mean - x) / sd) / kept; },
            [=](double x) { return x < 0 ? 0 : normalDensity((x - mean) / sd) / sd / kept; }};
}

Law lognormal(double mu, double sigma) {
    return {std::exp(mu + sigma * sigma / 2),
            [=](double x) { return x <= 0 ? 0 : normalCumulated((std::log(x) - mu) / sigma); },
            [=](double x) { return x <= 0 ? 0 : normalDensity((std::log(x) - mu) / sigma) / (sigma * x); }};
}

Law gamma(double shape, double mean) {
    const double scale = mean / shape;
    return {mean, [=](double x) { return x <= 0 ? 0 : boost::math::gamma_p(shape, x / scale); },
            [=](double x) { return x <= 0 ? 0 : boost::math::gamma_p_derivative(shape, x / scale) / scale; }};
}

/// Two phases with balanced means (Tijms, "A First Course in Stochastic Models", appendix B).
Law hyperexponential(double mean, double cv) {
    const double square = cv * cv;
    const double first = (1 + std::sqrt((square - 1) / (square + 1))) / 2;
    const double fast = 2 * first / mean;
    const double slow = 2 * (1 - first) / mean;
    return {mean, [=](double x) { return -first * std::expm1(-fast * x) - (1 - first) * std::expm1(-slow * x); },
            [=](double x) { return first * fast * std::exp(-fast * x) + (1 - first) * slow * std::exp(-slow * x); }};
}

Law weibull(double shape, double scale) {
    return {scale * std::tgamma(1 + 1 / shape),
            [=](double x) { return x <= 0 ? 0 : -std::expm1(-std::pow(x / scale, shape)); },
            [=](double x) {
                const double power = std::pow(x / scale, shape);
                return x <= 0 ? 0 : shape / x * power * std::exp(-power);
            }};
}

Law pareto(double shape, double scale) {
    return {shape > 1 ? shape * scale / (shape - 1) : std::numeric_limits<double>::infinity(),
            [=](double x) { return x <= scale ? 0 : 1 - std::pow(scale / x, shape); },
            [=](double x) { return x < scale ? 0 : shape / x * std::pow(scale / x, shape); }};
}

Law triangular(double low, double mode, double high) {
    const double width = high - low;
    return {(low + mode + high) / 3,
            [=](double x) {
                if (x <= low || x >= high) {
                    return x >= high ? 1.0 : 0.0;
                }
                return x < mode ? (x - low) * (x - low) / (width * (mode - low))
                                : 1 - (high - x) * (high - x) / (width * (high - mode));
            },
            [=](double x) {
                if (x < low || x > high) {
                    return 0.0;
                }
                return x < mode ? 2 * (x - low) / (width * (mode - low))
                                : 2 * (high - x) / (width * std::max(high - mode, 1e-12 * width));
            }};
}

/// Linear between the points; the ends are held, with atoms where the probabilities don't reach 0 and 1.
Law quantiles(const Value& points) {
    std::vector<std::pair<double, double>> pairs; // probability, value
    for (const Value& point : points) {
        pairs.emplace_back(point[0].get<double>(), point[1].get<double>());
    }
    double mean = pairs.front().first * pairs.front().second + (1 - pairs.back().first) * pairs.back().second;
    for (std::size_t i = 1; i < pairs.size(); ++i) {
        mean += (pairs[i].first - pairs[i - 1].first) * (pairs[i].second + pairs[i - 1].second) / 2;
    }
    const Function cumulated = [pairs](double x) {
        if (x < pairs.front().second || x >= pairs.back().second) {
            return x < pairs.front().second ? 0.0 : 1.0;
        }
        std::size_t i = 1;
        while (pairs[i].second <= x) {
            ++i;
        }
        const double part = (x - pairs[i - 1].second) / (pairs[i].second - pairs[i - 1].second);
        return pairs[i - 1].first + part * (pairs[i].first - pairs[i - 1].first);
    };
    const double step = std::max(pairs.back().second, 1e-12) / (2 * kSamples);
    return {mean, cumulated, [=](double x) { return (cumulated(x + step) - cumulated(x - step)) / (2 * step); }};
}

Law geometric(double mean) {
    const double success = 1 / mean;
    const int most = static_cast<int>(std::clamp(6 * mean, 8.0, 200.0));
    Atoms atoms;
    for (int i = 1; i <= most; ++i) {
        atoms.emplace_back(i, success * std::pow(1 - success, i - 1));
    }
    Law law = ofAtoms(std::move(atoms));
    law.mean = mean;
    law.cumulated = [success](double x) { return x < 1 ? 0 : 1 - std::pow(1 - success, std::floor(x)); };
    return law;
}

Law weighted(const Value& values, const Value& weights) {
    double total = 0;
    for (const Value& weight : weights) {
        total += weight.get<double>();
    }
    Atoms atoms;
    for (std::size_t i = 0; i < values.size(); ++i) {
        atoms.emplace_back(values[i].get<double>(), weights[i].get<double>() / total);
    }
    return ofAtoms(std::move(atoms));
}

Law equallyLikely(const Value& values) {
    return weighted(values, Value(std::vector<double>(values.size(), 1.0)));
}

Law lawOf(const std::string& kind, const Value& p) {
    const auto of = [&p](const char* key) { return p.at(key).get<double>(); };
    if (kind == "exponential" && of("mean") > 0) {
        return exponential(of("mean"));
    }
    if (kind == "uniform" && of("max") > of("min")) {
        return uniform(of("min"), of("max"));
    }
    if (kind == "normal" && of("sd") > 0) {
        return cutNormal(of("mean"), of("sd"));
    }
    if (kind == "lognormal" && p.contains("median")) {
        const double sigma = std::log(of("p99") / of("median")) / kNormalP99;
        return sigma > 0 ? lognormal(std::log(of("median")), sigma) : ofAtoms({{of("median"), 1}});
    }
    if (kind == "lognormal" && of("mean") > 0 && of("sd") > 0) {
        const double variance = std::log1p(of("sd") * of("sd") / (of("mean") * of("mean")));
        return lognormal(std::log(of("mean")) - variance / 2, std::sqrt(variance));
    }
    if (kind == "gamma" && of("mean") > 0) {
        return gamma(1 / (of("cv") * of("cv")), of("mean"));
    }
    if (kind == "erlang" && of("mean") > 0) {
        return gamma(of("k"), of("mean"));
    }
    if (kind == "hyperexponential" && of("mean") > 0) {
        return hyperexponential(of("mean"), of("cv"));
    }
    if (kind == "weibull") {
        return weibull(of("shape"), of("scale"));
    }
    if (kind == "pareto") {
        return pareto(of("shape"), of("scale"));
    }
    if (kind == "triangular" && of("max") > of("min")) {
        return triangular(of("min"), of("mode"), of("max"));
    }
    if (kind == "empirical") {
        return p.contains("values") ? equallyLikely(p["values"]) : quantiles(p["quantiles"]);
    }
    if (kind == "geometric") {
        return geometric(of("mean"));
    }
    if (kind == "discrete") {
        return weighted(p["values"], p["weights"]);
    }
    // what is left is a single value: a constant, or a shape without any width
    for (const char* key : {"value", "mean", "min"}) {
        if (p.contains(key)) {
            return ofAtoms({{of(key), 1}});
        }
    }
    return ofAtoms({{0, 1}});
}

double quantile(const Function& cumulated, double share, double mean) {
    double high = std::isfinite(mean) && mean > 0 ? mean : 1;
    while (cumulated(high) < share && high < 1e300) {
        high *= 2;
    }
    double low = 0;
    for (int i = 0; i < 100 && high - low > 1e-9 * high; ++i) {
        const double middle = (low + high) / 2;
        (cumulated(middle) < share ? low : high) = middle;
    }
    return high;
}

std::vector<std::pair<double, double>> outlineOf(const Law& law, double right) {
    std::vector<std::pair<double, double>> outline{{0, 0}};
    if (!law.atoms.empty()) { // a needle for each
        for (const auto& [value, probability] : law.atoms) {
            if (value <= right) {
                outline.insert(outline.end(), {{value, 0}, {value, probability}, {value, 0}});
            }
        }
        outline.emplace_back(right, 0);
    } else {
        for (int i = 0; i <= kSamples; ++i) {
            const double x = right * (i + 0.02) / kSamples;
            outline.emplace_back(x, law.density(x));
        }
    }
    double highest = 0;
    for (const auto& [x, density] : outline) {
        highest = std::isfinite(density) ? std::max(highest, density) : highest;
    }
    for (auto& [x, density] : outline) {
        density = highest > 0 ? std::min(density / highest, 1.0) : 0;
    }
    return outline;
}

} // namespace

std::optional<DistributionShape> shapeOf(const Value& distribution) {
    static const model::ParameterType type = model::distribution();
    if (!distribution.is_object() || !model::normalised(type, distribution)) {
        return std::nullopt;
    }
    const auto only = distribution.begin();
    const Law law = lawOf(only.key(), only.value());
    DistributionShape shape;
    shape.mean = law.mean;
    shape.p99 = quantile(law.cumulated, 0.99, law.mean);
    const double right = law.atoms.empty() ? quantile(law.cumulated, 0.995, law.mean)
                                           : 1.25 * std::max(shape.p99, law.atoms.back().first);
    shape.outline = outlineOf(law, right > 0 ? right : 1);
    return shape;
}

} // namespace stormglass::app
