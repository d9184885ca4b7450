// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"
#include "tests/simulator/engine/network_builder.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

/// How fast the engine runs, as JSON lines on standard output:
/// engine_bench [w1 | w2 | w3 | net | delay | all] [scale] [stations]. W1 to W3 are the workloads M/M/1 at 0.9; ten
/// M/M/4 in tandem at 0.8 with 10 % feedback; a topic of 8 partitions read by 3 groups of 8 at 0.7; with everything a
/// report needs switched on. `net` are random networks, `delay` stations without queues that hold 100,000 messages in
/// all, each a pending event. `scale` is of the simulated time, `stations` of the one network wanted.
namespace {

using namespace stormglass::sim;
using test::NetworkBuilder;

Network oneQueue() {
    NetworkBuilder b;
    const Index actor = b.source(ArrivalKind::poisson, 0.9);
    const Index order = b.message();
    const Index placed = b.message();
    const Index handler = b.handler(b.service(), exponentialOf(1));
    b.emit(actor, order);
    b.receive(order, handler);
    b.send(handler, placed);
    b.journey(order, placed);
    return b.build();
}

Network tandem() {
    NetworkBuilder b;
    const Index actor = b.source(ArrivalKind::poisson, 2.88);
    std::array<Index, 10> into{};
    for (Index& message : into) {
        message = b.message();
    }
    const Index out = b.message();
    b.emit(actor, into[0]);
    for (std::size_t i = 0; i < 10; ++i) {
        const Index handler = b.handler(b.service(1, 4), exponentialOf(1));
        b.receive(into[i], handler);
        if (i < 9) {
            b.send(handler, into[i + 1]);
        } else {
            OutFlow& back = b.send(handler, into[0]);
            back.choiceGroup = 0;
            back.choiceWeight = 0.1;
            OutFlow& on = b.send(handler, out);
            on.choiceGroup = 0;
            on.choiceWeight = 0.9;
        }
    }
    b.journey(into[0], out);
    return b.build();
}

Network topic() {
    NetworkBuilder b;
    const Index actor = b.source(ArrivalKind::poisson, 5.6);
    b.network.sources[actor].keys = b.keys(std::uint64_t{1} << 40U, 0);
    const Index event = b.message();
    const Index channel = b.channel(true, 8);
    b.emit(actor, event);
    std::array<Index, 3> handlers{};
    for (Index& handler : handlers) {
        handler = b.handler(b.service(8, 1), exponentialOf(1));
    }
    b.publish(event, channel, {handlers[0], handlers[1], handlers[2]});
    return b.build();
}

/// Every station passes on to one of three others (0.3 each) or out (0.1); ten sources enter anywhere; 0.7 busy.
Network randomNet(Index stations, std::uint32_t servers) {
    NetworkBuilder b;
    std::vector<Index> into;
    for (Index i = 0; i < stations; ++i) {
        into.push_back(b.message());
    }
    const Index out = b.message();
    RandomStream chance(3, 0, "net", Purpose::choice);
    std::vector<std::vector<Index>> permutations(3, into);
    for (auto& p : permutations) {
        for (Index i = stations - 1; i > 0; --i) {
            std::swap(p[i], p[chance.next() % (i + 1)]);
        }
    }
    for (Index i = 0; i < stations; ++i) {
        const Index handler = b.handler(b.service(1, servers), exponentialOf(1));
        b.receive(into[i], handler);
        for (const auto& p : permutations) {
            OutFlow& flow = b.send(handler, p[i]);
            flow.choiceGroup = 0;
            flow.choiceWeight = 0.3;
        }
        OutFlow& flow = b.send(handler, out);
        flow.choiceGroup = 0;
        flow.choiceWeight = 0.1;
    }
    for (int s = 0; s < 10; ++s) {
        const Index source = b.source(ArrivalKind::poisson, 0.07 * servers * stations / 10);
        for (Index i = static_cast<Index>(s); i < stations;
             i += stations < 10 ? stations : std::max<Index>(stations / 100, 10)) {
            OutFlow& flow = b.emit(source, into[i]);
            flow.choiceGroup = 0;
        }
    }
    constexpr Index kMostWithHistograms = 2000; // CONTRACT section 2: beyond, quantiles only where they are asked for
    if (stations > kMostWithHistograms) {
        b.network.histograms.handlers.assign(stations, 0);
    }
    return b.build();
}

/// 100,000 messages that go round for ever among stations of any number of workers.
Network delays(Index stations) {
    NetworkBuilder b;
    constexpr std::uint32_t kPending = 100'000;
    std::vector<Index> into;
    for (Index i = 0; i < stations; ++i) {
        into.push_back(b.message());
    }
    RandomStream chance(3, 0, "delays", Purpose::choice);
    for (Index i = 0; i < stations; ++i) {
        const Index handler = b.handler(b.service(1, kUnlimited), exponentialOf(1));
        b.receive(into[i], handler);
        for (const Index next : {(i + 1) % stations, static_cast<Index>(chance.next() % stations)}) {
            OutFlow& flow = b.send(handler, into[next]);
            flow.choiceGroup = 0;
            flow.choiceWeight = 0.5;
        }
        b.network.backlogs.push_back({.handler = handler, .message = into[i], .count = kPending / stations});
    }
    return b.build();
}

/// Of processor time: other programs may run beside.
double seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void measure(const std::string& name, const Network& network, double simulated, bool journeys) {
    Replication run(network, 7, 0);
    run.runUntil(simulated / 20);
    run.resetStatistics();
    const std::uint64_t before = run.eventsExecuted();
    const double begin = seconds();
    run.runUntil(simulated);
    const double wall = seconds() - begin;
    const Tallies tallies = run.tallies();
    const auto events = static_cast<double>(run.eventsExecuted() - before);
    double units = 0;
    double mean = 0;
    if (journeys) {
        units = static_cast<double>(tallies.journeys[0].latency.count());
        mean = tallies.journeys[0].latency.moments().mean();
    } else {
        for (const HandlerTallies& handler : tallies.handlers) {
            units += static_cast<double>(handler.flow.throughput);
            mean = handler.flow.time.moments().mean();
        }
    }
    std::printf("{\"bench\":\"%s\",\"wall\":%.4f,\"perSecond\":%.4g,\"eventsPerSecond\":%.4g,\"nsPerEvent\":%.2f,"
                "\"mean\":%.4f}\n",
                name.c_str(), wall, units / wall, events / wall, 1e9 * wall / events, mean);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const std::string which = argc > 1 ? argv[1] : "all";
    const double scale = argc > 2 ? std::atof(argv[2]) : 1;
    if (which == "w1" || which == "all") {
        measure("w1", oneQueue(), 5e6 * scale, true);
    }
    if (which == "w2" || which == "all") {
        measure("w2", tandem(), 1.4e5 * scale, true);
    }
    if (which == "w3" || which == "all") {
        measure("w3", topic(), 2e5 * scale, false);
    }
    if (which == "net" || which == "all") {
        std::vector<Index> sizes{10, 1000, 10000, 100000};
        if (argc > 3) {
            sizes = {static_cast<Index>(std::atoi(argv[3]))};
        }
        for (const Index stations : sizes) {
            measure("net-" + std::to_string(stations), randomNet(stations, 1), scale * 3e6 / stations, false);
        }
    }
    if (which == "delay" || which == "all") {
        for (const Index stations :
             argc > 3 ? std::vector{static_cast<Index>(std::atoi(argv[3]))} : std::vector<Index>{10, 1000}) {
            measure("delay-" + std::to_string(stations), delays(stations), scale * 40, false);
        }
    }
    return 0;
}
