// SPDX-License-Identifier: Apache-2.0
#include "app/lab/chart_data.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app {

namespace {

/// First, lowest, highest and last of a column's points, in their order, each once.
void appendExtremes(const std::vector<QPointF>& points, std::size_t begin, std::size_t end,
                    std::vector<QPointF>& kept) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = points.begin() + static_cast<std::ptrdiff_t>(end);
    const auto byHeight = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
    const auto [low, high] = std::minmax_element(first, last, byHeight);
    std::vector<std::vector<QPointF>::const_iterator> chosen{first, low, high, last - 1};
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    for (const auto& point : chosen) {
        kept.push_back(*point);
    }
}

} // namespace

std::vector<double> roundTicks(double most, int wanted) {
    if (!(most > 0) || !std::isfinite(most) || wanted < 1) {
        return {0, 1};
    }
    const double rough = most / wanted;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double times = rough / power;
    const double step = power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    std::vector<double> ticks;
    for (int i = 0; ticks.empty() || ticks.back() < most * (1 - 1e-9); ++i) {
        ticks.push_back(i * step);
    }
    return ticks;
}

std::vector<QPointF> decimated(const std::vector<QPointF>& points, double left, double right, int columns) {
    if (columns <= 0 || right <= left || points.size() <= 4 * static_cast<std::size_t>(columns)) {
        return points;
    }
    std::vector<QPointF> kept;
    kept.reserve(4 * static_cast<std::size_t>(columns));
    const auto columnOf = [&](const QPointF& point) {
        return static_cast<long>(std::floor((point.x() - left) / (right - left) * columns));
    };
    std::size_t begin = 0;
    while (begin < points.size()) {
        std::size_t end = begin + 1;
        while (end < points.size() && columnOf(points[end]) == columnOf(points[begin])) {
            ++end;
        }
        appendExtremes(points, begin, end, kept);
        begin = end;
    }
    return kept;
}

} // namespace stormglass::app
