// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/simulate.hpp"
#include "tests/simulator/forecast/forecasts.hpp"

#include <cmath>

// What the forecast calls exact must be what a simulation finds. 40 replications per model from one fixed seed; each
// figure's deviation in standard errors has about a t distribution of 39 degrees of freedom, beyond 5.5 with
// probability 3e-6: with some 200 figures a false alarm has a chance of 1 in 2,000.

using namespace stormglass;
using namespace stormglass::tests;

namespace {

constexpr double kMostSigmas = 5.5;

std::string withScenario(std::string document, double duration) {
    document.insert(document.size() - 1, R"(, "scenarios": [{"id": "run", "seed": 11, "replications": 40, "warmUp": )" +
                                             std::to_string(duration / 10) + R"(, "duration": )" +
                                             std::to_string(duration) + "}]");
    return document;
}

/// Number of exact figures the run was held against.
std::size_t checkAgreement(const std::string& document, double duration) {
    const model::Catalogue catalogue;
    const auto report = sim::simulate(boardOf(withScenario(document, duration), catalogue), {});
    REQUIRE(report.ok());
    for (const auto& [path, exact] : report->exact) {
        INFO(path << " is " << exact.value << " exactly");
        CHECK((std::isnan(exact.sigmas) || std::abs(exact.sigmas) < kMostSigmas));
    }
    return report->exact.size();
}

const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";

std::string poisson(double rate) {
    return R"({"poisson": {"rate": )" + std::to_string(rate) + "}}";
}

} // namespace

SCENARIO("exact waits of single stations are those of a simulation", "[forecast][agreement]") {
    const auto station = [](const std::string& handling, const std::string& service = "",
                            const std::string& arrivals = poisson(0.7), const std::string& asking = "",
                            const std::string& more = "") {
        CHECK(checkAgreement(stationOf(handling, service, arrivals, asking, more), 4000) >= 3);
    };
    station(kExponential);
    station(R"({"time": {"gamma": {"mean": 1, "cv": 1.5}}})");
    station(R"({"time": {"constant": {"value": 1}}})", R"("discipline": "processorSharing", "concurrency": 2)",
            poisson(1.4));
    station(kExponential, R"("replicas": 3)", poisson(2.1));
    station(kExponential, R"("replicas": 2, "balancing": "random")", poisson(1.2));
    station(kExponential, R"("discipline": "shortest")");
    station(kExponential, R"("discipline": "random")");
    station(kExponential, R"("queueLimit": 2, "overflow": "reject")", poisson(1.2));
    station(R"({"time": {"gamma": {"mean": 1, "cv": 0.5}}})", R"("queueLimit": 0, "concurrency": 2)", poisson(1.5));
    station(R"({"time": {"exponential": {"mean": 1}}, "patience": {"exponential": {"mean": 1}}})", "", poisson(1.5));
    station(R"({"time": {"exponential": {"mean": 1}}, "batch": {"max": 3}})", "", poisson(1.8));
    station(R"({"time": {"exponential": {"mean": 1}}, "batch": {"max": 3}})", R"("concurrency": 2)", poisson(4));
    station(R"({"time": {"exponential": {"mean": 1}}, "failure": 0.3,
                "retry": {"attempts": 2, "backoff": {"exponential": {"mean": 2}}}})",
            "", poisson(0.5));
    station(kExponential, "", R"({"bursty": {"rate": 0.3, "burstRate": 1.1, "burstEvery": 8, "burstLength": 6}})");
    station(kExponential, "",
            R"({"poisson": {"rate": 0.2}, "batch": {"discrete": {"values": [1, 4], "weights": [1, 1]}}})");
    station(kExponential, "", poisson(0.6), R"("via": "box")", R"(, {"id": "box", "kind": "queue", "pollEvery": 2})");
    station(kExponential, R"("replicas": 2)", poisson(1), R"("via": "log")",
            R"(, {"id": "log", "kind": "topic", "shares": [0.6, 0.4]})");
}

