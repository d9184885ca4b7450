// SPDX-License-Identifier: Apache-2.0
#include "app/actions/palette_model.hpp"
#include "tests/support/catch.hpp"

#include <QAbstractItemModelTester>

using stormglass::app::Action;
using stormglass::app::ActionRegistry;
using stormglass::app::PaletteModel;
using stormglass::app::PalettePlace;
using stormglass::app::paletteScore;

SCENARIO("what is typed finds lines by beginning, by words, by part and by letters, in that order", "[palette]") {
    CHECK(paletteScore("", "Zoom to fit") > 0);
    CHECK(paletteScore("zoom", "Zoom to fit") > paletteScore("fi zo", "Zoom to fit"));
    CHECK(paletteScore("fi zo", "Zoom to fit") > paletteScore("om t", "Zoom to fit"));
    CHECK(paletteScore("om t", "Zoom to fit") > paletteScore("ztf", "Zoom to fit"));
    CHECK(paletteScore("ztf", "Zoom to fit") > 0);
    CHECK(paletteScore("ftz", "Zoom to fit") == 0);
}

SCENARIO("the palette performs an action or jumps to a note", "[palette]") {
    GIVEN("an action that can be done, one that cannot, and a note") {
        ActionRegistry registry;
        int performed = 0;
        QString jumpedTo;
        registry.add(Action{.id = "view.fit", .label = "Order fit", .perform = [&] { ++performed; }});
        registry.add(Action{.id = "edit.redo", .label = "Order redo", .enabled = [] { return false; }});
        PaletteModel palette(registry);
        const QAbstractItemModelTester tester(&palette, QAbstractItemModelTester::FailureReportingMode::Fatal);
        palette.setPlaces(
            [] {
                return std::vector<PalettePlace>{{"order", "Order", "aggregate"}};
            },
            [&](const QString& id) { jumpedTo = id; });
        WHEN("nothing is typed") {
            palette.reload();
            THEN("only the action that can be done is listed") {
                CHECK(palette.rowCount() == 1);
            }
        }
        WHEN("a word of both is typed") {
            palette.setQuery("order");
            THEN("the action stands first, the note after it, and each does its own") {
                REQUIRE(palette.rowCount() == 2);
                palette.activate(0);
                CHECK(performed == 1);
                palette.activate(1);
                CHECK(jumpedTo == "order");
            }
        }
        WHEN("a row that does not exist is activated") {
            palette.activate(7);
            palette.activate(-1);
            THEN("nothing happens") {
                CHECK(performed == 0);
            }
        }
    }
}
