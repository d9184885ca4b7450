// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/breakdown.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

/// The slowest hundredth, at least one.
std::size_t slowestOf(std::size_t paths) noexcept {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(static_cast<double>(paths) / 100)));
}

double ratioOr(double part, double whole, double otherwise) noexcept {
    return whole > 0 && std::isfinite(part) ? part / whole : otherwise;
}

Estimate scaled(Estimate estimate, double factor) noexcept {
    estimate.value *= factor;
    estimate.low *= factor;
    estimate.high *= factor;
    estimate.standardError *= factor;
    return estimate;
}

} // namespace

const char* nameOf(PathPart part) {
    switch (part) {
    case PathPart::waiting:
        return "waiting";
    case PathPart::handling:
        return "handling";
    case PathPart::joining:
        return "joining";
    case PathPart::delay:
        return "delay";
    case PathPart::backoff:
        return "backoff";
    case PathPart::travel:
        return "travel";
    }
    return "";
}

BreakdownSections::BreakdownSections(const Network& network)
    : m_channels(network.handlers.size() * kPathParts)
    , m_messages(m_channels + network.channels.size() * kPathParts)
    , m_keys(m_messages + network.messages.size() * kPathParts) {}

std::size_t BreakdownSections::keyOf(const PathStep& step) const noexcept {
    const std::size_t first = step.place == PlaceKind::handler   ? 0
                              : step.place == PlaceKind::channel ? m_channels
                                                                 : m_messages;
    return first + step.index * kPathParts + static_cast<std::size_t>(step.part);
}

BreakdownSections::Shares BreakdownSections::sharesOf(const PathSamples& paths) const {
    Shares shares;
    shares.mean.assign(m_keys, 0);
    shares.slowest.assign(m_keys, 0);
    std::vector<const SampledPath*> byLatency;
    byLatency.reserve(paths.paths().size());
    for (const SampledPath& path : paths.paths()) {
        byLatency.push_back(&path);
    }
    const std::size_t slowest = std::min(slowestOf(byLatency.size()), byLatency.size());
    // Ties go by rank, so that the choice does not depend on the order in which samples were merged.
    std::nth_element(byLatency.begin(), byLatency.begin() + static_cast<std::ptrdiff_t>(slowest), byLatency.end(),
                     [](const SampledPath* a, const SampledPath* b) {
                         return a->latency != b->latency ? a->latency > b->latency : a->rank < b->rank;
                     });
    for (std::size_t i = 0; i < byLatency.size(); ++i) {
        const SampledPath& path = *byLatency[i];
        const PathStep* step = paths.stepsOf(path);
        for (std::uint32_t s = 0; s < path.stepCount; ++s, ++step) {
            shares.mean[keyOf(*step)] += step->seconds / static_cast<double>(byLatency.size());
            if (i < slowest) {
                shares.slowest[keyOf(*step)] += step->seconds / static_cast<double>(slowest);
            }
        }
    }
    for (std::size_t key = 0; key < m_keys; ++key) {
        shares.meanSum += shares.mean[key];
        shares.slowestSum += shares.slowest[key];
    }
    return shares;
}

void BreakdownSections::addSection(const PathSamples& paths) {
    if (paths.paths().empty()) {
        return;
    }
    const Shares shares = sharesOf(paths);
    m_parts.resize(m_keys);
    for (std::size_t key = 0; key < m_keys; ++key) {
        Part& part = m_parts[key];
        if (!part.seen && shares.mean[key] == 0) {
            continue;
        }
        for (std::uint64_t i = part.seen ? m_sections : 0; i <= m_sections; ++i) {
            const bool now = i == m_sections; // sections before the first that had the part had none of it
            part.mean.add(now ? shares.mean[key] : 0);
            part.slowest.add(now ? shares.slowest[key] : 0);
        }
        part.seen = true;
    }
    ++m_sections;
}

std::vector<BreakdownPart> BreakdownSections::parts(const PathSamples& pooled, double mean, double slowest,
                                                    const Names& names) const {
    std::vector<BreakdownPart> parts;
    if (pooled.paths().empty()) {
        return parts;
    }
    const Shares shares = sharesOf(pooled);
    const double meanFactor = ratioOr(mean, shares.meanSum, 1);
    const double slowestFactor = ratioOr(slowest, shares.slowestSum, 1);
    for (std::size_t key = 0; key < m_keys; ++key) {
        if (shares.mean[key] == 0) {
            continue;
        }
        const std::vector<std::string>& ids = key < m_channels   ? names.handlers
                                              : key < m_messages ? names.channels
                                                                 : names.messages;
        const std::size_t first = key < m_channels ? 0 : key < m_messages ? m_channels : m_messages;
        BreakdownPart part;
        part.element = ids[(key - first) / kPathParts];
        part.part = nameOf(static_cast<PathPart>((key - first) % kPathParts));
        const Part sections = key < m_parts.size() ? m_parts[key] : Part{};
        part.mean = scaled(sections.mean.estimateAround(shares.mean[key]), meanFactor);
        part.p99 = scaled(sections.slowest.estimateAround(shares.slowest[key]), slowestFactor);
        parts.push_back(std::move(part));
    }
    std::ranges::stable_sort(parts, std::greater<>{}, [](const BreakdownPart& part) { return part.mean.value; });
    return parts;
}

} // namespace stormglass::sim
