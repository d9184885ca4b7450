// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim::forecasting {

/// What `population` workers do who call a station of `servers` workers and are held until they have its answer.
struct CallersAnswer {
    double wait = 0; ///< mean seconds of a call in the station's line
    double excess =
        0; ///< mean seconds that messages for the callers wait longer than they would at independent workers
};

/// `elsewhere` is the mean number of callers that are held, but not by a call there; `offered` the work of the calls,
/// in erlangs; `calls` and `taken` the calls and the callers' messages per second. Callers and their calls are a closed
/// network of product form that is open until all callers are held; then it takes as much as it does with all of them
/// (a memory constraint as a flow-equivalent server; Lazowska, Zahorjan, Graham and Sevcik 1984, chapter 9).
[[nodiscard]] CallersAnswer waitOfCallers(double elsewhere, double offered, double calls, double taken, int servers,
                                          int population);

/// A station that blocks the `senders` workers before it when `room` messages wait: messages of blocked workers stand
/// in line there (two-node decomposition; Takahashi, Miyahara and Hasegawa 1980). Poisson messages, exponential times.
struct BlockingAnswer {
    double wait = 0;     ///< mean seconds of a message in the line
    double blocked = 0;  ///< mean seconds that a message blocks its sender
    double capacity = 0; ///< messages per second at most
};

[[nodiscard]] BlockingAnswer blockingStation(double rate, double service, int servers, int room, int senders);

} // namespace stormglass::sim::forecasting
