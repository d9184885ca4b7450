// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/theme.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::app;

SCENARIO("text can be read and meaningful lines can be seen in both themes", "[theme]") {
    for (const bool dark : {false, true}) {
        const ChromeColours& c = chromeColours(dark);
        for (const QColor& ground : {c.chrome, c.board, c.field}) {
            for (const QColor& text : {c.text, c.muted, c.accent, c.good, c.warning, c.bad}) {
                INFO((dark ? "dark " : "light ") << text.name().toStdString() << " on " << ground.name().toStdString());
                CHECK(contrastRatio(text, ground) >= 4.5);
            }
            INFO((dark ? "dark " : "light ") << "outline on " << ground.name().toStdString());
            CHECK(contrastRatio(c.outline, ground) >= 3.0);
        }
        CHECK(contrastRatio(c.onAccent, c.accent) >= 4.5);
        CHECK(contrastRatio(c.text, c.accentSoft) >= 4.5);
    }
}

SCENARIO("the contrast ratio is that of WCAG 2", "[theme]") {
    CHECK(contrastRatio(Qt::black, Qt::white) == Approx(21.0));
    CHECK(contrastRatio(Qt::white, Qt::black) == Approx(21.0));
    CHECK(contrastRatio(QColor(0x777777), Qt::white) == Approx(4.48).margin(0.01));
}