SCENARIO("exact waits of stations that are disturbed or shared are those of a simulation", "[forecast][agreement]") {
    const auto station = [](const std::string& handling, const std::string& service = "",
                            const std::string& arrivals = poisson(0.7), const std::string& asking = "",
                            const std::string& more = "") {
        CHECK(checkAgreement(stationOf(handling, service, arrivals, asking, more), 4000) >= 1);
    };
    // GI/M/c, breakdowns, constant patience, a queue that ages, limited channels, cold starts that wait a while.
    station(kExponential, "", R"({"constant": {"rate": 0.7}})");
    station(kExponential, R"("concurrency": 2)", R"({"renewal": {"interval": {"uniform": {"min": 0.2, "max": 1.2}}}})");
    station(R"({"time": {"gamma": {"mean": 1, "cv": 0.5}}})",
            R"("breakdowns": {"every": {"exponential": {"mean": 20}}, "repair": {"constant": {"value": 3}},
               "interrupted": "resume"})",
            poisson(0.5));
    station(R"({"time": {"exponential": {"mean": 1}}, "patience": {"constant": {"value": 2}}})", R"("concurrency": 2)",
            poisson(2.2));
    station(kExponential, "", poisson(1.2), R"("via": "box")", R"(, {"id": "box", "kind": "queue", "ttl": 1.5})");
    station(kExponential, "", poisson(0.9), R"("via": "box")", R"(, {"id": "box", "kind": "queue", "capacity": 3})");
    station(kExponential,
            R"("startup": {"exponential": {"mean": 2}},
               "autoscale": {"metric": "queue", "target": 1, "min": 0, "max": 1, "idleFor": 1.5})",
            poisson(0.4));
    station(R"({"time": {"constant": {"value": 1}}, "timeout": 5})");
    const std::string shared = documentOf(
        R"({"id": "user", "kind": "external", "arrivals": {"poisson": {"rate": 1.4}}}, {"id": "told", "kind": "event"},
           {"id": "box", "kind": "queue"},
           {"id": "fast", "kind": "policy", "handling": {"time": {"exponential": {"mean": 0.6}}}},
           {"id": "slow", "kind": "policy", "handling": {"time": {"exponential": {"mean": 1.5}}}})",
        R"({"from": "user", "to": "told"}, {"from": "told", "to": "box"}, {"from": "box", "to": "fast"},
           {"from": "box", "to": "slow"})");
    CHECK(checkAgreement(shared, 4000) >= 6);
    const std::string hedged = documentOf(
        R"({"id": "user", "kind": "actor", "arrivals": {"poisson": {"rate": 1}}}, {"id": "ask", "kind": "command"},
           {"id": "bank", "kind": "external", "handling": {"time": {"exponential": {"mean": 1}}, "failure": 0.2,
            "hedge": {"copies": 2, "after": 0.5}}})",
        R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "bank"})");
    CHECK(checkAgreement(hedged, 4000) >= 1);
}

