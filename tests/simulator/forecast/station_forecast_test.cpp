// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/stations.hpp"
#include "tests/simulator/forecast/forecasts.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";

double waitOf(const std::string& document, bool isExact) {
    const sim::ForecastReport report = forecastOf(document);
    const sim::ForecastPlace& work = elementOf(report, "work");
    CHECK(work.exact == isExact);
    return work.waiting;
}

} // namespace

SCENARIO("M/M/1: rates, utilisation, waits and their distribution are exact", "[forecast]") {
    const sim::ForecastReport report = forecastOf(stationOf(kExponential));
    const sim::ForecastPlace& work = elementOf(report, "work");
    CHECK(report.verdict == sim::Verdict::stable);
    CHECK(work.arrivals == Approx(0.8));
    CHECK(work.throughput == Approx(0.8));
    CHECK(*work.busy == Approx(0.8));
    CHECK(work.waiting == Approx(4));
    CHECK(work.time == Approx(5));
    CHECK(work.exact);
    CHECK(journeyOf(report, "visit") == Approx(5));
    CHECK(exactOf(report, "journeys.visit.mean") == Approx(5));
    CHECK(exactOf(report, "journeys.visit.p99") == Approx(-5 * std::log(0.01)));
    CHECK(exactOf(report, "elements.work.queue.mean") == Approx(3.2));
    CHECK(exactOf(report, "elements.work.waited") == Approx(0.8));
    CHECK(exactOf(report, "elements.work.waiting.p50") == Approx(5 * std::log(0.8 / 0.5)));
    CHECK(report.bottleneck == "work");
    CHECK(*report.saturationFactor == Approx(1.25));
    CHECK(report.saturationElement == "work");
}

SCENARIO("the textbook's stations", "[forecast]") {
    const std::string poisson = R"({"poisson": {"rate": 2.4}})";
    CHECK(waitOf(stationOf(kExponential, R"("replicas": 3)", poisson), true) == Approx(sim::meanWaitMMc(2.4, 1, 3)));
    CHECK(waitOf(stationOf(R"({"time": {"constant": {"value": 1}}})"), true) == Approx(2));       // M/D/1
    CHECK(waitOf(stationOf(R"({"time": {"gamma": {"mean": 1, "cv": 2}}})"), true) == Approx(10)); // M/G/1
    CHECK(waitOf(stationOf(kExponential, R"("discipline": "lifo")"), true) == Approx(4));
    // n = 3 with room for 2: M/M/1/3.
    const sim::LimitedStation limited = sim::limitedMMcK(0.8, 1, 1, 2);
    const sim::ForecastReport report = forecastOf(stationOf(kExponential, R"("queueLimit": 2)"));
    CHECK(elementOf(report, "work").throughput == Approx(0.8 * (1 - limited.lossProbability)));
    CHECK(elementOf(report, "work").exact);
    // Abandonment (Erlang A).
    const sim::LimitedStation impatient = sim::erlangA(0.8, 1, 1, 2);
    const sim::ForecastReport leaving =
        forecastOf(stationOf(R"({"time": {"exponential": {"mean": 1}}, "patience": {"exponential": {"mean": 2}}})"));
    CHECK(elementOf(leaving, "work").throughput == Approx(0.8 * (1 - impatient.lossProbability)));
}

SCENARIO("processor sharing stretches handling instead of letting wait", "[forecast]") {
    const sim::ForecastReport report =
        forecastOf(stationOf(R"({"time": {"constant": {"value": 1}}})", R"("discipline": "processorSharing")"));
    CHECK(elementOf(report, "work").waiting == 0);
    CHECK(elementOf(report, "work").time == Approx(5));
    CHECK(elementOf(report, "work").exact);
}

SCENARIO("messages that come together wait for each other (batch arrivals)", "[forecast]") {
    const std::string arrivals =
        R"({"poisson": {"rate": 0.2}, "batch": {"discrete": {"values": [2, 6], "weights": [1, 1]}}})";
    // M^X/M/1: rho s / (1 - rho) + s (E[X²]/E[X] - 1) / (2 (1 - rho)).
    CHECK(waitOf(stationOf(kExponential, "", arrivals), true) == Approx(4 + 4 / (2 * 0.2)));
}

