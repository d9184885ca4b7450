// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim::forecasting {

/// Mean wait at `servers` workers for messages of which never more than `population` are there: callers that are held
/// until they have their answer. The machine repair model (Gross and Harris, 2.7) whose machines break down just so
/// often that `rate` messages come per second. Not above what it is without that bound.
[[nodiscard]] double meanWaitFiniteSources(double rate, double service, int servers, int population);

/// A station that blocks the `senders` workers before it when `room` messages wait: messages of blocked workers stand
/// in line there (two-node decomposition; Takahashi, Miyahara and Hasegawa 1980). Poisson messages, exponential times.
struct BlockingAnswer {
    double wait = 0;     ///< mean seconds of a message in the line
    double blocked = 0;  ///< mean seconds that a message blocks its sender
    double capacity = 0; ///< messages per second at most
};

[[nodiscard]] BlockingAnswer blockingStation(double rate, double service, int servers, int room, int senders);

} // namespace stormglass::sim::forecasting
