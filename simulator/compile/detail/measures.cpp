// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"
#include "simulator/compile/detail/words.hpp"

#include <algorithm>
#include <optional>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

/// From here on a histogram for every place would take more memory than it is worth (CONTRACT section 2).
constexpr std::size_t kMostHandlersWithHistograms = 2000;

class PlaceFinder {
  public:
    explicit PlaceFinder(const Compilation& compilation) : m_compilation(compilation) {}

    /// A journey, element, service or channel, looked for in that order.
    [[nodiscard]] std::optional<Place> find(const std::string& id) const {
        const std::vector<std::string>& journeys = m_compilation.compiled.names.journeys;
        if (const auto found = std::ranges::find(journeys, id); found != journeys.end()) {
            return Place{PlaceKind::journey, static_cast<Index>(found - journeys.begin())};
        }
        const Index at = m_compilation.directory.find(id);
        if (at == kNone) {
            return std::nullopt;
        }
        const Node& node = m_compilation.directory.nodes()[at];
        if (node.handler != kNone) {
            return Place{PlaceKind::handler, node.handler};
        }
        if (node.service != kNone) {
            return Place{PlaceKind::service, node.service};
        }
        if (node.channel != kNone) {
            return Place{PlaceKind::channel, node.channel};
        }
        return node.message != kNone ? std::optional(Place{PlaceKind::message, node.message}) : std::nullopt;
    }

  private:
    const Compilation& m_compilation;
};

/// Whether the quantity can be asked of such a place.
bool makesSense(AskedWhat what, PlaceKind place) noexcept {
    switch (what) {
    case AskedWhat::latency:
        return place == PlaceKind::journey;
    case AskedWhat::staleness:
        return place == PlaceKind::handler;
    case AskedWhat::up:
        return place == PlaceKind::service || place == PlaceKind::handler;
    case AskedWhat::waiting:
    case AskedWhat::time:
    case AskedWhat::inside:
    case AskedWhat::queue:
        return place == PlaceKind::handler || place == PlaceKind::service || place == PlaceKind::channel;
    }
    return false;
}

void writeFigure(const Value& measure, Asked& asked) {
    const auto as = measure.find("as");
    if (as == measure.end()) {
        return;
    }
    if (as->is_object()) {
        const Value& share = as->at("share");
        asked.as = AskedAs::share;
        asked.comparison = comparisonOf(share.at("op").get_ref<const std::string&>());
        asked.value = share.at("value").get<double>();
        return;
    }
    const auto& word = as->get_ref<const std::string&>();
    if (const std::optional<double> quantile = quantileOf(word)) {
        asked.as = AskedAs::quantile;
        asked.quantile = *quantile;
    } else {
        asked.as = word == "sd" ? AskedAs::sd : AskedAs::mean;
    }
}

void writeAsked(Compilation& compilation, const PlaceFinder& places) {
    const Value* measures = compilation.scenario.written("measures");
    for (std::size_t i = 0; measures != nullptr && i < measures->size(); ++i) {
        const Value& measure = (*measures)[i];
        const std::optional<Place> place = places.find(measure.at("of").get_ref<const std::string&>());
        Asked asked;
        asked.what = askedWhatOf(measure.at("what").get_ref<const std::string&>());
        // The time of a journey is its latency.
        if (place && place->kind == PlaceKind::journey && asked.what == AskedWhat::time) {
            asked.what = AskedWhat::latency;
        }
        if (!place || !makesSense(asked.what, place->kind)) {
            compilation.doesNothing("scenario.measures." + std::to_string(i));
            continue;
        }
        asked.of = *place;
        if (asked.what == AskedWhat::up && place->kind == PlaceKind::handler) {
            asked.of = {PlaceKind::service, compilation.network.handlers[place->index].service};
        }
        writeFigure(measure, asked);
        if (const auto at = measure.find("at"); at != measure.end()) {
            asked.at = at->get<double>();
        }
        compilation.network.asked.push_back(asked);
        compilation.compiled.names.measures.push_back(measure.at("id").get<std::string>());
    }
}

/// The histogram a figure needs: "waiting.p99" that of the waits, a bare "p99" that of the whole times.
std::uint8_t histogramOf(std::string_view measure) noexcept {
    const std::size_t dot = measure.rfind('.');
    const std::string_view what = dot == std::string_view::npos ? "time" : measure.substr(0, dot);
    if (what == "waiting") {
        return kWaitingHistogram;
    }
    if (what == "handling") {
        return kHandlingHistogram;
    }
    if (what == "joining") {
        return kJoiningHistogram;
    }
    return what == "staleness" ? kStalenessHistogram : kTimeHistogram;
}

std::uint8_t histogramOf(const Asked& asked) noexcept {
    const bool needsOne = asked.as == AskedAs::quantile;
    if (!needsOne) {
        return 0;
    }
    if (asked.what == AskedWhat::waiting) {
        return kWaitingHistogram;
    }
    if (asked.what == AskedWhat::staleness) {
        return kStalenessHistogram;
    }
    return asked.what == AskedWhat::time ? std::uint8_t{kTimeHistogram} : std::uint8_t{0};
}

class HistogramPlanner {
  public:
    explicit HistogramPlanner(Network& network) : m_plan(network.histograms) {
        m_plan.handlers.assign(network.handlers.size(), 0);
        m_plan.services.assign(network.services.size(), 0);
        m_plan.channels.assign(network.channels.size(), 0);
    }

    void keep(const Place& place, std::uint8_t bits) {
        if (place.kind == PlaceKind::handler) {
            m_plan.handlers[place.index] |= bits;
        } else if (place.kind == PlaceKind::service) {
            m_plan.services[place.index] |= bits;
        } else if (place.kind == PlaceKind::channel) {
            m_plan.channels[place.index] |= bits;
        }
    }

  private:
    HistogramPlan& m_plan;
};

/// An objective names its place in `of`, or in a whole path: "elements.order.waiting.p99".
std::pair<std::string, std::string> placeAndMeasure(const Value& objective) {
    std::string measure = objective.at("measure").get<std::string>();
    if (objective.contains("of")) {
        return {objective["of"].get<std::string>(), std::move(measure)};
    }
    const std::size_t first = measure.find('.');
    const std::size_t second = first == std::string::npos ? first : measure.find('.', first + 1);
    if (second == std::string::npos) {
        return {};
    }
    return {measure.substr(first + 1, second - first - 1), measure.substr(second + 1)};
}

void planHistograms(Compilation& compilation, const PlaceFinder& places) {
    if (compilation.network.handlers.size() <= kMostHandlersWithHistograms) {
        return;
    }
    HistogramPlanner planner(compilation.network);
    for (const Asked& asked : compilation.network.asked) {
        planner.keep(asked.of, histogramOf(asked));
    }
    const Value* objectives = compilation.scenario.written("objectives");
    for (std::size_t i = 0; objectives != nullptr && i < objectives->size(); ++i) {
        const auto [of, measure] = placeAndMeasure((*objectives)[i]);
        if (const std::optional<Place> place = places.find(of)) {
            planner.keep(*place, histogramOf(measure));
        }
    }
}

} // namespace

void writeMeasures(Compilation& compilation) {
    const PlaceFinder places(compilation);
    writeAsked(compilation, places);
    planHistograms(compilation, places);
}

} // namespace stormglass::sim::compiling