SCENARIO("bursts make long queues (MMPP/M/1)", "[forecast]") {
    const auto bursty = [](double calm, double wild, double every, double length) {
        return R"({"bursty": {"rate": )" + std::to_string(calm) + R"(, "burstRate": )" + std::to_string(wild) +
               R"(, "burstEvery": )" + std::to_string(every) + R"(, "burstLength": )" + std::to_string(length) + "}}";
    };
    // No bursts at all: M/M/1. Phases that change at once: the mean rate; phases that never do: a mixture.
    CHECK(waitOf(stationOf(kExponential, "", bursty(0.8, 0.8, 10, 10)), true) == Approx(4));
    CHECK(waitOf(stationOf(kExponential, "", bursty(0.4, 1.2, 1e-4, 1e-4)), true) == Approx(4).epsilon(1e-3));
    const double slow = waitOf(stationOf(kExponential, "", bursty(0.4, 0.8, 1e7, 1e7)), true);
    CHECK(slow == Approx((0.4 * 0.4 / 0.6 + 0.8 * 0.8 / 0.2) / 1.2).epsilon(1e-3));
}

SCENARIO("a partition works alone, and the busiest one counts", "[forecast]") {
    const std::string topic = R"(, {"id": "log", "kind": "topic", "shares": [0.5, 0.25, 0.25]})";
    const std::string arrivals = R"({"poisson": {"rate": 1.6}})";
    const sim::ForecastReport report =
        forecastOf(stationOf(kExponential, R"("replicas": 3)", arrivals, R"("via": "log")", topic));
    const auto wait = [](double rate) { return rate / (1 - rate); };
    CHECK(elementOf(report, "work").waiting == Approx(0.5 * wait(0.8) + 0.5 * wait(0.4)));
    CHECK(elementOf(report, "work").exact);
    CHECK(*report.saturationFactor == Approx(1.25));
}

SCENARIO("more replicas than partitions stand idle", "[forecast]") {
    const std::string topic = R"(, {"id": "log", "kind": "topic", "partitions": 2})";
    const std::string arrivals = R"({"poisson": {"rate": 3}})";
    const sim::ForecastReport report =
        forecastOf(stationOf(kExponential, R"("replicas": 8)", arrivals, R"("via": "log")", topic));
    CHECK(report.verdict == sim::Verdict::unstable);
    REQUIRE(report.causes.size() == 1);
    CHECK(report.causes[0].element == "work");
    CHECK(report.causes[0].factor == Approx(1.5));
}

SCENARIO("the most frequent key is one worker's", "[forecast]") {
    const std::string arrivals = R"({"poisson": {"rate": 3}, "keys": {"population": 2}})";
    const std::string handling = R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})";
    CHECK(forecastOf(stationOf(handling, R"("replicas": 8)", arrivals)).verdict == sim::Verdict::unstable);
    CHECK(forecastOf(stationOf(kExponential, R"("replicas": 8)", arrivals)).verdict == sim::Verdict::stable);
}

SCENARIO("what sheds is never unstable, what only waits is", "[forecast]") {
    const std::string much = R"({"poisson": {"rate": 2}})";
    const auto verdict = [](const std::string& document) { return forecastOf(document).verdict; };
    CHECK(verdict(stationOf(kExponential, "", much)) == sim::Verdict::unstable);
    CHECK(verdict(stationOf(kExponential, R"("queueLimit": 10)", much)) == sim::Verdict::stable);
    CHECK(verdict(stationOf(kExponential, R"("queueLimit": 100000, "overflow": "reject")", much)) ==
          sim::Verdict::stable);
    CHECK(verdict(stationOf(R"({"time": {"exponential": {"mean": 1}}, "patience": {"constant": {"value": 3}}})", "",
                            much)) == sim::Verdict::stable);
    CHECK(verdict(stationOf(kExponential, "", much, R"("via": "jobs")",
                            R"(, {"id": "jobs", "kind": "queue", "ttl": 5})")) == sim::Verdict::stable);
    CHECK(verdict(stationOf(kExponential, "", much, R"("via": "jobs")",
                            R"(, {"id": "jobs", "kind": "queue", "capacity": 5})")) == sim::Verdict::stable);
    const std::string tokens = R"({"time": {"constant": {"value": 0}}, "rateLimit": {"rate": 1)";
    CHECK(verdict(stationOf(tokens + "}}", "", much)) == sim::Verdict::unstable);
    CHECK(verdict(stationOf(tokens + R"(, "excess": "reject"}})", "", much)) == sim::Verdict::stable);
    const sim::ForecastReport report = forecastOf(stationOf(kExponential, "", much));
    CHECK(report.causes[0].factor == Approx(2));
    CHECK(*report.saturationFactor == Approx(0.5));
    CHECK(std::isinf(elementOf(report, "work").waiting));
}

