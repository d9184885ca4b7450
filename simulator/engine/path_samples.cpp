// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/path_samples.hpp"

#include <algorithm>

namespace stormglass::sim {

void PathSamples::add(std::uint64_t rank, double latency, const std::vector<PathStep>& steps, double begin,
                      std::uint64_t replication) {
    if (!wants(rank)) {
        return;
    }
    m_paths.push_back({.rank = rank,
                       .latency = latency,
                       .begin = begin,
                       .firstStep = static_cast<std::uint32_t>(m_steps.size()),
                       .stepCount = static_cast<std::uint32_t>(steps.size()),
                       .replication = replication});
    m_steps.insert(m_steps.end(), steps.begin(), steps.end());
    // Thinned out only when twice the limit is there: the cost per journey stays constant.
    if (m_paths.size() >= 2 * std::size_t{m_limit}) {
        thinOut();
    }
}

void PathSamples::merge(const PathSamples& other) {
    lowerTo(other.m_below);
    std::size_t paths = m_paths.size();
    std::size_t steps = m_steps.size();
    for (const SampledPath& path : other.m_paths) {
        if (wants(path.rank)) {
            ++paths;
            steps += path.stepCount;
        }
    }
    m_paths.reserve(paths);
    m_steps.reserve(steps);
    for (const SampledPath& path : other.m_paths) {
        if (wants(path.rank)) {
            m_paths.push_back(path);
            m_paths.back().firstStep = static_cast<std::uint32_t>(m_steps.size());
            const PathStep* from = other.stepsOf(path);
            m_steps.insert(m_steps.end(), from, from + path.stepCount);
        }
    }
    if (m_paths.size() >= 2 * std::size_t{m_limit}) {
        thinOut();
    }
}

void PathSamples::lowerTo(std::uint64_t rank) {
    if (rank < m_below) {
        m_below = rank;
        if (std::erase_if(m_paths, [&](const SampledPath& path) { return path.rank >= m_below; }) > 0) {
            closeRanks();
        }
    }
}

void PathSamples::reset() noexcept {
    m_below = ~std::uint64_t{0};
    m_paths.clear();
    m_steps.clear();
}

void PathSamples::thinOut() {
    const auto byRank = [](const SampledPath& a, const SampledPath& b) { return a.rank < b.rank; };
    const auto edge = m_paths.begin() + static_cast<std::ptrdiff_t>(m_limit);
    std::nth_element(m_paths.begin(), edge, m_paths.end(), byRank);
    m_below = edge->rank;
    // Of one instance (reach: every) all journeys stay or none: those of the edge's rank go.
    std::erase_if(m_paths, [&](const SampledPath& path) { return path.rank >= m_below; });
    std::sort(m_paths.begin(), m_paths.end(),
              [](const SampledPath& a, const SampledPath& b) { return a.firstStep < b.firstStep; });
    closeRanks();
}

void PathSamples::closeRanks() {
    std::uint32_t end = 0;
    for (SampledPath& path : m_paths) {
        std::copy_n(m_steps.begin() + path.firstStep, path.stepCount, m_steps.begin() + end);
        path.firstStep = end;
        end += path.stepCount;
    }
    m_steps.resize(end);
}

} // namespace stormglass::sim
