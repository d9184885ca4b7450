// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/markov_chain.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>

// Small systems of exponential parts whose exact answer is the stationary distribution of a Markov chain.
using namespace stormglass::oracles;

namespace {

using State = MarkovChain::State;
using Jumps = std::vector<MarkovChain::Jump>;

const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";
constexpr const char* kRun = R"({"duration": 20000, "warmUp": 1000, "replications": 20})";

double least(int a, int b) {
    return std::min(a, b);
}

} // namespace

TEST_CASE("M/E2/2 and M/H2/2: several workers, times of two phases", "[oracle][mgc]") {
    // 20 replications of 20,000 s, lambda 1.5, mean time 1. States: waiting, workers in the first and the second phase.
    const bool isErlang = GENERATE(true, false);
    // Erlang: every job goes through phases of rate 2. Hyperexponential with cv 2: one of two, balanced means.
    const double first = isErlang ? 1 : (1 + std::sqrt(3.0 / 5)) / 2;
    const double rate1 = isErlang ? 2 : 2 * first;
    const double rate2 = isErlang ? 2 : 2 * (1 - first);
    const MarkovChain chain(
        {0, 0, 0},
        [&](const State& s) {
            const int waiting = s[0];
            const int a = s[1];
            const int b = s[2];
            Jumps jumps;
            if (a + b == 2) {
                jumps.push_back({{waiting + 1, a, b}, 1.5});
            } else {
                jumps.push_back({{0, a + 1, b}, 1.5 * first});
                jumps.push_back({{0, a, b + 1}, 1.5 * (1 - first)});
            }
            const auto ends = [&](int restA, int restB, double rate) {
                if (waiting == 0) {
                    jumps.push_back({{0, restA, restB}, rate});
                } else {
                    jumps.push_back({{waiting - 1, restA + 1, restB}, rate * first});
                    jumps.push_back({{waiting - 1, restA, restB + 1}, rate * (1 - first)});
                }
            };
            if (isErlang) {
                jumps.push_back({{waiting, a - 1, b + 1}, a * rate1});
            } else if (a > 0) {
                ends(a - 1, b, a * rate1);
            }
            if (b > 0) {
                ends(a, b - 1, b * rate2);
            }
            return jumps;
        },
        [](const State& s) { return s[0] < 300; });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1.5}})",
                                    .handling = isErlang ? R"({"time": {"erlang": {"k": 2, "mean": 1}}})"
                                                         : R"({"time": {"hyperexponential": {"mean": 1, "cv": 2}}})",
                                    .service = R"({"concurrency": 2})"}));
    CHECK(agrees(report, "elements.work.queue.mean", chain.mean([](const State& s) { return s[0]; })));
    CHECK(agrees(report, "elements.work.waited", chain.mean([](const State& s) { return s[1] + s[2] == 2 ? 1 : 0; })));
}

