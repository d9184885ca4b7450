// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace stormglass::sim {

/// A closed network of users who think, then visit stations, then think again.
struct ClosedStation {
    int servers = 1;            ///< 0: unlimited, nobody waits
    std::vector<double> demand; ///< per class: visits per cycle × mean handling time, in seconds
    std::vector<double> visits =
        {};                ///< per class and cycle; empty: any order of service that is fair to all classes alike
    double serviceScv = 1; ///< variance / mean² of handling times

    /// Mean handling times differ between classes in first come, first served order: then no product form holds.
    [[nodiscard]] bool isMixed() const;

    friend bool operator==(const ClosedStation&, const ClosedStation&) = default;
};

struct ClosedClass {
    double population = 0; ///< users
    double think = 0;      ///< seconds

    friend bool operator==(const ClosedClass&, const ClosedClass&) = default;
};

struct ClosedAnswer {
    std::vector<double> throughput;             ///< cycles per second, per class
    std::vector<std::vector<double>> residence; ///< [station][class] seconds per cycle, waiting included
    std::vector<double> meanNumber;             ///< per station, waiting or handled
};

/// Mean value analysis (Reiser and Lavenberg 1980), population by population, with the marginal probabilities that
/// stations of several servers need. Exact where product form holds: exponential times of one mean first come, first
/// served, or any times with processor sharing or unlimited servers. Else waits are those for the work of what is met
/// (Reiser 1979). Work grows as the product of the populations × stations × (servers + classes).
[[nodiscard]] ClosedAnswer exactMva(const std::vector<ClosedStation>& stations,
                                    const std::vector<ClosedClass>& classes);

/// The same of one class.
[[nodiscard]] ClosedAnswer exactMva(const std::vector<ClosedStation>& stations, int population, double think);

/// Steps of exactMva().
[[nodiscard]] double stepsOfMva(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes);

/// Approximate mean value analysis (Bard 1979, Schweitzer 1979), several classes; stations of several servers by
/// Seidmann's split into a queue of demand/c and a delay of demand·(c-1)/c (1987). Work does not depend on the
/// populations.
[[nodiscard]] ClosedAnswer approximateMva(const std::vector<ClosedStation>& stations,
                                          const std::vector<ClosedClass>& classes);

} // namespace stormglass::sim
