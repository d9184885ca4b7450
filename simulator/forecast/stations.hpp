// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim {

/// Formulas of single stations. `load` is arrival rate × mean handling time, in erlangs; times are in seconds, rates
/// per second. Means are +infinity where the station is not stable; none of these functions fails.

/// Share of arrivals lost by M/G/c/c, Erlang's loss formula (Kleinrock vol. 1, 3.6), by its stable recursion.
[[nodiscard]] double erlangB(double load, int servers) noexcept;

/// Share of arrivals that wait in M/M/c, Erlang's delay formula (Kleinrock vol. 1, 3.5); 1 where load >= servers.
[[nodiscard]] double erlangC(double load, int servers) noexcept;

/// Mean wait of M/M/c.
[[nodiscard]] double meanWaitMMc(double rate, double meanService, int servers) noexcept;

/// Mean wait of M/G/1 (Pollaczek 1930, Khinchine 1932); `scv` is variance / mean² of the handling time.
[[nodiscard]] double meanWaitMG1(double rate, double meanService, double scv) noexcept;

/// Mean wait of G/G/c, approximately: Allen and Cunneen's formula, with Kraemer and Langenbach-Belz's correction for
/// arrivals smoother than Poisson (Whitt, The Queueing Network Analyzer, 1983, eq. 44-45, 70), of several servers with
/// Kimura's between those of M/D/c and M/M/c (1986). Exact for M/M/c and M/G/1.
[[nodiscard]] double meanWaitGGc(double rate, double arrivalScv, double meanService, double serviceScv,
                                 int servers) noexcept;

/// Quantile of the wait in first-come-first-served M/M/c: P(W > t) = C·exp(-(c/s - rate)·t).
[[nodiscard]] double waitQuantileMMc(double rate, double meanService, int servers, double probability) noexcept;

/// Quantile of wait + handling in first-come-first-served M/M/c, by bisection on its closed-form tail (Gross and
/// Harris, 2.3).
[[nodiscard]] double sojournQuantileMMc(double rate, double meanService, int servers, double probability) noexcept;

/// What a station with limited room does, averaged over time.
struct LimitedStation {
    double lossProbability = 0; ///< share of arrivals that find it full
    double throughput = 0;      ///< accepted per second
    double meanQueue = 0;       ///< waiting only
    double meanBusy = 0;        ///< busy servers
    double meanWait = 0;        ///< of the accepted
};

/// M/M/c/K with K = servers + queueLimit (Gross and Harris, 2.5).
[[nodiscard]] LimitedStation limitedMMcK(double rate, double meanService, int servers, long queueLimit);

/// M/M/c with exponential patience while waiting, mean `meanPatience` (Erlang A; Palm 1957). lossProbability is the
/// share that gives up; meanWait is over everybody, those who gave up included.
[[nodiscard]] LimitedStation erlangA(double rate, double meanService, int servers, double meanPatience);

/// Mean wait of class `index` (0 the most important) in a non-preemptive M/G/1 with priorities (Cobham 1954).
struct PriorityClass {
    double rate = 0;
    double meanService = 0;
    double secondMoment = 0; ///< of the handling time, s²
};

[[nodiscard]] double meanWaitPriority(const PriorityClass* classes, int count, int index) noexcept;

} // namespace stormglass::sim