SCENARIO("exact waits of networks are those of a simulation", "[forecast][agreement]") {
    const std::string users = R"("arrivals": {"users": {"count": 8, "think": {"constant": {"value": 4}}}})";
    const std::string closed =
        documentOf(R"({"id": "user", "kind": "actor", )" + users + R"(}, {"id": "ask", "kind": "command"},
           {"id": "work", "kind": "aggregate", "handling": {"time": {"exponential": {"mean": 1}}}},
           {"id": "half", "kind": "event"},
           {"id": "more", "kind": "policy", "handling": {"time": {"exponential": {"mean": 0.5}}}},
           {"id": "done", "kind": "command"})",
                   R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "work"}, {"from": "work", "to": "half"},
           {"from": "half", "to": "more"}, {"from": "more", "to": "done"})");
    CHECK(checkAgreement(closed, 4000) >= 6);
    // Two sources of users at two workers of one speed, and each at a place of its own.
    const std::string classes = documentOf(
        R"({"id": "a", "kind": "actor", "arrivals": {"users": {"count": 4, "think": {"exponential": {"mean": 2}}}}},
           {"id": "b", "kind": "actor", "arrivals": {"users": {"count": 6, "think": {"constant": {"value": 5}}}}},
           {"id": "ask-a", "kind": "command"}, {"id": "ask-b", "kind": "command"},
           {"id": "first", "kind": "aggregate", "service": "s", "handling": {"time": {"exponential": {"mean": 0.7}}}},
           {"id": "second", "kind": "aggregate", "service": "s", "handling": {"time": {"exponential": {"mean": 0.7}}}},
           {"id": "done", "kind": "event"}, {"id": "more", "kind": "policy"}, {"id": "end", "kind": "command"},
           {"id": "s", "kind": "service", "concurrency": 2})",
        R"({"from": "a", "to": "ask-a"}, {"from": "b", "to": "ask-b"}, {"from": "ask-a", "to": "first"},
           {"from": "ask-b", "to": "second"}, {"from": "first", "to": "done"}, {"from": "done", "to": "more"},
           {"from": "more", "to": "end"})");
    CHECK(checkAgreement(classes, 2000) >= 6);
    const std::string feedback = documentOf(
        R"({"id": "user", "kind": "actor", "arrivals": {"poisson": {"rate": 0.4}}}, {"id": "ask", "kind": "command"},
           {"id": "work", "kind": "aggregate", "handling": {"time": {"exponential": {"mean": 1}}}},
           {"id": "done", "kind": "event"}, {"id": "again", "kind": "event"},
           {"id": "decide", "kind": "policy", "handling": {"time": {"exponential": {"mean": 0.5}}}})",
        R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "work"},
           {"from": "work", "to": "done", "choice": {"group": "g", "weight": 3}},
           {"from": "work", "to": "again", "choice": {"group": "g", "weight": 1}},
           {"from": "again", "to": "decide"}, {"from": "decide", "to": "ask"})");
    CHECK(checkAgreement(feedback, 4000) >= 6);
    for (const std::string discipline : {"priority", "preemptivePriority"}) {
        const std::string priorities = documentOf(
            R"({"id": "a", "kind": "actor", "arrivals": {"poisson": {"rate": 0.3}}},
               {"id": "b", "kind": "actor", "arrivals": {"poisson": {"rate": 0.4}}},
               {"id": "ask-a", "kind": "command"}, {"id": "ask-b", "kind": "command"},
               {"id": "first", "kind": "aggregate", "service": "s",
                "handling": {"time": {"exponential": {"mean": 0.8}}, "priority": 2}},
               {"id": "second", "kind": "aggregate", "service": "s",
                "handling": {"time": {"exponential": {"mean": 1.2}}}},
               {"id": "s", "kind": "service", "discipline": ")" +
                discipline + R"("})",
            R"({"from": "a", "to": "ask-a"}, {"from": "b", "to": "ask-b"},
               {"from": "ask-a", "to": "first"}, {"from": "ask-b", "to": "second"})");
        CHECK(checkAgreement(priorities, 4000) >= 6);
    }
    // An event with two followers: each sees a Poisson stream.
    const std::string fork = documentOf(
        R"({"id": "user", "kind": "external", "arrivals": {"poisson": {"rate": 0.5}}}, {"id": "told", "kind": "event"},
           {"id": "a", "kind": "policy", "handling": {"time": {"exponential": {"mean": 1}}}},
           {"id": "b", "kind": "policy", "handling": {"time": {"constant": {"value": 1}}}})",
        R"({"from": "user", "to": "told"}, {"from": "told", "to": "a"}, {"from": "told", "to": "b"})");
    CHECK(checkAgreement(fork, 4000) >= 6);
}
