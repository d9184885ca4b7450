// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace stormglass::sim {

/// A closed network of users who think, then visit stations, then think again.
struct ClosedStation {
    int servers = 1;            ///< 0: unlimited, nobody waits
    std::vector<double> demand; ///< per class: visits per cycle × mean handling time, in seconds
};

struct ClosedClass {
    double population = 0; ///< users
    double think = 0;      ///< seconds
};

struct ClosedAnswer {
    std::vector<double> throughput;             ///< cycles per second, per class
    std::vector<std::vector<double>> residence; ///< [station][class] seconds per cycle, waiting included
    std::vector<double> meanNumber;             ///< per station, waiting or handled
};

/// Exact mean value analysis of one class (Reiser and Lavenberg 1980), with the marginal probabilities that stations of
/// several servers need. Product form: exponential handling first come first served, or processor sharing, or unlimited
/// servers. Work grows as population × stations × servers.
[[nodiscard]] ClosedAnswer exactMva(const std::vector<ClosedStation>& stations, int population, double think);

/// Exact mean value analysis of several classes at single-server and unlimited stations (Lavenberg and Reiser 1980).
/// Work grows as the product of the populations: meant for small ones.
[[nodiscard]] ClosedAnswer exactMva(const std::vector<ClosedStation>& stations,
                                    const std::vector<ClosedClass>& classes);

/// Approximate mean value analysis (Bard 1979, Schweitzer 1979), several classes; stations of several servers by
/// Seidmann's split into a queue of demand/c and a delay of demand·(c-1)/c (1987). Work does not depend on the
/// populations.
[[nodiscard]] ClosedAnswer approximateMva(const std::vector<ClosedStation>& stations,
                                          const std::vector<ClosedClass>& classes);

} // namespace stormglass::sim