TEST_CASE("E2/M/2 and MMPP/M/2: several workers, arrivals of two phases", "[oracle][gimc]") {
    // 20 replications of 20,000 s (50,000 s for bursts), mu 1. States: in the system, phase of the source.
    const bool isErlang = GENERATE(true, false);
    const MarkovChain chain(
        {0, 0},
        [&](const State& s) {
            Jumps jumps{{{s[0] - 1, s[1]}, least(s[0], 2)}};
            if (isErlang) {
                jumps.push_back({{s[0] + s[1], 1 - s[1]}, 3});
            } else {
                jumps.push_back({{s[0] + 1, s[1]}, s[1] == 0 ? 0.6 : 3});
                jumps.push_back({{s[0], 1 - s[1]}, s[1] == 0 ? 1.0 / 30 : 1.0 / 15});
            }
            return jumps;
        },
        [](const State& s) { return s[0] < 500; });
    const auto report = run(textOf(
        {.arrivals = isErlang ? R"({"renewal": {"interval": {"erlang": {"k": 2, "mean": 0.6666666666666667}}}})"
                              : R"({"bursty": {"rate": 0.6, "burstRate": 3, "burstEvery": 30, "burstLength": 15}})",
         .handling = kExponential,
         .service = R"({"concurrency": 2})",
         .scenario = isErlang ? kRun : R"({"duration": 50000, "warmUp": 2000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.queue.mean", chain.mean([](const State& s) { return std::max(0, s[0] - 2); })));
    CHECK(agrees(report, "elements.work.busy", chain.mean([](const State& s) { return least(s[0], 2) / 2; })));
    // Who waits is seen by those who come: weighed by the rate at which they do.
    const auto coming = [&](const State& s) { return isErlang ? s[1] * 3.0 : s[1] == 0 ? 0.6 : 3.0; };
    CHECK(agrees(report, "elements.work.waited",
                 chain.mean([&](const State& s) { return s[0] >= 2 ? coming(s) : 0; }) / chain.mean(coming)));
}

TEST_CASE("M/E2/1/K: little room, times of two phases", "[oracle][mg1k]") {
    // 20 replications of 20,000 s, lambda 1.2, at most 3 wait. States: in the system, phase of the work.
    const MarkovChain chain(
        {0, 0},
        [](const State& s) {
            Jumps jumps{{{s[0] + 1, s[1]}, s[0] < 4 ? 1.2 : 0}};
            if (s[0] > 0) {
                jumps.push_back({{s[0] - s[1], 1 - s[1]}, 2});
            }
            return jumps;
        },
        [](const State&) { return true; });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1.2}})",
                                    .handling = R"({"time": {"erlang": {"k": 2, "mean": 1}}})",
                                    .service = R"({"queueLimit": 3})"}));
    CHECK(agrees(report, "elements.work.dropped", 1.2 * chain.mean([](const State& s) { return s[0] == 4 ? 1 : 0; })));
    CHECK(agrees(report, "elements.work.queue.mean", chain.mean([](const State& s) { return std::max(0, s[0] - 1); })));
}

TEST_CASE("preemptive priority on two workers", "[oracle][priority]") {
    // 20 replications of 20,000 s, 0.8/s important ones of mean 1 and 0.5/s others of mean 1.2. States: numbers of
    // both.
    const MarkovChain chain(
        {0, 0},
        [](const State& s) {
            return Jumps{{{s[0] + 1, s[1]}, 0.8},
                         {{s[0], s[1] + 1}, 0.5},
                         {{s[0] - 1, s[1]}, least(s[0], 2)},
                         {{s[0], s[1] - 1}, least(std::max(0, 2 - s[0]), s[1]) / 1.2}};
        },
        [](const State& s) { return s[0] < 40 && s[1] < 120; });
    const std::string elements =
        R"({"id":"gold","kind":"actor","arrivals":{"poisson":{"rate":0.8}}},{"id":"plain","kind":"actor","arrivals":{"poisson":{"rate":0.5}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},
        {"id":"first","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1}},"priority":2}},
        {"id":"second","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1.2}}}},
        {"id":"desk","kind":"service","concurrency":2,"discipline":"preemptivePriority"})";
    const auto report = run(document(
        elements,
        R"({"from":"gold","to":"ask"},{"from":"plain","to":"look"},{"from":"ask","to":"first"},{"from":"look","to":"second"})",
        kRun));
    CHECK(agrees(report, "elements.first.time.mean", chain.mean([](const State& s) { return s[0]; }) / 0.8));
    CHECK(agrees(report, "elements.second.time.mean", chain.mean([](const State& s) { return s[1]; }) / 0.5));
}

TEST_CASE("two different workers take from one queue whoever is free", "[oracle][queue]") {
    // 20 replications of 20,000 s, lambda 1, mu 1 and 0.5; an arrival that finds both free goes to either (Gumbel
    // 1960). States: waiting, the one busy, the other busy.
    const MarkovChain chain(
        {0, 0, 0},
        [](const State& s) {
            Jumps jumps;
            if (s[1] + s[2] == 2) {
                jumps = {{{s[0] + 1, 1, 1}, 1}};
            } else if (s[1] + s[2] == 0) {
                jumps = {{{0, 1, 0}, 0.5}, {{0, 0, 1}, 0.5}};
            } else {
                jumps = {{{0, 1, 1}, 1}};
            }
            jumps.push_back({{std::max(0, s[0] - 1), s[0] > 0 ? 1 : 0, s[2]}, s[1] * 1.0});
            jumps.push_back({{std::max(0, s[0] - 1), s[1], s[0] > 0 ? 1 : 0}, s[2] * 0.5});
            return jumps;
        },
        [](const State& s) { return s[0] < 200; });
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":1}}},
        {"id":"happened","kind":"event"},{"id":"jobs","kind":"queue"},
        {"id":"quick","kind":"policy","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"slow","kind":"policy","handling":{"time":{"exponential":{"mean":2}}}})";
    const auto report = run(document(elements,
                                     R"({"from":"source","to":"happened"},{"from":"happened","to":"jobs"},
        {"from":"jobs","to":"quick"},{"from":"jobs","to":"slow"})",
                                     kRun));
    CHECK(agrees(report, "elements.quick.busy", chain.mean([](const State& s) { return s[1]; })));
    CHECK(agrees(report, "elements.slow.busy", chain.mean([](const State& s) { return s[2]; })));
    CHECK(agrees(report, "channels.jobs.depth.mean", chain.mean([](const State& s) { return s[0]; })));
}

TEST_CASE("a pool of callers that wait for one partner", "[oracle][sync]") {
    // 20 replications of 20,000 s: three workers, 0.5 s of own work and a synchronous call of a partner with one worker
    // of 0.6 s, lambda 1.2. States: in the pool or before it, calls at the partner.
    const MarkovChain chain(
        {0, 0},
        [](const State& s) {
            const int working = std::min(3, s[0]) - s[1];
            return Jumps{{{s[0] + 1, s[1]}, 1.2},
                         {{s[0], s[1] + 1}, working / 0.5},
                         {{s[0] - 1, s[1] - 1}, s[1] > 0 ? 1 / 0.6 : 0}};
        },
        [](const State& s) { return s[0] < 300; });
    const std::string elements = R"({"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":1.2}}},
        {"id":"request","kind":"command"},{"id":"charge","kind":"command"},{"id":"done","kind":"event"},
        {"id":"pool","kind":"service","concurrency":3},{"id":"bank","kind":"service"},
        {"id":"work","kind":"policy","service":"pool","handling":{"time":{"exponential":{"mean":0.5}}}},
        {"id":"partner","kind":"external","service":"bank","handling":{"time":{"exponential":{"mean":0.6}}}})";
    const auto report = run(document(elements, R"({"from":"clients","to":"request"},{"from":"request","to":"work"},
        {"from":"work","to":"charge","mode":"sync"},{"from":"charge","to":"partner"},{"from":"partner","to":"done"})",
                                     kRun));
    CHECK(agrees(report, "elements.work.queue.mean", chain.mean([](const State& s) { return std::max(0, s[0] - 3); })));
    CHECK(agrees(report, "elements.work.busy", chain.mean([](const State& s) { return least(s[0], 3) / 3; })));
    CHECK(agrees(report, "elements.partner.time.mean", chain.mean([](const State& s) { return s[1]; }) / 1.2));
}

