// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"

#include <cstdint>
#include <limits>
#include <vector>

/// What is measured besides the usual, and how finely.
namespace stormglass::sim {

/// Where something is measured.
enum class PlaceKind : std::uint8_t { handler, service, channel, journey, message };

struct Place {
    PlaceKind kind = PlaceKind::handler;
    Index index = kNone;

    friend bool operator==(const Place&, const Place&) = default;
};

enum class AskedWhat : std::uint8_t { waiting, time, staleness, latency, inside, queue, up };
enum class AskedAs : std::uint8_t { mean, sd, quantile, share };
enum class Comparison : std::uint8_t { greater, greaterEqual, equal, less, lessEqual };

/// A row of the scenario's `measures`.
struct Asked {
    Place of;
    AskedWhat what = AskedWhat::waiting;
    AskedAs as = AskedAs::mean;
    double quantile = 0; ///< 0..1
    Comparison comparison = Comparison::greater;
    double value = 0;                                     ///< share: compared with
    double at = std::numeric_limits<double>::quiet_NaN(); ///< counts: at this time; NaN: time average
};

/// The times whose distribution is kept in a histogram, as bits.
enum HistogramBit : std::uint8_t {
    kWaitingHistogram = 1,
    kHandlingHistogram = 2,
    kTimeHistogram = 4,
    kJoiningHistogram = 8,
    kStalenessHistogram = 16,
};

/// Which places keep histograms (beyond 2,000 handlers only those that are asked for). One entry per row of the table
/// of that kind; an empty vector: all bits.
struct HistogramPlan {
    std::vector<std::uint8_t> handlers;
    std::vector<std::uint8_t> services;
    std::vector<std::uint8_t> channels;
};

} // namespace stormglass::sim
