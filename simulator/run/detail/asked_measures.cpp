// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/asked_measures.hpp"

#include "simulator/run/report_json.hpp"
#include "simulator/statistics/sections.hpp"

#include <cmath>
#include <string>

namespace stormglass::sim {

namespace {

/// The figure that a row of `measures` means, where it is one of the report's.
std::string pathOf(const Asked& asked) {
    std::string path;
    switch (asked.what) {
    case AskedWhat::waiting:
        path = "waiting.";
        break;
    case AskedWhat::time:
        path = "time.";
        break;
    case AskedWhat::staleness:
        path = "staleness.";
        break;
    case AskedWhat::latency:
        break;
    case AskedWhat::inside:
        return {};
    case AskedWhat::queue:
        path = asked.of.kind == PlaceKind::channel ? "depth." : "queue.";
        break;
    case AskedWhat::up:
        path = "up.";
        break;
    }
    switch (asked.as) {
    case AskedAs::mean:
        return path + "mean";
    case AskedAs::sd:
        return path + "sd";
    case AskedAs::share:
        return {};
    case AskedAs::quantile:
        for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
            if (std::abs(kQuantiles[q] - asked.quantile) < 1e-9) {
                return path + kQuantileNames[q];
            }
        }
        return {};
    }
    return {};
}

bool isCount(AskedWhat what) noexcept {
    return what == AskedWhat::inside || what == AskedWhat::queue || what == AskedWhat::up;
}

/// Sum of two estimates whose errors are taken to be independent.
Estimate sumOf(const Estimate& a, const Estimate& b, std::uint64_t sections) {
    return withInterval(a.value + b.value, std::hypot(a.standardError, b.standardError), sections);
}

} // namespace

void addMeasures(RunReport& report, const Compiled& compiled, const Findings& findings) {
    const Names& names = compiled.names;
    const Network& network = compiled.network;
    for (std::size_t row = 0; row < network.asked.size(); ++row) {
        const Asked& asked = network.asked[row];
        Estimate estimate;
        const std::string path = pathOf(asked);
        if (!std::isnan(asked.at)) {
            estimate = findings.askedAt(row);
        } else if (asked.as == AskedAs::share) {
            estimate = findings.askedShare(row);
        } else if (isCount(asked.what) && asked.as != AskedAs::mean) {
            estimate = findings.askedLevel(row);
        } else if (!path.empty()) {
            const std::string& of = asked.of.kind == PlaceKind::journey   ? names.journeys[asked.of.index]
                                    : asked.of.kind == PlaceKind::handler ? names.handlers[asked.of.index]
                                    : asked.of.kind == PlaceKind::service ? names.services[asked.of.index]
                                                                          : names.channels[asked.of.index];
            estimate = figureOf(report, of, path).value_or(Estimate{});
        } else if (asked.what == AskedWhat::inside && asked.as == AskedAs::mean) {
            const std::size_t place = asked.of.kind == PlaceKind::handler   ? findings.map().handler(asked.of.index)
                                      : asked.of.kind == PlaceKind::service ? findings.map().service(asked.of.index)
                                                                            : findings.map().channel(asked.of.index);
            estimate =
                asked.of.kind == PlaceKind::channel
                    ? findings.sections().ratio(place, RatioFigure::lag)
                    : sumOf(findings.sections().ratio(place, RatioFigure::queue),
                            findings.sections().ratio(place, RatioFigure::active), findings.sections().sections());
        }
        report.measures.emplace_back(names.measures[row], estimate);
    }
}

} // namespace stormglass::sim
