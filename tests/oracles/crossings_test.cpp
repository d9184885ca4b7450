// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <fmt/format.h>

// Where two behaviours meet: one trajectory each, worked out by hand. Times are constants, sources are traces, so that
// every figure is exact.
using namespace stormglass;
using namespace stormglass::oracles;

namespace {

constexpr const char* kOnce = R"({"duration": 100, "warmUp": 0, "replications": 1})";

/// A source of `kind` that emits at these times; `more` are further keys of its arrivals.
std::string source(const char* kind, const char* times, const char* more = "") {
    return fmt::format(R"({{"id": "src", "kind": "{}", "arrivals": {{"trace": {{"times": {}}}{}}}}})", kind, times,
                       more);
}

double value(const sim::RunReport& report, const std::string& path) {
    return figure(report, path).value;
}

/// The mean of a part of the first journey's breakdown; 0: it is not there.
double partOf(const sim::RunReport& report, const std::string& element, const std::string& part) {
    for (const sim::BreakdownPart& row : report.journeys.front().second.breakdown) {
        if (row.element == element && row.part == part) {
            return row.mean.value;
        }
    }
    return 0;
}

} // namespace

TEST_CASE("retry x topic order: a message that backs off holds its partition", "[crossings]") {
    const auto report =
        run(document(source("external", "[1, 2]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "log", "kind": "topic"},
        {"id": "work", "kind": "policy", "service": "servers", "handling": {"time": {"constant": {"value": 1}}, "failure": 1,
            "retry": {"attempts": 2, "backoff": {"constant": {"value": 3}}}}},
        {"id": "servers", "kind": "service", "concurrency": 5})",
                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "work", "via": "log"})", kOnce));
    // 1-2 fails, 5-6 gives up; the second waits from 2 to 6, fails 6-7, gives up 10-11.
    CHECK(value(report, "elements.work.deadLettered") == Approx(0.02));
    CHECK(value(report, "elements.work.waiting.mean") == Approx(2));
    CHECK(value(report, "elements.work.time.mean") == Approx((5 + 9) / 2.0));
}

TEST_CASE("duplicates x join: a second copy of one message does not stand for the other", "[crossings]") {
    const auto report = run(
        document(source("external", "[1]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "quick", "kind": "event"}, {"id": "slow", "kind": "event"},
        {"id": "copies", "kind": "queue", "duplicates": 0.9},
        {"id": "one", "kind": "external", "handling": {"time": {"constant": {"value": 1}}}},
        {"id": "other", "kind": "external", "handling": {"time": {"constant": {"value": 5}}}},
        {"id": "both", "kind": "policy", "handling": {"time": {"constant": {"value": 0}}, "waitFor": {"all": ["quick", "slow"]}}},
        {"id": "go", "kind": "command"}, {"id": "end", "kind": "aggregate", "handling": {"time": {"constant": {"value": 0}}}})",
                 R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "one"}, {"from": "placed", "to": "other"},
        {"from": "one", "to": "quick"}, {"from": "other", "to": "slow"}, {"from": "quick", "to": "both", "via": "copies"},
        {"from": "slow", "to": "both"}, {"from": "both", "to": "go"}, {"from": "go", "to": "end"})",
                 kOnce, R"({"id": "whole", "from": "placed", "to": "go"})"));
    CHECK(value(report, "journeys.whole.mean") == Approx(5));
    CHECK(value(report, "elements.end.throughput") == Approx(0.01));
}

