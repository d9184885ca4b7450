// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/effort.hpp"
#include "simulator/forecast/detail/lines/circuits.hpp"
#include "simulator/forecast/detail/lines/finite_sources.hpp"
#include "simulator/forecast/detail/lines/impatience.hpp"
#include "simulator/forecast/detail/lines/limited_room.hpp"
#include "simulator/forecast/detail/lines/lingering.hpp"
#include "simulator/forecast/detail/lines/renewal_waits.hpp"
#include "simulator/forecast/detail/lines/shared_queue.hpp"
#include "simulator/forecast/detail/lines/token_bucket.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

// Formulas of lines held against other formulas for the same.

using namespace stormglass::sim;
using namespace stormglass::sim::forecasting;

namespace {

/// A network that holds one distribution.
struct OneTime {
    explicit OneTime(const Distribution& distribution) { network.distributions.push_back(distribution); }

    Network network;
    Variate variate{0, 0};
};

} // namespace

SCENARIO("tails integrate to means", "[forecast]") {
    const Distribution times[] = {exponentialOf(2),      uniformOf(1, 4),         normalOf(1, 2),  lognormalOf(2, 1),
                                  gammaOf(2, 1.5),       erlangOf(3, 2),          weibullOf(2, 1), paretoOf(3, 1),
                                  triangularOf(0, 1, 4), hyperexponentialOf(2, 2)};
    for (const Distribution& time : times) {
        const OneTime one(time);
        INFO("kind " << static_cast<int>(time.kind));
        double mean = 0;
        for (int octave = 0; octave <= 12; ++octave) {
            const double from = octave == 0 ? 0 : std::ldexp(1, octave - 1);
            const double to = std::ldexp(1, octave);
            mean += cutAt({&one.network, one.variate, 0}, to).mean - cutAt({&one.network, one.variate, 0}, from).mean;
        }
        CHECK(mean == Approx(meanOf(one.network, one.variate)).epsilon(1e-3));
    }
}

SCENARIO("a token bucket is M/D/1", "[forecast]") {
    CHECK(meanWaitForToken(0.8, 1, 1) == Approx(0.8 / (2 * 0.2)));
    CHECK(meanWaitForToken(8, 10, 1) == Approx(0.2));
    // E[(V - 1)+] = E[V] - ∫ P(V > t) dt up to 1, where P(V > t) = 1 - (1 - load)·e^(load·t).
    CHECK(meanWaitForToken(0.8, 1, 2) == Approx(2 - 1 + 0.2 * std::expm1(0.8) / 0.8));
    CHECK(meanWaitForToken(0.8, 1, 300) < 1e-9);
    CHECK(shareWithoutToken(2, 1, 1) == Approx(2.0 / 3)); // Erlang's loss formula
    CHECK(shareWithoutToken(0.8, 1, 50) < 1e-6);
    CHECK(shareWithoutToken(4, 1, 40) == Approx(0.75)); // none is left over
}

SCENARIO("patience of any kind", "[forecast]") {
    const OneTime exponential(exponentialOf(2));
    const LimitedStation known = erlangA(2.4, 1, 2, 2);
    const ImpatientAnswer answer =
        impatient({2.4, 1, 1, 1, 2}, {{&exponential.network, exponential.variate, 0}, kNever});
    CHECK(answer.givesUp == Approx(known.lossProbability).epsilon(1e-4));
    CHECK(answer.wait == Approx(known.meanWait).epsilon(1e-4));
    THEN("constant patience is the limit of narrow ones") {
        const OneTime narrow(erlangOf(400, 2));
        const ImpatientAnswer constant = impatient({1.2, 1, 1, 1, 1}, {{}, 2});
        const ImpatientAnswer almost = impatient({1.2, 1, 1, 1, 1}, {{&narrow.network, narrow.variate, 0}, kNever});
        CHECK(constant.givesUp == Approx(almost.givesUp).epsilon(0.02));
        CHECK(constant.servedWait == Approx(almost.servedWait).epsilon(0.02));
        // What is handled is what is not given up, and the worker's share: rate·(1 - p) = 1 - P(idle).
        CHECK(1.2 * (1 - constant.givesUp) < 1);
    }
    THEN("endless patience gives up nothing") {
        CHECK(impatient({0.8, 1, 1, 1, 1}, {{}, 1e4}).wait == Approx(4));
        CHECK(impatient({0.8, 1, 1, 1, 1}, {{}, 1e4}).givesUp < 1e-9);
    }
}

SCENARIO("limited room for any handling time", "[forecast]") {
    const LimitedStation markov = limitedMMcK(0.9, 1, 1, 4);
    const LimitedStation almost = limitedGGc({0.9, 1, 1.0001, 1, 1}, 4);
    CHECK(almost.lossProbability == Approx(markov.lossProbability).epsilon(1e-3));
    CHECK(almost.meanWait == Approx(markov.meanWait).epsilon(1e-3));
    // M/D/1/2 by hand: departures leave 0 with e^-load, so the loss is 1 - 1/(e^-load + load).
    CHECK(limitedGGc({0.8, 1, 0, 1, 1}, 0).lossProbability == Approx(0.8 / 1.8));
    CHECK(limitedGGc({0.8, 1, 0, 1, 1}, 1).lossProbability == Approx(1 - 1 / (std::exp(-0.8) + 0.8)));
    CHECK(limitedGGc({3, 1, 0.5, 1, 1}, 5).throughput == Approx(1).epsilon(0.01));
}