TEST_CASE("a line of three with little room, blocking after service", "[oracle][blocking]") {
    // 20 replications of 20,000 s: Poisson 0.5/s before the first, one place to wait before the second and none before
    // the third, exponential of means 1, 0.8, 1. States: at each station; the first or the second worker blocked.
    const MarkovChain chain(
        {0, 0, 0, 0, 0},
        [](const State& s) {
            Jumps jumps{{{s[0] + 1, s[1], s[2], s[3], s[4]}, 0.5}};
            if (s[0] > 0 && s[3] == 0) {
                jumps.push_back(s[1] < 2 ? MarkovChain::Jump{{s[0] - 1, s[1] + 1, s[2], 0, s[4]}, 1}
                                         : MarkovChain::Jump{{s[0], s[1], s[2], 1, s[4]}, 1});
            }
            const auto letFirstOn = [](State t) {
                if (t[3] == 1 && t[1] < 2) {
                    t = {t[0] - 1, t[1] + 1, t[2], 0, t[4]};
                }
                return t;
            };
            if (s[1] > 0 && s[4] == 0) {
                jumps.push_back(s[2] == 0 ? MarkovChain::Jump{letFirstOn({s[0], s[1] - 1, 1, s[3], 0}), 1.25}
                                          : MarkovChain::Jump{{s[0], s[1], 1, s[3], 1}, 1.25});
            }
            if (s[2] > 0) {
                jumps.push_back(s[4] == 1 ? MarkovChain::Jump{letFirstOn({s[0], s[1] - 1, 1, s[3], 0}), 1}
                                          : MarkovChain::Jump{{s[0], s[1], 0, s[3], 0}, 1});
            }
            return jumps;
        },
        [](const State& s) { return s[0] < 300; });
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.5}}},
        {"id":"a","kind":"event"},{"id":"b","kind":"event"},{"id":"c","kind":"event"},{"id":"s1","kind":"service"},
        {"id":"s2","kind":"service","overflow":"block","queueLimit":1},{"id":"s3","kind":"service","overflow":"block","queueLimit":0},
        {"id":"first","kind":"external","service":"s1","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"second","kind":"external","service":"s2","handling":{"time":{"exponential":{"mean":0.8}}}},
        {"id":"third","kind":"policy","service":"s3","handling":{"time":{"exponential":{"mean":1}}}})";
    const auto report = run(document(elements, R"({"from":"source","to":"a"},{"from":"a","to":"first"},
        {"from":"first","to":"b"},{"from":"b","to":"second"},{"from":"second","to":"c"},{"from":"c","to":"third"})",
                                     kRun, R"({"id":"line","from":"a","to":"third"})"));
    const auto at = [&](std::size_t i) { return chain.mean([i](const State& s) { return s[i]; }); };
    CHECK(agrees(report, "journeys.line.mean", (at(0) + at(1) + at(2)) / 0.5));
    CHECK(agrees(report, "elements.first.blocked", at(3)));
    CHECK(agrees(report, "elements.second.blocked", at(4)));
    CHECK(agrees(report, "elements.second.busy", chain.mean([](const State& s) { return s[1] > 0 ? 1 : 0; })));
}

