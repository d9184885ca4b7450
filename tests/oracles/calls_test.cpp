// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/markov_chain.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

// Synchronous calls: one worker that waits for its partners is M/G/1 whose service is all that it waits for. 20
// replications of 20,000 s each.
using namespace stormglass::oracles;

namespace {

constexpr const char* kRun = R"({"duration": 20000, "warmUp": 1000, "replications": 20})";

/// A caller with one worker and 0.3 s of its own (exponential), at `rate`, and what it calls.
std::string caller(double rate, const std::string& elements, const std::string& flows,
                   const std::string& own = R"({"time":{"exponential":{"mean":0.3}}})") {
    return document(
        R"({"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":)" + std::to_string(rate) +
            R"(}}},{"id":"request","kind":"command"},{"id":"call","kind":"command"},{"id":"other","kind":"command"},
        {"id":"done","kind":"event"},{"id":"failed","kind":"event"},{"id":"over","kind":"command"},{"id":"said","kind":"external"},
        {"id":"work","kind":"policy","handling":)" +
            own + "}," + elements,
        R"({"from":"clients","to":"request"},{"from":"request","to":"work"},)" + flows, kRun);
}

/// Partners without limits of `call` and `other`.
constexpr const char* kPartner =
    R"({"id":"partner","kind":"external","handling":{"time":{"exponential":{"mean":0.6}}}})";

} // namespace

TEST_CASE("parallel calls are as long as the longest", "[oracle][sync]") {
    // Two partners of mean 0.6: the later has mean 0.9 and variance 0.36 (1 + 1/4).
    const auto report = run(
        caller(0.5,
               std::string(kPartner) +
                   R"(,{"id":"second","kind":"external","handling":{"time":{"exponential":{"mean":0.6}}}})",
               R"({"from":"work","to":"call","mode":"sync"},{"from":"work","to":"other","mode":"sync","parallel":true},
        {"from":"call","to":"partner"},{"from":"other","to":"second"})"));
    CHECK(agrees(report, "elements.work.handling.mean", 1.2));
    CHECK(agrees(report, "elements.work.handling.sd", std::sqrt(0.09 + 0.45)));
    CHECK(agrees(report, "elements.work.waiting.mean", meanWaitMG1(0.5, 1.2, 1.44 + 0.54)));
}

TEST_CASE("calls one after another add up, with the ways there and back", "[oracle][sync]") {
    // The way to the first takes an exponential 0.1 s and another draw of it back.
    const auto report = run(caller(
        0.4,
        std::string(kPartner) + R"(,{"id":"second","kind":"external","handling":{"time":{"constant":{"value":0.4}}}})",
        R"({"from":"work","to":"call","mode":"sync","latency":{"exponential":{"mean":0.1}}},{"from":"work","to":"other","mode":"sync"},
        {"from":"call","to":"partner"},{"from":"other","to":"second"})"));
    const double mean = 0.3 + 0.2 + 0.6 + 0.4;
    const double variance = 0.09 + 0.02 + 0.36;
    CHECK(agrees(report, "elements.work.handling.mean", mean));
    CHECK(agrees(report, "elements.work.busy", 0.4 * mean));
    CHECK(agrees(report, "elements.work.waiting.mean", meanWaitMG1(0.4, mean, mean * mean + variance)));
}

TEST_CASE("a call that times out cuts the wait, and the called work goes on", "[oracle][sync]") {
    // 1 s at most for a partner of mean 0.6: the wait is an exponential cut at 1 s, and fails with exp(-1 / 0.6).
    const double late = std::exp(-1 / 0.6);
    const double cut = 0.6 * (1 - late);
    const double cutSquare = 2 * 0.36 * (1 - late) - 2 * 0.6 * late;
    const auto report = run(caller(
        0.7, kPartner, R"({"from":"work","to":"call","mode":"sync","timeout":1},{"from":"call","to":"partner"})"));
    const double square = 0.18 + 2 * 0.3 * cut + cutSquare;
    CHECK(agrees(report, "elements.work.handling.mean", 0.3 + cut));
    CHECK(agrees(report, "elements.work.failures", 0.7 * late));
    CHECK(agrees(report, "elements.work.throughput", 0.7 * (1 - late)));
    CHECK(agrees(report, "elements.work.waiting.mean", meanWaitMG1(0.7, 0.3 + cut, square)));
    CHECK(agrees(report, "elements.partner.handling.mean", 0.6));
}

TEST_CASE("a partner that retries is waited for, its pauses too", "[oracle][sync]") {
    // Three attempts of mean 0.2 that fail with 0.3, a pause of 0.5 s between: the sum over the attempts made.
    const double p = 0.3;
    const auto report =
        run(caller(0.6,
                   R"({"id":"partner","kind":"external","handling":{"time":{"exponential":{"mean":0.2}},"failure":0.3,
            "retry":{"attempts":3,"backoff":{"constant":{"value":0.5}}}}})",
                   R"({"from":"work","to":"call","mode":"sync"},{"from":"call","to":"partner"})"));
    const double attempts = 1 + p + p * p;
    const double mean = 0.3 + 0.2 * attempts + 0.5 * (attempts - 1);
    // n attempts with probability 0.7, 0.21, 0.09: n exponentials and n - 1 pauses.
    double square = 0;
    for (int n = 1; n <= 3; ++n) {
        const double share = n == 1 ? 1 - p : n == 2 ? p * (1 - p) : p * p;
        const double partOfN = 0.3 + 0.2 * n + 0.5 * (n - 1);
        square += share * (0.09 + 0.04 * n + partOfN * partOfN);
    }
    CHECK(agrees(report, "elements.work.handling.mean", mean));
    CHECK(agrees(report, "elements.work.failures", 0.6 * p * p * p));
    CHECK(agrees(report, "elements.work.waiting.mean", meanWaitMG1(0.6, mean, square)));
}

