// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/handling_time.hpp"

#include <array>
#include <cmath>
#include <string_view>

namespace stormglass::app::canvas {

using model::Value;

namespace {

constexpr double kQuantile99 = 2.3263478740408408; // of the standard normal distribution

/// Numbers that are no durations: they stay when the others are stretched.
bool isShape(std::string_view key) {
    constexpr std::array<std::string_view, 4> kShapes{"shape", "cv", "k", "weights"};
    for (const std::string_view shape : kShapes) {
        if (key == shape) {
            return true;
        }
    }
    return false;
}

std::optional<double> numberAt(const Value& record, const char* key) {
    const auto found = record.find(key);
    return found != record.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::optional<double> meanOfLognormal(const Value& of) {
    const auto median = numberAt(of, "median");
    const auto p99 = numberAt(of, "p99");
    if (!median || !p99 || *median <= 0) {
        return std::nullopt;
    }
    const double sigma = std::log(*p99 / *median) / kQuantile99;
    return *median * std::exp(sigma * sigma / 2);
}

std::optional<double> meanOfWeights(const Value& values, const Value* weights) {
    double sum = 0;
    double whole = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double weight = weights == nullptr ? 1 : weights->at(i).get<double>();
        sum += weight * values.at(i).get<double>();
        whole += weight;
    }
    return whole > 0 ? std::optional(sum / whole) : std::nullopt;
}

/// Linear between [probability, value] pairs.
std::optional<double> meanOfQuantiles(const Value& pairs) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < pairs.size(); ++i) {
        const double width = pairs.at(i + 1).at(0).get<double>() - pairs.at(i).at(0).get<double>();
        sum += width * (pairs.at(i + 1).at(1).get<double>() + pairs.at(i).at(1).get<double>()) / 2;
    }
    return pairs.size() < 2 ? std::nullopt : std::optional(sum);
}

std::optional<double> meanOfKind(const std::string& kind, const Value& of) {
    if (const auto mean = numberAt(of, "mean")) {
        return mean;
    }
    if (kind == "constant") {
        return numberAt(of, "value");
    }
    if (kind == "lognormal") {
        return meanOfLognormal(of);
    }
    const auto min = numberAt(of, "min");
    const auto max = numberAt(of, "max");
    if (min && max) {
        const auto mode = numberAt(of, "mode");
        return mode ? (*min + *mode + *max) / 3 : (*min + *max) / 2;
    }
    const auto shape = numberAt(of, "shape");
    const auto scale = numberAt(of, "scale");
    if (shape && scale && kind == "weibull") {
        return *scale * std::tgamma(1 + 1 / *shape);
    }
    if (shape && scale && *shape > 1) {
        return *shape * *scale / (*shape - 1);
    }
    if (of.contains("values")) {
        return meanOfWeights(of.at("values"), of.contains("weights") ? &of.at("weights") : nullptr);
    }
    return of.contains("quantiles") ? meanOfQuantiles(of.at("quantiles")) : std::nullopt;
}

void stretch(Value& value, double factor) {
    if (value.is_number()) {
        value = value.get<double>() * factor;
    } else if (value.is_array()) {
        for (Value& part : value) {
            stretch(part, factor);
        }
    }
}

void stretchPairs(Value& pairs, double factor) {
    for (Value& pair : pairs) {
        stretch(pair.at(1), factor);
    }
}

} // namespace

std::optional<double> meanOf(const Value& distribution) {
    if (!distribution.is_object() || distribution.size() != 1 || !distribution.begin().value().is_object()) {
        return std::nullopt;
    }
    return meanOfKind(distribution.begin().key(), distribution.begin().value());
}

Value withMean(const Value& distribution, double mean) {
    const auto old = meanOf(distribution);
    if (!old || *old <= 0 || mean <= 0) {
        const bool isConstant = distribution.is_object() && distribution.contains("constant");
        return isConstant || mean <= 0 ? Value{{"constant", {{"value", mean}}}}
                                       : Value{{"exponential", {{"mean", mean}}}};
    }
    Value stretched = distribution;
    Value& record = stretched.begin().value();
    for (auto entry = record.begin(); entry != record.end(); ++entry) {
        if (entry.key() == "mean") {
            entry.value() = mean; // exactly what was typed
        } else if (entry.key() == "quantiles") {
            stretchPairs(entry.value(), mean / *old);
        } else if (!isShape(entry.key())) {
            stretch(entry.value(), mean / *old);
        }
    }
    if (record.contains("value")) {
        record["value"] = mean;
    }
    return stretched;
}

} // namespace stormglass::app::canvas
