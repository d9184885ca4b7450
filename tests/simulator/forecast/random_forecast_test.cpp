// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/forecast/forecasts.hpp"
#include "tests/support/random_board.hpp"
#include "tests/support/storms.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

void checkFigures(const sim::ForecastReport& report) {
    for (const auto& [id, place] : report.elements) {
        INFO(id);
        CHECK_FALSE(std::isnan(place.arrivals));
        CHECK_FALSE(std::isnan(place.throughput));
        CHECK_FALSE(std::isnan(place.waiting));
        CHECK_FALSE(std::isnan(place.time));
        CHECK_FALSE(std::isnan(place.busy.value_or(0)));
        CHECK(place.arrivals >= 0);
        CHECK(place.waiting >= 0);
    }
    for (const auto& [id, mean] : report.journeys) {
        INFO(id);
        CHECK_FALSE(std::isnan(mean));
        CHECK(mean >= 0);
    }
}

} // namespace

SCENARIO("any board has a forecast without a figure that is no number", "[forecast]") {
    const model::Catalogue catalogue;
    std::size_t told = 0;
    for (unsigned seed = 1; seed <= 1000; ++seed) {
        INFO("seed " << seed);
        const model::Board board = RandomBoard(seed, catalogue).make(40);
        for (const model::Scenario& scenario : board.scenarios()) {
            const auto prepared = sim::prepare(board, catalogue, scenario.id.value, {});
            const auto compiled =
                prepared ? sim::compile(prepared.value(), catalogue, "nowhere")
                         : model::Result<sim::Compiled, sim::CompileError>(model::Failure{sim::CompileError{}});
            if (!compiled) {
                continue;
            }
            const sim::ForecastReport report = sim::forecast(compiled.value());
            ++told;
            checkFigures(report);
        }
    }
    CHECK(told > 100);
}

// Among them loops that send on more than comes in until their places are full, or without end (131, 225, 529), and
// workers held for ever by calls in a circle (7, 63, 397).
SCENARIO("any storm has a forecast without a figure that is no number", "[forecast][storms]") {
    const model::Catalogue catalogue;
    const std::uint64_t first = firstStorm();
    for (std::uint64_t seed = first; seed < first + stormCount(600); ++seed) {
        INFO("storm " << seed);
        const auto prepared = sim::prepare(stormBoard(seed, catalogue), catalogue, std::nullopt, {});
        REQUIRE(prepared.ok());
        const auto compiled = sim::compile(prepared.value(), catalogue, {});
        REQUIRE(compiled.ok());
        checkFigures(sim::forecast(compiled.value()));
    }
}
