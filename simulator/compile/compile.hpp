// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/prepare.hpp"
#include "simulator/engine/network.hpp"

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace stormglass::sim {

/// Which row of the network is which thing of the document: one entry per row, the id results stand under.
struct Names {
    std::vector<std::string> sources;
    std::vector<std::string> messages; ///< empty: the tick of a policy with `arrivals`, which no note stands for
    std::vector<std::string> handlers;
    std::vector<std::string> services; ///< of an implicit service: its handler's id
    std::vector<std::string> channels;
    std::vector<std::string> journeys; ///< written ones first, in document order, then those found by themselves:
                                       ///< FROM>TO, for a policy's tick the policy's id
    std::vector<std::string> flows;    ///< paths, by Network's arrow numbers
    std::vector<std::string> classes;
    std::vector<std::string> measures; ///< ids of the scenario's `measures`, by row of Network::asked
};

struct Compiled {
    Network network;
    Names names;
    double duration = std::numeric_limits<double>::quiet_NaN(); ///< of the scenario [s]; NaN: it states none
    std::vector<std::string> notSimulated; ///< paths: odd flows, parameters that do nothing where they stand
};

struct CompileError {
    std::filesystem::path badTrace; ///< a trace file that cannot be read
    std::string subject;            ///< the path of the parameter that names it
};

/// Turns a prepared board into flat tables: occurrences folded into their originals, defaults filled in, loadFactor and
/// the scenario's profile applied, deliveries made of arrows and channels without doubling any. Linear in the board.
/// `folder` is where relative trace files are looked for.
[[nodiscard]] model::Result<Compiled, CompileError> compile(const Prepared& prepared, const model::Catalogue& catalogue,
                                                            const std::filesystem::path& folder = {});

} // namespace stormglass::sim
