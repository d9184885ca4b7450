// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/engine/replication.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim {

/// A quantity that a snapshot tells of a place.
enum class ContentKind : std::uint8_t { handlerQueue, serviceQueue, servicesUp, channelLag };

struct ContentPlace {
    ContentKind kind = ContentKind::handlerQueue;
    Index index = kNone;
};

/// What is followed over time: messages waiting at every handler and at every service that is in the document, its
/// replicas where they change, the lag of every channel that somebody reads.
[[nodiscard]] std::vector<ContentPlace> contentPlaces(const Network& network);

[[nodiscard]] std::uint32_t contentAt(const Snapshot& snapshot, const ContentPlace& place);

/// The same quantities at equal steps of one replication: row k is at k / steps of the duration.
struct ContentSeries {
    std::vector<std::vector<std::uint32_t>> rows;

    void add(const Snapshot& snapshot, const std::vector<ContentPlace>& places);

    [[nodiscard]] bool empty() const noexcept { return rows.empty(); }
};

/// The value that a row of the scenario's `measures` with `at` asks of this moment.
[[nodiscard]] double askedValue(const Asked& asked, const Snapshot& snapshot);

} // namespace stormglass::sim
