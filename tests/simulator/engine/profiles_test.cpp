// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/warp.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;
using stormglass::sim::detail::Warp;

namespace {

Network profiled(std::initializer_list<ProfilePiece> pieces, double repeatEvery, double period) {
    Network network;
    if (pieces.size() > 0) {
        network.profilePieces = pieces;
        network.profiles.push_back({.pieces = {0, static_cast<Index>(pieces.size())}, .repeatEvery = repeatEvery});
    }
    if (period > 0) {
        network.profiles.push_back({.pieces = {}, .amplitude = 0.8, .period = period, .phase = 0.2});
    }
    return network;
}

Warp warpOf(const Network& network) {
    return {network, {0, static_cast<Index>(network.profiles.size())}};
}

} // namespace

TEST_CASE("A source that is switched off stays off, whatever else its profile does", "[engine]") {
    const Network off = profiled({{.begin = 0, .from = 1}, {.begin = 10, .from = 0}}, 0, 13.1);
    CHECK(warpOf(off).after(11, 1) == kNever);
    CHECK(warpOf(off).after(9.9, 5) == kNever);
    CHECK(warpOf(off).after(3, 0.1) < 4);
    CHECK(warpOf(profiled({{.begin = 0, .from = 0}}, 86400, 0)).after(5, 1) == kNever);
}

TEST_CASE("A long wait under a wave is as long as its rounds, and does not take as long to find", "[engine]") {
    const Network wave = profiled({}, 0, 0.01);
    CHECK(warpOf(wave).after(0.5, 1e7) == Approx(1e7 + 0.5).epsilon(1e-12));
    const Network days = profiled({{.begin = 0, .from = 3}, {.begin = 0.5, .from = 1}}, 2, 0);
    CHECK(warpOf(days).after(0, 3e9 + 1.2) == Approx(2e9 + 0.4).epsilon(1e-12));
    CHECK(warpOf(days).after(0, 3.0 * 5 + 1.6) == Approx(10.6));
}
