// SPDX-License-Identifier: Apache-2.0
#include "app/lab/board_figures.hpp"

#include "app/lab/figure_text.hpp"
#include "app/lab/names.hpp"
#include "model/behaviour/access.hpp"

#include <QObject>

#include <algorithm>
#include <cmath>

namespace stormglass::app {

namespace {

using model::ElementId;
using model::Unit;

/// By Little's law; nothing while it grows without end.
std::optional<double> meanWaiting(const sim::ForecastPlace& place) {
    const double waiting = place.arrivals * place.waiting;
    return std::isfinite(waiting) ? std::optional(waiting) : std::nullopt;
}

/// A bar that is half full when one message waits and never runs over.
double fullness(double lag) {
    return lag / (1 + lag);
}

template <class Busy> std::string busiestHandlerOf(const model::Board& board, const std::string& place, Busy busyOf) {
    const model::Element* element = board.definitionOf(ElementId{place});
    if (element == nullptr || element->kind != model::ElementKind::service) {
        return place;
    }
    std::string best = place;
    double most = -1;
    for (const model::Element* handler : handlersOf(board, element->id)) {
        const double busy = busyOf(handler->id.value);
        if (busy > most) {
            most = busy;
            best = handler->id.value;
        }
    }
    return best;
}

drawing::ChannelFigures channelFigures(const sim::PlaceReport& place) {
    drawing::ChannelFigures figures;
    for (const sim::PartitionReport& partition : place.partitions) {
        const double lag = partition.lag.mean.value;
        figures.partitions.push_back(std::isfinite(lag) ? fullness(lag) : 0);
    }
    if (place.lag && place.lag->mean.value >= 0.5) {
        figures.note = QObject::tr("lag %1").arg(shortCountText(std::round(place.lag->mean.value)));
    }
    return figures;
}

drawing::HandlerFigures handlerFigures(const sim::PlaceReport& place) {
    drawing::HandlerFigures figures;
    if (place.busy && !place.busy->withheld()) {
        figures.busy = place.busy->value;
    }
    if (place.queue && !place.queue->mean.withheld()) {
        figures.waiting = place.queue->mean.value;
    }
    if (place.time && !place.time->mean.withheld()) {
        figures.time = estimateText(place.time->mean, Unit::seconds);
    }
    return figures;
}

} // namespace

std::string handlerFor(const sim::ForecastReport& report, const model::Board& board, const std::string& place) {
    return busiestHandlerOf(board, place, [&](const std::string& id) {
        const sim::ForecastPlace* found = sim::findById(report.elements, id);
        return found == nullptr ? 0 : found->busy.value_or(0);
    });
}

drawing::Figures figuresOf(const sim::ForecastReport& report, const model::Board& board,
                           const model::Catalogue& catalogue) {
    drawing::Figures figures;
    figures.look = drawing::FigureLook::forecast;
    for (const auto& [id, place] : report.elements) {
        const model::Element* element = board.find(ElementId{id});
        if (element == nullptr || !model::isHandler(element->kind) || place.arrivals <= 0) {
            continue;
        }
        const model::Access access(catalogue.of(element->kind), element->properties);
        figures.handlers[element->id] = {.busy = place.busy,
                                         .waiting = meanWaiting(place),
                                         .time = approximateText(place.time, Unit::seconds),
                                         .isTimeAssumed = !access.isWritten("handling.time")};
    }
    if (!report.bottleneck.empty()) {
        const auto found = figures.handlers.find(ElementId{handlerFor(report, board, report.bottleneck)});
        if (found != figures.handlers.end()) {
            found->second.isBottleneck = true;
        }
    }
    return figures;
}

std::vector<BusiestPlace> busiestPlaces(const sim::RunReport& report, const model::Board& board) {
    std::vector<BusiestPlace> places;
    for (const auto& [id, service] : report.services) {
        if (service.busy) {
            places.push_back({id, *service.busy});
        }
    }
    for (const auto& [id, element] : report.elements) {
        const model::Element* handler = board.find(ElementId{id});
        const bool isAlone = handler != nullptr && !handler->service && sim::findById(report.services, id) == nullptr;
        if (isAlone && element.busy) {
            places.push_back({id, *element.busy});
        }
    }
    std::erase_if(places, [](const BusiestPlace& p) { return p.busy.withheld(); });
    std::ranges::stable_sort(places,
                             [](const BusiestPlace& a, const BusiestPlace& b) { return a.busy.value > b.busy.value; });
    return places;
}

drawing::Figures figuresOf(const sim::RunReport& report, const model::Board& board, bool isOutdated) {
    drawing::Figures figures;
    figures.look = isOutdated ? drawing::FigureLook::outdated : drawing::FigureLook::simulated;
    for (const auto& [id, place] : report.elements) {
        const model::Element* element = board.find(ElementId{id});
        if (element != nullptr && model::isHandler(element->kind)) {
            figures.handlers[element->id] = handlerFigures(place);
        }
    }
    for (const auto& [id, place] : report.channels) {
        figures.channels[ElementId{id}] = channelFigures(place);
    }
    const std::vector<BusiestPlace> busiest = busiestPlaces(report, board);
    if (!busiest.empty()) {
        const std::string handler = busiestHandlerOf(board, busiest.front().id, [&](const std::string& id) {
            const sim::PlaceReport* place = sim::findById(report.elements, id);
            return place == nullptr || !place->busy || place->busy->withheld() ? 0 : place->busy->value;
        });
        const auto found = figures.handlers.find(ElementId{handler});
        if (found != figures.handlers.end()) {
            found->second.isBottleneck = true;
        }
    }
    return figures;
}

} // namespace stormglass::app
