// SPDX-License-Identifier: Apache-2.0
// The window in both themes, both modes and two sizes: no text is cut, and nothing lies outside the window. With
// STORMGLASS_UI_PICTURES=FOLDER each leaves a picture there.
#include "tests/support/catch.hpp"
#include "tests/ui/test_window.hpp"

#include <QMetaProperty>

using stormglass::tests::TestWindow;

namespace {

/// Texts that may be elided: they say the whole elsewhere (a tooltip, the window's title, the palette's line).
bool mayBeElided(const QQuickItem& text) {
    return text.property("elide").toInt() != 3; // Text.ElideNone
}

QString describe(const QQuickItem& text) {
    return QStringLiteral("“%1” (%2 × %3)").arg(text.property("text").toString()).arg(text.width()).arg(text.height());
}

/// Texts of which a part isn't seen.
QStringList cutTexts(TestWindow& window) {
    QStringList cut;
    for (QQuickItem* item : window.seenItems()) {
        const bool isText = item->inherits("QQuickText");
        if (!isText || item->property("text").toString().isEmpty() || item->height() <= 0) {
            continue;
        }
        const double wide = item->property("contentWidth").toDouble() - item->width();
        const double high = item->property("contentHeight").toDouble() - item->height();
        const bool isTruncated = item->property("truncated").toBool();
        if ((wide > 1 || high > 1 || isTruncated) && !mayBeElided(*item)) {
            cut << describe(*item);
        }
    }
    return cut;
}

/// Texts that stick out of the window, or of what clips them sideways.
QStringList outsideTexts(TestWindow& window) {
    QStringList outside;
    for (QQuickItem* item : window.seenItems()) {
        if (!item->inherits("QQuickText") || item->property("text").toString().isEmpty()) {
            continue;
        }
        const QRectF where = item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
        if (where.right() > window.window().width() + 1 || where.left() < -1) {
            outside << describe(*item);
        }
    }
    return outside;
}

void checkTexts(TestWindow& window) {
    const QStringList cut = cutTexts(window);
    const QStringList outside = outsideTexts(window);
    INFO(cut.join('\n').toStdString());
    CHECK(cut.isEmpty());
    INFO(outside.join('\n').toStdString());
    CHECK(outside.isEmpty());
}

} // namespace

SCENARIO("the window shows the whole of its texts in both themes and sizes", "[window]") {
    const bool isDark = GENERATE(false, true);
    const QSize size = GENERATE(QSize(1280, 720), QSize(1600, 1000));
    const QString look = QStringLiteral("%1-%2").arg(isDark ? "dark" : "light").arg(size.width());
    GIVEN("the web shop in Storm mode: " + look.toStdString()) {
        TestWindow window({.size = size, .isDark = isDark});
        WHEN("nothing is selected") {
            checkTexts(window);
            window.picture("storm-" + look);
        }
        WHEN("a handler is selected") {
            window.select("order");
            checkTexts(window);
            window.picture("storm-order-" + look);
        }
        WHEN("a message's payload is looked at") {
            window.select("order-placed");
            window.models().inspector().setPage(1);
            window.settle();
            checkTexts(window);
            window.picture("storm-payload-" + look);
        }
    }
    GIVEN("the web shop in Load mode: " + look.toStdString()) {
        TestWindow window({.size = size, .isDark = isDark, .isLoad = true});
        WHEN("nothing was run yet") {
            checkTexts(window);
            window.picture("load-empty-" + look);
        }
    }
}

SCENARIO("results are told on the notes, in the panel and in the lab without cut texts", "[window][run]") {
    const bool isDark = GENERATE(false, true);
    const char* scenario = GENERATE("steady-day", "black-friday");
    TestWindow window({.size = isDark ? QSize(1280, 720) : QSize(1600, 1000), .isDark = isDark, .isLoad = true});
    stormglass::tests::shortenScenarios(window);
    REQUIRE(window.runLoad(scenario));
    checkTexts(window);
    CHECK(window.models().lab().results()->objectives()->count() == 3);
    CHECK(window.models().lab().results()->busiest()->count() > 3);
    CHECK(window.models().lab().results()->journeys()->count() >= 3);
    CHECK(window.models().lab().results()->charts()->count() > 0);
    CHECK(window.models().lab().results()->accountingLine().startsWith("Every delivery accounted for"));
    window.picture(QStringLiteral("load-%1-%2").arg(isDark ? "dark" : "light").arg(scenario));
    WHEN("the board is edited") {
        window.select("gateway");
        window.models().inspector().type("elements|/handling/failure", "5 %");
        window.settle();
        THEN("the figures say that they are from before") {
            CHECK(window.models().lab().run()->isOutdated());
            CHECK(window.models().lab().figures().look == stormglass::app::drawing::FigureLook::outdated);
            window.picture(QStringLiteral("load-outdated-%1-%2").arg(isDark ? "dark" : "light").arg(scenario));
        }
    }
}
