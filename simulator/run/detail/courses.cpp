// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/courses.hpp"

#include "simulator/run/detail/camps.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace stormglass::sim {

namespace {

std::string contentPath(const Names& names, const ContentPlace& place) {
    switch (place.kind) {
    case ContentKind::handlerQueue:
        return "elements." + names.handlers[place.index] + ".queue";
    case ContentKind::serviceQueue:
        return "services." + names.services[place.index] + ".queue";
    case ContentKind::servicesUp:
        return "services." + names.services[place.index] + ".up";
    case ContentKind::channelLag:
        return "channels." + names.channels[place.index] + ".lag";
    }
    return {};
}

} // namespace

void addCourses(RunReport& report, const Names& names, const Findings& findings) {
    for (std::size_t place = 0; place < findings.contentPlaces().size(); ++place) {
        std::vector<BandPoint>& band =
            report.bands.emplace_back(contentPath(names, findings.contentPlaces()[place]), std::vector<BandPoint>{})
                .second;
        const std::size_t steps = findings.contents().empty() ? 0 : findings.contents().front().rows.size();
        for (std::size_t k = 0; k < steps; ++k) {
            std::vector<std::uint32_t> values;
            for (const ContentSeries& series : findings.contents()) {
                if (k < series.rows.size()) {
                    values.push_back(series.rows[k][place]);
                }
            }
            std::ranges::sort(values);
            const auto at = [&](double p) -> double {
                return values[std::min(values.size() - 1,
                                       static_cast<std::size_t>(p * static_cast<double>(values.size())))];
            };
            const double time =
                findings.duration * static_cast<double>(k) / static_cast<double>(std::max<std::size_t>(1, steps - 1));
            band.push_back({.at = time, .p5 = at(0.05), .p50 = at(0.5), .p95 = at(0.95)});
        }
    }
    const std::size_t figures = findings.means().empty() ? 0 : findings.means().front().size();
    for (std::size_t i = 0; i < figures; ++i) {
        std::vector<double> values;
        for (const std::vector<float>& means : findings.means()) {
            values.push_back(means[i]);
        }
        if (const auto camps = twoCamps(std::move(values))) {
            report.camps.emplace_back(i < names.journeys.size()
                                          ? "journeys." + names.journeys[i] + ".mean"
                                          : "elements." + names.handlers[i - names.journeys.size()] + ".queue.mean",
                                      *camps);
        }
    }
}

} // namespace stormglass::sim
