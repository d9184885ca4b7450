// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/consistency.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace stormglass::model::consistency {

namespace {

using Wish = std::optional<std::string>;

double at(const Value& value, const char* key) {
    return value.at(key).get<double>();
}

Wish unless(bool isRight, const char* wish) {
    return isRight ? Wish{} : Wish{wish};
}

double totalOf(const Value& numbers) {
    double total = 0;
    for (const Value& number : numbers) {
        total += number.get<double>();
    }
    return total;
}

/// Pairs of numbers whose first part (and, if asked, second) never goes back.
bool arePairsInOrder(const Value& pairs, bool isSecondOrderedToo) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].size() != 2) {
            return false;
        }
        if (i > 0 && (pairs[i][0].get<double>() < pairs[i - 1][0].get<double>() ||
                      (isSecondOrderedToo && pairs[i][1].get<double>() < pairs[i - 1][1].get<double>()))) {
            return false;
        }
    }
    return !pairs.empty();
}

std::size_t countOf(const Value& record, std::initializer_list<const char*> keys) {
    std::size_t count = 0;
    for (const char* key : keys) {
        count += record.contains(key) ? 1 : 0;
    }
    return count;
}

} // namespace

Wish minAtMostMax(const Value& value) {
    return unless(at(value, "min") <= at(value, "max"), "min at most max");
}

Wish triangle(const Value& value) {
    return unless(at(value, "min") <= at(value, "mode") && at(value, "mode") <= at(value, "max"),
                  "min at most mode at most max");
}

Wish medianAtMostP99(const Value& value) {
    return unless(!value.contains("median") || at(value, "median") <= at(value, "p99"), "median at most p99");
}

Wish valuesAndWeights(const Value& value) {
    const Value& weights = value.at("weights");
    return unless(!weights.empty() && weights.size() == value.at("values").size() && totalOf(weights) > 0,
                  "as many weights as values, not all of them 0");
}

Wish quantiles(const Value& value) {
    const bool isInOrder = value.size() >= 2 && arePairsInOrder(value, true);
    return unless(isInOrder && value.back()[0].get<double>() <= 1,
                  "two or more [probability, value] pairs in ascending order, probabilities at most 1");
}

Wish points(const Value& value) {
    return unless(arePairsInOrder(value, false), "[time, factor] pairs in order of time");
}

Wish atLeastOneItem(const Value& value) {
    return unless(!value.empty(), "at least one item");
}

Wish dayOfFactors(const Value& value) {
    return unless(value.size() == 24, "24 factors");
}

Wish weekOfFactors(const Value& value) {
    return unless(value.size() == 168, "168 factors");
}

Wish oneArrivalProcess(const Value& value) {
    return unless(countOf(value, {"poisson", "constant", "renewal", "bursty", "users", "trace"}) == 1,
                  "exactly one of poisson, constant, renewal, bursty, users, trace");
}

Wish oneWaitCondition(const Value& value) {
    const bool isOne = countOf(value, {"all", "any", "atLeast", "each"}) == 1;
    const bool isPaired =
        value.contains("atLeast") == value.contains("of") && value.contains("each") == value.contains("as");
    if (!isOne || !isPaired) {
        return "exactly one of all, any, atLeast with of, each with as";
    }
    const bool isReachable =
        !value.contains("atLeast") || at(value, "atLeast") <= static_cast<double>(value.at("of").size());
    return unless(isReachable, "atLeast at most the number of messages in of");
}

Wish oneBreakerRule(const Value& value) {
    const bool isRule = value.contains("consecutive") != value.contains("window");
    return unless(isRule && value.contains("window") == value.contains("threshold"),
                  "either consecutive, or window with threshold");
}

Wish positiveTotal(const Value& value) {
    return unless(!value.empty() && totalOf(value) > 0, "weights that are not all 0");
}

Wish twoNumbers(const Value& value) {
    return unless(value.size() == 2, "two numbers");
}

} // namespace stormglass::model::consistency
