// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

using Ids = std::vector<std::string>;

sim::Compiled handled(const std::string& handling, const std::string& more = {}) {
    return compiledOf(documentOf(
        R"({"id": "user", "kind": "actor", "arrivals": {"poisson": {"rate": 1}, "classes": {"premium": 1}}},
           {"id": "ask", "kind": "command"}, {"id": "tell", "kind": "command"}, {"id": "dead", "kind": "queue"},
           {"id": "do", "kind": "aggregate", "handling": )" +
            handling + "}" + more,
        R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "do"}, {"from": "user", "to": "tell"},
           {"from": "tell", "to": "do"})"));
}

double meanOf(const sim::Compiled& compiled, const sim::Variate& variate) {
    return sim::meanOf(compiled.network.distributions[variate.distribution], compiled.network.distributionTable);
}

} // namespace

SCENARIO("what nobody says has the contract's defaults", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "a", "kind": "aggregate"}, {"id": "p", "kind": "policy"}, {"id": "v", "kind": "readModel"},
           {"id": "x", "kind": "external"}, {"id": "e", "kind": "event"}, {"id": "t", "kind": "topic"},
           {"id": "q", "kind": "queue"})",
        R"({"from": "e", "to": "a"}, {"from": "e", "to": "p"}, {"from": "e", "to": "v"}, {"from": "e", "to": "x"})"));
    const sim::Network& network = compiled.network;
    const std::vector<double> means{0.01, 0.005, 0.005, 0.1};
    for (std::size_t h = 0; h < means.size(); ++h) {
        CHECK(meanOf(compiled, network.handlers[h].time) == Approx(means[h]));
        CHECK(network.handlers[h].retry.attempts == 1);
        CHECK(network.services[network.handlers[h].service].implicit);
    }
    CHECK(network.services[network.handlers[0].service].concurrency == 1);
    CHECK(network.services[network.handlers[3].service].concurrency == sim::kUnlimited);
    CHECK(meanOf(compiled, network.channels[0].rebalance) == 3);
    CHECK_FALSE(network.channels[1].rebalance.present());
}

SCENARIO("handling parameters stand where the engine reads them", "[compile]") {
    const sim::Compiled compiled = handled(R"({"time": {"constant": {"value": 2}}, "delay": {"constant": {"value": 3}},
        "failure": 0.5, "timeout": 4, "retry": {"attempts": 3, "multiplier": 2, "maxBackoff": 9, "jitter": 0.1},
        "exclusivePerKey": true, "eventSourced": {"perEvent": 0.1, "snapshotEvery": 5}, "idempotent": true,
        "batch": {"max": 5, "linger": 1, "perMessage": {"constant": {"value": 0.2}}},
        "patience": {"constant": {"value": 7}}, "hedge": {"after": 1}, "priority": 2, "deadLetter": "dead",
        "rateLimit": {"rate": 10, "burst": 4, "excess": "reject"},
        "circuitBreaker": {"window": 10, "threshold": 0.5, "openFor": 6}})");
    const sim::Handler& handler = compiled.network.handlers[0];
    CHECK(meanOf(compiled, handler.time) == 2);
    CHECK(meanOf(compiled, handler.delay) == 3);
    CHECK(handler.failure == 0.5);
    CHECK(handler.failureStream != sim::kNone);
    CHECK(handler.timeout == 4);
    CHECK(handler.retry.attempts == 3);
    CHECK(meanOf(compiled, handler.retry.backoff) == 1);
    CHECK(handler.retry.maxBackoff == 9);
    CHECK(handler.retry.jitterStream != sim::kNone);
    CHECK(handler.exclusivePerKey);
    CHECK(handler.snapshotEvery == 5);
    CHECK(handler.idempotent);
    CHECK(handler.batch.max == 5);
    CHECK(meanOf(compiled, handler.batch.perMessage) == Approx(0.2));
    CHECK(meanOf(compiled, handler.patience) == 7);
    CHECK(handler.hedge.copies == 2);
    CHECK(handler.priority == 2);
    CHECK(handler.deadLetter == 0);
    CHECK(handler.rateLimit.rejects);
    CHECK(handler.circuitBreaker.minCalls == 10);
    CHECK(handler.circuitBreaker.consecutive == 0);
}