TEST_CASE("the least busy of two replicas of two workers", "[oracle][jsq]") {
    // 20 replications of 20,000 s, lambda 3.2, mu 1; ties at random. States: messages at either.
    const MarkovChain chain(
        {0, 0},
        [](const State& s) {
            const double toFirst = s[0] < s[1] ? 3.2 : s[0] == s[1] ? 1.6 : 0;
            return Jumps{{{s[0] + 1, s[1]}, toFirst},
                         {{s[0], s[1] + 1}, 3.2 - toFirst},
                         {{s[0] - 1, s[1]}, least(s[0], 2)},
                         {{s[0], s[1] - 1}, least(s[1], 2)}};
        },
        [](const State& s) { return s[0] < 60 && s[1] < 60; });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 3.2}})",
                                    .handling = kExponential,
                                    .service = R"({"replicas": 2, "concurrency": 2, "balancing": "leastBusy"})"}));
    CHECK(agrees(report, "journeys.visit.mean", chain.mean([](const State& s) { return s[0] + s[1]; }) / 3.2));
}

TEST_CASE("users who are turned away, patient and impatient ones", "[oracle][closed]") {
    // 20 replications of 20,000 s: 6 users think 2 s; one worker of 1 s, one may wait and does so for 1.5 s on average;
    // who is turned away or gives up thinks again. States: in handling or waiting.
    const MarkovChain chain(
        {0},
        [](const State& s) {
            return Jumps{{{s[0] + 1}, s[0] < 2 ? (6 - s[0]) / 2.0 : 0},
                         {{s[0] - 1}, (s[0] > 0 ? 1 : 0) + std::max(0, s[0] - 1) / 1.5}};
        },
        [](const State&) { return true; });
    const auto report =
        run(textOf({.arrivals = R"({"users": {"count": 6, "think": {"exponential": {"mean": 2}}}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "patience": {"exponential": {"mean": 1.5}}})",
                    .service = R"({"queueLimit": 1})"}));
    CHECK(agrees(report, "elements.work.busy", chain.mean([](const State& s) { return s[0] > 0 ? 1 : 0; })));
    CHECK(agrees(report, "elements.work.dropped", chain.mean([](const State& s) { return s[0] == 2 ? 2 : 0; })));
    CHECK(agrees(report, "elements.work.expired", chain.mean([](const State& s) { return s[0] == 2 ? 1 / 1.5 : 0; })));
}

TEST_CASE("a source that a full service blocks", "[oracle][blocking]") {
    // 20 replications of 20,000 s, lambda 1.3, mu 1, two may wait, the next one stands before the door and the source
    // with it: M/M/1/4.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1.3}})",
                                    .handling = kExponential,
                                    .service = R"({"queueLimit": 2, "overflow": "block"})"}));
    double total = 0;
    for (int n = 0; n <= 4; ++n) {
        total += std::pow(1.3, n);
    }
    CHECK(agrees(report, "elements.work.busy", 1 - 1 / total));
    CHECK(agrees(report, "elements.work.throughput", 1 - 1 / total));
    CHECK(agrees(report, "elements.work.queue.mean",
                 (std::pow(1.3, 2) + 2 * std::pow(1.3, 3) + 2 * std::pow(1.3, 4)) / total));
}

