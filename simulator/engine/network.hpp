// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/channels.hpp" // IWYU pragma: export
#include "simulator/engine/network/handlers.hpp" // IWYU pragma: export
#include "simulator/engine/network/load.hpp"     // IWYU pragma: export
#include "simulator/engine/network/measures.hpp" // IWYU pragma: export
#include "simulator/engine/network/messages.hpp" // IWYU pragma: export
#include "simulator/engine/network/scenario.hpp" // IWYU pragma: export
#include "simulator/engine/network/services.hpp" // IWYU pragma: export
#include "simulator/engine/network/terms.hpp"    // IWYU pragma: export
#include "simulator/random/distribution.hpp"

#include <cstdint>
#include <limits>
#include <vector>

/// What the engine runs: flat tables joined by indices, without strings and without types of the model. The compiler
/// writes them from a board and a scenario (load factor, overrides and defaults already applied); whoever reports
/// results keeps its own list of which index is which element. Times are seconds of simulated time, rates per second,
/// probabilities 0..1.
namespace stormglass::sim {

struct Network {
    std::vector<Distribution> distributions;
    DistributionTable distributionTable;
    std::vector<StreamSeed> streams;

    std::vector<Source> sources;
    std::vector<Message> messages;
    std::vector<Handler> handlers;
    std::vector<Service> services;
    std::vector<Channel> channels;
    std::vector<Journey> journeys;

    std::vector<Receiver> receivers;
    std::vector<Publication> publications;
    std::vector<OutFlow> outFlows;
    std::vector<PerRule> perRules;
    std::vector<Group> groups;
    std::vector<Keys> keys;
    std::vector<Profile> profiles;
    std::vector<ProfilePiece> profilePieces;
    std::vector<double> traceTimes;
    std::vector<double> classWeights; ///< cumulative
    std::vector<double> shares;       ///< cumulative
    std::vector<Index> messageRefs;
    std::vector<Index> journeyRefs;

    std::vector<Fault> faults;
    std::vector<Replay> replays;
    std::vector<Backlog> backlogs;
    std::vector<Asked> asked;
    HistogramPlan histograms;
    Bounds bounds;
    Index flowCount = 0;                                            ///< arrows in the document
    Index classCount = 0;                                           ///< classes over all sources, <= 31
    double recoveryFrom = std::numeric_limits<double>::quiet_NaN(); ///< end of the last fault, spike or replay, 0 with
                                                                    ///< a backlog; NaN: not measured
    bool breakdown = true;                                          ///< keep sampled paths for the journeys' breakdown
    std::uint32_t sampledPaths = 16'384; ///< at most so many per replication (at least 10,000 where there are as many)
};

} // namespace stormglass::sim
