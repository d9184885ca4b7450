// SPDX-License-Identifier: Apache-2.0
// The form's lists and maps: items with their own rows, entries by name, and marks for lists of names.
#include "app/inspector/form_builder.hpp"
#include "app/inspector/parameter_labels.hpp"
#include "app/inspector/starters.hpp"

#include <QObject>

#include <algorithm>

namespace stormglass::app {

namespace {

using model::Form;
using model::Parameter;
using model::ParameterType;
using model::Value;

QString text(const std::string& s) {
    return QString::fromStdString(s);
}

/// What one item of a list is called.
QString itemName(std::string_view key) {
    if (key == "faults") {
        return QObject::tr("Fault");
    }
    if (key == "objectives") {
        return QObject::tr("Objective");
    }
    if (key == "measures") {
        return QObject::tr("Figure");
    }
    if (key == "replay") {
        return QObject::tr("Replay");
    }
    return key == "profile"  ? QObject::tr("Change of load")
           : key == "fields" ? QObject::tr("Field")
                             : QObject::tr("Entry");
}

QString stringAt(const Value& record, const char* key) {
    const auto found = record.is_object() ? record.find(key) : record.end();
    return found != record.end() && found->is_string() ? text(found->get<std::string>()) : QString{};
}

} // namespace

void FormBuilder::marks(const Parameter& p, const Place& at, const std::vector<NamedChoice>& known) {
    const Said said = saidAt(at.pointer);
    FormRow row = rowFor(p, at, Editor::marks);
    RowEdit edit{.pointer = at.pointer, .type = &p.type};
    const auto isIn = [&](const std::string& id) {
        return said.value != nullptr && said.value->is_array() &&
               std::ranges::any_of(*said.value, [&](const Value& v) { return v == id; });
    };
    for (const NamedChoice& choice : known) {
        row.options << choice.label;
        row.marks << isIn(choice.id);
        edit.words.push_back(choice.id);
    }
    static const Value nothing = Value::array();
    for (const Value& stands : said.value != nullptr && said.value->is_array() ? *said.value : nothing) {
        const std::string id = stands.is_string() ? stands.get<std::string>() : stands.dump();
        if (std::ranges::find(edit.words, id) == edit.words.end()) { // what is written is shown, known or not
            row.options << m_context.nameOf(id);
            row.marks << true;
            edit.words.push_back(id);
        }
    }
    m_edits[row.key] = std::move(edit);
    m_rows.push_back(std::move(row));
}

void FormBuilder::items(const Parameter& p, const Place& at) {
    const Said said = saidAt(at.pointer);
    const bool isProfile = p.type.form == Form::anyOf;
    const ParameterType& list = isProfile ? p.type.alternatives.back() : p.type;
    const ParameterType& type = list.item.front();
    FormRow head = rowFor(p, at, Editor::group);
    head.canBeRemoved = said.value != nullptr;
    m_edits[head.key] = {.pointer = at.pointer, .type = &p.type};
    m_rows.push_back(head);
    if (said.isMixed) {
        return;
    }
    Value next = starterOf(type);
    if (type.form == Form::oneOf) {
        next = Value{{std::string(type.fields.front().key), starterFor(type.fields.front())}};
    }
    Addition addition{QObject::tr("Add: %1").arg(itemName(p.key).toLower()), below(at.pointer, "-"), next};
    if (said.value != nullptr && said.value->is_object()) { // a single profile becomes the first of a list
        item(type, itemName(p.key), {at.pointer, at.depth + 1}, *said.value);
        addition.pointer = at.pointer;
        addition.value = Value::array({*said.value, next});
    } else if (said.value != nullptr) {
        for (std::size_t i = 0; i < said.value->size(); ++i) {
            const QString label = QObject::tr("%1 %2").arg(itemName(p.key)).arg(i + 1);
            item(type, label, {below(at.pointer, std::to_string(i)), at.depth + 1}, (*said.value)[i]);
        }
    } else {
        addition.pointer = at.pointer;
        addition.value = Value::array({next});
    }
    FormRow add{.key = keyOf(at.pointer) + QStringLiteral(" +"),
                .editor = Editor::add,
                .label = addition.label,
                .options = {addition.label},
                .depth = at.depth + 1};
    add.error = m_context.errorAt(add.key);
    m_edits[add.key] = {.pointer = at.pointer, .additions = {std::move(addition)}};
    m_rows.push_back(std::move(add));
}

void FormBuilder::item(const ParameterType& type, const QString& label, const Place& at, const Value& value) {
    const bool isPayload = type.form == Form::record && type.fields.front().key == "name" && type.fields.size() == 6;
    if (isPayload) {
        payloadField(type, at, value);
        return;
    }
    if (type.form == Form::oneOf) {
        FormRow head{.key = keyOf(at.pointer) + QStringLiteral(" item"),
                     .editor = Editor::item,
                     .label = label,
                     .canBeRemoved = true,
                     .depth = at.depth};
        m_edits[head.key] = {.pointer = at.pointer, .type = &type};
        m_rows.push_back(std::move(head));
        FormRow shape{.key = keyOf(at.pointer),
                      .editor = Editor::choice,
                      .label = QObject::tr("Shape"),
                      .error = m_context.errorAt(keyOf(at.pointer)),
                      .depth = at.depth};
        variants(type, std::move(shape), false, nullptr, at);
        return;
    }
    FormRow head{
        .key = keyOf(at.pointer), .editor = Editor::item, .label = label, .canBeRemoved = true, .depth = at.depth};
    m_edits[head.key] = {.pointer = at.pointer, .type = &type};
    m_rows.push_back(std::move(head));
    record(type.fields, at);
}

void FormBuilder::payloadField(const ParameterType& type, const Place& at, const Value& value) {
    FormRow row{.key = keyOf(at.pointer),
                .editor = Editor::payloadField,
                .label = QObject::tr("Field"),
                .text = stringAt(value, "name"),
                .note = stringAt(value, "type"),
                .error = m_context.errorAt(keyOf(at.pointer)),
                .isOn = value.contains("required") && value["required"] == true,
                .isHalf = m_context.isExpanded(keyOf(at.pointer)),
                .canBeRemoved = true,
                .depth = at.depth};
    const bool isExpanded = row.isHalf;
    m_edits[row.key] = {.pointer = at.pointer, .type = &type};
    m_rows.push_back(std::move(row));
    if (isExpanded) {
        for (const Parameter& f : type.fields) {
            if (f.key == "description" || f.key == "example" || f.key == "format") {
                field(f, {below(at.pointer, f.key), at.depth + 1});
                m_rows.back().canBeRemoved = false;
            }
        }
    }
}

void FormBuilder::entries(const Parameter& p, const Place& at) {
    const Said said = saidAt(at.pointer);
    FormRow head = rowFor(p, at, Editor::group);
    head.canBeRemoved = true;
    m_edits[head.key] = {.pointer = at.pointer, .type = &p.type};
    m_rows.push_back(std::move(head));
    if (said.isMixed) {
        return;
    }
    const ParameterType& type = p.type.item.front();
    const Place inside{at.pointer, at.depth + 1};
    std::vector<std::string> taken;
    static const Value nothing = Value::object();
    for (const auto& [name, value] : (said.value != nullptr ? *said.value : nothing).items()) {
        taken.push_back(name);
        const Place entry{below(at.pointer, name), inside.depth};
        FormRow row{.key = keyOf(entry.pointer),
                    .editor = isLine(type) ? Editor::field : Editor::item,
                    .label = m_context.nameOf(name),
                    .text = isLine(type) ? textOf(type, value) : QString{},
                    .error = m_context.errorAt(keyOf(entry.pointer)),
                    .canBeRemoved = true,
                    .depth = entry.depth};
        m_edits[row.key] = {.pointer = entry.pointer, .type = &type};
        m_rows.push_back(std::move(row));
        if (!isLine(type)) {
            record(type.fields, entry);
        }
    }
    FormRow add{.key = keyOf(at.pointer) + QStringLiteral(" +"),
                .editor = Editor::addKey,
                .label =
                    p.key == "set" ? QObject::tr("Path, such as orders.replicas") : QObject::tr("Name of another one"),
                .depth = inside.depth};
    add.error = m_context.errorAt(add.key);
    RowEdit edit{.pointer = at.pointer, .type = &type};
    const std::vector<NamedChoice> known =
        p.key == "per"       ? m_context.messages
        : p.key == "backlog" ? m_context.elements({model::ElementKind::aggregate, model::ElementKind::policy,
                                                   model::ElementKind::readModel, model::ElementKind::external,
                                                   model::ElementKind::queue, model::ElementKind::topic})
                             : std::vector<NamedChoice>{};
    for (const NamedChoice& choice : known) {
        if (std::ranges::find(taken, choice.id) == taken.end()) {
            add.options << choice.label;
            edit.additions.push_back({choice.label, below(at.pointer, choice.id), starterOf(type)});
        }
    }
    if (!known.empty()) {
        add.editor = Editor::add;
        add.label = QObject::tr("Add");
    }
    if (add.editor == Editor::addKey || !add.options.isEmpty()) {
        m_edits[add.key] = std::move(edit);
        m_rows.push_back(std::move(add));
    }
}

} // namespace stormglass::app
