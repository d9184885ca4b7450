// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/form_row.hpp"

#include <QVariant>

namespace stormglass::app {

QString nameOf(Editor editor) {
    switch (editor) {
    case Editor::section:
        return QStringLiteral("section");
    case Editor::field:
        return QStringLiteral("field");
    case Editor::prose:
        return QStringLiteral("prose");
    case Editor::toggle:
        return QStringLiteral("toggle");
    case Editor::choice:
        return QStringLiteral("choice");
    case Editor::marks:
        return QStringLiteral("marks");
    case Editor::distribution:
        return QStringLiteral("distribution");
    case Editor::group:
        return QStringLiteral("group");
    case Editor::item:
        return QStringLiteral("item");
    case Editor::payloadField:
        return QStringLiteral("payloadField");
    case Editor::add:
        return QStringLiteral("add");
    case Editor::addKey:
        return QStringLiteral("addKey");
    case Editor::fact:
        return QStringLiteral("fact");
    case Editor::relation:
        return QStringLiteral("relation");
    }
    return {};
}

QList<QByteArray> formRoles() {
    return {"editor",       "label",   "hint",    "text",   "assumed",     "note",    "error",
            "ignored",      "options", "current", "marks",  "isOn",        "isMixed", "isHalf",
            "canBeRemoved", "depth",   "curve",   "swatch", "secondSwatch"};
}

KeyedListModel::Row listRow(const FormRow& row) {
    QVariantList marks;
    for (const bool isMarked : row.marks) {
        marks << isMarked;
    }
    return {row.key,
            {nameOf(row.editor), row.label, row.hint, row.text, row.assumed, row.note, row.error, row.ignored,
             row.options, row.current, marks, row.isOn, row.isMixed, row.isHalf, row.canBeRemoved, row.depth,
             QVariant::fromValue(row.curve), row.swatch, row.secondSwatch}};
}

} // namespace stormglass::app
