// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/kind_picture.hpp"

#include "app/drawing/paint.hpp"

#include <QPainter>

#include <algorithm>

namespace stormglass::app::canvas {

KindPicture::KindPicture(QQuickItem* parent) : QQuickPaintedItem(parent) {
    connect(this, &KindPicture::changed, this, [this] { update(); });
}

void KindPicture::paint(QPainter* painter) {
    const auto kind = model::elementKindFromName(m_kind.toStdString());
    if (!kind) {
        return;
    }
    const drawing::Thing thing = drawing::sampleOf(*kind, {}, {.isDark = m_isDark});
    const QRectF bounds = thing.bounds;
    if (bounds.isEmpty()) {
        return;
    }
    const double scale = std::min(width() / bounds.width(), height() / bounds.height());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(width() / 2, height() / 2);
    painter->scale(scale, scale);
    painter->translate(-bounds.center());
    drawing::paint(*painter, thing);
}

} // namespace stormglass::app::canvas
