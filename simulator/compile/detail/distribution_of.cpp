// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/distribution_of.hpp"

#include "model/base/contracts.hpp"
#include "simulator/compile/detail/fields.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace stormglass::sim::compiling {

namespace {

using model::Value;
using Reader = Distribution (*)(const Value& parts, DistributionTable& table);

double part(const Value& parts, const char* key) {
    return parts.at(key).get<double>();
}

std::vector<double> numbers(const Value& list) {
    std::vector<double> values;
    values.reserve(list.size());
    for (const Value& value : list) {
        values.push_back(value.get<double>());
    }
    return values;
}

Distribution lognormal(const Value& parts) {
    return parts.contains("median") ? lognormalOfMedian(part(parts, "median"), part(parts, "p99"))
                                    : lognormalOf(part(parts, "mean"), part(parts, "sd"));
}

Distribution empirical(const Value& parts, DistributionTable& table) {
    if (parts.contains("values")) {
        return empiricalOf(numbers(parts["values"]), table);
    }
    std::vector<double> probabilities;
    std::vector<double> values;
    for (const Value& point : parts.at("quantiles")) {
        probabilities.push_back(point.at(0).get<double>());
        values.push_back(point.at(1).get<double>());
    }
    return empiricalQuantilesOf(probabilities, values, table);
}

Distribution discrete(const Value& parts, DistributionTable& table) {
    return discreteOf(numbers(parts.at("values")), numbers(parts.at("weights")), table);
}

struct Shape {
    std::string_view name;
    Reader read;
};

constexpr std::array<Shape, 14> kShapes{{
    {"constant", [](const Value& p, DistributionTable&) { return constantOf(part(p, "value")); }},
    {"exponential", [](const Value& p, DistributionTable&) { return exponentialOf(part(p, "mean")); }},
    {"uniform", [](const Value& p, DistributionTable&) { return uniformOf(part(p, "min"), part(p, "max")); }},
    {"normal", [](const Value& p, DistributionTable&) { return normalOf(part(p, "mean"), part(p, "sd")); }},
    {"lognormal", [](const Value& p, DistributionTable&) { return lognormal(p); }},
    {"gamma", [](const Value& p, DistributionTable&) { return gammaOf(part(p, "mean"), part(p, "cv")); }},
    {"erlang", [](const Value& p, DistributionTable&) { return erlangOf(asCount(part(p, "k")), part(p, "mean")); }},
    {"hyperexponential",
     [](const Value& p, DistributionTable&) { return hyperexponentialOf(part(p, "mean"), part(p, "cv")); }},
    {"weibull", [](const Value& p, DistributionTable&) { return weibullOf(part(p, "shape"), part(p, "scale")); }},
    {"pareto", [](const Value& p, DistributionTable&) { return paretoOf(part(p, "shape"), part(p, "scale")); }},
    {"triangular",
     [](const Value& p, DistributionTable&) { return triangularOf(part(p, "min"), part(p, "mode"), part(p, "max")); }},
    {"empirical", empirical},
    {"geometric", [](const Value& p, DistributionTable&) { return geometricOf(part(p, "mean")); }},
    {"discrete", discrete},
}};

} // namespace

Distribution distributionOf(const Value& value, DistributionTable& table) {
    for (const auto& [key, parts] : value.items()) {
        for (const Shape& shape : kShapes) {
            if (shape.name == key) {
                return shape.read(parts, table);
            }
        }
    }
    STORMGLASS_EXPECTS(false && "a legal distribution");
    return constantOf(0);
}

} // namespace stormglass::sim::compiling
