// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/hand_surfaces.hpp"

#include <QPainter>

namespace stormglass::app::canvas {

namespace {

constexpr double kGhostOpacity = 0.85;
constexpr double kGhostMargin = 30; // view pixels at 100 %: shadow, pill, badge

} // namespace

void FittedSurface::setBoard(BoardViewModel* board) {
    if (board == m_board) {
        return;
    }
    if (m_board != nullptr) {
        m_board->disconnect(this);
    }
    m_board = board;
    if (m_board != nullptr) {
        listen(*m_board);
        refit();
    }
    emit boardChanged();
}

void FittedSurface::refit() {
    const QRectF shown = shownIn(*m_board);
    setVisible(!shown.isEmpty());
    if (!shown.isEmpty()) {
        const QRect whole = shown.toAlignedRect();
        setPosition(whole.topLeft());
        setSize(whole.size());
        update();
    }
}

void FittedSurface::paint(QPainter* painter) {
    if (m_board != nullptr) {
        painter->translate(-x(), -y());
        paintBoard(*painter, *m_board);
    }
}

void OverlaySurface::listen(BoardViewModel& board) {
    connect(&board, &BoardViewModel::overlayChanged, this, &OverlaySurface::refit);
}

QRectF OverlaySurface::shownIn(const BoardViewModel& board) const {
    return boundsOf(board.overlay(), board.viewport());
}

void OverlaySurface::paintBoard(QPainter& painter, const BoardViewModel& board) const {
    paintOverlay(painter, board.overlay(), board.viewport(), board.style());
}

void MovingSurface::listen(BoardViewModel& board) {
    connect(&board, &BoardViewModel::ghostsChanged, this, &MovingSurface::refit);
}

QRectF MovingSurface::shownIn(const BoardViewModel& board) const {
    QRectF shown;
    for (const tools::Ghost& ghost : board.ghosts()) {
        const double margin = kGhostMargin * std::max(1.0, board.viewport().zoom);
        const QRectF body = board.viewport().toView(ghost.body).adjusted(-margin, -margin, margin, margin);
        shown = shown.isNull() ? body : shown.united(body);
    }
    return shown.intersected(QRectF(QPointF{}, board.viewport().size));
}

void MovingSurface::paintBoard(QPainter& painter, const BoardViewModel& board) const {
    const Viewport& view = board.viewport();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(kGhostOpacity);
    painter.scale(view.zoom, view.zoom);
    painter.translate(-view.origin);
    board.paintGhosts(painter);
}

} // namespace stormglass::app::canvas
