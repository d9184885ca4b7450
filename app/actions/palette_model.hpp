// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/actions/action_registry.hpp"

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace stormglass::app {

/// A place the palette can jump to: a note by its label.
struct PalettePlace {
    QString id;
    QString label;
    QString kind;
};

/// How well a typed query fits a text: every word must begin a word of the text, or all letters must come in order.
/// Larger is better, 0 means it doesn't fit. An empty query fits everything equally.
[[nodiscard]] int paletteScore(const QString& query, const QString& text);

/// The lines of the command palette: enabled actions first, then notes of the board, filtered by what is typed.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The workspace owns the palette")
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged FINAL)

  public:
    enum Role : int { LabelRole = Qt::UserRole + 1, DetailRole, ShortcutRole };

    PaletteModel(const ActionRegistry& actions, QObject* parent = nullptr);

    void setPlaces(std::function<std::vector<PalettePlace>()> places, std::function<void(const QString&)> jump);

    [[nodiscard]] QString query() const { return m_query; }

    void setQuery(const QString& query);

    /// Reads actions and places again; called when the palette opens.
    Q_INVOKABLE void reload();
    /// Performs the line's action, or jumps to its note.
    Q_INVOKABLE void activate(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

  signals:
    void queryChanged();

  private:
    struct Line {
        QString label;
        QString detail;
        QString shortcut;
        BoundAction* action = nullptr;
        QString place;
        int score = 0;
    };

    const ActionRegistry& m_actions;
    std::function<std::vector<PalettePlace>()> m_places;
    std::function<void(const QString&)> m_jump;
    QString m_query;
    std::vector<Line> m_lines;
};

} // namespace stormglass::app
