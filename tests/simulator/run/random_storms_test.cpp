// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/report_json.hpp"
#include "simulator/run/simulate.hpp"
#include "tests/support/storms.hpp"

using namespace stormglass;
using namespace stormglass::tests;

namespace {

/// The report as the program prints it, but for `timing`.
model::Value told(const model::Board& board, unsigned threads) {
    sim::RunRequest request;
    request.threads = threads;
    const auto report = sim::simulate(board, request);
    REQUIRE(report.ok());
    model::Value json = sim::reportJson(report.value());
    json.erase("timing");
    return json;
}

bool balances(const model::Value& account) {
    std::int64_t ended = 0;
    for (const char* end : {"handled", "deadLettered", "dropped", "rejected", "expired", "inFlight"}) {
        ended += account.at(end).get<std::int64_t>();
    }
    return account.at("emitted").get<std::int64_t>() == ended;
}

} // namespace

SCENARIO("any storm is accounted for, and told alike on any number of threads", "[run][storms]") {
    const model::Catalogue catalogue;
    const std::uint64_t first = firstStorm();
    for (std::uint64_t seed = first; seed < first + stormCount(60); ++seed) {
        INFO("storm " << seed);
        const model::Board board = stormBoard(seed, catalogue);
        const model::Value one = told(board, 1);
        CHECK(one.dump() == told(board, 3).dump());
        for (const auto& [message, account] : one.at("accounting").items()) {
            INFO(message << " " << account.dump());
            CHECK(balances(account));
        }
        CHECK(one.at("notSimulated").is_array());
    }
}
