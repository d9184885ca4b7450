// SPDX-License-Identifier: Apache-2.0
#include "app/actions/palette_model.hpp"

#include <algorithm>

namespace stormglass::app {

namespace {

constexpr std::size_t kMostLines = 60; ///< nobody reads further; keeps a board of 10,000 notes quick

bool lettersComeInOrder(const QString& letters, const QString& text) {
    qsizetype at = 0;
    for (const QChar letter : letters) {
        at = text.indexOf(letter, at, Qt::CaseInsensitive) + 1;
        if (at == 0) {
            return false;
        }
    }
    return true;
}

bool beginsAWord(const QString& word, const QStringList& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const QString& w) { return w.startsWith(word, Qt::CaseInsensitive); });
}

QStringList wordsOf(const QString& text) {
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

int paletteScore(const QString& query, const QString& text) {
    const QString wanted = query.trimmed();
    if (wanted.isEmpty()) {
        return 1;
    }
    if (text.startsWith(wanted, Qt::CaseInsensitive)) {
        return 4;
    }
    const QStringList words = wordsOf(text);
    const QStringList typed = wordsOf(wanted);
    if (std::all_of(typed.begin(), typed.end(), [&](const QString& w) { return beginsAWord(w, words); })) {
        return 3;
    }
    if (text.contains(wanted, Qt::CaseInsensitive)) {
        return 2;
    }
    return lettersComeInOrder(wanted, text) ? 1 : 0;
}

PaletteModel::PaletteModel(const ActionRegistry& actions, QObject* parent)
    : QAbstractListModel(parent), m_actions(actions) {}

void PaletteModel::setPlaces(std::function<std::vector<PalettePlace>()> places,
                             std::function<void(const QString&)> jump) {
    m_places = std::move(places);
    m_jump = std::move(jump);
}

void PaletteModel::setQuery(const QString& query) {
    if (query != m_query) {
        m_query = query;
        emit queryChanged();
        reload();
    }
}

void PaletteModel::reload() {
    std::vector<Line> lines;
    for (BoundAction* action : m_actions.all()) {
        const int score = paletteScore(m_query, action->label());
        if (score > 0 && action->enabled()) {
            lines.push_back({action->label(), {}, action->shortcutText(), action, {}, 2 * score + 1});
        }
    }
    if (m_places && !m_query.trimmed().isEmpty()) {
        for (const PalettePlace& place : m_places()) {
            const int score = paletteScore(m_query, place.label);
            if (score > 1) {
                lines.push_back({place.label, place.kind, {}, nullptr, place.id, 2 * score});
            }
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.score > b.score; });
    lines.resize(std::min(lines.size(), kMostLines));
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

void PaletteModel::activate(int row) {
    if (row < 0 || row >= rowCount()) {
        return;
    }
    const Line line = m_lines[static_cast<std::size_t>(row)]; // a copy: performing it may reload us
    if (line.action != nullptr) {
        line.action->trigger();
    } else if (m_jump) {
        m_jump(line.place);
    }
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case LabelRole:
        return line.label;
    case DetailRole:
        return line.detail;
    case ShortcutRole:
        return line.shortcut;
    default:
        return {};
    }
}

QHash<int, QByteArray> PaletteModel::roleNames() const {
    return {{LabelRole, "label"}, {DetailRole, "detail"}, {ShortcutRole, "shortcut"}};
}

} // namespace stormglass::app
