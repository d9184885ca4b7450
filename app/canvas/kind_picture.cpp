// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/kind_picture.hpp"

#include "app/drawing/paint.hpp"

#include <QPainter>

#include <algorithm>

namespace stormglass::app::canvas {

using model::ElementKind;

namespace {

constexpr double kGlyphShare = 0.6; // of the picture's height: at its natural size a glyph would be a speck

/// The signs of structure, which has no paper to tell it by, on a ground of 28 x 20.
QPainterPath signOf(ElementKind kind) {
    QPainterPath path;
    const auto line = [&path](double x1, double y1, double x2, double y2) {
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
    };
    switch (kind) {
    case ElementKind::text:
        line(8, 4, 20, 4);
        line(14, 4, 14, 17);
        break;
    case ElementKind::context:
        path.addRoundedRect(QRectF(2, 2, 24, 16), 3, 3);
        break;
    case ElementKind::lane:
        line(1, 3, 27, 3);
        line(5, 10, 23, 10);
        line(1, 17, 27, 17);
        break;
    case ElementKind::pivot:
        line(12, 1, 12, 19);
        line(16, 1, 16, 19);
        break;
    case ElementKind::service:
        path.addRoundedRect(QRectF(3, 5, 22, 11), 5.5, 5.5);
        break;
    case ElementKind::queue:
        path.addRect(QRectF(2, 5, 24, 10));
        line(10, 5, 10, 15);
        line(16, 5, 16, 15);
        break;
    case ElementKind::topic:
        line(2, 4, 26, 4);
        line(2, 10, 26, 10);
        line(2, 16, 26, 16);
        break;
    case ElementKind::event:
    case ElementKind::command:
    case ElementKind::query:
    case ElementKind::actor:
    case ElementKind::aggregate:
    case ElementKind::policy:
    case ElementKind::readModel:
    case ElementKind::external:
    case ElementKind::hotspot:
    case ElementKind::opportunity:
    case ElementKind::screen:
    case ElementKind::stage:
        break;
    }
    return path;
}

/// Paints the thing into the area, as large as it fits.
void paintInto(QPainter& painter, const drawing::Thing& thing, const QRectF& bounds, const QRectF& area) {
    const double scale = std::min(area.width() / bounds.width(), area.height() / bounds.height());
    painter.save();
    painter.translate(area.center());
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    drawing::paint(painter, thing);
    painter.restore();
}

} // namespace

KindPicture::KindPicture(QQuickItem* parent) : QQuickPaintedItem(parent) {
    connect(this, &KindPicture::changed, this, [this] { update(); });
}

void KindPicture::paint(QPainter* painter) {
    const auto kind = model::elementKindFromName(m_kind.toStdString());
    if (!kind) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    const drawing::Style style{.isDark = m_isDark};
    if (const QPainterPath sign = signOf(*kind); !sign.isEmpty()) {
        const double scale = std::min(width() / 28, height() / 20);
        painter->translate(width() / 2, height() / 2);
        painter->scale(scale, scale);
        painter->translate(-14, -10);
        painter->setPen(QPen(drawing::boardColours(style).text, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(sign);
        return;
    }
    drawing::Thing paper = drawing::sampleOf(*kind, {}, style);
    drawing::Thing glyph = paper;
    std::erase_if(paper.items, [](const drawing::Item& item) {
        return item.part == drawing::Part::glyph || item.part == drawing::Part::shadow;
    });
    std::erase_if(glyph.items, [](const drawing::Item& item) { return item.part != drawing::Part::glyph; });
    const auto boundsOf = [](const drawing::Thing& thing) {
        QRectF bounds;
        for (const drawing::Item& item : thing.items) {
            bounds = bounds.united(drawing::boundsOf(item));
        }
        return bounds;
    };
    const QRectF area(1, 1, width() - 2, height() - 2);
    if (!paper.items.empty()) {
        paintInto(*painter, paper, boundsOf(paper), area);
    }
    if (!glyph.items.empty()) {
        const double side = height() * kGlyphShare;
        paintInto(*painter, glyph, boundsOf(glyph),
                  QRectF(area.center() - QPointF(side / 2, side / 2), QSizeF(side, side)));
    }
}

} // namespace stormglass::app::canvas
