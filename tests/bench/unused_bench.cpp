// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/exchange/text_form.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/compile/prepare.hpp"
#include "simulator/engine/replication.hpp"
#include "tests/support/shop.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

// What behaviour costs that a model does not use: M/M/1 at 0.9 alone, and on a board on which everything else stands
// idle. usage: unused_bench [CUSTOMERS [ROUNDS]]    one JSON line; both in turn, medians of processor time

namespace {

using namespace stormglass;

sim::Compiled compiled(const std::string& elements, const std::string& flows) {
    const model::Catalogue catalogue;
    const auto board = model::readText(R"({"stormglass":1,"name":"one","elements":[
{"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":0.9}}},{"id":"request","kind":"command"},
{"id":"serve","kind":"aggregate","handling":{"time":{"exponential":{"mean":1}}}},{"id":"served","kind":"event"})" +
                                           elements + R"(],"flows":[
{"from":"clients","to":"request"},{"from":"request","to":"serve"},{"from":"serve","to":"served"})" +
                                           flows + R"(],"journeys":[{"id":"visit","from":"request","to":"served"}]})",
                                       catalogue);
    if (!board) {
        fmt::print(stderr, "{}: expected {}\n", board.error().path, board.error().expected);
        std::exit(3); // NOLINT(concurrency-mt-unsafe): nothing else runs
    }
    const auto prepared = sim::prepare(*board, catalogue, std::nullopt, {});
    auto network = sim::compile(prepared.value(), catalogue, {});
    return std::move(network).value();
}

struct Pace {
    std::vector<double> nanoseconds; ///< per customer, by round

    [[nodiscard]] double median() {
        std::ranges::sort(nanoseconds);
        return nanoseconds[nanoseconds.size() / 2];
    }
};

void measure(const sim::Network& network, double customers, Pace& pace) {
    sim::Replication run(network, 1, 0);
    run.runUntil(1000);
    const std::clock_t begin = std::clock();
    run.runUntil(1000 + customers / 0.9);
    pace.nanoseconds.push_back(1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / customers);
}

} // namespace

int main(int argc, char** argv) {
    const double customers = argc > 1 ? std::atof(argv[1]) : 2e6;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 9;
    // One emission in 10^12 seconds: idle.
    const tests::Shop idle = tests::shop(R"({"poisson":{"rate":1e-12},"classes":{"gold":1,"plain":3}})",
                                         R"({"poisson":{"rate":1e-12}})", 1e10);
    const sim::Compiled alone = compiled("", "");
    const sim::Compiled among = compiled("," + idle.elements, "," + idle.flows);
    Pace plain;
    Pace besides;
    for (int round = 0; round < rounds; ++round) {
        measure(alone.network, customers, plain);
        measure(among.network, customers, besides);
    }
    fmt::print(R"({{"bench":"unused","nsPerCustomerAlone":{:.2f},"nsPerCustomerAmongIdle":{:.2f},"ratio":{:.3f}}})"
               "\n",
               plain.median(), besides.median(), plain.median() / besides.median());
    return 0;
}
