// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/level_figures.hpp"

#include <cmath>
#include <limits>
#include <numeric>

namespace stormglass::sim {

namespace {

double quantileOf(const std::vector<double>& timeAtLevel, double whole, double p) {
    double below = 0;
    for (std::size_t level = 0; level < timeAtLevel.size(); ++level) {
        below += timeAtLevel[level];
        if (below >= p * whole) {
            return static_cast<double>(level);
        }
    }
    return static_cast<double>(timeAtLevel.size() - 1);
}

double sdOf(const std::vector<double>& timeAtLevel, double whole) {
    double mean = 0;
    for (std::size_t level = 0; level < timeAtLevel.size(); ++level) {
        mean += static_cast<double>(level) * timeAtLevel[level] / whole;
    }
    double variance = 0;
    for (std::size_t level = 0; level < timeAtLevel.size(); ++level) {
        const double distance = static_cast<double>(level) - mean;
        variance += distance * distance * timeAtLevel[level] / whole;
    }
    return std::sqrt(variance);
}

} // namespace

double levelFigure(const Asked& asked, const std::vector<double>& timeAtLevel) {
    const double whole = std::accumulate(timeAtLevel.begin(), timeAtLevel.end(), 0.0);
    if (!(whole > 0)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return asked.as == AskedAs::sd ? sdOf(timeAtLevel, whole) : quantileOf(timeAtLevel, whole, asked.quantile);
}

} // namespace stormglass::sim
