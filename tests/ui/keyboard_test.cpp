// SPDX-License-Identifier: Apache-2.0
// The window by keyboard alone, and as a screen reader gets it.
#include "model/changes/edits.hpp"
#include "tests/support/catch.hpp"
#include "tests/ui/test_window.hpp"

#include <QAccessible>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace stormglass;
using tests::TestWindow;

namespace {

double failureOf(TestWindow& window, const char* id) {
    const model::Element* element = window.models().workspace().session()->board().find(model::ElementId{id});
    return element->properties["handling"].value("failure", 0.0);
}

bool isOperable(QAccessible::Role role) {
    switch (static_cast<int>(role)) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::ButtonMenu:
    case QAccessible::Splitter:
        return true;
    default:
        return false;
    }
}

} // namespace

SCENARIO("a quantity is typed in the inspector and the forecast moves with it", "[window][keyboard]") {
    TestWindow window({});
    window.select("order");
    QQuickItem* fails = window.itemNamed("Fails");
    REQUIRE(fails != nullptr);
    window.click(*fails);
    REQUIRE(window.window().activeFocusItem() == fails);
    window.press("Ctrl+A");
    const QString before = window.models().lab().forecast()->headline();
    window.write("30 %");
    CHECK(failureOf(window, "order") == Approx(0.3));
    CHECK(window.waitFor([&] { return window.models().lab().forecast()->headline() != before; }));
    WHEN("something is written that can't be read") {
        window.write(" often");
        THEN("the board keeps the last good value and the field says what to write") {
            CHECK(failureOf(window, "order") == Approx(0.3));
            CHECK(fails->property("wrong").toBool());
        }
    }
    WHEN("the edit is taken back on the board") {
        window.models().board().focusWanted();
        window.models().workspace().actions()->find("edit.undo")->trigger();
        window.settle();
        THEN("it was one step") {
            CHECK(failureOf(window, "order") == Approx(0.002));
        }
    }
}

SCENARIO("Tab reaches every control of the inspector and shows where it is", "[window][keyboard]") {
    TestWindow window({.size = QSize(1440, 900)});
    window.select("order");
    QQuickItem* first = window.itemNamed("Runs in");
    REQUIRE(first != nullptr);
    first->forceActiveFocus(Qt::TabFocusReason);
    QSet<QString> reached;
    for (int i = 0; i < 60; ++i) {
        if (window.window().activeFocusItem() != nullptr) {
            reached.insert(tests::accessibleNameOf(*window.window().activeFocusItem()));
        }
        QTest::keyClick(&window.window(), Qt::Key_Tab);
    }
    for (const char* name : {"Runs in", "Shape of Handling time", "Mean", "Standard deviation", "Fails", "Timeout",
                             "Remove Retry", "One at a time for each key"}) {
        INFO(name);
        CHECK(reached.contains(name));
    }
}

SCENARIO("everything that can be operated has a name for screen readers", "[window][accessible]") {
    const bool isLoad = GENERATE(false, true);
    TestWindow window({.size = QSize(1440, 900), .isLoad = isLoad});
    window.select("gateway");
    for (QQuickItem* item : window.seenItems()) {
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(item);
        if (spoken != nullptr && isOperable(spoken->role())) {
            INFO(item->metaObject()->className());
            CHECK_FALSE(spoken->text(QAccessible::Name).isEmpty());
        }
    }
}

SCENARIO("panels collapse by their keys and are remembered", "[window][keyboard]") {
    TestWindow window({.isLoad = true});
    app::WindowSettings& settings = *window.models().workspace().settings();
    window.press("Ctrl+Alt+B");
    CHECK_FALSE(settings.inspectorOpen());
    CHECK(app::WindowSettings().inspectorOpen() == false);
    window.press("Ctrl+Alt+B");
    CHECK(settings.inspectorOpen());
    window.press("Ctrl+J");
    CHECK_FALSE(settings.labOpen());
    window.press("Ctrl+J");
    CHECK(settings.labOpen());
}

SCENARIO("the board keeps at least 60 % of the height", "[window]") {
    const QSize size = GENERATE(QSize(1280, 720), QSize(1600, 1000), QSize(960, 540));
    const bool isLoad = GENERATE(false, true);
    TestWindow window({.size = size, .isLoad = isLoad});
    window.models().workspace().settings()->setLabHeight(2000);
    window.settle();
    const std::vector<QQuickItem*> items = window.seenItems();
    const auto found = std::find_if(items.begin(), items.end(), [](const QQuickItem* item) {
        return item->inherits("stormglass::app::canvas::BoardItem");
    });
    REQUIRE(found != items.end());
    const QQuickItem* board = *found;
    CHECK(board->height() >= 0.6 * size.height() - 1);
}

SCENARIO("every action is in the palette", "[window]") {
    TestWindow window({});
    app::PaletteModel& palette = *window.models().workspace().palette();
    for (const app::BoundAction* action : window.models().workspace().actions()->all()) {
        if (action->enabled()) {
            palette.setQuery(action->label());
            INFO(action->label().toStdString());
            CHECK(palette.rowCount() > 0);
        }
    }
}
