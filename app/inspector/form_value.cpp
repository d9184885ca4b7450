// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/form_value.hpp"

#include "model/behaviour/units.hpp"

#include <QObject>
#include <QStringList>

#include <algorithm>

namespace stormglass::app {

namespace {

using model::Form;
using model::ParameterType;
using model::Unit;
using model::Value;

constexpr int kDigits = 6;

QString text(std::string_view s) {
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

std::vector<std::string> stepsOf(const Pointer& pointer) {
    std::vector<std::string> steps;
    Value::json_pointer at(pointer);
    while (!at.empty()) {
        steps.insert(steps.begin(), at.back());
        at.pop_back();
    }
    return steps;
}

std::optional<std::size_t> indexIn(const Value& list, const std::string& step) {
    if (step == "-") {
        return list.size();
    }
    const bool isNumber = !step.empty() && std::ranges::all_of(step, [](char c) { return c >= '0' && c <= '9'; });
    return isNumber && step.size() < 8 ? std::optional<std::size_t>(std::stoul(step)) : std::nullopt;
}

void removeAt(Value& at, std::span<const std::string> steps) {
    if (at.is_array()) {
        const auto index = indexIn(at, steps.front());
        if (!index || *index >= at.size()) {
            return;
        }
        if (steps.size() == 1) {
            at.erase(*index);
        } else {
            removeAt(at[*index], steps.subspan(1));
        }
        return;
    }
    const auto found = at.is_object() ? at.find(steps.front()) : at.end();
    if (found == at.end()) {
        return;
    }
    if (steps.size() > 1) {
        removeAt(*found, steps.subspan(1));
        if (!found->empty()) {
            return;
        }
    }
    at.erase(steps.front());
}

void putAt(Value& at, std::span<const std::string> steps, const Value& value) {
    if (steps.empty()) {
        at = value;
        return;
    }
    const std::string& step = steps.front();
    if (at.is_null() || (!at.is_array() && !at.is_object())) {
        at = step == "-" ? Value::array() : Value::object();
    }
    if (at.is_array()) {
        const auto index = indexIn(at, step);
        if (index && *index <= at.size()) {
            if (*index == at.size()) {
                at.push_back(nullptr);
            }
            putAt(at[*index], steps.subspan(1), value);
        }
        return;
    }
    putAt(at[step], steps.subspan(1), value);
}

Unit unitOr(const ParameterType& type, Unit unit) {
    return type.unit == Unit::none ? unit : type.unit;
}

QString joined(const Value& list, const ParameterType& item, Unit unit, const QString& separator) {
    QStringList parts;
    for (const Value& value : list) {
        parts << textOf(item, value, unit);
    }
    return parts.join(separator);
}

std::optional<Value> numberFrom(const QString& written, Unit unit) {
    const std::optional<double> number = model::parseQuantity(written.toStdString(), unit);
    return number ? std::optional<Value>(*number) : std::nullopt;
}

std::optional<Value> listFrom(const ParameterType& item, const QString& written, Unit unit, QChar separator) {
    Value list = Value::array();
    for (const QString& part : written.split(separator, Qt::SkipEmptyParts)) {
        std::optional<Value> value = valueFrom(item, part.trimmed(), unit);
        if (!value) {
            return std::nullopt;
        }
        list.push_back(std::move(*value));
    }
    return list;
}

/// JSON where it is JSON, else the text as it stands.
Value anythingFrom(const QString& written) {
    Value value = Value::parse(written.toStdString(), nullptr, false);
    return value.is_discarded() ? Value(written.toStdString()) : value;
}

const ParameterType* alternativeFor(const ParameterType& type, const Value& value) {
    for (const ParameterType& alternative : type.alternatives) {
        if (model::normalised(alternative, value)) {
            return &alternative;
        }
    }
    return nullptr;
}

} // namespace

Pointer below(const Pointer& pointer, std::string_view step) {
    return (Value::json_pointer(pointer) / std::string(step)).to_string();
}

std::string dottedPath(const Pointer& pointer) {
    std::string path;
    for (const std::string& step : stepsOf(pointer)) {
        path += (path.empty() ? "" : ".") + step;
    }
    return path;
}

const Value* valueAt(const Value& properties, const Pointer& pointer) {
    const Value* at = &properties;
    for (const std::string& step : stepsOf(pointer)) {
        if (at->is_array()) {
            const auto index = indexIn(*at, step);
            at = index && *index < at->size() ? &(*at)[*index] : nullptr;
        } else {
            const auto found = at->is_object() ? at->find(step) : at->end();
            at = found == at->end() ? nullptr : &*found;
        }
        if (at == nullptr) {
            return nullptr;
        }
    }
    return at;
}

Value withValue(Value properties, const Pointer& pointer, const std::optional<Value>& value) {
    const std::vector<std::string> steps = stepsOf(pointer);
    if (steps.empty()) {
        return value ? *value : Value::object();
    }
    if (value) {
        putAt(properties, steps, *value);
    } else {
        removeAt(properties, steps);
    }
    return properties;
}

bool isLine(const ParameterType& type) {
    switch (type.form) {
    case Form::number:
    case Form::text:
    case Form::name:
    case Form::anything:
        return true;
    case Form::list:
        return type.item.front().form != Form::reference && isLine(type.item.front());
    case Form::anyOf: {
        const auto isWordOrLine = [](const ParameterType& t) {
            return isLine(t) || t.form == Form::word || t.form == Form::truth;
        };
        return std::ranges::all_of(type.alternatives, isWordOrLine) && std::ranges::any_of(type.alternatives, isLine);
    }
    case Form::truth:
    case Form::word:
    case Form::reference:
    case Form::record:
    case Form::oneOf:
    case Form::map:
        break;
    }
    return false;
}

QString textOf(const ParameterType& type, const Value& value, Unit unit) {
    switch (type.form) {
    case Form::number:
        return value.is_number() ? text(model::formatQuantity(value.get<double>(), unitOr(type, unit), kDigits))
                                 : QString{};
    case Form::text:
    case Form::name:
    case Form::word:
    case Form::reference:
        return value.is_string() ? text(value.get_ref<const std::string&>()) : QString{};
    case Form::truth:
        return value.is_boolean() && value.get<bool>() ? QObject::tr("yes") : QObject::tr("no");
    case Form::list:
        return type.item.front().form == Form::list
                   ? [&] {
                         QStringList rows;
                         for (const Value& row : value) {
                             rows << joined(row, type.item.front().item.front(), Unit::none, QStringLiteral(" "));
                         }
                         return rows.join(QStringLiteral("; "));
                     }()
                   : joined(value, type.item.front(), unit, QStringLiteral(", "));
    case Form::anyOf: {
        const ParameterType* fitting = alternativeFor(type, value);
        return fitting == nullptr ? QString{} : textOf(*fitting, value, unit);
    }
    case Form::anything:
        return value.is_string() ? text(value.get_ref<const std::string&>()) : text(value.dump());
    case Form::record:
    case Form::oneOf:
    case Form::map:
        break;
    }
    return text(value.dump());
}

std::optional<Value> valueFrom(const ParameterType& type, const QString& written, Unit unit) {
    switch (type.form) {
    case Form::number:
        return numberFrom(written, unitOr(type, unit));
    case Form::text:
    case Form::name:
    case Form::reference:
        return Value(written.toStdString());
    case Form::word: {
        const std::string wanted = written.trimmed().toLower().toStdString();
        const auto found = std::ranges::find_if(
            type.words, [&](std::string_view word) { return text(word).toLower().toStdString() == wanted; });
        return found == type.words.end() ? std::nullopt : std::optional<Value>(std::string(*found));
    }
    case Form::list:
        return type.item.front().form == Form::list
                   ? [&]() -> std::optional<Value> {
                         Value rows = Value::array();
                         for (const QString& part : written.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
                             auto row = listFrom(type.item.front().item.front(), part.simplified(), Unit::none,
                                                 QLatin1Char(' '));
                             if (!row) {
                                 return std::nullopt;
                             }
                             rows.push_back(std::move(*row));
                         }
                         return rows;
                     }()
                   : listFrom(type.item.front(), written, unit, QLatin1Char(','));
    case Form::anyOf:
        for (const ParameterType& alternative : type.alternatives) {
            if (std::optional<Value> value = valueFrom(alternative, written, unit)) {
                return value;
            }
        }
        return std::nullopt;
    case Form::anything:
        return anythingFrom(written);
    case Form::truth:
    case Form::record:
    case Form::oneOf:
    case Form::map:
        break;
    }
    return std::nullopt;
}

QString howToWrite(const ParameterType& type, Unit unit) {
    if (type.form == Form::anyOf) {
        for (const ParameterType& alternative : type.alternatives) {
            if (alternative.form == Form::number) {
                return howToWrite(alternative, unit);
            }
        }
    }
    if (type.form == Form::list) {
        return type.item.front().form == Form::list
                   ? QObject::tr("Write pairs of numbers with semicolons between, such as 0 1; 60 4.")
                   : QObject::tr("Write numbers with commas between, such as 1, 2.5, 4.");
    }
    switch (unitOr(type, unit)) {
    case Unit::seconds:
        return QObject::tr("Write a time, such as 8 ms, 1.5 s or 2 h.");
    case Unit::perSecond:
        return QObject::tr("Write a rate, such as 50/s or 3k/min.");
    case Unit::probability:
        return QObject::tr("Write a share, such as 0.2 % or 1 in 20.");
    case Unit::none:
    case Unit::messages:
    case Unit::workers:
    case Unit::moneyPerHour:
    case Unit::boardUnits:
        break;
    }
    return type.range.isWhole ? QObject::tr("Write a whole number, such as 3 or 10k.")
                              : QObject::tr("Write a number, such as 2.5 or 10k.");
}

} // namespace stormglass::app
