// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/forecast/forecasts.hpp"

// Branches that part and meet again. Exact where a formula is named, else simulations of 160,000 instances (8
// replications, seed 7), known within 3 %.

using namespace stormglass;
using namespace stormglass::tests;

namespace {

struct Fork {
    double rate = 0.8;
    int branches = 2;
    std::string time = R"({"exponential": {"mean": 1}})";
    bool isShared = false;
    int workers = 1;
    std::string waitFor = "all";
};

std::string documentOfFork(const Fork& fork) {
    std::string elements = R"({"id": "user", "kind": "external", "arrivals": {"poisson": {"rate": )" +
                           std::to_string(fork.rate) + R"(}}}, {"id": "asked", "kind": "event"}, {"id": "go",
                           "kind": "command"})";
    std::string flows = R"({"from": "user", "to": "asked"}, {"from": "join", "to": "go"})";
    std::string ids;
    for (int i = 0; i < fork.branches; ++i) {
        const std::string n = std::to_string(i);
        const std::string service = "service-" + (fork.isShared ? "0" : n);
        elements += R"(, {"id": "branch-)" + n + R"(", "kind": "policy", "service": ")" + service +
                    R"(", "handling": {"time": )" + fork.time + R"(}}, {"id": "ask-)" + n +
                    R"(", "kind": "command"}, {"id": "answer-)" + n +
                    R"(", "kind": "aggregate", "handling": {"time": {"constant": {"value": 0}}}}, {"id": "done-)" + n +
                    R"(", "kind": "event"})";
        if (!fork.isShared || i == 0) {
            elements += R"(, {"id": ")" + service + R"(", "kind": "service", "concurrency": )" +
                        std::to_string(fork.workers) + "}";
        }
        flows += R"(, {"from": "asked", "to": "branch-)" + n + R"("}, {"from": "branch-)" + n + R"(", "to": "ask-)" +
                 n + R"("}, {"from": "ask-)" + n + R"(", "to": "answer-)" + n + R"("}, {"from": "answer-)" + n +
                 R"(", "to": "done-)" + n + R"("}, {"from": "done-)" + n + R"(", "to": "join"})";
        ids += (i == 0 ? "\"done-" : ", \"done-") + n + "\"";
    }
    elements += R"(, {"id": "join", "kind": "policy", "handling": {"time": {"constant": {"value": 0}}, "waitFor": {")" +
                fork.waitFor + R"(": [)" + ids + "]}}}";
    return documentOf(elements, flows, R"(, "journeys": [{"id": "visit", "from": "asked", "to": "go"}])");
}

double visitOf(const Fork& fork) {
    return journeyOf(forecastOf(documentOfFork(fork)), "visit");
}

} // namespace

SCENARIO("lines that fill at the same moments make branches alike", "[forecast]") {
    // Nelson and Tantawi (1988): exact for two M/M/1 branches, (12 - load)/8 of one.
    CHECK(visitOf({.rate = 0.5}) == Approx(11.5 / 8 * 2).epsilon(0.05));
    CHECK(visitOf({.rate = 0.8}) == Approx(11.2 / 8 * 5).epsilon(0.05));
    CHECK(visitOf({.rate = 0.9}) == Approx(11.1 / 8 * 10).epsilon(0.05));
    // Their approximation for more, where it is within 5 %: H(n)/H(2) + 4/11 load (1 - H(n)/H(2)) times as long.
    const double more = (1 + 0.5 + 1 / 3.0 + 0.25 + 0.2 + 1 / 6.0) / 1.5;
    CHECK(visitOf({.rate = 0.8, .branches = 6}) ==
          Approx((more + 4 / 11.0 * 0.8 * (1 - more)) * 11.2 / 8 * 5).epsilon(0.06));
    THEN("constant times wait alike entirely") {
        const double wait = 0.8 / (2 * 0.2);
        CHECK(visitOf({.rate = 0.8, .branches = 3, .time = R"({"constant": {"value": 1}})"}) ==
              Approx(wait + 1).epsilon(0.01));
    }
    THEN("the first of two is one half of both, less the last") {
        const double both = 2 * 5;
        CHECK(visitOf({.rate = 0.8, .waitFor = "any"}) == Approx(both - 11.2 / 8 * 5).epsilon(0.08));
    }
}

SCENARIO("branches through one service are taken in turn", "[forecast]") {
    // M^X/M/1 of three: the last of a bunch is done when all are. 0.8 = load, so (1 + 2/2)/0.2 - ... by the formula.
    const double bunchesBefore = 0.8 / 3 * (3 * 2 + 3 * 2) / 2 / 0.2; // λ E[(sum of 3)²] / 2 (1 - load)
    CHECK(visitOf({.rate = 0.8 / 3, .branches = 3, .isShared = true}) == Approx(bunchesBefore + 3).epsilon(0.01));
    // Six at three workers; a run has 7.51 s.
    CHECK(visitOf({.rate = 0.4, .branches = 6, .isShared = true, .workers = 3}) == Approx(7.51).epsilon(0.06));
}

SCENARIO("a split waits for all its parts", "[forecast]") {
    const auto visit = [](const std::string& count) {
        const std::string elements =
            R"({"id": "user", "kind": "actor", "arrivals": {"poisson": {"rate": 0.8}}}, {"id": "ask", "kind": "command"},
               {"id": "start", "kind": "aggregate", "handling": {"time": {"constant": {"value": 0}}}},
               {"id": "part", "kind": "event"}, {"id": "s", "kind": "service", "concurrency": 4},
               {"id": "work", "kind": "policy", "service": "s", "handling": {"time": {"exponential": {"mean": 1}}}},
               {"id": "check", "kind": "command"},
               {"id": "checked", "kind": "external", "handling": {"time": {"constant": {"value": 0}}}},
               {"id": "part-done", "kind": "event"}, {"id": "go", "kind": "command"},
               {"id": "join", "kind": "policy", "handling": {"time": {"constant": {"value": 0}},
                "waitFor": {"each": "part-done", "as": "part"}}})";
        const std::string flows =
            R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "start"}, {"from": "start", "to": "part", "count": )" +
            count +
            R"(}, {"from": "part", "to": "work"}, {"from": "work", "to": "check"}, {"from": "check", "to": "checked"},
               {"from": "checked", "to": "part-done"}, {"from": "part-done", "to": "join"}, {"from": "join", "to": "go"})";
        return documentOf(elements, flows, R"(, "journeys": [{"id": "visit", "from": "ask", "to": "go"}])");
    };
    const sim::ForecastReport three = forecastOf(visit(R"({"constant": {"value": 3}})"));
    CHECK(elementOf(three, "work").waiting == Approx(0.6).epsilon(0.04)); // M^X/M/4
    CHECK(journeyOf(three, "visit") == Approx(2.42).epsilon(0.08));
    const sim::ForecastReport some = forecastOf(visit(R"({"geometric": {"mean": 3}})"));
    CHECK(elementOf(some, "work").waiting == Approx(1.18).epsilon(0.08));
    CHECK(journeyOf(some, "visit") == Approx(2.64).epsilon(0.08));
}
