// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// The colours of the window around the board. Notes have colours of their own (app/drawing).
/// Text tokens keep 4.5:1 on chrome, field and board; lines and glyphs that carry meaning 3:1
/// (tests/app/theme_test.cpp).
struct ChromeColours {
    QColor chrome;     ///< panels and bars
    QColor board;      ///< the empty board
    QColor field;      ///< inputs and quiet buttons
    QColor line;       ///< separates, carries no meaning
    QColor outline;    ///< the edge of something that can be operated
    QColor text;       ///< what one reads
    QColor muted;      ///< labels, units, hints
    QColor accent;     ///< selection, focus, the one main button
    QColor accentSoft; ///< behind what is chosen
    QColor onAccent;   ///< text on accent
    QColor good;       ///< met, stored
    QColor warning;    ///< uncertain, assumed
    QColor bad;        ///< missed, failed
};

[[nodiscard]] const ChromeColours& chromeColours(bool dark);

/// WCAG 2 contrast ratio, 1..21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

/// The tokens of the theme in force, for QML.
class Theme : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed FINAL)
    Q_PROPERTY(QColor chrome READ chrome NOTIFY changed FINAL)
    Q_PROPERTY(QColor board READ board NOTIFY changed FINAL)
    Q_PROPERTY(QColor field READ field NOTIFY changed FINAL)
    Q_PROPERTY(QColor line READ line NOTIFY changed FINAL)
    Q_PROPERTY(QColor outline READ outline NOTIFY changed FINAL)
    Q_PROPERTY(QColor text READ text NOTIFY changed FINAL)
    Q_PROPERTY(QColor muted READ muted NOTIFY changed FINAL)
    Q_PROPERTY(QColor accent READ accent NOTIFY changed FINAL)
    Q_PROPERTY(QColor accentSoft READ accentSoft NOTIFY changed FINAL)
    Q_PROPERTY(QColor onAccent READ onAccent NOTIFY changed FINAL)
    Q_PROPERTY(QColor good READ good NOTIFY changed FINAL)
    Q_PROPERTY(QColor warning READ warning NOTIFY changed FINAL)
    Q_PROPERTY(QColor bad READ bad NOTIFY changed FINAL)
    Q_PROPERTY(QString fontFamily READ fontFamily CONSTANT FINAL)
    Q_PROPERTY(QString figureFamily READ figureFamily CONSTANT FINAL)

  public:
    explicit Theme(QObject* parent = nullptr);

    [[nodiscard]] bool dark() const { return m_dark; }

    void setDark(bool dark);

    [[nodiscard]] QColor chrome() const { return colours().chrome; }

    [[nodiscard]] QColor board() const { return colours().board; }

    [[nodiscard]] QColor field() const { return colours().field; }

    [[nodiscard]] QColor line() const { return colours().line; }

    [[nodiscard]] QColor outline() const { return colours().outline; }

    [[nodiscard]] QColor text() const { return colours().text; }

    [[nodiscard]] QColor muted() const { return colours().muted; }

    [[nodiscard]] QColor accent() const { return colours().accent; }

    [[nodiscard]] QColor accentSoft() const { return colours().accentSoft; }

    [[nodiscard]] QColor onAccent() const { return colours().onAccent; }

    [[nodiscard]] QColor good() const { return colours().good; }

    [[nodiscard]] QColor warning() const { return colours().warning; }

    [[nodiscard]] QColor bad() const { return colours().bad; }

    /// Family of all text; the desktop's own where Inter is missing.
    [[nodiscard]] QString fontFamily() const { return m_fontFamily; }

    /// Family of figures that stand in columns.
    [[nodiscard]] QString figureFamily() const { return m_figureFamily; }

  signals:
    void changed();

  private:
    [[nodiscard]] const ChromeColours& colours() const { return chromeColours(m_dark); }

    bool m_dark = false;
    QString m_fontFamily;
    QString m_figureFamily;
};

} // namespace stormglass::app
