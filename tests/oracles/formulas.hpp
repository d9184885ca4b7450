// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <vector>

/// Results of queueing theory that several oracles use. Rates per second, times in seconds. Sources: K = Kleinrock,
/// Queueing Systems 1 (1975); H = Harchol-Balter, Performance Modeling and Design of Computer Systems (2013).
namespace stormglass::oracles {

/// Probability that all servers are busy in an M/M/c station (Erlang C; K 3.40). `load` = lambda / mu < servers.
[[nodiscard]] double erlangC(double load, int servers);

/// Probability that all servers are busy in an M/G/c/c station (Erlang B; K 3.43).
[[nodiscard]] double erlangB(double load, int servers);

/// Mean wait of an M/M/c station (K 3.41).
[[nodiscard]] double meanWaitMMc(double arrivals, double service, int servers);

/// Mean wait of an M/G/1 station (Pollaczek-Khinchine; K 5.69), from mean and second moment of the service time.
[[nodiscard]] double meanWaitMG1(double arrivals, double mean, double secondMoment);

/// P(W <= t) in M/D/1 with service time 1 (Erlang 1909); for moderate t, the terms alternate. Also of the work that is
/// there at any time.
[[nodiscard]] double waitWithinMD1(double load, double t);

/// The integral of f from a to b by the midpoint rule, in steps of about `step`.
[[nodiscard]] double integral(double a, double b, double step, const std::function<double(double)>& f);

/// Stationary probabilities of a birth and death chain on 0 .. states - 1 (K 3.1).
[[nodiscard]] std::vector<double> birthAndDeath(int states, const std::function<double(int)>& birth,
                                                const std::function<double(int)>& death);

/// Mean number in a single exponential server's queue whose rates depend on a phase of two that changes by itself: the
/// Markov-modulated M/M/1 (Neuts, Matrix-Geometric Solutions in Stochastic Models, 1981, ch. 1 and 6). `change[i]` is
/// the rate at which phase i is left. Solved by iterating R = (A0 + R^2 A2)(-A1)^-1.
[[nodiscard]] double meanNumberModulated(const std::array<double, 2>& arrivals, const std::array<double, 2>& service,
                                         const std::array<double, 2>& change);

/// Throughput per second of each class in a closed network of one FIFO or PS exponential station and thinking users,
/// by exact mean value analysis (Reiser and Lavenberg 1980). All classes have the same mean service time.
[[nodiscard]] std::vector<double> closedThroughput(const std::vector<int>& users, const std::vector<double>& think,
                                                   const std::vector<double>& services);

} // namespace stormglass::oracles
