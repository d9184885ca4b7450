// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/theme.hpp"

#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>
#include <cmath>

namespace stormglass::app {

namespace {

double linear(double channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c) {
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

const ChromeColours& chromeColours(bool dark) {
    static const ChromeColours light{.chrome = QColor(0xffffff),
                                     .board = QColor(0xf7f6f2),
                                     .field = QColor(0xf3f1eb),
                                     .line = QColor(0xded9d1),
                                     .outline = QColor(0x8a857a),
                                     .text = QColor(0x1d2126),
                                     .muted = QColor(0x555a63),
                                     .accent = QColor(0x4f4cc9),
                                     .accentSoft = QColor(0xecebfa),
                                     .onAccent = QColor(0xffffff),
                                     .good = QColor(0x1a7049),
                                     .warning = QColor(0x945800),
                                     .bad = QColor(0xc0302c)};
    static const ChromeColours night{.chrome = QColor(0x1f2227),
                                     .board = QColor(0x16181c),
                                     .field = QColor(0x2a2e34),
                                     .line = QColor(0x3a3f47),
                                     .outline = QColor(0x858b96),
                                     .text = QColor(0xe7e9ed),
                                     .muted = QColor(0xadb2bb),
                                     .accent = QColor(0x9c9af5),
                                     .accentSoft = QColor(0x2e2d50),
                                     .onAccent = QColor(0x16181c),
                                     .good = QColor(0x4cc38a),
                                     .warning = QColor(0xf5b547),
                                     .bad = QColor(0xff7a70)};
    return dark ? night : light;
}

double contrastRatio(const QColor& a, const QColor& b) {
    const auto [darker, lighter] =
        std::minmax({luminance(a), luminance(b)}); // a list: two temporaries would leave dangling references
    return (lighter + 0.05) / (darker + 0.05);
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_fontFamily(QStringLiteral("Inter"))
    , m_figureFamily(QFontDatabase::systemFont(QFontDatabase::FixedFont).family()) {
    if (!QFontDatabase::families().contains(m_fontFamily)) {
        m_fontFamily = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    }
}

void Theme::setDark(bool dark) {
    if (dark != m_dark) {
        m_dark = dark;
        emit changed();
    }
}

} // namespace stormglass::app
