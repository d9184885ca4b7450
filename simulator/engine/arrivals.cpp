// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::detail {

/// The first of a distribution's draws that is a count: the nearest integer, at least 0 (CONTRACT section 3).
static std::uint32_t countOf(double drawn) noexcept {
    constexpr double kMost = 1e9;
    return static_cast<std::uint32_t>(std::clamp(std::floor(drawn + 0.5), 0.0, kMost));
}

void Engine::scheduleEmission(Index index) {
    SourceState& source = m_sources[index];
    double gap = 0;
    switch (source.spec->kind) {
    case ArrivalKind::poisson:
        gap = source.gap * standardExponential(*source.interval.stream);
        break;
    case ArrivalKind::constant:
        gap = source.gap;
        break;
    case ArrivalKind::renewal:
        gap = drawn(source.interval);
        break;
    case ArrivalKind::none:
    case ArrivalKind::bursty:
    case ArrivalKind::users:
    case ArrivalKind::trace:
        return;
    }
    schedule(gap, EventKind::emission, index);
}

void Engine::emitFrom(Index index) {
    scheduleEmission(index);
    const SourceState& source = m_sources[index];
    const std::uint32_t count = source.batch.present() ? countOf(drawn(source.batch)) : 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        bringInstance(index);
    }
}

void Engine::bringInstance(Index index) {
    SourceState& source = m_sources[index];
    const Index made = newInstance(index);
    Instance& instance = m_instances[made];
    if (!source.plain) {
        if (source.keys != nullptr) {
            instance.key = m_network.keys[source.spec->keys].sampler.draw(*source.keys);
            instance.keyed = true;
        }
        if (source.classes != nullptr) {
            const double* const weights = m_network.classWeights.data() + source.spec->classWeights.first;
            const Index classes = source.spec->classWeights.count;
            const auto drawnClass = static_cast<Index>(
                std::upper_bound(weights, weights + classes - 1, source.classes->uniform()) - weights);
            instance.classOf = static_cast<std::uint8_t>(source.spec->classFirst + drawnClass);
        }
    }
    const Cause cause{.instance = made, .key = instance.key, .path = instance.paths, .classOf = instance.classOf};
    fireFlows(source.spec->flows, source.flowTraits, Outcome::success, kNone, cause);
    leaveInstance(made);
}

} // namespace stormglass::sim::detail