TEST_CASE("a caller that tries again itself", "[oracle][sync]") {
    // Two attempts at once of own work and a call that fails with 0.25: at the tail again, so M/M/1-like feedback; here
    // with any number of workers: 1.25 attempts on average.
    const auto report = run(caller(
        0.5, R"({"id":"partner","kind":"external","handling":{"time":{"exponential":{"mean":0.6}},"failure":0.25}})",
        R"({"from":"work","to":"call","mode":"sync"},{"from":"call","to":"partner"},{"from":"work","to":"over","on":["failure"]},
           {"from":"over","to":"said"})",
        R"({"time":{"exponential":{"mean":0.3}},"retry":{"attempts":2,"backoff":{"constant":{"value":0}}}})"));
    CHECK(agrees(report, "elements.work.handling.mean", 0.9 * 1.25));
    CHECK(agrees(report, "elements.work.busy", 0.5 * 0.9 * 1.25));
    CHECK(agrees(report, "elements.work.deadLettered", 0.5 * 0.0625));
    CHECK(agrees(report, "elements.said.arrivals", 0.5 * 0.0625));
}

TEST_CASE("a call over a queue: the caller waits for the reader", "[oracle][sync]") {
    // Three callers without pauses or work of their own share one reader of mean 0.8: never idle; each waits 2.4 s.
    const auto report = run(document(
        R"({"id":"people","kind":"actor","arrivals":{"users":{"count":3,"think":{"constant":{"value":0}}}}},
        {"id":"request","kind":"command"},{"id":"pool","kind":"service","concurrency":3},
        {"id":"work","kind":"policy","service":"pool","handling":{"time":{"constant":{"value":0}}}},
        {"id":"call","kind":"command"},{"id":"jobs","kind":"queue"},
        {"id":"reader","kind":"external","service":"one","handling":{"time":{"exponential":{"mean":0.8}}}},{"id":"one","kind":"service"})",
        R"({"from":"people","to":"request"},{"from":"request","to":"work"},{"from":"work","to":"call","mode":"sync"},
        {"from":"call","to":"reader","via":"jobs"})",
        kRun));
    CHECK(agrees(report, "elements.reader.throughput", 1 / 0.8));
    CHECK(agrees(report, "elements.work.handling.mean", 2.4));
    CHECK(figure(report, "elements.work.busy").value == Approx(1).epsilon(1e-6));
}

TEST_CASE("two pools that call each other's database", "[oracle][sync]") {
    // 2 and 1 workers, own work 0.5 and 0.4, one database of 0.3 first come first served. States: in each pool or
    // before it, callers in the order of the database's queue (1 or 2 each; at most three).
    const MarkovChain chain(
        {0, 0, 0, 0, 0},
        [](const MarkovChain::State& s) {
            const int ofFirst = (s[2] == 1) + (s[3] == 1) + (s[4] == 1);
            const int ofSecond = (s[2] == 2) + (s[3] == 2) + (s[4] == 2);
            const auto joined = [&](int who) {
                MarkovChain::State t = s;
                for (std::size_t i = 2; i < 5; ++i) {
                    if (t[i] == 0) {
                        t[i] = who;
                        break;
                    }
                }
                return t;
            };
            std::vector<MarkovChain::Jump> jumps{{{s[0] + 1, s[1], s[2], s[3], s[4]}, 1.2},
                                                 {{s[0], s[1] + 1, s[2], s[3], s[4]}, 0.5}};
            const int working1 = std::min(s[0], 2) - ofFirst;
            const int working2 = std::min(s[1], 1) - ofSecond;
            if (working1 > 0) {
                jumps.push_back({joined(1), working1 / 0.5});
            }
            if (working2 > 0) {
                jumps.push_back({joined(2), working2 / 0.4});
            }
            if (s[2] > 0) {
                jumps.push_back({{s[0] - (s[2] == 1 ? 1 : 0), s[1] - (s[2] == 2 ? 1 : 0), s[3], s[4], 0}, 1 / 0.3});
            }
            return jumps;
        },
        [](const MarkovChain::State& s) { return s[0] < 60 && s[1] < 60; });
    const std::string elements =
        R"({"id":"a","kind":"actor","arrivals":{"poisson":{"rate":1.2}}},{"id":"b","kind":"actor","arrivals":{"poisson":{"rate":0.5}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},{"id":"read","kind":"command"},
        {"id":"p1","kind":"service","concurrency":2},{"id":"p2","kind":"service"},{"id":"db","kind":"service"},
        {"id":"one","kind":"policy","service":"p1","handling":{"time":{"exponential":{"mean":0.5}}}},
        {"id":"two","kind":"policy","service":"p2","handling":{"time":{"exponential":{"mean":0.4}}}},
        {"id":"database","kind":"external","service":"db","handling":{"time":{"exponential":{"mean":0.3}}}})";
    const auto report = run(document(elements,
                                     R"({"from":"a","to":"ask"},{"from":"b","to":"look"},{"from":"ask","to":"one"},
        {"from":"look","to":"two"},{"from":"one","to":"read","mode":"sync"},{"from":"two","to":"read","mode":"sync"},
        {"from":"read","to":"database"})",
                                     kRun));
    CHECK(agrees(report, "elements.one.time.mean", chain.mean([](const auto& s) { return s[0]; }) / 1.2));
    CHECK(agrees(report, "elements.two.time.mean", chain.mean([](const auto& s) { return s[1]; }) / 0.5));
    CHECK(agrees(report, "elements.database.queue.mean",
                 chain.mean([](const auto& s) { return (s[3] > 0 ? 1 : 0) + (s[4] > 0 ? 1 : 0); })));
}
