// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/traced_journeys.hpp"

#include "simulator/run/detail/breakdown.hpp"

#include <algorithm>
#include <cstddef>

namespace stormglass::sim {

namespace {

TraceStep traceStep(const Compiled& compiled, const PathStep& step) {
    const Names& names = compiled.names;
    TraceStep traced{.element = {}, .part = nameOf(step.part), .service = {}, .seconds = step.seconds};
    switch (step.place) {
    case PlaceKind::handler:
        traced.element = names.handlers[step.index];
        traced.service = names.services[compiled.network.handlers[step.index].service];
        return traced;
    case PlaceKind::channel:
        traced.element = names.channels[step.index];
        break;
    case PlaceKind::message:
        traced.element = names.messages[step.index];
        break;
    case PlaceKind::service:
    case PlaceKind::journey:
        break;
    }
    traced.service = traced.element;
    return traced;
}

} // namespace

std::vector<TracedJourney> tracedJourneys(const Compiled& compiled, const Tallies& pooled, std::uint32_t count,
                                          std::optional<std::uint64_t> replication) {
    std::vector<TracedJourney> traces;
    for (std::size_t i = 0; i < pooled.journeys.size(); ++i) {
        const PathSamples& samples = pooled.journeys[i].paths;
        std::vector<SampledPath> paths = samples.paths();
        std::erase_if(paths, [&](const SampledPath& path) { return replication && path.replication != *replication; });
        std::ranges::stable_sort(paths, {}, &SampledPath::rank);
        paths.resize(std::min<std::size_t>(paths.size(), count));
        std::ranges::stable_sort(paths, {}, &SampledPath::begin);
        for (const SampledPath& path : paths) {
            TracedJourney trace{.journey = compiled.names.journeys[i],
                                .instance = path.rank,
                                .begin = path.begin,
                                .latency = path.latency,
                                .steps = {}};
            const PathStep* step = samples.stepsOf(path);
            for (std::uint32_t s = 0; s < path.stepCount; ++s) {
                trace.steps.push_back(traceStep(compiled, step[s]));
            }
            traces.push_back(std::move(trace));
        }
    }
    return traces;
}

} // namespace stormglass::sim
