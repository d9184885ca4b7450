// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/form_target.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

namespace {

using model::Value;

template <class Record>
void alterProperties(const Record* record, Value properties, std::vector<model::Change>& changes) {
    if (record != nullptr && record->properties != properties) {
        Record after = *record;
        after.properties = std::move(properties);
        changes.push_back(model::altered(*record, std::move(after)));
    }
}

} // namespace

QString FormTarget::name() const {
    switch (kind) {
    case Kind::elements:
        return QStringLiteral("elements");
    case Kind::flows:
        return QStringLiteral("flows");
    case Kind::scenario:
        return QStringLiteral("scenario:") + QString::fromStdString(id);
    case Kind::journey:
        return QStringLiteral("journey:") + QString::fromStdString(id);
    case Kind::board:
        return QStringLiteral("board");
    }
    return {};
}

std::string FormTarget::path(const model::Board& board) const {
    if (kind == Kind::elements && elements.size() == 1) {
        return elements.front().value;
    }
    if (kind == Kind::flows && flows.size() == 1) {
        const model::Flow* flow = board.find(flows.front());
        return flow == nullptr ? std::string{} : board.pathOf(*flow);
    }
    return kind == Kind::scenario ? "scenario" : std::string{};
}

std::vector<const Value*> FormTarget::properties(const model::Board& board) const {
    std::vector<const Value*> all;
    const auto take = [&](const auto* record) {
        if (record != nullptr) {
            all.push_back(&record->properties);
        }
    };
    switch (kind) {
    case Kind::elements:
        for (const model::ElementId& element : elements) {
            take(board.find(element));
        }
        break;
    case Kind::flows:
        for (const model::FlowId& flow : flows) {
            take(board.find(flow));
        }
        break;
    case Kind::scenario:
        take(board.find(model::ScenarioId{id}));
        break;
    case Kind::journey:
        take(board.find(model::JourneyId{id}));
        break;
    case Kind::board:
        all.push_back(&board.settings().properties);
        break;
    }
    return all;
}

const model::Parameters& FormTarget::parameters(const model::Board& board, const model::Catalogue& catalogue) const {
    switch (kind) {
    case Kind::elements: {
        const model::Element* first = elements.empty() ? nullptr : board.find(elements.front());
        return catalogue.of(first == nullptr ? model::ElementKind::text : first->kind);
    }
    case Kind::flows:
        return catalogue.ofFlow();
    case Kind::scenario:
        return catalogue.ofScenario();
    case Kind::journey:
        return catalogue.ofJourney();
    case Kind::board:
        break;
    }
    return catalogue.ofDocument();
}

std::vector<std::string_view> FormTarget::uncommonKeys(const model::Board& board,
                                                       const model::Catalogue& catalogue) const {
    std::vector<std::string_view> keys;
    for (const model::Parameter& parameter : parameters(board, catalogue)) {
        const bool isCommon = std::ranges::all_of(elements, [&](const model::ElementId& id_) {
            const model::Element* element = board.find(id_);
            return element == nullptr || std::ranges::find(catalogue.of(element->kind), parameter.key,
                                                           &model::Parameter::key) != catalogue.of(element->kind).end();
        });
        if (!isCommon) {
            keys.push_back(parameter.key);
        }
    }
    return keys;
}

std::vector<model::Change> FormTarget::changesTo(const model::Board& board, std::vector<Value> properties) const {
    std::vector<model::Change> changes;
    std::size_t next = 0;
    switch (kind) {
    case Kind::elements:
        for (const model::ElementId& element : elements) {
            alterProperties(board.find(element), std::move(properties[next++]), changes);
        }
        break;
    case Kind::flows:
        for (const model::FlowId& flow : flows) {
            alterProperties(board.find(flow), std::move(properties[next++]), changes);
        }
        break;
    case Kind::scenario:
        alterProperties(board.find(model::ScenarioId{id}), std::move(properties[next]), changes);
        break;
    case Kind::journey:
        alterProperties(board.find(model::JourneyId{id}), std::move(properties[next]), changes);
        break;
    case Kind::board: {
        model::BoardSettings after = board.settings();
        after.properties = std::move(properties[next]);
        if (!(after == board.settings())) {
            changes.push_back(model::altered(board.settings(), std::move(after)));
        }
        break;
    }
    }
    return changes;
}

} // namespace stormglass::app
