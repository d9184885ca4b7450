// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"
#include "tests/simulator/engine/network_builder.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <vector>

using namespace stormglass::sim;
using test::NetworkBuilder;

// Textbook answers (Kleinrock vol. 1; Gross and Harris). Eight replications with seed 1, each after a warm-up; the band
// is 4.5 standard errors of the replications' means (Student t with 7 degrees: one false alarm in some 400 figures).
namespace {

struct Spread {
    Moments values;

    void add(double x) { values.record(x); }

    [[nodiscard]] bool holds(double exact) const {
        return std::abs(values.mean() - exact) <= 4.5 * values.sd() / std::sqrt(static_cast<double>(values.count()));
    }
};

template <class Look> Spread overRuns(const Network& network, double duration, Look look) {
    Spread spread;
    for (std::uint64_t number = 0; number < 8; ++number) {
        Replication run(network, 1, number);
        REQUIRE(run.runUntil(duration / 10));
        REQUIRE(run.accountsBalance());
        run.resetStatistics();
        REQUIRE(run.runUntil(duration));
        REQUIRE(run.accountsBalance());
        spread.add(look(run.tallies()));
    }
    return spread;
}

Network station(double rate, std::uint32_t servers, const Distribution& time, std::uint32_t limit = kUnlimited) {
    NetworkBuilder b;
    const Index source = b.source(ArrivalKind::poisson, rate);
    const Index message = b.message();
    const Index service = b.service(1, servers);
    b.network.services[service].queueLimit = limit;
    const Index handler = b.handler(service, time);
    b.emit(source, message);
    b.receive(message, handler);
    return b.build();
}

double meanTime(const Tallies& tallies) {
    return tallies.handlers[0].flow.time.moments().mean();
}

double meanWaiting(const Tallies& tallies) {
    return tallies.handlers[0].flow.waiting.moments().mean();
}

} // namespace

