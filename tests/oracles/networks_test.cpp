// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

using namespace stormglass::oracles;

namespace {

std::string handler(const std::string& id, const std::string& handling, int workers = 1) {
    return R"({"id":")" + id + R"(","kind":"external","service":")" + id + R"(-service","handling":)" + handling +
           R"(},{"id":")" + id + R"(-service","kind":"service","concurrency":)" + std::to_string(workers) + "},";
}

} // namespace

TEST_CASE("tandem: every station of a line is a queue of its own", "[oracle][tandem]") {
    // 20 replications of 20,000 s, lambda 0.6 through M/M/1 of rates 1, 0.8 and M/M/2 of 0.5 (Burke 1956).
    const std::string elements = handler("first", R"({"time":{"exponential":{"mean":1}}})") +
                                 handler("second", R"({"time":{"exponential":{"mean":1.25}}})") +
                                 handler("third", R"({"time":{"exponential":{"mean":2}}})", 2) +
                                 R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.6}}},
        {"id":"a","kind":"event"},{"id":"b","kind":"event"},{"id":"c","kind":"event"},{"id":"d","kind":"event"})";
    const std::string flows = R"({"from":"source","to":"a"},{"from":"a","to":"first"},{"from":"first","to":"b"},
        {"from":"b","to":"second"},{"from":"second","to":"c"},{"from":"c","to":"third"},{"from":"third","to":"d"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"line","from":"a","to":"d"})"));
    const double third = 2 + meanWaitMMc(0.6, 0.5, 2);
    CHECK(agrees(report, "elements.first.time.mean", 1 / 0.4));
    CHECK(agrees(report, "elements.second.time.mean", 1 / 0.2));
    CHECK(agrees(report, "elements.third.time.mean", third));
    CHECK(agrees(report, "journeys.line.mean", 1 / 0.4 + 1 / 0.2 + third));
    // Times at the stations of a line are independent (Reich 1963): variances add. At the third an exponential of 2 s
    // and, with probability C, a wait of rate 2 mu - lambda.
    const double c = erlangC(1.2, 2);
    const double wait = 1 / 0.4;
    CHECK(agrees(report, "journeys.line.sd",
                 std::sqrt(1 / 0.16 + 1 / 0.04 + 4 + 2 * c * wait * wait - c * c * wait * wait)));
    CHECK(agreesWithin(report, "elements.second.time.p99", std::log(100.0) / 0.2, 0.008));
}

TEST_CASE("Jackson: stations with feedback are independent queues", "[oracle][jackson]") {
    // 20 replications of 20,000 s. 0.5/s enter the first of two stations; after the second 30 % go back to the first
    // (Jackson 1957). Both see 0.5 / 0.7 per second.
    const std::string elements = handler("first", R"({"time":{"exponential":{"mean":1}}})") +
                                 handler("second", R"({"time":{"exponential":{"mean":2.4}}})", 2) +
                                 R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.5}}},
        {"id":"a","kind":"event"},{"id":"b","kind":"event"},{"id":"again","kind":"event"},{"id":"done","kind":"event"})";
    const std::string flows = R"({"from":"source","to":"a"},{"from":"a","to":"first"},{"from":"again","to":"first"},
        {"from":"first","to":"b"},{"from":"b","to":"second"},
        {"from":"second","to":"again","choice":{"group":"end","weight":3}},
        {"from":"second","to":"done","choice":{"group":"end","weight":7}})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"whole","from":"a","to":"done"})"));
    const double lambda = 0.5 / 0.7;
    const double first = 1 / (1 - lambda);
    const double second = 2.4 + meanWaitMMc(lambda, 1 / 2.4, 2);
    CHECK(agrees(report, "elements.first.arrivals", lambda));
    CHECK(agrees(report, "elements.first.time.mean", first));
    CHECK(agrees(report, "elements.second.time.mean", second));
    CHECK(agreesWithin(report, "elements.first.time.p99", std::log(100.0) * first, 0.008)); // each visit (Jackson)
    CHECK(agrees(report, "elements.second.waited", erlangC(lambda * 2.4, 2)));
    CHECK(agrees(report, "elements.second.busy", lambda * 1.2));
    CHECK(agrees(report, "journeys.whole.mean", (first + second) / 0.7));
}

