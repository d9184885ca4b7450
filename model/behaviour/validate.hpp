// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/behaviour/catalogue.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model {

/// Why a value is refused.
enum class FaultReason : std::uint8_t {
    unknownKey,    ///< `found` is the key; `expected` what could have stood there
    missingKey,    ///< `expected` is the key
    wrongForm,     ///< e.g. a text where a number should stand
    outOfRange,    ///< a number the range does not admit
    unknownWord,   ///< a word that is none of `expected`
    badName,       ///< not [a-z0-9]+(-[a-z0-9]+)*
    notExactlyOne, ///< a choice with none or several of its keys
    inconsistent,  ///< each part is right, but not together; `expected` says what would be
};

/// One refused value: facts only, sentences are made in app/.
struct ParameterFault {
    FaultReason reason = FaultReason::wrongForm;
    std::string pointer; ///< JSON pointer (RFC 6901) from the value that was checked
    std::string expected;
    std::string found;

    friend bool operator==(const ParameterFault&, const ParameterFault&) = default;
};

/// True for an id as the text form spells it: [a-z0-9]+(-[a-z0-9]+)*.
[[nodiscard]] bool isWellFormedId(std::string_view id) noexcept;

/// Checks a value against its type and returns it in canonical order: record keys as the catalogue lists them, `x-`
/// keys behind, whole numbers as integers. References are only checked for their form: whether the element exists is
/// the reader's and the gate's question.
[[nodiscard]] Result<Value, ParameterFault> normalised(const ParameterType& type, const Value& value);

/// The same for the `properties` of a record: every key must be one of `parameters` or begin with `x-`.
[[nodiscard]] Result<Value, ParameterFault> normalisedProperties(const Parameters& parameters, const Value& value);

} // namespace stormglass::model
