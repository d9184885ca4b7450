// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/random/random_stream.hpp"

#include <cstdint>
#include <limits>

/// What all tables are made of: indices, ranges of rows, random quantities, outcomes, classes.
namespace stormglass::sim {

using Index = std::uint32_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();
inline constexpr std::uint32_t kUnlimited = std::numeric_limits<std::uint32_t>::max();
inline constexpr double kNever = std::numeric_limits<double>::infinity();

/// `count` rows of another table from `first` on.
struct Range {
    Index first = 0;
    Index count = 0;

    [[nodiscard]] bool empty() const noexcept { return count == 0; }

    [[nodiscard]] Index end() const noexcept { return first + count; }
};

/// One stream of chance. Two rows for one (place, purpose) would draw the same numbers: the compiler makes each pair
/// once.
struct StreamSeed {
    std::uint64_t placeHash = 0; ///< placeHashOf(the id of the element, or the path of the flow)
    Purpose purpose = Purpose::arrival;
};

/// A random quantity: a row of `Network::distributions` drawn from a row of `Network::streams`. Absent: zero (or never,
/// or one: the member says). Each Variate has a stream of its own purpose, so that changing one leaves all others as
/// they were.
struct Variate {
    Index distribution = kNone;
    Index stream = kNone;

    [[nodiscard]] bool present() const noexcept { return distribution != kNone; }
};

/// How a message's way through a handler ended; a flow's `on` is a set of these (1 << outcome).
enum class Outcome : std::uint8_t { success, failure, timeout, rejected, expired, dropped };

[[nodiscard]] constexpr std::uint8_t maskOf(Outcome outcome) noexcept {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome));
}

/// What becomes of a message that finds a queue or channel full.
enum class Overflow : std::uint8_t { drop, reject, block };

using ClassMask = std::uint32_t; ///< up to 31 classes; bit 31 stands for an instance without class
inline constexpr ClassMask kEveryClass = ~ClassMask{0};
inline constexpr Index kNoClass = 31;

} // namespace stormglass::sim
