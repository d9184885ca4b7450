// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/order_statistics.hpp"
#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// The way from a fork to a join.
struct Branch {
    Spread time;
    Index firstLane = kNone; ///< that it comes to after the fork; kNone: several, or no fork is known
};

/// The `wanted`-th of the branches of one fork. Those that begin in one service stand in one line: what stands before
/// all of them they have in common, and one worker takes them in turn. Lines of different services fill at the same
/// moments, so the part of a wait that comes of the arrivals is in common as well: scv of arrivals / (scv of arrivals +
/// scv of handling), as in heavy traffic (Varma and Makowski 1994). Within 5 % of Nelson and Tantawi (1988) for M/M/1
/// lines.
[[nodiscard]] Spread lastOfBranches(const Model& model, const std::vector<Branch>& branches, std::size_t wanted);

/// The last of so many copies that are sent at once.
[[nodiscard]] Spread lastOfCopies(const Model& model, const Branch& branch, double copies);

} // namespace stormglass::sim::forecasting
