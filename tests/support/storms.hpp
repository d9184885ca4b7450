// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "simulator/compile/compile.hpp"
#include "tests/support/board_text.hpp"
#include "tests/support/random_storm.hpp"

#include <cstdlib>

namespace stormglass::tests {

/// How many storms a test looks at: what the environment says in STORMGLASS_STORMS for a long run, else `usually`.
inline std::uint64_t stormCount(std::uint64_t usually) {
    const char* asked = std::getenv("STORMGLASS_STORMS");
    return asked != nullptr ? std::strtoull(asked, nullptr, 10) : usually;
}

/// The first storm looked at: STORMGLASS_FIRST_STORM in the environment, else 1.
inline std::uint64_t firstStorm() {
    const char* asked = std::getenv("STORMGLASS_FIRST_STORM");
    return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 1;
}

inline model::Board stormBoard(std::uint64_t seed, const model::Catalogue& catalogue, const Recipe& recipe = {}) {
    return boardOf(randomStorm(seed, recipe), catalogue);
}

/// The network of a random storm under its scenario.
inline sim::Network stormNetwork(std::uint64_t seed, const model::Catalogue& catalogue, const Recipe& recipe = {}) {
    const auto prepared = sim::prepare(stormBoard(seed, catalogue, recipe), catalogue, std::nullopt, {});
    REQUIRE(prepared.ok());
    auto compiled = sim::compile(prepared.value(), catalogue, {});
    REQUIRE(compiled.ok());
    return std::move(compiled).value().network;
}

} // namespace stormglass::tests
