// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/exchange/text_form.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/forecast/forecast.hpp"
#include "simulator/run/simulate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

// How near forecasts come to runs of the same documents, each under its first scenario.
// usage: accuracy_bench FILE...    one JSON line per file and figure: forecast, simulated, half-width, deviation beyond
// it

namespace {

using namespace stormglass;

void tell(const std::string& file, const std::string& figure, double forecast, const sim::Estimate& simulated,
          bool isExact) {
    if (std::isnan(simulated.value) || std::isinf(forecast)) {
        return;
    }
    const double halfWidth = std::isfinite(simulated.high - simulated.low) ? (simulated.high - simulated.low) / 2 : 0;
    const double beyond = std::max(std::abs(forecast - simulated.value) - halfWidth, 0.0);
    fmt::print(R"({{"file":"{}","figure":"{}","forecast":{:.6g},"simulated":{:.6g},"half_width":{:.2g},)"
               R"("deviation":{:.4f},"exact":{}}})"
               "\n",
               file, figure, forecast, simulated.value, halfWidth, beyond / std::max(std::abs(simulated.value), 1e-12),
               isExact);
}

void compare(const std::string& file) {
    const model::Catalogue catalogue;
    std::ifstream stream(file);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto board = model::readText(text, catalogue);
    if (!board) {
        fmt::print(stderr, "{}: {}: expected {}\n", file, board.error().path, board.error().expected);
        return;
    }
    const auto prepared = sim::prepare(*board, catalogue, std::nullopt, {});
    if (!prepared) {
        fmt::print(stderr, "{}: cannot be prepared\n", file);
        return;
    }
    const auto compiled = sim::compile(*prepared, catalogue);
    const auto run = sim::simulate(*board, {});
    if (!compiled || !run) {
        fmt::print(stderr, "{}: cannot be run\n", file);
        return;
    }
    const sim::ForecastReport forecast = sim::forecast(*compiled);
    for (const auto& [id, place] : forecast.elements) {
        const sim::PlaceReport* simulated = sim::findById(run->elements, id);
        if (simulated == nullptr || !simulated->rates || place.rateOnly) {
            continue;
        }
        tell(file, id + ".throughput", place.throughput, simulated->rates->throughput, place.exact);
        if (place.busy && simulated->busy) {
            tell(file, id + ".busy", *place.busy, *simulated->busy, place.exact);
        }
        if (simulated->waiting) {
            tell(file, id + ".waiting.mean", place.waiting, simulated->waiting->mean, place.exact);
        }
        if (simulated->time) {
            tell(file, id + ".time.mean", place.time, simulated->time->mean, place.exact);
        }
    }
    for (const auto& [id, mean] : forecast.journeys) {
        if (const sim::JourneyReport* simulated = sim::findById(run->journeys, id)) {
            tell(file, "journey " + id, mean, simulated->times.mean, false);
        }
    }
}

} // namespace

int main(int count, char** arguments) {
    for (int i = 1; i < count; ++i) {
        compare(arguments[i]);
    }
    return 0;
}