SCENARIO("rules for a class stand before rules for a message", "[compile]") {
    const sim::Compiled compiled = handled(R"({"per": {"ask": {"failure": 0.1}, "premium": {"priority": 5}}})");
    const auto rules = rowsOf(compiled.network.perRules, compiled.network.handlers[0].per);
    REQUIRE(rules.size() == 2);
    CHECK(rules[0].ofClass);
    CHECK(rules[0].priority == 5);
    CHECK(std::isnan(rules[1].priority));
    CHECK(rules[1].failure == 0.1);
}

SCENARIO("what is waited for", "[compile]") {
    const sim::JoinRule all =
        handled(R"({"waitFor": {"all": ["ask", "tell"], "timeout": 3}})").network.handlers[0].join;
    CHECK(all.kind == sim::JoinKind::all);
    CHECK(all.messages.count == 2);
    CHECK(all.timeout == 3);
    CHECK_FALSE(all.byKey);
    const sim::JoinRule some =
        handled(R"({"waitFor": {"atLeast": 1, "of": ["ask", "tell"], "by": "key"}})").network.handlers[0].join;
    CHECK(some.kind == sim::JoinKind::atLeast);
    CHECK(some.atLeast == 1);
    CHECK(some.byKey);
    const sim::JoinRule each = handled(R"({"waitFor": {"each": "tell", "as": "ask"}})").network.handlers[0].join;
    CHECK(each.kind == sim::JoinKind::each);
    CHECK(each.eachMessage == 1);
    CHECK(each.asManyAs == 0);
}

SCENARIO("no two rows draw from one stream unless they are the same place and purpose", "[compile]") {
    const sim::Compiled compiled = handled(R"({"time": {"exponential": {"mean": 1}}, "failure": 0.1,
        "per": {"ask": {"time": {"exponential": {"mean": 2}}}}})");
    std::vector<std::pair<std::uint64_t, sim::Purpose>> seeds;
    for (const sim::StreamSeed& seed : compiled.network.streams) {
        seeds.emplace_back(seed.placeHash, seed.purpose);
    }
    std::ranges::sort(seeds);
    CHECK(std::ranges::adjacent_find(seeds) == seeds.end());
}

SCENARIO("services and channels", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "s", "kind": "service", "replicas": 2, "concurrency": 3, "discipline": "lifo", "queueLimit": 0,
            "overflow": "block", "balancing": "powerOfTwo", "startup": {"constant": {"value": 1}},
            "autoscale": {"metric": "queue", "target": 4, "min": 0}, "costPerHour": 9,
            "breakdowns": {"every": {"constant": {"value": 5}}, "repair": {"constant": {"value": 1}}}},
           {"id": "t", "kind": "topic", "shares": [3, 1], "capacity": 10, "overflow": "reject", "publishEvery": 0.1,
            "ttl": 5, "loss": 0.1, "deadLetter": "q"},
           {"id": "q", "kind": "queue", "partitions": 3, "maxAttempts": 4, "visibility": 30})",
        ""));
    const sim::Service& service = compiled.network.services[0];
    CHECK(service.queueLimit == 0);
    CHECK(service.overflow == sim::Overflow::block);
    CHECK(service.balancing == sim::Balancing::powerOfTwo);
    CHECK(service.choices == 2);
    CHECK(service.autoscale.metric == sim::AutoscaleMetric::queue);
    CHECK(service.autoscale.max == sim::kUnlimited);
    CHECK(service.autoscale.idleFor == 15);
    CHECK(service.breakdowns.interrupted == sim::Interrupted::byDefault);
    const sim::Channel& topic = compiled.network.channels[0];
    CHECK(topic.partitions == 2);
    CHECK(compiled.network.shares == std::vector<double>{0.75, 1});
    CHECK(topic.lossStream != sim::kNone);
    CHECK(topic.duplicateStream == sim::kNone);
    CHECK(topic.deadLetter == 1);
    CHECK(compiled.network.channels[1].maxAttempts == 4);
    CHECK(compiled.notSimulated == Ids{"q.partitions"});
}
