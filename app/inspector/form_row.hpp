// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/workspace/keyed_list_model.hpp"

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <vector>

namespace stormglass::app {

/// How a row of the inspector is edited; the delegate is chosen by it.
enum class Editor : std::uint8_t {
    section,      ///< a heading
    field,        ///< a line: text, number with unit, list of numbers
    prose,        ///< several lines
    toggle,       ///< yes or no
    choice,       ///< one of `options`
    marks,        ///< any of `options`, those in `marks`
    distribution, ///< shape, density, mean and p99
    group,        ///< heads the rows of a record that can be removed
    item,         ///< heads the rows of a list's item that can be removed
    payloadField, ///< a field of a message: name, type, always there or not
    add,          ///< a menu of what can be added
    addKey,       ///< a line that adds an entry of that name
    fact,         ///< something known, not edited here
    relation,     ///< what comes in and what goes out; leads there
};

[[nodiscard]] QString nameOf(Editor editor);

/// One row of the inspector as QML gets it. What has no meaning for its editor stays empty.
struct FormRow {
    QString key; ///< target and place of the value, e.g. "elements|/handling/failure"
    Editor editor = Editor::fact;
    QString label{};
    QString hint{};    ///< what the parameter means
    QString text{};    ///< what stands there
    QString assumed{}; ///< what counts while nothing stands there
    QString note{};    ///< said beside it
    QString error{};   ///< why what was typed was not taken, and what to do
    QString ignored{}; ///< why it has no effect in a run
    QStringList options{};
    int current = -1;
    QList<bool> marks{};
    bool isOn = false;
    bool isMixed = false;
    bool isHalf = false;
    bool canBeRemoved = false;
    int depth = 0;
    QList<QPointF> curve{};
    QColor swatch = Qt::transparent;
    QColor secondSwatch = Qt::transparent;
};

using FormRows = std::vector<FormRow>;

/// The roles of a list of form rows, and a row as such a list takes it.
[[nodiscard]] QList<QByteArray> formRoles();
[[nodiscard]] KeyedListModel::Row listRow(const FormRow& row);

} // namespace stormglass::app
