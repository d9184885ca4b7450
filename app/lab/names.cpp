// SPDX-License-Identifier: Apache-2.0
#include "app/lab/names.hpp"

#include <QObject>

namespace stormglass::app {

namespace {

QString oneLine(const std::string& label) {
    return QString::fromStdString(label).simplified();
}

QString labelOr(const std::string& label, const std::string& id) {
    const QString line = oneLine(label);
    return line.isEmpty() ? QString::fromStdString(id) : line;
}

} // namespace

QString nameOf(const model::Board& board, const std::string& id) {
    if (const model::Element* element = board.definitionOf(model::ElementId{id})) {
        return labelOr(element->label, id);
    }
    if (const model::Journey* journey = board.find(model::JourneyId{id})) {
        return labelOr(journey->label, id);
    }
    if (const model::Scenario* scenario = board.find(model::ScenarioId{id})) {
        return labelOr(scenario->label, id);
    }
    if (const model::Flow* flow = board.flowByPath(id)) {
        return QObject::tr("%1 → %2").arg(nameOf(board, flow->from.value), nameOf(board, flow->to.value));
    }
    const auto arrow = id.find('>');
    if (arrow != std::string::npos) {
        return QObject::tr("%1 → %2").arg(nameOf(board, id.substr(0, arrow)), nameOf(board, id.substr(arrow + 1)));
    }
    return QString::fromStdString(id);
}

QString journeyEnds(const model::Board& board, const std::string& id) {
    if (const model::Journey* journey = board.find(model::JourneyId{id})) {
        return QObject::tr("%1 → %2").arg(nameOf(board, journey->from.value), nameOf(board, journey->to.value));
    }
    return nameOf(board, id);
}

std::vector<const model::Element*> handlersOf(const model::Board& board, const model::ElementId& service) {
    std::vector<const model::Element*> handlers;
    for (const model::Element& element : board.elements()) {
        if (element.service == service && !element.same) {
            handlers.push_back(&element);
        }
    }
    return handlers;
}

QString placeName(const model::Board& board, const std::string& id) {
    const model::Element* element = board.definitionOf(model::ElementId{id});
    if (element != nullptr && element->kind == model::ElementKind::service) {
        const std::vector<const model::Element*> handlers = handlersOf(board, element->id);
        return handlers.size() == 1 ? nameOf(board, handlers.front()->id.value) : nameOf(board, id);
    }
    return nameOf(board, id);
}

} // namespace stormglass::app
