// SPDX-License-Identifier: Apache-2.0
// What the rows' editors send, as edits of the document.
#include "app/inspector/inspector.hpp"
#include "app/wording/fault_words.hpp"
#include "model/changes/edits.hpp"

#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace stormglass::app {

namespace {

using model::Change;
using model::ElementId;
using model::Value;

bool isMember(const Pointer& pointer) {
    return pointer.starts_with('@');
}

std::string textIn(const std::optional<Value>& value) {
    return value && value->is_string() ? value->get<std::string>() : std::string{};
}

template <class Record, class Alter> std::vector<Change> altering(const Record* record, Alter alter) {
    std::vector<Change> changes;
    if (record != nullptr) {
        Record after = *record;
        alter(after);
        if (!(after == *record)) {
            changes.push_back(model::altered(*record, std::move(after)));
        }
    }
    return changes;
}

void append(std::vector<Change>& changes, std::vector<Change> more) {
    changes.insert(changes.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::optional<ElementId> elementIn(const std::optional<Value>& value) {
    return value && value->is_string() ? std::optional(ElementId{value->get<std::string>()}) : std::nullopt;
}

std::vector<Change> elementMember(const model::Board& board, const std::vector<ElementId>& ids, const Pointer& member,
                                  const std::optional<Value>& value) {
    std::vector<Change> changes;
    if (member == members::kService) {
        return model::assignService(board, ids, elementIn(value));
    }
    for (const ElementId& id : ids) {
        if (member == members::kLabel) {
            append(changes, model::setLabel(board, id, textIn(value)));
        } else if (member == members::kKind) {
            const auto kind = model::elementKindFromName(textIn(value));
            append(changes, kind ? model::setKind(board, id, *kind) : std::vector<Change>{});
        } else if (member == members::kContext || member == members::kLane) {
            append(changes, altering(board.find(id), [&](model::Element& e) {
                       (member == members::kContext ? e.context : e.lane) = elementIn(value);
                   }));
        }
    }
    return changes;
}

std::vector<Change> recordMember(const model::Board& board, const FormTarget& target, const Pointer& member,
                                 const std::optional<Value>& value) {
    using Kind = FormTarget::Kind;
    switch (target.kind) {
    case Kind::elements:
        return elementMember(board, target.elements, member, value);
    case Kind::flows: {
        std::vector<Change> changes;
        for (const model::FlowId& id : target.flows) {
            append(changes, altering(board.find(id), [&](model::Flow& flow) {
                       if (member == members::kVia) {
                           flow.via = elementIn(value);
                       } else {
                           flow.label = textIn(value);
                       }
                   }));
        }
        return changes;
    }
    case Kind::scenario:
        return altering(board.find(model::ScenarioId{target.id}),
                        [&](model::Scenario& scenario) { scenario.label = textIn(value); });
    case Kind::journey:
        return altering(board.find(model::JourneyId{target.id}), [&](model::Journey& journey) {
            if (member == members::kFrom || member == members::kTo) {
                (member == members::kFrom ? journey.from : journey.to) = ElementId{textIn(value)};
            } else {
                journey.label = textIn(value);
            }
        });
    case Kind::board:
        break;
    }
    model::BoardSettings after = board.settings();
    after.name = textIn(value);
    return after == board.settings() ? std::vector<Change>{}
                                     : std::vector<Change>{model::altered(board.settings(), std::move(after))};
}

} // namespace

const RowEdit* Inspector::editOf(const QString& key) const {
    const auto found = m_edits.find(key);
    return found == m_edits.end() ? nullptr : &found->second;
}

FormTarget Inspector::targetOf(const QString& key) const {
    for (const FormTarget& target : targets()) {
        if (key.startsWith(target.name() + QLatin1Char('|'))) {
            return target;
        }
    }
    return {};
}

model::EditIntent Inspector::intent(const QString& key, const char* word, bool isTyping) const {
    if (isTyping) {
        return model::typing("inspector " + std::to_string(m_typingSession) + " " + key.toStdString());
    }
    return {word};
}

void Inspector::fail(const QString& key, const QString& why) {
    m_errors.insert(key, why);
    refresh();
}

bool Inspector::write(const QString& key, const Pointer& pointer, const std::optional<Value>& value, bool isTyping) {
    const QScopedValueRollback writing(m_isWriting, true);
    if (isMember(pointer)) {
        return writeMember(key, pointer, value, isTyping);
    }
    const FormTarget target = targetOf(key);
    const model::Parameters& parameters = target.parameters(board(), m_catalogue);
    std::vector<Value> written;
    for (const Value* properties : target.properties(board())) {
        auto checked = model::normalisedProperties(parameters, withValue(*properties, pointer, value));
        if (!checked) {
            fail(key, QString::fromStdString(wording::sentenceFor(checked.error())));
            return false;
        }
        written.push_back(std::move(*checked));
    }
    m_errors.remove(key);
    std::vector<Change> changes = target.changesTo(board(), std::move(written));
    if (changes.empty()) {
        refresh();
        return true;
    }
    return m_workspace.session()->edit(intent(key, "setProperty", isTyping), std::move(changes));
}

bool Inspector::writeMember(const QString& key, const Pointer& member, const std::optional<Value>& value,
                            bool isTyping) {
    m_errors.remove(key);
    std::vector<Change> changes = recordMember(board(), targetOf(key), member, value);
    if (changes.empty()) {
        refresh();
        return true;
    }
    return m_workspace.session()->edit(intent(key, member == members::kLabel ? "setLabel" : "setProperty", isTyping),
                                       std::move(changes));
}

void Inspector::begin(const QString& /*key*/) {
    ++m_typingSession;
}

void Inspector::type(const QString& key, const QString& text) {
    const RowEdit* edit = editOf(key);
    if (edit == nullptr) {
        return;
    }
    const RowEdit row = *edit; // a copy: writing makes the rows anew
    if (isMember(row.pointer)) {
        write(key, row.pointer, Value(text.toStdString()), true);
        return;
    }
    if (text.trimmed().isEmpty()) {
        write(key, row.pointer, std::nullopt, true);
        return;
    }
    const std::optional<Value> value = valueFrom(*row.type, text, row.unit);
    if (!value) {
        const QScopedValueRollback writing(m_isWriting, true);
        fail(key, howToWrite(*row.type, row.unit));
        return;
    }
    write(key, row.pointer, value, true);
}

void Inspector::choose(const QString& key, int option) {
    const RowEdit* edit = editOf(key);
    if (edit != nullptr && option >= 0 && option < static_cast<int>(edit->values.size())) {
        const RowEdit row = *edit;
        write(key, row.pointer, row.values[static_cast<std::size_t>(option)], false);
    }
}

void Inspector::toggle(const QString& key, bool isOn) {
    if (const RowEdit* edit = editOf(key)) {
        const Pointer pointer = edit->pointer;
        write(key, pointer, Value(isOn), false);
    }
}

void Inspector::mark(const QString& key, int option, bool isMarked) {
    const RowEdit* edit = editOf(key);
    if (edit == nullptr || option < 0 || option >= static_cast<int>(edit->words.size())) {
        return;
    }
    const RowEdit row = *edit;
    const std::string& word = row.words[static_cast<std::size_t>(option)];
    const std::vector<const Value*> records = targetOf(key).properties(board());
    const Value* stands = records.empty() ? nullptr : valueAt(*records.front(), row.pointer);
    Value list = Value::array();
    for (const Value& entry : stands != nullptr && stands->is_array() ? *stands : list) {
        if (entry != word) {
            list.push_back(entry);
        }
    }
    if (isMarked) {
        list.push_back(word);
    }
    write(key, row.pointer, list.empty() ? std::nullopt : std::optional(list), false);
}

void Inspector::add(const QString& key, int option) {
    const RowEdit* edit = editOf(key);
    if (edit != nullptr && option >= 0 && option < static_cast<int>(edit->additions.size())) {
        const Addition addition = edit->additions[static_cast<std::size_t>(option)];
        write(key, addition.pointer, addition.value, false);
    }
}

void Inspector::addEntry(const QString& key, const QString& name) {
    const RowEdit* edit = editOf(key);
    if (edit == nullptr || name.trimmed().isEmpty()) {
        return;
    }
    const Pointer pointer = below(edit->pointer, name.trimmed().toStdString());
    Value value = 1;
    if (edit->type->form == model::Form::number) {
        value = edit->type->range.admits(1) ? Value(1) : Value(edit->type->range.low);
    }
    write(key, pointer, value, false);
}

void Inspector::remove(const QString& key) {
    const RowEdit* edit = editOf(key);
    if (edit == nullptr) {
        return;
    }
    if (edit->pointer == members::kRecord) {
        removeRecord(targetOf(key));
        return;
    }
    const Pointer pointer = edit->pointer;
    write(key, pointer, std::nullopt, false);
}

void Inspector::removeRecord(const FormTarget& target) {
    if (target.kind == FormTarget::Kind::scenario) {
        if (const model::Scenario* scenario = board().find(model::ScenarioId{target.id})) {
            m_workspace.session()->edit({"putScenario"}, {model::removed(*scenario)});
        }
    } else if (target.kind == FormTarget::Kind::journey) {
        if (const model::Journey* journey = board().find(model::JourneyId{target.id})) {
            m_workspace.session()->edit({"putJourney"}, {model::removed(*journey)});
        }
    }
}

void Inspector::expand(const QString& key, bool isExpanded) {
    if (isExpanded) {
        m_expanded.insert(key);
    } else {
        m_expanded.remove(key);
    }
    refresh();
}

void Inspector::follow(const QString& key) {
    const RowEdit* edit = editOf(key);
    if (edit == nullptr) {
        return;
    }
    const Pointer pointer = edit->pointer;
    if (pointer.starts_with("@flow ")) {
        m_workspace.selection()->set({}, {model::FlowId{std::stoull(pointer.substr(6))}});
    } else if (pointer.starts_with("@element ")) {
        m_workspace.selection()->set({ElementId{pointer.substr(9)}});
    }
}

void Inspector::typePart(const QString& key, const QString& part, const QString& text) {
    if (const RowEdit* edit = editOf(key)) {
        const Pointer pointer = below(edit->pointer, part.toStdString());
        const bool isNeeded = part == QLatin1String("name");
        const bool isGone = text.isEmpty() && !isNeeded;
        write(key, pointer, isGone ? std::nullopt : std::optional<Value>(text.toStdString()), true);
    }
}

void Inspector::togglePart(const QString& key, const QString& part, bool isOn) {
    if (const RowEdit* edit = editOf(key)) {
        const Pointer pointer = below(edit->pointer, part.toStdString());
        write(key, pointer, isOn ? std::optional<Value>(true) : std::nullopt, false);
    }
}

void Inspector::makeIndependent() {
    if (isOccurrence()) {
        const ElementId id = m_workspace.selection()->elements().front();
        m_workspace.session()->edit({"makeIndependent"}, model::makeIndependent(board(), id));
    }
}

void Inspector::addJourney() {
    std::vector<const model::Element*> messages;
    for (const model::Element& element : board().elements()) {
        if (model::isMessage(element.kind) && !element.same) {
            messages.push_back(&element);
        }
    }
    if (messages.empty()) {
        m_workspace.setNotice(tr("A journey leads from one message to another: put messages on the board first."));
        return;
    }
    model::Journey journey;
    const std::string label = tr("Journey %1").arg(board().journeys().size() + 1).toStdString();
    journey.id = model::JourneyId{board().freeIdFor(label, model::ElementKind::text)};
    journey.label = label;
    journey.from = messages.front()->id;
    journey.to = messages.back()->id;
    m_workspace.session()->edit({"putJourney"}, model::putJourney(board(), std::move(journey)));
}

} // namespace stormglass::app