SCENARIO("more important messages go first (Cobham)", "[forecast]") {
    const auto document = [](const std::string& discipline) {
        return documentOf(R"({"id": "a", "kind": "actor", "arrivals": {"poisson": {"rate": 0.2}}},
            {"id": "b", "kind": "actor", "arrivals": {"poisson": {"rate": 0.5}}},
            {"id": "ask-a", "kind": "command"}, {"id": "ask-b", "kind": "command"},
            {"id": "first", "kind": "aggregate", "service": "s",
             "handling": {"time": {"exponential": {"mean": 1}}, "priority": 2}},
            {"id": "second", "kind": "aggregate", "service": "s", "handling": {"time": {"exponential": {"mean": 1}}}},
            {"id": "s", "kind": "service", "discipline": ")" +
                              discipline + R"("})",
                          R"({"from": "a", "to": "ask-a"}, {"from": "b", "to": "ask-b"},
            {"from": "ask-a", "to": "first"}, {"from": "ask-b", "to": "second"})");
    };
    const sim::ForecastReport polite = forecastOf(document("priority"));
    CHECK(elementOf(polite, "first").waiting == Approx(0.7 / 0.8));
    CHECK(elementOf(polite, "second").waiting == Approx(0.7 / (0.8 * 0.3)));
    const sim::ForecastReport rude = forecastOf(document("preemptivePriority"));
    CHECK(elementOf(rude, "first").waiting == Approx(0.2 / 0.8));
    CHECK(elementOf(rude, "second").time == Approx(1 / 0.8 + 0.7 / (0.8 * 0.3)));
}

SCENARIO("batches, polls and cold starts have their formulas", "[forecast]") {
    // M/M^[2]/1 with rate 1.2, mean batch time 1: r solves r³ - 2.2 r + 1.2 = 0, so r² + r = 1.2.
    const double r = (-1 + std::sqrt(1 + 4 * 1.2)) / 2;
    const double first = 1 / (1 / (1 - r) + 1 / 1.2);
    const std::string batch = R"({"time": {"exponential": {"mean": 1}}, "batch": {"max": 2}})";
    CHECK(waitOf(stationOf(batch, "", R"({"poisson": {"rate": 1.2}})"), true) ==
          Approx(first * r / ((1 - r) * (1 - r)) / 1.2));
    CHECK(waitOf(stationOf(kExponential, "", R"({"poisson": {"rate": 0.8}})", R"("via": "box")",
                           R"(, {"id": "box", "kind": "queue", "pollEvery": 3})"),
                 true) == Approx(4 + 1.5));
    const std::string cold =
        R"("startup": {"constant": {"value": 2}}, "autoscale": {"metric": "queue", "target": 1, "min": 0, "max": 1, "idleFor": 0})";
    CHECK(waitOf(stationOf(kExponential, cold), true) == Approx(4 + (2 * 2 + 0.8 * 4) / (2 * (1 + 0.8 * 2))));
}

SCENARIO("the first of several copies answers", "[forecast]") {
    const auto time = [](const std::string& after) {
        return elementOf(forecastOf(documentOf(
                             R"({"id": "user", "kind": "actor"}, {"id": "ask", "kind": "command"},
                                {"id": "bank", "kind": "external", "handling": {"time": {"exponential": {"mean": 1}},
                                 "hedge": {"copies": 2, "after": )" +
                                 after + "}}}",
                             R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "bank"})")),
                         "bank")
            .time;
    };
    CHECK(time("0") == Approx(0.5));
    CHECK(time("1") == Approx(1 - std::exp(-1.0) + std::exp(-1.0) / 2));
}

SCENARIO("profiles count with their average over the scenario", "[forecast]") {
    const std::string spike = R"({"poisson": {"rate": 0.5}, "profile": {"spike": {"at": 10, "for": 20, "factor": 5}}})";
    std::string document = stationOf(kExponential, "", spike);
    document.insert(document.size() - 1, R"(, "scenarios": [{"id": "run", "duration": 100}])");
    CHECK(elementOf(forecastOf(document), "work").arrivals == Approx(0.5 * (80 + 20 * 5) / 100));
    const std::string sine = R"({"poisson": {"rate": 1}, "profile": [{"sine": {"amplitude": 0.5, "period": 10}},
        {"step": {"at": 50, "factor": 0.5}}]})";
    document = stationOf(kExponential, "", sine);
    document.insert(document.size() - 1, R"(, "scenarios": [{"id": "run", "duration": 100}])");
    CHECK(elementOf(forecastOf(document), "work").arrivals == Approx(0.75).epsilon(1e-3));
}