TEST_CASE("retry at once with unlimited attempts is Bernoulli feedback", "[oracle][retry]") {
    // 20 replications of 20,000 s: lambda 0.5, mu 1, a third of the attempts fail and join the tail again. The station
    // is M/M/1 with lambda / (1 - p) (Jackson); a message visits it 1 / (1 - p) times.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.5}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "failure": 0.3333333333333333,
                                    "retry": {"attempts": 1000, "backoff": {"constant": {"value": 0}}}})"}));
    const double perVisit = 1 / (1 - 0.75);
    CHECK(agrees(report, "elements.work.busy", 0.75));
    CHECK(agrees(report, "elements.work.failures", 0.25));
    CHECK(agrees(report, "elements.work.retries", 0.25));
    CHECK(agrees(report, "elements.work.time.mean", 1.5 * perVisit));
    CHECK(agrees(report, "elements.work.handling.mean", 1.5));
    CHECK(agrees(report, "elements.work.queue.mean", 0.75 * 0.75 / 0.25));
}

TEST_CASE("capped retry: geometric attempts, then a dead letter", "[oracle][retry]") {
    // 20 replications of 20,000 s: 3 attempts, each fails with 0.4, backoff 2 doubled, on an infinite server.
    // Attempts per message 1 + 0.4 + 0.16; dead letters 0.064; mean time = attempts + backoffs 2 * 0.4 + 4 * 0.16.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "failure": 0.4,
                                    "retry": {"attempts": 3, "backoff": {"exponential": {"mean": 2}}, "multiplier": 2}})",
                                    .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(report, "elements.work.handling.mean", 1.56));
    CHECK(agrees(report, "elements.work.time.mean", 1.56 + 0.8 + 0.64));
    CHECK(agrees(report, "elements.work.deadLettered", 2 * 0.064));
    CHECK(agrees(report, "elements.work.throughput", 2 * 0.936));
    CHECK(agrees(report, "elements.work.retries", 2 * 0.56));
    CHECK(agrees(report, "elements.work.failures", 2 * 0.624));
}

TEST_CASE("a partitioned topic is one queue per partition", "[oracle][partitions]") {
    // 20 replications of 20,000 s, 2.4/s over 4 partitions with shares 0.4, 0.3, 0.2, 0.1, one worker each (4 replicas
    // of one worker), mean handling 1: four M/M/1 queues.
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":2.4}}},
        {"id":"happened","kind":"event"},{"id":"log","kind":"topic","partitions":4,"shares":[0.38,0.3,0.2,0.12]},
        {"id":"reader","kind":"policy","service":"readers","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"readers","kind":"service","replicas":4})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"reader","via":"log"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"reading","from":"happened","to":"reader"})"));
    const double shares[] = {0.38, 0.3, 0.2, 0.12};
    double mean = 0;
    for (int i = 0; i < 4; ++i) {
        const double time = 1 / (1 - 2.4 * shares[i]);
        mean += shares[i] * time;
        INFO("partition " << i);
        CHECK(agrees(report, "channels.log.partitions." + std::to_string(i) + ".time.mean", time));
        CHECK(agreesWithin(report, "channels.log.partitions." + std::to_string(i) + ".time.p99", time * std::log(100.0),
                           0.008));
        CHECK(agrees(report, "channels.log.partitions." + std::to_string(i) + ".arrivals", 2.4 * shares[i]));
        CHECK(agrees(report, "channels.log.partitions." + std::to_string(i) + ".lag.mean", 2.4 * shares[i] * time));
    }
    CHECK(agrees(report, "elements.reader.time.mean", mean));
    CHECK(agrees(report, "journeys.reading.mean", mean));
    CHECK(agrees(report, "elements.reader.busy", 0.6));
}

TEST_CASE("a queue's competing workers are an M/M/c station", "[oracle][queue]") {
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":2.4}}},
        {"id":"happened","kind":"event"},{"id":"jobs","kind":"queue"},
        {"id":"reader","kind":"policy","service":"readers","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"readers","kind":"service","replicas":3})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"reader","via":"jobs"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"reading","from":"happened","to":"reader"})"));
    CHECK(agrees(report, "elements.reader.waiting.mean", meanWaitMMc(2.4, 1, 3)));
    CHECK(agrees(report, "channels.jobs.depth.mean", 2.4 * meanWaitMMc(2.4, 1, 3)));
    CHECK(agrees(report, "journeys.reading.mean", 1 + meanWaitMMc(2.4, 1, 3)));
}

