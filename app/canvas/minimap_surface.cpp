// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/minimap_surface.hpp"

#include "app/tools/element_facts.hpp"

#include <QPainter>
#include <QQuickWindow>

#include <algorithm>

namespace stormglass::app::canvas {

namespace {

constexpr int kPauseMs = 150;

} // namespace

MinimapSurface::MinimapSurface(QQuickItem* parent) : QQuickPaintedItem(parent) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        paintBodies();
        update();
    });
}

void MinimapSurface::setBoard(BoardViewModel* board) {
    if (board == m_board) {
        return;
    }
    if (m_board != nullptr) {
        m_board->disconnect(this);
    }
    m_board = board;
    if (m_board != nullptr) {
        const auto later = [this] {
            if (!m_pause.isActive()) {
                m_pause.start();
            }
        };
        connect(m_board, &BoardViewModel::viewChanged, this, [this] { update(); });
        connect(m_board, &BoardViewModel::dirtied, this, later);
        connect(m_board, &BoardViewModel::allDirtied, this, later);
        m_pause.start();
    }
    emit boardChanged();
}

Viewport MinimapSurface::fit() const {
    const QRectF all = m_board->drawing().extent();
    Viewport view;
    view.size = size();
    if (all.isEmpty() || size().isEmpty()) {
        return view;
    }
    view.zoom = std::min(width() / all.width(), height() / all.height()); // below the least zoom of the board
    return view.centredOn(all.center());
}

void MinimapSurface::paintBodies() {
    if (m_board == nullptr || size().isEmpty()) {
        return;
    }
    const double ratio = window() == nullptr ? 1 : window()->effectiveDevicePixelRatio();
    m_fit = fit();
    m_bodies = QImage((size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_bodies.setDevicePixelRatio(ratio);
    m_bodies.fill(Qt::transparent);
    QPainter painter(&m_bodies);
    const drawing::BoardColours& board = drawing::boardColours(m_board->style());
    for (const drawing::BoardDrawing::Body& body : m_board->drawing().bodiesIn(m_board->drawing().extent())) {
        const QRectF rect = m_fit.toView(body.rect);
        if (tools::isFrame(body.element->kind)) {
            painter.setPen(board.frameEdge);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect);
        } else {
            const QColor paper = drawing::noteColours(body.element->kind, m_board->style()).paper;
            painter.fillRect(rect.width() < 2 ? rect.adjusted(0, 0, 1, 1) : rect,
                             paper.isValid() ? paper : board.muted);
        }
    }
}

void MinimapSurface::paint(QPainter* painter) {
    if (m_board == nullptr) {
        return;
    }
    painter->drawImage(QPointF{}, m_bodies);
    const QRectF seen =
        m_fit.toView(m_board->viewport().visible()).intersected(QRectF(1, 1, width() - 2, height() - 2));
    painter->setPen(QPen(drawing::boardColours(m_board->style()).accent, 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawRoundedRect(seen, 2, 2);
}

void MinimapSurface::lookAt(const QPointF& at) {
    if (m_board != nullptr) {
        m_board->lookAt(m_fit.toBoard({at.x(), at.y()}));
    }
}

} // namespace stormglass::app::canvas
