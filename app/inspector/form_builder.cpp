// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/form_builder.hpp"

#include "app/inspector/parameter_labels.hpp"
#include "app/inspector/starters.hpp"
#include "model/behaviour/consistency.hpp"

#include <QObject>

#include <algorithm>
#include <array>
#include <utility>

namespace stormglass::app {

namespace {

using model::Form;
using model::Parameter;
using model::ParameterType;
using model::Unit;
using model::Value;

/// Parameters without a default that are wanted so often that they stand there before anybody adds them.
constexpr std::array<std::string_view, 14> kAlwaysShown{
    "description", "timeout",      "queueLimit", "capacity",    "owner", "severity", "duration",
    "warmUp",      "replications", "version",    "costPerHour", "type",  "max",      "group"};

bool isAlwaysShown(const Parameter& parameter) {
    return parameter.isRequired || !parameter.fallback.is_null() ||
           std::ranges::find(kAlwaysShown, parameter.key) != kAlwaysShown.end();
}

bool isChoice(const ParameterType& type) {
    return type.form == Form::word || type.form == Form::reference || type.form == Form::oneOf ||
           type.form == Form::anyOf;
}

bool isListOfReferences(const ParameterType& type) {
    return type.form == Form::list && type.item.front().form == Form::reference;
}

bool isProfile(const ParameterType& type) {
    return type.form == Form::anyOf && type.alternatives.back().form == Form::list &&
           type.alternatives.front().form == Form::oneOf;
}

} // namespace

FormBuilder::FormBuilder(QString target, const FormContext& context, std::vector<const Value*> records)
    : m_target(std::move(target)), m_context(context), m_records(std::move(records)) {}

FormBuilder::Said FormBuilder::saidAt(const Pointer& pointer) const {
    const Value* first = valueAt(*m_records.front(), pointer);
    for (const Value* record : m_records) {
        const Value* other = valueAt(*record, pointer);
        const bool isSame = first == nullptr ? other == nullptr : other != nullptr && *other == *first;
        if (!isSame) {
            return {nullptr, true};
        }
    }
    return {first, false};
}

QString FormBuilder::keyOf(const Pointer& pointer) const {
    return m_target + QLatin1Char('|') + QString::fromStdString(pointer);
}

FormRow FormBuilder::rowFor(const Parameter& parameter, const Place& at, Editor editor) const {
    const auto& meaning = parameter.meaning;
    return {.key = keyOf(at.pointer),
            .editor = editor,
            .label = labelOfParameter(parameter.key),
            .hint = QString::fromUtf8(meaning.data(), static_cast<qsizetype>(meaning.size())),
            .error = m_context.errorAt(keyOf(at.pointer)),
            .ignored = m_context.whyIgnored(at.pointer),
            .isMixed = saidAt(at.pointer).isMixed,
            .depth = at.depth};
}

void FormBuilder::section(const QString& label, const QString& note) {
    m_rows.push_back({.key = m_target + QStringLiteral("|section ") + label,
                      .editor = Editor::section,
                      .label = label,
                      .note = note});
}

void FormBuilder::row(FormRow row, RowEdit edit) {
    row.key = m_target + QLatin1Char('|') + row.key;
    row.error = m_context.errorAt(row.key);
    m_edits.insert_or_assign(row.key, std::move(edit));
    m_rows.push_back(std::move(row));
}

void FormBuilder::parameters(const model::Parameters& parameters, const std::vector<std::string_view>& skipped) {
    for (const Parameter& p : parameters) {
        if (std::ranges::find(skipped, p.key) == skipped.end()) {
            parameter(p, {});
        }
    }
    addMenu({});
}

void FormBuilder::chosen(const model::Parameters& parameters, const std::vector<std::string_view>& keys) {
    for (const Parameter& p : parameters) {
        if (std::ranges::find(keys, p.key) != keys.end()) {
            parameter(p, {});
        }
    }
    addMenu({keys.empty() ? Pointer{} : below({}, keys.front()), 0});
}

void FormBuilder::parameter(const Parameter& p, const Place& parent) {
    const Place at{below(parent.pointer, p.key), parent.depth};
    const Said said = saidAt(at.pointer);
    const bool isAbsent = said.value == nullptr && !said.isMixed;
    if (p.key == "handling") {
        record(p.type.fields, at);
    } else if (p.type.consistency == &model::consistency::oneArrivalProcess) {
        arrivals(p, at);
    } else if (p.type.form == Form::truth) {
        toggle(p, at);
    } else if (p.key == "waived" && isAbsent) {
        return; // nobody adds it here: problems are waived where they are told
    } else if (p.type.form == Form::word || p.type.form == Form::reference) {
        choice(p, at);
    } else if (isAbsent && !isAlwaysShown(p)) {
        addLater(p, at);
    } else if (isDistribution(p.type)) {
        distribution(p, at);
    } else if (p.key == "on") {
        marks(p, at, m_context.firesOn);
    } else if (isListOfReferences(p.type)) {
        marks(p, at, m_context.messages);
    } else if (isLine(p.type)) {
        field(p, at);
    } else if (isProfile(p.type) || p.type.form == Form::list) {
        items(p, at);
    } else if (p.type.form == Form::map) {
        entries(p, at);
    } else if (isChoice(p.type)) {
        choice(p, at);
    } else {
        group(p, at);
    }
}

void FormBuilder::field(const Parameter& p, const Place& at, Unit unit) {
    FormRow row = rowFor(p, at, p.key == "description" && at.depth == 0 ? Editor::prose : Editor::field);
    const Said said = saidAt(at.pointer);
    if (said.value != nullptr) {
        row.text = textOf(p.type, *said.value, unit);
    } else if (!said.isMixed && !p.fallback.is_null()) {
        row.assumed = textOf(p.type, p.fallback, unit);
    }
    const bool isLong = p.type.form == Form::list || p.type.form == Form::anything || p.key == "description" ||
                        p.key == "measure" || p.key == "target";
    row.isHalf = !isLong;
    row.canBeRemoved = said.value != nullptr && !isAlwaysShown(p);
    m_edits[row.key] = {.pointer = at.pointer, .type = &p.type, .unit = unit};
    m_rows.push_back(std::move(row));
}

void FormBuilder::toggle(const Parameter& p, const Place& at) {
    FormRow row = rowFor(p, at, Editor::toggle);
    const Value* value = saidAt(at.pointer).value;
    const Value& counts = value != nullptr ? *value : p.fallback;
    row.isOn = counts.is_boolean() && counts.get<bool>();
    m_edits[row.key] = {.pointer = at.pointer, .type = &p.type};
    m_rows.push_back(std::move(row));
}

void FormBuilder::group(const Parameter& p, const Place& at) {
    FormRow row = rowFor(p, at, Editor::group);
    row.canBeRemoved = !p.isRequired;
    m_edits[row.key] = {.pointer = at.pointer, .type = &p.type};
    const bool isMixed = row.isMixed;
    m_rows.push_back(std::move(row));
    if (!isMixed) {
        record(p.type.fields, {at.pointer, at.depth + 1});
    }
}

void FormBuilder::record(const std::vector<Parameter>& fields, const Place& at) {
    std::vector<Addition> outer = std::exchange(m_additions, {});
    for (const Parameter& inner : fields) {
        parameter(inner, at);
    }
    addMenu(at);
    m_additions = std::move(outer);
}

/// One arrival process is chosen; what may stand beside it is added.
void FormBuilder::arrivals(const Parameter& p, const Place& at) {
    constexpr std::size_t kProcesses = 6; // poisson ... trace; behind them what goes with any of them
    const Said said = saidAt(at.pointer);
    FormRow row = rowFor(p, at, Editor::choice);
    row.label = QObject::tr("Work comes in");
    row.options << QObject::tr("not from here");
    RowEdit edit{.pointer = at.pointer, .type = &p.type, .values = {std::nullopt}};
    const Parameter* current = nullptr;
    for (std::size_t i = 0; i < kProcesses; ++i) {
        const Parameter& process = p.type.fields[i];
        Value begun = Value{{std::string(process.key), starterFor(process)}};
        if (said.value != nullptr) {
            for (const auto& [key, value] : said.value->items()) { // what goes with any process stays
                const auto known = std::ranges::find(p.type.fields, key, &Parameter::key);
                if (known != p.type.fields.end() && known - p.type.fields.begin() >= static_cast<int>(kProcesses)) {
                    begun[key] = value;
                }
            }
            if (said.value->contains(std::string(process.key))) {
                current = &process;
                row.current = static_cast<int>(row.options.size());
            }
        }
        row.options << labelOfParameter(process.key);
        edit.values.emplace_back(std::move(begun));
    }
    if (said.value == nullptr && !said.isMixed) {
        row.current = 0;
        row.assumed = m_context.assumedArrivals;
    }
    m_edits[row.key] = std::move(edit);
    m_rows.push_back(std::move(row));
    if (current == nullptr) {
        return;
    }
    const Place inside{below(at.pointer, current->key), at.depth};
    std::vector<Addition> outer = std::exchange(m_additions, {});
    if (current->type.form == Form::record) {
        for (const Parameter& inner : current->type.fields) {
            parameter(inner, inside);
        }
    } else {
        choice(*current, inside);
    }
    for (std::size_t i = kProcesses; i < p.type.fields.size(); ++i) {
        parameter(p.type.fields[i], at);
    }
    addMenu(at);
    m_additions = std::move(outer);
}

void FormBuilder::addLater(const Parameter& p, const Place& at) {
    std::vector<std::string> messages;
    for (const NamedChoice& message : m_context.messages) {
        messages.push_back(message.id);
    }
    Value starter = starterFor(p, messages);
    const bool isList = p.type.form == Form::list && starter.empty();
    if (isList && !p.type.item.empty() && !isLine(p.type)) {
        starter.push_back(starterOf(p.type.item.front()));
    }
    m_additions.push_back({labelOfParameter(p.key), at.pointer, std::move(starter)});
}

void FormBuilder::addMenu(const Place& at) {
    if (m_additions.empty()) {
        return;
    }
    FormRow row{.key = keyOf(at.pointer) + QStringLiteral(" +"),
                .editor = Editor::add,
                .label = QObject::tr("Add"),
                .error = m_context.errorAt(keyOf(at.pointer) + QStringLiteral(" +")),
                .depth = at.depth};
    for (const Addition& addition : m_additions) {
        row.options << addition.label;
    }
    m_edits[row.key] = {.pointer = at.pointer, .additions = std::exchange(m_additions, {})};
    m_rows.push_back(std::move(row));
}

} // namespace stormglass::app
