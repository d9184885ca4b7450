// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/growth.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

namespace stormglass::sim {

namespace {

constexpr double kLeastContent = 100;  ///< messages: less is no overload yet
constexpr double kLeastFit = 0.98;     ///< share of the variance that the straight line explains
constexpr double kLeastExponent = 0.8; ///< of time; the square root has 0.5

struct Line {
    double slope = 0;
    double fit = 0; ///< R squared
};

Line fitLine(const std::vector<double>& x, const std::vector<double>& y) {
    const auto n = static_cast<double>(x.size());
    double sx = 0;
    double sy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sx += x[i] / n;
        sy += y[i] / n;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - sx) * (x[i] - sx);
        xy += (x[i] - sx) * (y[i] - sy);
        yy += (y[i] - sy) * (y[i] - sy);
    }
    return xx > 0 && yy > 0 ? Line{xy / xx, xy * xy / (xx * yy)} : Line{};
}

} // namespace

bool growsLinearly(std::span<const double> content) {
    if (content.size() < 8 || content.back() < kLeastContent) {
        return false;
    }
    std::vector<double> time;
    std::vector<double> level;
    std::vector<double> logTime;
    std::vector<double> logLevel;
    for (std::size_t i = content.size() / 2; i < content.size(); ++i) {
        time.push_back(static_cast<double>(i + 1));
        level.push_back(content[i]);
        logTime.push_back(std::log(time.back()));
        logLevel.push_back(std::log(std::max(content[i], 0.5)));
    }
    const Line line = fitLine(time, level);
    return line.slope > 0 && line.fit >= kLeastFit && fitLine(logTime, logLevel).slope >= kLeastExponent;
}

} // namespace stormglass::sim
