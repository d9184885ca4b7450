// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/text_fit.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gui.hpp"

using namespace stormglass::app::drawing;

namespace {

FittedText fitted(const QString& text, QSizeF size = {78, 60}) {
    stormglass::tests::needGui();
    return fitText({.text = text, .area = QRectF(QPointF(10, 20), size), .colour = Qt::black});
}

QString joined(const FittedText& text) {
    QStringList lines;
    for (const TextLine& line : text.lines) {
        lines << line.text;
    }
    return lines.join(QLatin1Char('|'));
}

} // namespace

TEST_CASE("a short label keeps its full size and stands in the middle", "[drawing][text]") {
    const FittedText text = fitted(QStringLiteral("Order placed"), {60, 60});
    CHECK(text.style.pixelSize == 13);
    CHECK(joined(text) == "Order|placed");
    for (const TextLine& line : text.lines) {
        CHECK(line.baseline.x() + line.advance / 2 == Approx(40));
    }
}

TEST_CASE("a long label shrinks before a word is broken", "[drawing][text]") {
    const FittedText text = fitted(QStringLiteral("Maximum number of holds reached"));
    CHECK(text.style.pixelSize < 13);
    CHECK(text.style.pixelSize >= 9);
    CHECK_FALSE(text.isElided);
    QString words = joined(text);
    CHECK(words.replace(QLatin1Char('|'), QLatin1Char(' ')) == "Maximum number of holds reached");
}

TEST_CASE("a word that is too long at the smallest size is broken, not cut", "[drawing][text]") {
    const FittedText text = fitted(QStringLiteral("Donaudampfschifffahrtsgesellschaft"));
    CHECK(text.style.pixelSize == 9);
    CHECK_FALSE(text.isElided);
    CHECK(joined(text).remove(QLatin1Char('|')) == "Donaudampfschifffahrtsgesellschaft");
    for (const TextLine& line : text.lines) {
        CHECK(line.advance <= 78.01);
    }
}

TEST_CASE("what cannot fit ends with an ellipsis, and no line leaves the area", "[drawing][text]") {
    const FittedText text = fitted(QString(60, QLatin1Char('x')) + QStringLiteral(" and very much more ").repeated(20));
    CHECK(text.isElided);
    CHECK(text.lines.back().text.endsWith(QChar(0x2026)));
    for (const TextLine& line : text.lines) {
        CHECK(line.advance <= 78.01);
        CHECK(line.baseline.y() <= 80.01);
    }
}

TEST_CASE("free text is shown whole however long it is", "[drawing][text]") {
    stormglass::tests::needGui();
    const FittedText text = fitText({.text = QStringLiteral("one two three ").repeated(40),
                                     .area = QRectF(0, 0, 100, 40),
                                     .colour = Qt::black,
                                     .align = Align::topLeft,
                                     .mayGrowDown = true});
    CHECK_FALSE(text.isElided);
    CHECK(text.lines.back().baseline.y() > 40);
}

TEST_CASE("line breaks somebody typed are kept", "[drawing][text]") {
    CHECK(joined(fitted(QStringLiteral("a\nb"))) == "a|b");
}
