// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "model/board/element_kind.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model {

/// What a number counts. The text form always holds the base unit named here; people may write others ("8 ms").
enum class Unit : std::uint8_t { none, seconds, perSecond, probability, messages, workers, moneyPerHour, boardUnits };

/// The numbers a parameter admits. Ends belong to the range unless said otherwise; not-a-number and infinities never
/// do.
struct Range {
    double low = -std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::max();
    bool isLowOpen = false; ///< `low` itself is refused
    bool isWhole = false;   ///< only integers

    [[nodiscard]] bool admits(double value) const noexcept;
};

enum class Form : std::uint8_t {
    truth,     ///< true or false
    number,    ///< within `range`, in `unit`
    text,      ///< any text
    word,      ///< one of `words`
    name,      ///< an id: [a-z0-9]+(-[a-z0-9]+)*
    reference, ///< the id of an element of one of `kinds` (any kind if empty)
    record,    ///< the keys of `fields`, each at most once
    oneOf,     ///< a record with exactly one of the keys of `fields`
    list,      ///< any number of `item`s
    map,       ///< free keys, each with an `item`
    anyOf,     ///< the first of `alternatives` that fits
    anything,  ///< kept as it is (overrides, x- keys)
};

struct Parameter;

/// Judges a value whose parts are right one by one: what would be consistent, or nothing if it is.
using Consistency = std::optional<std::string> (*)(const Value&);

/// The shape of a parameter's value: a small tree, read by reader, writer, schema, checks, inspector and help alike.
struct ParameterType {
    // Defined where Parameter is complete: a vector of what is not may be declared here, but not made.
    ParameterType();
    ParameterType(const ParameterType& other);
    ParameterType(ParameterType&& other) noexcept;
    ParameterType& operator=(const ParameterType& other);
    ParameterType& operator=(ParameterType&& other) noexcept;
    ~ParameterType();

    Form form = Form::anything;
    Unit unit = Unit::none;
    Range range{};
    std::vector<std::string_view> words{};
    std::vector<ElementKind> kinds{};
    std::vector<Parameter> fields;
    std::vector<ParameterType> item;         ///< list and map: exactly one
    std::vector<ParameterType> alternatives; ///< anyOf
    Consistency consistency = nullptr;       ///< what the parts must be to each other; null: nothing
};

/// One named parameter: the only place that says what it is called, what it may be, and what it means.
struct Parameter {
    std::string_view key;
    ParameterType type;
    std::string_view meaning;
    bool isRequired = false;
    Value fallback = nullptr; ///< the value when absent; null: absent means "none"
};

/// @name Shapes, written as the tables of the catalogue read best.
/// @{
[[nodiscard]] ParameterType truth();
[[nodiscard]] ParameterType text();
[[nodiscard]] ParameterType word(std::vector<std::string_view> words);
[[nodiscard]] ParameterType name();
[[nodiscard]] ParameterType reference(std::vector<ElementKind> kinds = {});
[[nodiscard]] ParameterType number(Unit unit = Unit::none);            ///< any finite number
[[nodiscard]] ParameterType atLeastZero(Unit unit = Unit::none);       ///< [0, max]
[[nodiscard]] ParameterType positive(Unit unit = Unit::none);          ///< (0, max]
[[nodiscard]] ParameterType whole(double low, Unit unit = Unit::none); ///< integers from `low` up to 2^53
[[nodiscard]] ParameterType seed();                                    ///< integers of 64 bits
[[nodiscard]] ParameterType probability();                             ///< [0, 1]
[[nodiscard]] ParameterType between(double low, double high, Unit unit = Unit::none);
[[nodiscard]] ParameterType record(std::vector<Parameter> fields);
[[nodiscard]] ParameterType oneOf(std::vector<Parameter> fields);
[[nodiscard]] ParameterType list(ParameterType item);
[[nodiscard]] ParameterType map(ParameterType item);
[[nodiscard]] ParameterType anyOf(std::vector<ParameterType> alternatives);
[[nodiscard]] ParameterType anything();
[[nodiscard]] ParameterType consistent(ParameterType type, Consistency consistency);
/// Every distribution of CONTRACT section 3, of a quantity that is never negative.
[[nodiscard]] ParameterType distribution();
/// @}

} // namespace stormglass::model
