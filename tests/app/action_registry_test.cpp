// SPDX-License-Identifier: Apache-2.0
#include "app/actions/action_registry.hpp"
#include "tests/support/catch.hpp"

using stormglass::app::Action;
using stormglass::app::ActionRegistry;
using stormglass::app::BoundAction;

SCENARIO("an action is performed only while it is enabled", "[actions]") {
    GIVEN("an action that the workspace can switch off") {
        ActionRegistry registry;
        bool possible = true;
        int performed = 0;
        registry.add(Action{.id = "edit.undo",
                            .label = "Undo",
                            .shortcuts = {"Ctrl+Z"},
                            .perform = [&] { ++performed; },
                            .enabled = [&] { return possible; }});
        BoundAction* undo = registry.find("edit.undo");
        REQUIRE(undo != nullptr);
        WHEN("it is triggered while possible") {
            undo->trigger();
            THEN("it happens once") {
                CHECK(performed == 1);
            }
        }
        WHEN("it became impossible and nobody told the registry yet") {
            possible = false;
            undo->trigger();
            THEN("it does not happen, and the button goes grey") {
                CHECK(performed == 0);
                CHECK_FALSE(undo->enabled());
            }
        }
    }
}

SCENARIO("a state change is announced once, and only when there is one", "[actions]") {
    ActionRegistry registry;
    bool open = false;
    registry.add(Action{.id = "view.inspector", .label = "Inspector", .checked = [&] { return open; }});
    BoundAction* inspector = registry.find("view.inspector");
    int announced = 0;
    QObject::connect(inspector, &BoundAction::stateChanged, inspector, [&] { ++announced; });
    registry.refresh();
    CHECK(announced == 0);
    open = true;
    registry.refresh();
    registry.refresh();
    CHECK(announced == 1);
    CHECK(inspector->checkable());
    CHECK(inspector->checked());
}

SCENARIO("a menu lists its own actions in order, without those for keys only", "[actions]") {
    ActionRegistry registry;
    registry.add(Action{.id = "edit.copy", .label = "Copy"});
    registry.add(Action{.id = "view.fit", .label = "Fit"});
    registry.add(Action{.id = "edit.nudgeLeft", .label = "Nudge left", .inMenu = false});
    registry.add(Action{.id = "edit.paste", .label = "Paste"});
    const auto entries = registry.inMenu("edit");
    REQUIRE(entries.size() == 2);
    CHECK(entries[0]->actionId() == "edit.copy");
    CHECK(entries[1]->actionId() == "edit.paste");
    CHECK(registry.find("edit.cut") == nullptr);
}
