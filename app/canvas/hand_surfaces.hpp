// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/board_view_model.hpp"

#include <QQuickPaintedItem>

namespace stormglass::app::canvas {

/// A surface over the board that is only as large as what it shows, so that a hover paints a few pixels and not the
/// whole window.
class FittedSurface : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A surface is an overlay or a moving one")
    Q_PROPERTY(stormglass::app::canvas::BoardViewModel* board READ board WRITE setBoard NOTIFY boardChanged FINAL)

  public:
    explicit FittedSurface(QQuickItem* parent = nullptr) : QQuickPaintedItem(parent) {}

    [[nodiscard]] BoardViewModel* board() const { return m_board; }

    void setBoard(BoardViewModel* board);

    void paint(QPainter* painter) final;

  signals:
    void boardChanged();

  protected:
    /// Takes the size of what is shown now and paints it.
    void refit();

    virtual void listen(BoardViewModel& board) = 0;
    /// What is touched, in view pixels; empty: nothing is shown.
    [[nodiscard]] virtual QRectF shownIn(const BoardViewModel& board) const = 0;
    /// The painter's origin is the view's top left corner.
    virtual void paintBoard(QPainter& painter, const BoardViewModel& board) const = 0;

  private:
    BoardViewModel* m_board = nullptr;
};

/// Selection, handles, guides, rubber band: what belongs to the person.
class OverlaySurface : public stormglass::app::canvas::FittedSurface { // in full: qmllint looks it up so
    Q_OBJECT
    QML_ELEMENT

  public:
    explicit OverlaySurface(QQuickItem* parent = nullptr) : FittedSurface(parent) {}

  protected:
    void listen(BoardViewModel& board) override;
    [[nodiscard]] QRectF shownIn(const BoardViewModel& board) const override;
    void paintBoard(QPainter& painter, const BoardViewModel& board) const override;
};

/// What moves over the board without being on it: new and copied things in the hand.
class MovingSurface : public stormglass::app::canvas::FittedSurface { // in full: qmllint looks it up so
    Q_OBJECT
    QML_ELEMENT

  public:
    explicit MovingSurface(QQuickItem* parent = nullptr) : FittedSurface(parent) {}

  protected:
    void listen(BoardViewModel& board) override;
    [[nodiscard]] QRectF shownIn(const BoardViewModel& board) const override;
    void paintBoard(QPainter& painter, const BoardViewModel& board) const override;
};

} // namespace stormglass::app::canvas