SCENARIO("workers that take all that waits", "[forecast]") {
    // Simulations of 640,000 messages, known within 1 %.
    const auto check = [](const std::string& time, int workers, double rate, double busy, double wait, double bound) {
        const sim::ForecastReport report = forecastOf(stationOf(
            R"({"time": )" + time + R"(, "batch": {"max": 16, "perMessage": {"constant": {"value": 0.05}}}})",
            R"("concurrency": )" + std::to_string(workers), R"({"poisson": {"rate": )" + std::to_string(rate) + "}}"));
        CHECK(*elementOf(report, "work").busy == Approx(busy).epsilon(0.02));
        CHECK(elementOf(report, "work").waiting == Approx(wait).epsilon(bound));
    };
    check(R"({"constant": {"value": 1}})", 1, 1.5, 0.892, 0.4895, 0.03);
    check(R"({"constant": {"value": 1}})", 4, 6, 0.913, 0.159, 0.1);
    check(R"({"exponential": {"mean": 1}})", 4, 7.8, 0.944, 0.216, 0.05);
}

SCENARIO("behind a circuit breaker", "[forecast]") {
    // Simulations of 320,000 messages, known within 1 %.
    const auto check = [](const std::string& rule, double rate, double busy, double wait, double bound) {
        const sim::ForecastReport report = forecastOf(
            stationOf(R"({"time": {"exponential": {"mean": 0.3}}, "failure": 0.5, "circuitBreaker": {"openFor": 5, )" +
                          rule + "}}",
                      "", R"({"poisson": {"rate": )" + std::to_string(rate) + "}}"));
        CHECK(*elementOf(report, "work").busy == Approx(busy).epsilon(0.04));
        CHECK(elementOf(report, "work").waiting == Approx(wait).epsilon(bound));
    };
    check(R"("consecutive": 3)", 2, 0.2673, 0.3135, 0.12);
    // A window that holds five calls on the average seldom has the ten that the rule asks for.
    check(R"("window": 10, "threshold": 0.4)", 0.5, 0.1373, 0.0503, 0.12);
    THEN("who is let through again had less to fail for") {
        const sim::ForecastReport report = forecastOf(stationOf(
            R"({"time": {"exponential": {"mean": 0.3}}, "failure": 0.5, "timeout": 0.5,
                "circuitBreaker": {"consecutive": 3, "openFor": 5},
                "retry": {"attempts": 3, "backoff": {"constant": {"value": 0.5}}}})",
            R"("concurrency": 4)", R"({"poisson": {"rate": 0.5}})"));
        CHECK(journeyOf(report, "visit") == Approx(0.512).epsilon(0.08));
    }
}

SCENARIO("replicas with queues of their own", "[forecast]") {
    // Simulations of 800,000 messages, known within 2 %.
    const auto wait = [](const std::string& time, const std::string& service, double rate) {
        return elementOf(forecastOf(stationOf(R"({"time": )" + time + "}", service,
                                              R"({"poisson": {"rate": )" + std::to_string(rate) + "}}")),
                         "work")
            .waiting;
    };
    const std::string wild = R"({"hyperexponential": {"mean": 1, "cv": 3}})";
    const std::string plain = R"({"exponential": {"mean": 1}})";
    const std::string least = R"("balancing": "leastBusy", "replicas": )";
    const std::string better = R"("balancing": "powerOfTwo", "replicas": )";
    CHECK(wait(wild, least + "4", 2.8) == Approx(1.994).epsilon(0.1));
    CHECK(wait(wild, least + "10", 8) == Approx(1.254).epsilon(0.1));
    CHECK(wait(wild, least + R"(4, "concurrency": 2)", 5.6) == Approx(0.487).epsilon(0.12));
    CHECK(wait(plain, better + "4", 2.8) == Approx(0.798).epsilon(0.05));
    CHECK(wait(plain, better + R"(4, "concurrency": 2)", 5.6) == Approx(0.251).epsilon(0.12));
    CHECK(wait(wild, better + "10", 8) == Approx(3.83).epsilon(0.12));
    // M/H2/3, where the formula of Allen and Cunneen alone has 5.39.
    CHECK(wait(wild, R"("concurrency": 3)", 2.4) == Approx(4.754).epsilon(0.06));
}

