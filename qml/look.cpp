// SPDX-License-Identifier: Apache-2.0
#include "qml/look.hpp"

#include "app/workspace/theme.hpp"

#include <QFont>
#include <QGuiApplication>
#include <QQuickStyle>

namespace stormglass::ui {

void applyLook() {
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    QFont font(app::Theme().fontFamily());
    font.setPixelSize(13);
    QGuiApplication::setFont(font); // texts outside controls don't get the window's font
}

} // namespace stormglass::ui