TEST_CASE("duplicates x split: a second copy of a part does not stand for another part", "[crossings]") {
    const auto report = run(
        document(source("external", "[1]") + R"(,
        {"id": "line", "kind": "event"}, {"id": "packed", "kind": "event"}, {"id": "copies", "kind": "queue", "duplicates": 0.9},
        {"id": "pack", "kind": "aggregate", "handling": {"time": {"constant": {"value": 4}}}},
        {"id": "gather", "kind": "policy", "handling": {"time": {"constant": {"value": 0}}, "waitFor": {"each": "packed", "as": "line"}}},
        {"id": "ship", "kind": "command"})",
                 R"({"from": "src", "to": "line", "count": {"constant": {"value": 2}}}, {"from": "line", "to": "pack"},
        {"from": "pack", "to": "packed"}, {"from": "packed", "to": "gather", "via": "copies"}, {"from": "gather", "to": "ship"})",
                 kOnce, R"({"id": "whole", "from": "line", "to": "ship"})"));
    // Packed at 5 and 9, each delivered several times.
    CHECK(value(report, "elements.gather.duplicates") > 0);
    CHECK(value(report, "journeys.whole.mean") == Approx(8));
    CHECK(value(report, "elements.gather.joining.mean") == Approx(4));
}

TEST_CASE("block x sync cycle: who wait for each other are found and named", "[crossings]") {
    const auto report = run(document(source("external", "[1, 1.1]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "back", "kind": "event"}, {"id": "call", "kind": "command"},
        {"id": "caller", "kind": "policy", "service": "full", "handling": {"time": {"constant": {"value": 1}}}},
        {"id": "called", "kind": "aggregate", "service": "other", "handling": {"time": {"constant": {"value": 1}}}},
        {"id": "full", "kind": "service", "queueLimit": 0, "overflow": "block"}, {"id": "other", "kind": "service"})",
                                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "caller"},
        {"from": "caller", "to": "call", "mode": "sync"}, {"from": "call", "to": "called"},
        {"from": "called", "to": "back"}, {"from": "back", "to": "caller"})",
                                     kOnce));
    CHECK(report.verdict == sim::Verdict::stopped);
    CHECK(report.blockedCycle.size() == 2);
}

TEST_CASE("autoscale x partitions: more replicas than partitions stand idle", "[crossings]") {
    const auto report =
        run(document(source("external", "[1, 1, 1, 1]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "log", "kind": "topic", "partitions": 2, "rebalance": {"constant": {"value": 1}}},
        {"id": "work", "kind": "policy", "service": "servers", "handling": {"time": {"constant": {"value": 10}}}},
        {"id": "servers", "kind": "service", "concurrency": 4,
            "autoscale": {"metric": "lag", "target": 1, "min": 1, "max": 4, "every": 5}})",
                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "work", "via": "log"})",
                     R"({"duration": 40, "warmUp": 0, "replications": 1})"));
    // Two at a time, 1-11 and 11-21, although four replicas run from 5 on.
    CHECK(value(report, "elements.work.waiting.mean") == Approx(5));
    CHECK(value(report, "elements.work.throughput") == Approx(4 / 40.0));
}

TEST_CASE("crash x exclusivePerKey: a key is free again when its worker breaks down", "[crossings]") {
    const auto report = run(document(source("actor", "[1, 2]", R"(, "keys": {"population": 1})") + R"(,
        {"id": "ask", "kind": "command"},
        {"id": "work", "kind": "aggregate", "service": "servers",
            "handling": {"time": {"constant": {"value": 10}}, "exclusivePerKey": true}},
        {"id": "servers", "kind": "service", "replicas": 2})",
                                     R"({"from": "src", "to": "ask"}, {"from": "ask", "to": "work"})",
                                     R"({"duration": 100, "warmUp": 0, "replications": 1,
        "faults": [{"at": 5, "for": 3, "target": "servers", "effect": "down", "replicas": 1}]})"));
    // The first fails at 5; the second waits from 2 to 5 and is handled by the other replica.
    CHECK(value(report, "elements.work.failures") == Approx(0.01));
    CHECK(value(report, "elements.work.throughput") == Approx(0.01));
    CHECK(value(report, "elements.work.waiting.mean") == Approx(1.5));
}

