// SPDX-License-Identifier: Apache-2.0
#include "model/changes/edits.hpp"

#include "model/changes/references.hpp"

#include <algorithm>

namespace stormglass::model {

namespace {

template <class Record, class Alter> void alterInto(std::vector<Change>& changes, const Record* record, Alter alter) {
    if (record == nullptr) {
        return;
    }
    Record after = *record;
    alter(after);
    if (!(after == *record)) {
        changes.push_back(altered(*record, std::move(after)));
    }
}

template <class Record, class Alter> std::vector<Change> alterOne(const Record* record, Alter alter) {
    std::vector<Change> changes;
    alterInto(changes, record, alter);
    return changes;
}

void setAt(Value& record, std::span<const std::string> path, const Value& value) {
    const std::string& key = path.front();
    if (path.size() == 1) {
        if (value.is_null()) {
            record.erase(key);
        } else {
            record[key] = value;
        }
        return;
    }
    if (!record.contains(key) || !record[key].is_object()) {
        if (value.is_null()) {
            return;
        }
        record[key] = Value::object();
    }
    setAt(record[key], path.subspan(1), value);
    if (value.is_null() && record[key].empty()) {
        record.erase(key);
    }
}

template <class Record>
std::vector<Change> setPropertyOf(const Record* record, std::span<const std::string> path, const Value& value) {
    STORMGLASS_EXPECTS(!path.empty());
    return alterOne(record, [&](Record& after) { setAt(after.properties, path, value); });
}

template <class Record> std::vector<Change> putRecord(const Record* old, Record record, Rank nextRank) {
    if (old == nullptr) {
        record.rank = nextRank;
        return {added(std::move(record))};
    }
    record.rank = old->rank;
    return {altered(*old, std::move(record))};
}

} // namespace

RecordChange<Element> addElement(const Board& board, NewElement made) {
    Element element;
    element.id = ElementId{board.freeIdFor(made.label, made.kind)};
    element.kind = made.kind;
    element.label = std::move(made.label);
    element.at = made.at;
    element.size = made.size;
    element.properties = std::move(made.properties);
    element.rank = board.elements().nextRank();
    return {std::nullopt, std::move(element)};
}

RecordChange<Flow> addFlow(const Board& board, const ElementId& from, const ElementId& to, bool joint) {
    Flow flow;
    flow.id = board.nextFlowId();
    flow.from = from;
    flow.to = to;
    flow.joint = joint;
    flow.rank = board.flows().nextRank();
    return {std::nullopt, std::move(flow)};
}

RecordChange<Element> makeOccurrence(const Board& board, const ElementId& of, std::optional<BoardPoint> at) {
    const Element* original = board.definitionOf(of);
    STORMGLASS_EXPECTS(original != nullptr);
    Element occurrence;
    occurrence.id = ElementId{board.freeIdFor(original->id.value, original->kind)};
    occurrence.kind = original->kind;
    occurrence.same = original->id;
    occurrence.size = original->size;
    occurrence.at = at;
    occurrence.rank = board.elements().nextRank();
    return {std::nullopt, std::move(occurrence)};
}

std::vector<Change> moveElements(const Board& board, std::span<const Placement> placements) {
    std::vector<Change> changes;
    for (const Placement& placement : placements) {
        alterInto(changes, board.find(placement.id), [&](Element& e) { e.at = placement.at; });
    }
    return changes;
}

std::vector<Change> resize(const Board& board, const ElementId& id, BoardPoint at, BoardSize size) {
    return alterOne(board.find(id), [&](Element& e) {
        e.at = at;
        e.size = size == naturalSize(e.kind) ? std::nullopt : std::optional(size);
    });
}

std::vector<Change> setLabel(const Board& board, const ElementId& id, std::string label) {
    return alterOne(board.definitionOf(id), [&](Element& e) { e.label = label; });
}

std::vector<Change> setLabel(const Board& board, const FlowId& id, std::string label) {
    return alterOne(board.find(id), [&](Flow& f) { f.label = label; });
}

std::vector<Change> setProperty(const Board& board, const ElementId& id, std::span<const std::string> path,
                                Value value) {
    return setPropertyOf(board.definitionOf(id), path, value);
}

std::vector<Change> setProperty(const Board& board, const FlowId& id, std::span<const std::string> path, Value value) {
    return setPropertyOf(board.find(id), path, value);
}

std::vector<Change> setKind(const Board& board, const ElementId& id, ElementKind kind) {
    const Element* original = board.definitionOf(id);
    std::vector<Change> changes;
    if (original == nullptr || original->kind == kind) {
        return changes;
    }
    alterInto(changes, original, [&](Element& e) { e.kind = kind; });
    for (const Element* occurrence : board.occurrencesOf(original->id)) {
        alterInto(changes, occurrence, [&](Element& e) { e.kind = kind; });
    }
    const ElementId& subject = original->id;
    for (const Element& other : board.elements()) {
        if (other.id != subject && other.same != subject) {
            alterInto(changes, &other, [&](Element& e) {
                const auto forget = [&subject](std::optional<ElementId>& ref) {
                    ref = ref == subject ? std::nullopt : ref;
                };
                forget(e.service);
                forget(e.context);
                forget(e.lane);
            });
        }
    }
    if (!isChannel(kind)) {
        for (const Flow& flow : board.flows()) {
            alterInto(changes, &flow, [&](Flow& f) { f = withoutReferencesTo(f, {subject}); });
        }
    }
    return changes;
}

std::vector<Change> assignService(const Board& board, std::span<const ElementId> ids,
                                  const std::optional<ElementId>& service) {
    std::set<ElementId> done;
    std::vector<Change> changes;
    for (const ElementId& id : ids) {
        const Element* element = board.definitionOf(id);
        if (element != nullptr && done.insert(element->id).second) {
            alterInto(changes, element, [&](Element& e) { e.service = service; });
        }
    }
    return changes;
}

std::vector<Change> makeIndependent(const Board& board, const ElementId& occurrence) {
    const Element* original = board.definitionOf(occurrence);
    return alterOne(board.find(occurrence), [&](Element& e) {
        e.label = original->label;
        e.service = original->service;
        e.properties = original->properties;
        e.same.reset();
    });
}

std::vector<Change> endJoint(const Board& board, const FlowId& id) {
    const Flow* flow = board.find(id);
    if (flow == nullptr || !flow->joint) {
        return {};
    }
    if (!flow->via && flow->label.empty() && flow->slug.empty() && flow->properties.empty()) {
        return {removed(*flow)};
    }
    return alterOne(flow, [](Flow& f) { f.joint = false; });
}

std::vector<Change> bringToFront(const Board& board, std::span<const ElementId> ids) {
    Rank rank = board.elements().nextRank();
    std::vector<Change> changes;
    for (const ElementId& id : ids) {
        alterInto(changes, board.find(id), [&rank](Element& e) { e.rank = rank++; });
    }
    return changes;
}

std::vector<Change> sendToBack(const Board& board, std::span<const ElementId> ids) {
    Rank rank = board.elements().rankBefore();
    std::vector<Change> changes;
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
        alterInto(changes, board.find(*id), [&rank](Element& e) { e.rank = rank--; });
    }
    return changes;
}

std::vector<Change> putJourney(const Board& board, Journey journey) {
    return putRecord(board.find(journey.id), std::move(journey), board.journeys().nextRank());
}

std::vector<Change> putScenario(const Board& board, Scenario scenario) {
    return putRecord(board.find(scenario.id), std::move(scenario), board.scenarios().nextRank());
}

std::vector<Change> putSettings(const Board& board, BoardSettings settings) {
    return {altered(board.settings(), std::move(settings))};
}

} // namespace stormglass::model
