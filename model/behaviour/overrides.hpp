// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/validate.hpp"
#include "model/board/board.hpp"

namespace stormglass::model {

/// Another value for one parameter: `--set PATH=VALUE`, or an entry of a scenario's `set`.
struct Override {
    std::string path; ///< ID.key.key; flows by their path ("a>b#2.probability"); "scenario.loadFactor"
    Value value;      ///< null takes the parameter away

    friend bool operator==(const Override&, const Override&) = default;
};

/// Why an override was not applied.
struct OverrideFault {
    enum class Reason : std::uint8_t {
        badPath,       ///< no dot, or nothing before or behind it
        unknownTarget, ///< no element, flow or journey goes by that name
        unknownKey,    ///< the target has no such parameter
        badReference,  ///< the value names an element that is not there or not of the right kind
        refused,       ///< `fault` says what is wrong with the value
    };
    Reason reason = Reason::badPath;
    std::string path;
    ParameterFault fault; ///< `expected` and `found` are filled for every reason that has them

    friend bool operator==(const OverrideFault&, const OverrideFault&) = default;
};

/// Puts the value in place of what stands at the path, or adds it where it is legal; everything between is made. The
/// id of an occurrence means the original. `scenario` is what "scenario.KEY" alters. Board and scenario are unchanged
/// if the override is refused.
[[nodiscard]] Result<void, OverrideFault> applyOverride(Board& board, Scenario& scenario, const Catalogue& catalogue,
                                                        const Override& change);

} // namespace stormglass::model
