// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/closed_network.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace stormglass::sim;

namespace {

/// Throughput of the machine repair model M/M/c//N (Gross and Harris, 2.7) from its birth-death probabilities.
double repairThroughput(int users, int servers, double think, double service) {
    double weight = 1;
    double total = 1;
    double busy = 0;
    for (int n = 1; n <= users; ++n) {
        weight *= (users - n + 1) / think / (std::min(n, servers) / service);
        total += weight;
        busy += weight * std::min(n, servers);
    }
    return busy / total / service;
}

} // namespace

SCENARIO("exact mean value analysis agrees with closed forms", "[forecast]") {
    THEN("a balanced network of K stations has throughput N/((N + K - 1) D)") {
        const std::vector<ClosedStation> stations(3, ClosedStation{1, {0.5}});
        CHECK(exactMva(stations, 7, 0).throughput[0] == Approx(7 / (9 * 0.5)));
    }
    THEN("one station of three workers is the machine repair model") {
        const ClosedAnswer answer = exactMva({{3, {0.2}}}, 20, 1.0);
        CHECK(answer.throughput[0] == Approx(repairThroughput(20, 3, 1.0, 0.2)));
        CHECK(answer.residence[0][0] == Approx(20 / answer.throughput[0] - 1.0));
    }
    THEN("two equal classes are one class of both") {
        const std::vector<ClosedStation> both{{1, {0.3, 0.3}}, {1, {0.1, 0.1}}};
        const std::vector<ClosedStation> one{{1, {0.3}}, {1, {0.1}}};
        const ClosedAnswer split = exactMva(both, {{4, 2.0}, {6, 2.0}});
        const ClosedAnswer joined = exactMva(one, 10, 2.0);
        CHECK(split.throughput[0] + split.throughput[1] == Approx(joined.throughput[0]));
        CHECK(split.meanNumber[0] == Approx(joined.meanNumber[0]));
    }
    THEN("unlimited servers are a delay") {
        CHECK(exactMva({{0, {0.25}}}, 10, 0.75).throughput[0] == Approx(10));
    }
}

SCENARIO("approximate mean value analysis stays near the exact one", "[forecast]") {
    const std::vector<ClosedStation> stations{{1, {0.05}}, {1, {0.03}}, {0, {0.2}}};
    for (const int users : {1, 5, 20, 80}) {
        const double exact = exactMva(stations, users, 1.0).throughput[0];
        const ClosedAnswer answer = approximateMva(stations, {{static_cast<double>(users), 1.0}});
        INFO(users << " users");
        CHECK(answer.throughput[0] ==
              Approx(exact).epsilon(0.05)); // Schweitzer's error is known to stay below 5 % here
    }
    THEN("a million users cost nothing and saturate the slowest station") {
        CHECK(approximateMva(stations, {{1e6, 1.0}}).throughput[0] == Approx(20).epsilon(1e-3));
    }
}
