// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/replication.hpp"
#include "tests/simulator/engine/network_builder.hpp"

#include <initializer_list>

namespace stormglass::sim::test {

/// Networks whose every event can be worked out by hand: emissions at listed times, constant handling times.
class Trajectory : public NetworkBuilder {
  public:
    /// A source that emits one message of the kind at each of the times.
    Index at(std::initializer_list<double> times, Index message) {
        const Index row = source(ArrivalKind::trace, 0);
        network.sources[row].trace = {static_cast<Index>(network.traceTimes.size()), static_cast<Index>(times.size())};
        network.traceTimes.insert(network.traceTimes.end(), times);
        emit(row, message);
        return row;
    }

    /// A handler with its own service, and the message that it handles.
    Index one(Index message, double time, std::uint32_t workers = 1) {
        const Index row = handler(service(1, workers), constantOf(time));
        receive(message, row);
        return row;
    }

    Handler& of(Index handler) { return network.handlers[handler]; }

    Service& serviceOf(Index handler) { return network.services[network.handlers[handler].service]; }

    Variate constant(double value, Purpose purpose) { return variate(constantOf(value), purpose); }
};

/// The tallies of the network's first replication up to `until`; accounts must balance there.
inline Tallies played(const Network& network, double until, bool& balanced) {
    Replication run(network, 1, 0);
    run.runUntil(until);
    balanced = run.accountsBalance();
    return run.tallies();
}

} // namespace stormglass::sim::test

#define PLAY(builder, until)                                                                                           \
    const stormglass::sim::Network played_ = (builder).build();                                                        \
    bool balanced_ = false;                                                                                            \
    const stormglass::sim::Tallies t = stormglass::sim::test::played(played_, until, balanced_);                       \
    REQUIRE(balanced_)