TEST_CASE("closed users: a central server and two others, by exact mean value analysis", "[oracle][closed]") {
    // 20 replications of 20,000 s: 8 users think 5 s, then visit a worker of 0.5 s three times, going to one of 0.8 s
    // and one of 1.1 s in turn between (Reiser and Lavenberg 1980): demands 1.5, 0.8, 1.1.
    const std::string elements =
        handler("cpu1", R"({"time":{"exponential":{"mean":0.5}}})") +
        handler("left", R"({"time":{"exponential":{"mean":0.8}}})") +
        handler("right", R"({"time":{"exponential":{"mean":1.1}}})") +
        R"({"id":"people","kind":"actor","arrivals":{"users":{"count":8,"think":{"exponential":{"mean":5}}}}},
        {"id":"cpu2","kind":"external","service":"cpu1-service","handling":{"time":{"exponential":{"mean":0.5}}}},
        {"id":"cpu3","kind":"external","service":"cpu1-service","handling":{"time":{"exponential":{"mean":0.5}}}},
        {"id":"ask","kind":"command"},{"id":"a","kind":"event"},{"id":"b","kind":"event"},{"id":"c","kind":"event"},
        {"id":"d","kind":"event"},{"id":"done","kind":"event"})";
    const std::string flows = R"({"from":"people","to":"ask"},{"from":"ask","to":"cpu1"},{"from":"cpu1","to":"a"},
        {"from":"a","to":"left"},{"from":"left","to":"b"},{"from":"b","to":"cpu2"},{"from":"cpu2","to":"c"},
        {"from":"c","to":"right"},{"from":"right","to":"d"},{"from":"d","to":"cpu3"},{"from":"cpu3","to":"done"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"visit","from":"ask","to":"done"})"));
    const double throughput = closedThroughput({8}, {5}, {1.5, 0.8, 1.1})[0];
    CHECK(agrees(report, "journeys.visit.mean", 8 / throughput - 5));
    CHECK(agrees(report, "services.cpu1-service.busy", 1.5 * throughput));
    CHECK(agrees(report, "services.left-service.busy", 0.8 * throughput));
    CHECK(agrees(report, "services.right-service.busy", 1.1 * throughput));
}

TEST_CASE("closed users: two classes at two stations, by exact mean value analysis", "[oracle][closed]") {
    // 20 replications of 20,000 s: 4 users thinking 3 s and 3 thinking 9 s go through two workers of 0.7 and 1.2 s, one
    // after the other.
    const std::string elements =
        handler("one", R"({"time":{"exponential":{"mean":0.7}}})") +
        handler("two", R"({"time":{"exponential":{"mean":1.2}}})") +
        R"({"id":"eager","kind":"actor","arrivals":{"users":{"count":4,"think":{"exponential":{"mean":3}}}}},
        {"id":"calm","kind":"actor","arrivals":{"users":{"count":3,"think":{"exponential":{"mean":9}}}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},{"id":"a","kind":"event"},{"id":"b","kind":"event"},
        {"id":"answered","kind":"event"},{"id":"shown","kind":"event"})";
    const std::string flows = R"({"from":"eager","to":"ask"},{"from":"calm","to":"look"},{"from":"ask","to":"one"},
        {"from":"look","to":"one"},{"from":"one","to":"a","on":["ask"]},{"from":"one","to":"b","on":["look"]},
        {"from":"a","to":"two"},{"from":"b","to":"two"},{"from":"two","to":"answered","on":["a"]},{"from":"two","to":"shown","on":["b"]})";
    const auto report =
        run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                     R"({"id":"asking","from":"ask","to":"answered"},{"id":"looking","from":"look","to":"shown"})"));
    const auto throughput = closedThroughput({4, 3}, {3, 9}, {0.7, 1.2});
    CHECK(agrees(report, "journeys.asking.mean", 4 / throughput[0] - 3));
    CHECK(agrees(report, "journeys.looking.mean", 3 / throughput[1] - 9));
    CHECK(agrees(report, "elements.two.busy", 1.2 * (throughput[0] + throughput[1])));
}