TEST_CASE("hedge x rateLimit: a further copy waits for a token of its own", "[crossings]") {
    const auto report = run(document(source("actor", "[1]") + R"(,
        {"id": "ask", "kind": "command"},
        {"id": "work", "kind": "external", "handling": {"time": {"constant": {"value": 3}}, "hedge": {"after": 0.5, "copies": 2},
            "rateLimit": {"rate": 1, "burst": 1}}})",
                                     R"({"from": "src", "to": "ask"}, {"from": "ask", "to": "work"})", kOnce));
    CHECK(value(report, "elements.work.time.mean") == Approx(3));
    CHECK(value(report, "elements.work.throughput") == Approx(0.01));
    CHECK(value(report, "elements.work.arrivals") == Approx(0.01));
}

TEST_CASE("users x drop: who is turned away thinks and asks again", "[crossings]") {
    const auto report = run(document(R"(
        {"id": "people", "kind": "actor", "arrivals": {"users": {"count": 2, "think": {"constant": {"value": 1}}}}},
        {"id": "ask", "kind": "command"},
        {"id": "work", "kind": "aggregate", "service": "servers", "handling": {"time": {"constant": {"value": 10}}}},
        {"id": "servers", "kind": "service", "queueLimit": 0})",
                                     R"({"from": "people", "to": "ask"}, {"from": "ask", "to": "work"})",
                                     R"({"duration": 11, "warmUp": 0, "replications": 1})"));
    // One is served from 1 to 11; the other is dropped at 1, 2 ... 10 and taken at 11, when the worker is free.
    CHECK(value(report, "elements.work.dropped") == Approx(10 / 11.0));
    CHECK(value(report, "elements.work.throughput") == Approx(1 / 11.0));
}

TEST_CASE("ttl x batch: what gathers for a batch is not handed over yet", "[crossings]") {
    const auto report =
        run(document(source("external", "[1, 2]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "mail", "kind": "queue", "ttl": 2},
        {"id": "work", "kind": "policy", "service": "servers",
            "handling": {"time": {"constant": {"value": 1}}, "batch": {"max": 3, "linger": 5}}},
        {"id": "servers", "kind": "service"})",
                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "work", "via": "mail"})", kOnce));
    CHECK(value(report, "elements.work.expired") == Approx(0.02));
    CHECK(value(report, "elements.work.throughput") == Approx(0));
}

TEST_CASE("classes x choice: a group chooses among the arrows its class leaves", "[crossings]") {
    const auto report = run(document(source("actor", "[1, 2]", R"(, "classes": {"gold": 1})") + R"(,
        {"id": "ask", "kind": "command"}, {"id": "work", "kind": "aggregate", "handling": {"time": {"constant": {"value": 0}}}},
        {"id": "kept", "kind": "event"}, {"id": "other", "kind": "event"})",
                                     R"({"from": "src", "to": "ask"}, {"from": "ask", "to": "work"},
        {"from": "work", "to": "kept", "on": ["gold"], "choice": {"group": "g", "weight": 1}},
        {"from": "work", "to": "other", "choice": {"group": "g", "weight": 0}})",
                                     kOnce));
    CHECK(sim::findById(report.accounting, "kept")->emitted == 2);
    CHECK(sim::findById(report.accounting, "other")->emitted == 0);
}

TEST_CASE("replay x live: past events stand before live ones and count again", "[crossings]") {
    const auto report =
        run(document(R"({"id": "src", "kind": "external", "arrivals": {"constant": {"rate": 1}}},
        {"id": "placed", "kind": "event"}, {"id": "log", "kind": "topic"},
        {"id": "view", "kind": "readModel", "handling": {"time": {"constant": {"value": 0.1}}}})",
                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "view", "via": "log"})",
                     R"({"duration": 99.5, "warmUp": 0, "replications": 1, "kind": "scenario",
        "replay": [{"at": 50.5, "channel": "log", "into": "view", "events": 20}]})"));
    // 99 live ones and 20 past ones; 51 and 52 wait until the past is handled at 52.5.
    CHECK(value(report, "elements.view.throughput") == Approx(119 / 99.5));
    CHECK(value(report, "elements.view.staleness.max") == Approx(1.6));
}

