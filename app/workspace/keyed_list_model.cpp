// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/keyed_list_model.hpp"

#include <QSet>

#include <algorithm>
#include <utility>

namespace stormglass::app {

KeyedListModel::KeyedListModel(QList<QByteArray> cells, QObject* parent)
    : QAbstractListModel(parent), m_cells(std::move(cells)) {}

void KeyedListModel::setRows(std::vector<Row> rows) {
    const int before = count();
    removeAllBut(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Q_ASSERT(rows[i].cells.size() == m_cells.size());
        bringTo(i, rows[i]);
    }
    if (count() != before) {
        emit countChanged();
    }
}

void KeyedListModel::removeAllBut(const std::vector<Row>& wanted) {
    QSet<QString> keys;
    for (const Row& row : wanted) {
        Q_ASSERT(!keys.contains(row.key));
        keys.insert(row.key);
    }
    for (int i = count() - 1; i >= 0; --i) {
        if (!keys.contains(m_rows[static_cast<std::size_t>(i)].key)) {
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    }
}

/// Rows before `position` are right already.
void KeyedListModel::bringTo(std::size_t position, const Row& row) {
    const auto begin = m_rows.begin() + static_cast<std::ptrdiff_t>(position);
    const auto found = std::find_if(begin, m_rows.end(), [&](const Row& r) { return r.key == row.key; });
    const int at = static_cast<int>(position);
    if (found == m_rows.end()) {
        beginInsertRows({}, at, at);
        m_rows.insert(begin, row);
        endInsertRows();
        return;
    }
    if (found != begin) {
        const int from = static_cast<int>(found - m_rows.begin());
        beginMoveRows({}, from, from, {}, at);
        std::rotate(begin, found, found + 1);
        endMoveRows();
    }
    if (!(m_rows[position] == row)) {
        m_rows[position] = row;
        emit dataChanged(index(at), index(at));
    }
}

QVariant KeyedListModel::cell(int row, const QString& role) const {
    const qsizetype column = m_cells.indexOf(role.toUtf8());
    if (row < 0 || row >= count() || column < 0) {
        return {};
    }
    return m_rows[static_cast<std::size_t>(row)].cells[column];
}

int KeyedListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant KeyedListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role < Qt::UserRole) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = role - Qt::UserRole - 1;
    return column < 0 ? QVariant(row.key) : row.cells.value(column);
}

QHash<int, QByteArray> KeyedListModel::roleNames() const {
    QHash<int, QByteArray> names{{Qt::UserRole, "key"}};
    for (int i = 0; i < static_cast<int>(m_cells.size()); ++i) {
        names.insert(Qt::UserRole + 1 + i, m_cells[i]);
    }
    return names;
}

} // namespace stormglass::app