SCENARIO("streams of any intervals to exponential handling (GI/M/c)", "[forecast]") {
    CHECK(meanWaitDMc(2, 1, 1) == Approx(0.203188 / (1 - 0.203188)).epsilon(1e-5));
    const OneTime poisson(exponentialOf(0.5));
    CHECK(meanWaitGIMc(poisson.network, poisson.variate, 1, 3) == Approx(meanWaitMMc(2, 1, 3)));
    CHECK(std::isinf(meanWaitDMc(1, 1, 1)));
}

SCENARIO("batches that linger", "[forecast]") {
    THEN("two by two: the first waits for the second or the end") {
        const LingeringBatches pairs = lingeringBatches(1, 2, 2);
        const double second = 1 - std::exp(-2.0);
        CHECK(pairs.size == Approx(1 + second));
        CHECK(pairs.wait == Approx(second / (1 + second))); // E[min(X, 2)] of the first of them, nothing of the other
        CHECK(pairs.interval == Approx(1 + second));
    }
    THEN("without a limit all leave at the end of the linger") {
        const LingeringBatches any = lingeringBatches(3, 2, 1e9);
        CHECK(any.size == Approx(7));
        CHECK(any.wait == Approx((2 + 3 * 2) / 7.0));
        CHECK(lingeringBatches(1000, 2, 1e9).size == Approx(2001));
    }
}

SCENARIO("an open circuit turns calls away", "[forecast]") {
    CircuitBreaker breaker{.present = true, .consecutive = 1, .openFor = 10};
    // Closed for 1/f calls; then rounds of 10 s, in which 10 calls are turned away, and a probe each.
    const double share = circuitOf(breaker, 0.5, 1, 0).open;
    CHECK(share == Approx(20.0 / (20 + 2 + 2)));
    breaker = {.present = true, .window = 20, .threshold = 0.9, .minCalls = 5, .openFor = 10};
    CHECK(circuitOf(breaker, 0.1, 1, 0).open < 0.01);
    CHECK(circuitOf(breaker, 1, 1, 0).open > 0.9);
}

SCENARIO("services that read one queue", "[forecast]") {
    THEN("of one speed they are one station") {
        std::vector<PoolMember> members{{1, 1, 0, 0}, {2, 1, 0, 0}};
        const PoolAnswer answer = shareQueue(2.1, 1, members);
        CHECK(answer.load == Approx(0.7));
        CHECK(members[0].share + members[1].share == Approx(1));
        CHECK(members[0].share * members[0].wait + members[1].share * members[1].wait ==
              Approx(meanWaitMMc(2.1, 1, 3)));
    }
    THEN("at low load each takes as much, at full load each what it can") {
        std::vector<PoolMember> members{{1, 0.5, 0, 0}, {1, 2, 0, 0}};
        (void)shareQueue(0.001, 1, members);
        CHECK(members[0].share == Approx(0.5).epsilon(0.01));
        (void)shareQueue(2.4999, 1, members);
        CHECK(members[0].share == Approx(0.8).epsilon(0.01));
        CHECK(shareQueue(5, 1, members).load == Approx(2));
    }
}

SCENARIO("callers that wait for their answers", "[forecast]") {
    CHECK(waitOfCallers(1, 0.5, 0.5, 0.5, 2, 2).wait == 0); // as many workers as callers
    const CallersAnswer many = waitOfCallers(2, 0.5, 0.5, 0.5, 1, 1000);
    CHECK(many.wait == Approx(1));
    CHECK(many.excess == Approx(0).margin(1e-9));
    // Two callers with nothing else to do, at one worker: the second waits for the first, a third and fourth message
    // for a caller. All of it is M/M/1 with load 1/2, of which one message in line is called, the others not yet.
    const CallersAnswer two = waitOfCallers(0, 0.5, 0.5, 0.5, 1, 2);
    CHECK(two.wait == Approx((1 - 0.5 - 0.25) / 0.5));
    const double before = 0.25 * 0.5 / (1 - 0.5) / 0.5; // mean number of M/M/1 beyond two, by Little's law
    CHECK(two.excess + meanWaitMMc(0.5, (0.5 + 0.25) / 0.5, 2) == Approx(before));
    // More than they can take: both are always held.
    CHECK(waitOfCallers(0, 2, 2, 2, 1, 2).wait == Approx(1));
}

SCENARIO("who finds no room blocks its sender", "[forecast]") {
    THEN("without any room the sender waits for the end of what is handled") {
        // One worker, no room, one sender: states 0, 1, 1 and one blocked; births at rate b.
        const BlockingAnswer answer = blockingStation(0.4, 1, 1, 0, 1);
        CHECK(answer.wait == 0);
        CHECK(answer.blocked > 0);
        const double b = (-0.6 + std::sqrt(0.36 + 4 * 0.6 * 0.4)) / (2 * 0.6); // (b + b²)/(1 + b + b²) = 0.4
        CHECK(answer.blocked == Approx(b * b / (1 + b + b * b) / 0.4));
    }
    THEN("much room blocks nobody") {
        CHECK(blockingStation(0.8, 1, 1, 400, 1).blocked < 1e-9);
        CHECK(blockingStation(0.8, 1, 1, 400, 1).wait == Approx(4));
    }
}