TEST_CASE("queries x projection: an answer is stale while an earlier event is not shown", "[crossings]") {
    const auto report = run(document(source("external", "[1]", R"(, "keys": {"population": 1})") + R"(,
        {"id": "placed", "kind": "event"},
        {"id": "person", "kind": "actor", "arrivals": {"trace": {"times": [1.5]}, "keys": {"population": 1}}},
        {"id": "ask", "kind": "query"},
        {"id": "view", "kind": "readModel", "queryService": "unlimited",
            "handling": {"time": {"constant": {"value": 5}}, "per": {"ask": {"time": {"constant": {"value": 1}}}}}})",
                                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "view"},
        {"from": "person", "to": "ask"}, {"from": "ask", "to": "view"})",
                                     kOnce));
    CHECK(value(report, "elements.view.staleness.staleAnswers") == Approx(1));
    CHECK(value(report, "elements.view.staleness.mean") == Approx(5));
}

TEST_CASE("sync call x breakdown: on the way to what is called lies the caller's own handling", "[crossings]") {
    const auto report = run(document(source("external", "[1]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "call", "kind": "command"},
        {"id": "line", "kind": "queue", "latency": {"constant": {"value": 2}}},
        {"id": "caller", "kind": "policy", "handling": {"time": {"constant": {"value": 1}}}},
        {"id": "called", "kind": "aggregate", "handling": {"time": {"constant": {"value": 3}}}})",
                                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "caller"},
        {"from": "caller", "to": "call", "mode": "sync"}, {"from": "call", "to": "called", "via": "line"})",
                                     kOnce, R"({"id": "whole", "from": "placed", "to": "called"})"));
    CHECK(value(report, "journeys.whole.mean") == Approx(6));
    CHECK(partOf(report, "caller", "handling") == Approx(1));
    CHECK(partOf(report, "line", "travel") == Approx(2));
    CHECK(partOf(report, "called", "handling") == Approx(3));
    CHECK(value(report, "elements.caller.handling.mean") == Approx(6));
}

TEST_CASE("block x breakdown: on the way to a full receiver lies the sender's own handling", "[crossings]") {
    const auto report = run(document(source("external", "[1, 1]") + R"(,
        {"id": "placed", "kind": "event"}, {"id": "next", "kind": "command"},
        {"id": "sender", "kind": "policy", "handling": {"time": {"constant": {"value": 1}}}},
        {"id": "full", "kind": "aggregate", "service": "small", "handling": {"time": {"constant": {"value": 3}}}},
        {"id": "small", "kind": "service", "queueLimit": 0, "overflow": "block"})",
                                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "sender"},
        {"from": "sender", "to": "next"}, {"from": "next", "to": "full"})",
                                     kOnce, R"({"id": "whole", "from": "placed", "to": "full"})"));
    // 1-2, taken at once, 2-5; 2-3, taken at 5, 5-8.
    CHECK(value(report, "journeys.whole.mean") == Approx((4 + 7) / 2.0));
    CHECK(partOf(report, "sender", "handling") == Approx(1));
    CHECK(partOf(report, "sender", "waiting") == Approx(0.5));
    CHECK(partOf(report, "full", "handling") == Approx(3));
    CHECK(partOf(report, "full", "waiting") == Approx(1));
}

TEST_CASE("backlog x journeys: what waited at the start is among the journeys whose parts are told", "[crossings]") {
    const auto report = run(document(source("external", "[10]") + R"(,
        {"id": "placed", "kind": "event"},
        {"id": "work", "kind": "policy", "handling": {"time": {"constant": {"value": 1}}}})",
                                     R"({"from": "src", "to": "placed"}, {"from": "placed", "to": "work"})",
                                     R"({"duration": 100, "warmUp": 0, "replications": 2, "backlog": {"work": 3}})",
                                     R"({"id": "whole", "from": "placed", "to": "work"})"));
    // 0-1, 1-2, 2-3 and 10-11.
    CHECK(value(report, "journeys.whole.mean") == Approx(7 / 4.0));
    CHECK(partOf(report, "work", "handling") == Approx(1));
    CHECK(partOf(report, "work", "waiting") == Approx(3 / 4.0));
}