TEST_CASE("M/M/1 at 0.7 stays 1/(mu - lambda), its p99 is ln(100) times that", "[engine]") {
    const Network network = station(0.7, 1, exponentialOf(1));
    CHECK(overRuns(network, 200'000, meanTime).holds(1 / 0.3));
    CHECK(overRuns(network, 200'000, [](const Tallies& t) {
              return t.handlers[0].flow.time.quantile(0.99);
          }).holds(std::log(100) / 0.3));
    CHECK(
        overRuns(network, 200'000, [](const Tallies& t) { return t.handlers[0].load.queue.mean(); }).holds(0.49 / 0.3));
    CHECK(overRuns(network, 200'000, [](const Tallies& t) { return t.handlers[0].load.workers.mean(); }).holds(0.7));
}

TEST_CASE("M/M/3 waits as Erlang's C says", "[engine]") {
    // a = 2.1, c = 3: C = 0.4923..., from the recursion below.
    double b = 1;
    for (int k = 1; k <= 3; ++k) {
        b = 2.1 * b / (k + 2.1 * b);
    }
    const double c = b / (1 - 0.7 * (1 - b));
    CHECK(overRuns(station(2.1, 3, exponentialOf(1)), 100'000, meanWaiting).holds(c / (3 - 2.1)));
}

TEST_CASE("M/D/1 waits half as long as M/M/1", "[engine]") {
    CHECK(overRuns(station(0.7, 1, constantOf(1)), 200'000, meanWaiting).holds(0.7 / (2 * 0.3)));
}

TEST_CASE("M/M/2/5 loses the share of those who find it full", "[engine]") {
    // Birth and death: p_n = p_0 a^n / n!, then a / 2 each; a = 1.8, five places, three of them waiting.
    std::vector<double> p{1, 1.8, 1.62};
    for (int n = 3; n <= 5; ++n) {
        p.push_back(p.back() * 0.9);
    }
    double total = 0;
    for (const double x : p) {
        total += x;
    }
    CHECK(overRuns(station(1.8, 2, exponentialOf(1), 3), 100'000, [](const Tallies& t) {
              return static_cast<double>(t.handlers[0].flow.dropped) / static_cast<double>(t.handlers[0].flow.arrivals);
          }).holds(p[5] / total));
}

TEST_CASE("A Jackson network with feedback has the product form's times", "[engine]") {
    // Two stations; after the second 30 % start anew. Rates 0.7 at both, means 1 and 0.5.
    NetworkBuilder b;
    const Index source = b.source(ArrivalKind::poisson, 0.49);
    const Index first = b.message();
    const Index second = b.message();
    const Index out = b.message();
    const Index one = b.handler(b.service(), exponentialOf(1));
    const Index two = b.handler(b.service(), exponentialOf(0.5));
    b.emit(source, first);
    b.receive(first, one);
    b.receive(second, two);
    b.send(one, second);
    for (const auto& [message, weight] : {std::pair{first, 0.3}, std::pair{out, 0.7}}) {
        OutFlow& flow = b.send(two, message);
        flow.choiceGroup = 0;
        flow.choiceWeight = weight;
    }
    b.journey(first, out);
    const double perRound = 1 / (1 - 0.7) + 1 / (2 - 0.7);
    CHECK(overRuns(b.build(), 200'000, [](const Tallies& t) {
              return t.journeys[0].latency.moments().mean();
          }).holds(perRound / 0.7));
}

TEST_CASE("A partitioned topic is one M/M/1 per partition for each group", "[engine]") {
    NetworkBuilder b;
    const Index source = b.source(ArrivalKind::poisson, 2.8);
    b.network.sources[source].keys = b.keys(1'000'000'000, 0);
    const Index event = b.message();
    const Index channel = b.channel(true, 4);
    const Index a = b.handler(b.service(4), exponentialOf(1));
    const Index c = b.handler(b.service(4), exponentialOf(0.5));
    b.emit(source, event);
    b.publish(event, channel, {a, c});
    const Network network = b.build();
    CHECK(overRuns(network, 50'000, meanTime).holds(1 / 0.3));
    CHECK(overRuns(network, 50'000, [](const Tallies& t) {
              return t.handlers[1].flow.time.moments().mean();
          }).holds(1 / (2 - 0.7)));
    CHECK(overRuns(network, 50'000, [](const Tallies& t) {
              return t.channels[0].flow.waiting.moments().mean();
          }).holds((0.7 / 0.3 + 0.35 / 1.3) / 2));
}

TEST_CASE("Messages that fail are tried again as often as they may be, then given up", "[engine]") {
    // Constant times: arrivals at 1, 2, ...; each attempt takes 0.1, the backoff is 0.2, doubled. All attempts fail.
    NetworkBuilder b;
    const Index source = b.source(ArrivalKind::constant, 0.5);
    const Index message = b.message();
    const Index handler = b.handler(b.service(), constantOf(0.1));
    b.emit(source, message);
    b.receive(message, handler);
    Handler& h = b.network.handlers[handler];
    h.failure = 1;
    h.retry.attempts = 3;
    h.retry.backoff = b.variate(constantOf(0.2), Purpose::backoff);
    h.retry.multiplier = 2;
    const Index dead = b.channel(false);
    const Index reader = b.handler(b.service(), constantOf(0.05));
    b.readDeadLetters(dead, reader);
    b.network.handlers[handler].deadLetter = dead;
    const Network network = b.build();
    Replication run(network, 1, 0);
    run.runUntil(21);
    const Tallies tallies = run.tallies();
    CHECK(tallies.handlers[0].flow.arrivals == 10);
    CHECK(tallies.handlers[0].flow.failures == 30);
    CHECK(tallies.handlers[0].flow.retries == 20);
    CHECK(tallies.handlers[0].flow.deadLettered == 10);
    CHECK(tallies.handlers[0].flow.time.moments().mean() == Approx(0.9));
    CHECK(tallies.handlers[0].flow.handling.moments().mean() == Approx(0.3));
    CHECK(tallies.handlers[0].flow.waiting.moments().mean() == Approx(0).margin(1e-12));
    CHECK(tallies.handlers[1].flow.throughput == 10);
    CHECK(tallies.messages[0].emitted == 20);
    CHECK(tallies.messages[0].handled == 10);
    CHECK(tallies.messages[0].deadLettered == 10);
    CHECK(run.accountsBalance());
}

TEST_CASE("A run repeats itself bit for bit, whatever its stops", "[engine]") {
    const Network network = station(0.7, 1, exponentialOf(1));
    Replication straight(network, 5, 3);
    straight.runUntil(1000);
    Replication halting(network, 5, 3);
    for (int i = 1; i <= 100; ++i) {
        halting.runUntil(10.0 * i);
    }
    CHECK(straight.eventsExecuted() == halting.eventsExecuted());
    CHECK(straight.tallies().handlers[0].flow.time.moments() == halting.tallies().handlers[0].flow.time.moments());
}

TEST_CASE("Batches add up to the run", "[engine]") {
    const Network network = station(0.7, 1, exponentialOf(1));
    Replication straight(network, 5, 3);
    straight.runUntil(1000);
    Replication batched(network, 5, 3);
    Tallies sum;
    for (int i = 1; i <= 10; ++i) {
        batched.runUntil(100.0 * i);
        sum.merge(batched.takeTallies());
    }
    const Tallies whole = straight.tallies();
    CHECK(sum.handlers[0].flow.arrivals == whole.handlers[0].flow.arrivals);
    CHECK(sum.handlers[0].load.queue.integral == Approx(whole.handlers[0].load.queue.integral));
    CHECK(sum.handlers[0].load.queue.integralOfSquares == Approx(whole.handlers[0].load.queue.integralOfSquares));
    CHECK(sum.messages == whole.messages);
    CHECK(sum.duration == Approx(1000));
}

TEST_CASE("A run ends at the bound of messages in flight, and of events at one instant", "[engine]") {
    Network overloaded = station(2, 1, exponentialOf(1));
    overloaded.bounds.messagesInFlight = 100;
    Replication full(overloaded, 1, 0);
    CHECK_FALSE(full.runUntil(1e9));
    REQUIRE(full.tallies().ended.has_value());
    CHECK(full.tallies().ended->by == EndedBy::messages);
    CHECK(full.now() < 1000);
    CHECK(full.accountsBalance());

    // A handler that sends to itself and takes no time.
    NetworkBuilder b;
    const Index source = b.source(ArrivalKind::constant, 1);
    const Index message = b.message();
    const Index handler = b.handler(b.service(), constantOf(0));
    b.emit(source, message);
    b.receive(message, handler);
    b.send(handler, message);
    const Network circle = b.build();
    Replication still(circle, 1, 0);
    CHECK_FALSE(still.runUntil(10));
    CHECK(still.now() == 1);
    CHECK(still.tallies().ended->by == EndedBy::instant);
    CHECK(still.eventsExecuted() < 1'100'000);
}
