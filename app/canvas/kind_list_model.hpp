// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"
#include "model/notation/grammar.hpp"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace stormglass::app::canvas {

/// The kinds the toolbox shows, in its order; the first ten have the digits 1 to 9 and 0.
[[nodiscard]] const std::vector<model::ElementKind>& toolboxKinds();
/// The key that arms the kind; empty if it has none.
[[nodiscard]] QString digitOf(model::ElementKind kind);

/// Kinds to choose from: the toolbox, or what may come next.
class KindListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The board owns its lists of kinds")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

  public:
    enum Role : int { KindRole = Qt::UserRole + 1, NameRole, DigitRole, PurposeRole, GroupRole };

    explicit KindListModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void setKinds(std::vector<model::ElementKind> kinds);

    [[nodiscard]] const std::vector<model::ElementKind>& kinds() const noexcept { return m_kinds; }

    [[nodiscard]] int count() const { return static_cast<int>(m_kinds.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  signals:
    void countChanged();

  private:
    std::vector<model::ElementKind> m_kinds;
};

} // namespace stormglass::app::canvas
