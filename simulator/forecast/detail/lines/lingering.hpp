// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim::forecasting {

/// Batches that open with their first message and leave when `most` are there or `linger` seconds later, of a Poisson
/// stream of `rate`. Exact.
struct LingeringBatches {
    double size = 1;        ///< mean messages of a batch
    double sizeSquare = 1;  ///< E[N²]
    double wait = 0;        ///< mean seconds of a message until its batch leaves
    double interval = 0;    ///< mean seconds between batches
    double intervalScv = 1; ///< variance / mean² of it
};

[[nodiscard]] LingeringBatches lingeringBatches(double rate, double linger, double most);

} // namespace stormglass::sim::forecasting
