// SPDX-License-Identifier: Apache-2.0
// The form's choices: words, references, one of several records, and distributions with their shapes.
#include "app/inspector/distribution_shape.hpp"
#include "app/inspector/form_builder.hpp"
#include "app/inspector/parameter_labels.hpp"
#include "app/inspector/starters.hpp"
#include "model/behaviour/units.hpp"

#include <QObject>

#include <algorithm>
#include <array>
#include <cmath>

namespace stormglass::app {

namespace {

using model::Form;
using model::Parameter;
using model::ParameterType;
using model::Unit;
using model::Value;

QString figure(double value, Unit unit) {
    return std::isfinite(value) ? QString::fromStdString(model::formatQuantity(value, unit, 3))
                                : QObject::tr("infinite");
}

/// Distributions of times say so in their meaning.
Unit unitOfDistribution(const Parameter& parameter) {
    return parameter.meaning.ends_with("[s]") ? Unit::seconds : Unit::none;
}

bool hasOwnUnit(std::string_view key) {
    constexpr std::array<std::string_view, 10> kInUnit{"value", "mean",  "sd",     "min", "max",
                                                       "mode",  "scale", "median", "p99", "values"};
    return std::ranges::find(kInUnit, key) != kInUnit.end();
}

/// The record among alternatives whose keys the value has.
const ParameterType& fitting(const ParameterType& type, const Value& value) {
    if (type.form != Form::anyOf) {
        return type;
    }
    for (const ParameterType& alternative : type.alternatives) {
        const bool hasAll = std::ranges::all_of(alternative.fields,
                                                [&](const Parameter& f) { return value.contains(std::string(f.key)); });
        if (hasAll) {
            return alternative;
        }
    }
    return type.alternatives.front();
}

} // namespace

bool isDistribution(const ParameterType& type) {
    return type.form == Form::oneOf && type.fields.size() > 10 && type.fields[1].key == "exponential";
}

Value reshaped(const Value& distribution, std::string_view shape) {
    const std::optional<DistributionShape> old = shapeOf(distribution);
    const double mean = old && std::isfinite(old->mean) && old->mean > 0 ? old->mean : 1;
    const std::string name(shape);
    const auto with = [&](Value parameters) { return Value{{name, std::move(parameters)}}; };
    if (shape == "constant") {
        return with({{"value", mean}});
    }
    if (shape == "exponential") {
        return with({{"mean", mean}});
    }
    if (shape == "uniform") {
        return with({{"min", mean / 2}, {"max", mean * 3 / 2}});
    }
    if (shape == "normal") {
        return with({{"mean", mean}, {"sd", mean / 5}});
    }
    if (shape == "lognormal") {
        return with({{"mean", mean}, {"sd", mean / 2}});
    }
    if (shape == "lognormal by p99") {
        return Value{{"lognormal", {{"median", mean * 0.9}, {"p99", mean * 3}}}};
    }
    if (shape == "gamma") {
        return with({{"mean", mean}, {"cv", 0.5}});
    }
    if (shape == "erlang") {
        return with({{"k", 3}, {"mean", mean}});
    }
    if (shape == "hyperexponential") {
        return with({{"mean", mean}, {"cv", 2}});
    }
    if (shape == "weibull") {
        return with({{"shape", 2}, {"scale", mean / std::tgamma(1.5)}});
    }
    if (shape == "pareto") {
        return with({{"shape", 2.5}, {"scale", mean * 1.5 / 2.5}});
    }
    if (shape == "triangular") {
        return with({{"min", mean / 2}, {"mode", mean}, {"max", mean * 3 / 2}});
    }
    if (shape == "empirical") {
        return with({{"values", {mean}}});
    }
    if (shape == "geometric") {
        return with({{"mean", std::max(1.0, mean)}});
    }
    return with({{"values", {mean}}, {"weights", {1}}});
}

void FormBuilder::distribution(const Parameter& p, const Place& at) {
    const Said said = saidAt(at.pointer);
    FormRow row = rowFor(p, at, Editor::distribution);
    RowEdit edit{.pointer = at.pointer, .type = &p.type, .unit = unitOfDistribution(p)};
    const Value& counts = said.value != nullptr ? *said.value : p.fallback;
    const bool isReadable = counts.is_object() && counts.size() == 1;
    const std::string shown = isReadable ? counts.begin().key() : std::string{};
    for (const Parameter& shape : p.type.fields) {
        const bool isCurrent = shown == shape.key;
        const bool isTwofold = shape.type.form == Form::anyOf; // lognormal, by mean or by percentile
        const bool isByPercentile = isTwofold && isCurrent && counts.begin()->contains("p99");
        if (isCurrent && !isByPercentile) {
            row.current = static_cast<int>(row.options.size());
        }
        row.options << labelOfParameter(shape.key);
        edit.values.emplace_back(isCurrent && !isByPercentile ? counts : reshaped(counts, shape.key));
        if (isTwofold) {
            if (isByPercentile) {
                row.current = static_cast<int>(row.options.size());
            }
            row.options << QObject::tr("%1 by p99").arg(labelOfParameter(shape.key));
            edit.values.emplace_back(isByPercentile ? counts : reshaped(counts, "lognormal by p99"));
        }
    }
    if (const std::optional<DistributionShape> shape = shapeOf(counts)) {
        row.note = QObject::tr("mean %1 · p99 %2").arg(figure(shape->mean, edit.unit), figure(shape->p99, edit.unit));
        for (const auto& [x, density] : shape->outline) {
            row.curve << QPointF(x, density);
        }
    }
    if (said.value == nullptr && !said.isMixed) {
        row.assumed = QObject::tr("assumed");
    }
    row.canBeRemoved = said.value != nullptr && p.fallback.is_null() && !p.isRequired;
    const Unit unit = edit.unit;
    m_edits[row.key] = std::move(edit);
    m_rows.push_back(std::move(row));
    if (isReadable) {
        distributionFields(p.type, counts, said.value != nullptr, at, unit);
    }
}

void FormBuilder::distributionFields(const ParameterType& type, const Value& value, bool isWritten, const Place& at,
                                     Unit unit) {
    const auto shape = std::ranges::find(type.fields, value.begin().key(), &Parameter::key);
    if (shape == type.fields.end()) {
        return;
    }
    const Pointer inside = below(at.pointer, shape->key);
    for (const Parameter& p : fitting(shape->type, *value.begin()).fields) {
        const auto stands = value.begin()->find(std::string(p.key));
        if (shape->type.form == Form::oneOf && stands == value.begin()->end()) {
            continue; // the other way to write what was measured
        }
        field(p, {below(inside, p.key), at.depth}, hasOwnUnit(p.key) ? unit : Unit::none);
        FormRow& row = m_rows.back();
        row.canBeRemoved = false;
        if (!isWritten && stands != value.begin()->end()) {
            row.assumed = textOf(p.type, *stands, hasOwnUnit(p.key) ? unit : Unit::none);
        }
    }
}

std::vector<FormBuilder::Variant> FormBuilder::variantsOf(const ParameterType& type, const Value* value) const {
    std::vector<Variant> variants;
    const auto isText = [&](std::string_view word) { return value != nullptr && value->is_string() && *value == word; };
    switch (type.form) {
    case Form::word:
        for (const std::string_view word : type.words) {
            variants.push_back({labelOfWord(word), std::string(word), isText(word)});
        }
        break;
    case Form::reference:
        for (const NamedChoice& element : m_context.elements(type.kinds)) {
            variants.push_back({element.label, element.id, isText(element.id)});
        }
        break;
    case Form::oneOf:
        for (const Parameter& f : type.fields) {
            const std::string key(f.key);
            const bool isCurrent = value != nullptr && value->is_object() && value->contains(key);
            variants.push_back(
                {labelOfWord(f.key), isCurrent ? *value : Value{{key, starterFor(f)}}, isCurrent, &f.type, &f});
        }
        break;
    case Form::record:
        variants.push_back(
            {QObject::tr("share for which it holds"), starterOf(type), value != nullptr && value->is_object(), &type});
        break;
    case Form::anyOf:
        for (const ParameterType& alternative : type.alternatives) {
            const std::vector<Variant> more = variantsOf(alternative, value);
            variants.insert(variants.end(), more.begin(), more.end());
        }
        break;
    case Form::truth:
    case Form::number:
    case Form::text:
    case Form::name:
    case Form::list:
    case Form::map:
    case Form::anything:
        break;
    }
    return variants;
}

void FormBuilder::choice(const Parameter& p, const Place& at) {
    variants(p.type, rowFor(p, at, Editor::choice), p.fallback.is_null() && !p.isRequired, p.fallback, at);
}

void FormBuilder::variants(const ParameterType& type, FormRow row, bool mayBeAbsent, const Value& fallback,
                           const Place& at) {
    const Said said = saidAt(at.pointer);
    const bool isAssumed = said.value == nullptr && !said.isMixed && !fallback.is_null();
    const Value* counts = isAssumed ? &fallback : said.value;
    RowEdit edit{.pointer = at.pointer, .type = &type};
    if (mayBeAbsent) {
        row.options << QObject::tr("none");
        edit.values.emplace_back(std::nullopt);
        row.current = said.value == nullptr && !said.isMixed ? 0 : -1;
    }
    const std::vector<Variant> known = variantsOf(type, counts);
    const Variant* current = nullptr;
    for (const Variant& variant : known) {
        if (variant.isCurrent) {
            row.current = static_cast<int>(row.options.size());
            current = &variant;
        }
        row.options << variant.label;
        edit.values.emplace_back(variant.value);
    }
    if (isAssumed) {
        row.assumed = QObject::tr("assumed");
    }
    m_edits[row.key] = std::move(edit);
    m_rows.push_back(std::move(row));
    if (current == nullptr || current->inner == nullptr) {
        return;
    }
    if (current->step == nullptr) {
        record(current->inner->fields, at);
    } else if (current->inner->form == Form::record) {
        record(current->inner->fields, {below(at.pointer, current->step->key), at.depth});
    } else {
        field(*current->step, {below(at.pointer, current->step->key), at.depth});
    }
}

} // namespace stormglass::app
