// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace stormglass::app {

/// A list whose rows are computed anew after every change. It compares them by key with what is shown and announces
/// exactly the rows that came, went, moved or differ, so that what a person is typing in stays where it is.
class KeyedListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("View-models own their lists")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

  public:
    struct Row {
        QString key; ///< unique in the list
        QVariantList cells{};

        friend bool operator==(const Row&, const Row&) = default;
    };

    /// `cells` names the roles of a row's cells, in order; the key has the role "key".
    explicit KeyedListModel(QList<QByteArray> cells, QObject* parent = nullptr);

    /// Shows these rows. Each must have as many cells as there are roles.
    void setRows(std::vector<Row> rows);

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    /// The cell of a row by its role's name; invalid if there is none. For tests and for what isn't a delegate.
    Q_INVOKABLE QVariant cell(int row, const QString& role) const;

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  signals:
    void countChanged();

  private:
    void removeAllBut(const std::vector<Row>& wanted);
    void bringTo(std::size_t position, const Row& row);

    QList<QByteArray> m_cells;
    std::vector<Row> m_rows;
};

} // namespace stormglass::app