SCENARIO("the shortest first, of two handlers", "[forecast]") {
    // Constant times are all alike: first come, first served.
    const sim::ForecastReport report = forecastOf(documentOf(
        R"({"id": "user", "kind": "external", "arrivals": {"poisson": {"rate": 0.7}}},
           {"id": "told", "kind": "event"}, {"id": "s", "kind": "service", "discipline": "shortest"},
           {"id": "a", "kind": "policy", "service": "s", "handling": {"time": {"constant": {"value": 1}}}},
           {"id": "b", "kind": "policy", "service": "s", "handling": {"time": {"constant": {"value": 1}}}})",
        R"({"from": "user", "to": "told"}, {"from": "told", "to": "a", "probability": 0.999999999, "latency": {"exponential": {"mean": 1e-9}}},
           {"from": "told", "to": "b", "probability": 1e-9})"));
    CHECK(elementOf(report, "a").waiting == Approx(0.7 / (2 * 0.3)).epsilon(0.01));
}

SCENARIO("replicas that come and go", "[forecast]") {
    // Simulations of 320,000 messages, known within 2 %. A rule that looks at the queue swings: it asks for nothing
    // while nothing waits.
    const auto check = [](const std::string& rule, double rate, double busy, double wait, double bound,
                          const std::string& startup = "") {
        const sim::ForecastReport report =
            forecastOf(stationOf(R"({"time": {"exponential": {"mean": 1}}})",
                                 R"("autoscale": {"min": 1, "max": 20, "every": 15, )" + rule + "}" + startup,
                                 R"({"poisson": {"rate": )" + std::to_string(rate) + "}}"));
        CHECK(*elementOf(report, "work").busy == Approx(busy).epsilon(0.07));
        CHECK(elementOf(report, "work").waiting == Approx(wait).epsilon(bound));
        CHECK(report.verdict == sim::Verdict::stable);
        CHECK(*report.saturationFactor == Approx(20 / rate));
    };
    check(R"("metric": "queue", "target": 3)", 2, 0.612, 2.434, 0.1);
    check(R"("metric": "queue", "target": 3)", 8, 0.759, 4.632, 0.1);
    check(R"("metric": "queue", "target": 3)", 8, 0.977, 6.541, 0.1, R"(, "startup": {"exponential": {"mean": 5}})");
    check(R"("metric": "busy", "target": 0.6)", 2, 0.522, 0.2266, 0.16);
    THEN("a topic's readers are judged by as many as there may be") {
        const sim::ForecastReport report = forecastOf(stationOf(
            R"({"time": {"exponential": {"mean": 1}}})",
            R"("autoscale": {"metric": "lag", "target": 5, "min": 1, "max": 8, "every": 15})",
            R"({"poisson": {"rate": 4}})", R"("via": "log")", R"(, {"id": "log", "kind": "topic", "partitions": 8})"));
        CHECK(report.verdict == sim::Verdict::stable);
        CHECK(*report.saturationFactor == Approx(2));
        CHECK(elementOf(report, "work").waiting == Approx(6.1).epsilon(0.35)); // partitions wait for each other as well
    }
}

SCENARIO("replicas that break down with a queue each", "[forecast]") {
    // Simulations of 640,000 messages, known within 5 %: up for 50 s, down for 10 s, work resumes.
    const auto wait = [](const std::string& service, double rate) {
        return elementOf(forecastOf(stationOf(R"({"time": {"exponential": {"mean": 1}}})",
                                              service + R"(, "breakdowns": {"every": {"exponential": {"mean": 50}},
                                                      "repair": {"exponential": {"mean": 10}}, "interrupted": "resume"})",
                                              R"({"poisson": {"rate": )" + std::to_string(rate) + "}}")),
                         "work")
            .waiting;
    };
    CHECK(wait(R"("replicas": 3, "balancing": "random")", 1.5) == Approx(2.66).epsilon(0.15));
    CHECK(wait(R"("replicas": 3, "balancing": "roundRobin")", 1.95) == Approx(5.38).epsilon(0.15));
    CHECK(wait(R"("replicas": 2, "concurrency": 2, "balancing": "leastBusy")", 2) == Approx(1.48).epsilon(0.15));
    CHECK(wait(R"("replicas": 6, "balancing": "random")", 3) == Approx(2.03).epsilon(0.15));
}

SCENARIO("hedged copies in queues of their own", "[forecast]") {
    // Simulations of 320,000 messages, known within 2 %: two copies at once, one of which may come to the same replica.
    const auto wait = [](double rate) {
        return elementOf(
                   forecastOf(stationOf(
                       R"({"time": {"hyperexponential": {"mean": 1, "cv": 2}}, "hedge": {"after": 0, "copies": 2}})",
                       R"("replicas": 5, "balancing": "random")",
                       R"({"poisson": {"rate": )" + std::to_string(rate) + "}}")),
                   "work")
            .waiting;
    };
    CHECK(wait(0.5) == Approx(0.177).epsilon(0.1));
    CHECK(wait(1.5) == Approx(1.629).epsilon(0.1));
}
