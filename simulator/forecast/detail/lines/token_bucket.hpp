// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim::forecasting {

// A bucket that holds `burst` tokens and is filled continuously, `tokens` per second. What it lacks to be full falls by
// one token every 1/tokens seconds and rises by one with each message: the unfinished work of M/D/1.

/// Mean wait of messages of rate `rate` for a token: what of that work exceeds burst - 1 tokens. Exact for Poisson
/// streams and a whole burst; +infinity where more come than tokens.
[[nodiscard]] double meanWaitForToken(double rate, double tokens, double burst);

/// Share of messages that find no token and are turned away: the loss of M/D/1 with room for `burst`. Exact for
/// Poisson streams and a whole burst.
[[nodiscard]] double shareWithoutToken(double rate, double tokens, double burst);

} // namespace stormglass::sim::forecasting