TEST_CASE("three choices among three replicas: the shortest queue", "[oracle][supermarket]") {
    // 20 replications of 20,000 s, lambda 2.1, mu 1; ties to the first drawn, so equally likely. States: at each.
    const MarkovChain chain(
        {0, 0, 0},
        [](const State& s) {
            const int fewest = std::min({s[0], s[1], s[2]});
            const int ties = (s[0] == fewest) + (s[1] == fewest) + (s[2] == fewest);
            Jumps jumps;
            for (std::size_t i = 0; i < 3; ++i) {
                State t = s;
                ++t[i];
                jumps.push_back({t, s[i] == fewest ? 2.1 / ties : 0});
                t[i] -= 2;
                jumps.push_back({t, s[i] > 0 ? 1.0 : 0.0});
            }
            return jumps;
        },
        [](const State& s) {
            return std::max({s[0], s[1], s[2]}) < 24;
        });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2.1}})",
                                    .handling = kExponential,
                                    .service = R"({"replicas": 3, "balancing": "powerOfTwo", "choices": 3})"}));
    CHECK(agrees(report, "journeys.visit.mean", chain.mean([](const State& s) { return s[0] + s[1] + s[2]; }) / 2.1));
}

TEST_CASE("two choices of four replicas", "[oracle][supermarket]") {
    // 20 replications of 20,000 s, lambda 3, mu 1: two distinct ones are looked at. States: at each, sorted.
    const MarkovChain chain(
        {0, 0, 0, 0},
        [](const State& s) {
            Jumps jumps;
            const auto sorted = [](State t) {
                std::ranges::sort(t);
                return t;
            };
            for (std::size_t i = 0; i < 4; ++i) {
                for (std::size_t j = 0; j < 4; ++j) {
                    if (i != j) {
                        State t = s;
                        ++t[t[i] <= t[j] ? i : j];
                        jumps.push_back({sorted(t), 3.0 / 12});
                    }
                }
                State t = s;
                --t[i];
                jumps.push_back({sorted(t), s[i] > 0 ? 1.0 : 0.0});
            }
            return jumps;
        },
        [](const State& s) { return s[3] < 16; });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 3}})",
                                    .handling = kExponential,
                                    .service = R"({"replicas": 4, "balancing": "powerOfTwo"})"}));
    CHECK(agrees(report, "journeys.visit.mean",
                 chain.mean([](const State& s) { return s[0] + s[1] + s[2] + s[3]; }) / 3));
}

TEST_CASE("an own limit for each replica", "[oracle][mm1k]") {
    // 20 replications of 20,000 s, two replicas chosen at random, lambda 1.6, one may wait before each: two M/M/1/2.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1.6}})",
                                    .handling = kExponential,
                                    .service = R"({"replicas": 2, "balancing": "random", "queueLimit": 1})"}));
    const double lost = 0.64 / (1 + 0.8 + 0.64);
    CHECK(agrees(report, "elements.work.dropped", 1.6 * lost));
    CHECK(agrees(report, "elements.work.busy", 0.8 * (1 - lost)));
}

TEST_CASE("hedging at one worker: the first copy answers, both are worked", "[oracle][hedge]") {
    // 20 replications of 20,000 s, lambda 0.3: two copies at once in one line. The wait is that of M/E2/1 with mean 2.
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 0.3}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "hedge": {"copies": 2, "after": 0}})"}));
    CHECK(agrees(report, "elements.work.busy", 0.6));
    CHECK(agrees(report, "journeys.visit.mean", 0.3 * 6 / (2 * 0.4) + 1));
}

TEST_CASE("counts drawn from a distribution are rounded", "[oracle][batch-arrivals]") {
    // 20 replications of 20,000 s: batches of an exponential number of mean 2.5: sum over k of P(X >= k - 1/2).
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1}, "batch": {"exponential": {"mean": 2.5}}})",
                                    .handling = R"({"time": {"constant": {"value": 0}}})"}));
    CHECK(agrees(report, "elements.work.arrivals", std::exp(-0.2) / (1 - std::exp(-0.4))));
}
