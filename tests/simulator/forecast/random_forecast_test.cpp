// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/forecast/forecasts.hpp"
#include "tests/support/random_board.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::tests;

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
    }
    CHECK(told > 100);
}
