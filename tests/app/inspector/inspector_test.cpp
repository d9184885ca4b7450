// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/inspector.hpp"
#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QTest>

using namespace stormglass;
using app::Inspector;
using app::Lab;
using app::Workspace;

namespace {

/// The web shop with its inspector.
class Desk {
  public:
    Desk() : lab(workspace, catalogue), inspector(workspace, lab, catalogue) {
        QFile file(QStringLiteral("resources/examples/web-shop.storm.json"));
        REQUIRE(file.open(QIODevice::ReadOnly));
        auto board = model::readText(file.readAll().toStdString(), catalogue);
        REQUIRE(board);
        workspace.session()->show(std::move(*board));
    }

    void select(std::vector<model::ElementId> ids) { workspace.selection()->set(std::move(ids)); }

    void showPage(const QString& title) { inspector.setPage(static_cast<int>(inspector.pages().indexOf(title))); }

    [[nodiscard]] int rowOf(const QString& key) {
        const auto& rows = inspector.rows()->rows();
        for (int i = 0; i < inspector.rows()->count(); ++i) {
            if (rows[static_cast<std::size_t>(i)].key == key) {
                return i;
            }
        }
        return -1;
    }

    [[nodiscard]] QString cell(const QString& key, const char* role) {
        return inspector.rows()->cell(rowOf(key), QString::fromLatin1(role)).toString();
    }

    [[nodiscard]] const model::Value& properties(const char* id) {
        return workspace.session()->board().find(model::ElementId{id})->properties;
    }

    model::Catalogue catalogue;
    model::SystemClock clock;
    Workspace workspace{clock};
    Lab lab;
    Inspector inspector;
};

const QString kFails = QStringLiteral("elements|/handling/failure");

} // namespace

SCENARIO("the inspector shows a handler with units and says what is assumed", "[inspector]") {
    Desk desk;
    const QAbstractItemModelTester tester(desk.inspector.rows(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    desk.select({model::ElementId{"order"}});
    desk.showPage("Behaviour");
    CHECK(desk.inspector.title() == "Order");
    CHECK(desk.inspector.subtitle() == "aggregate · in 2 places");
    CHECK(desk.cell(kFails, "text") == "0.2 %");
    CHECK(desk.cell("elements|/handling/time/lognormal/mean", "text") == "8 ms");
    CHECK(desk.cell("elements|/handling/time", "note").startsWith("mean 8 ms · p99"));
    desk.select({model::ElementId{"whenever-paid"}});
    CHECK(desk.cell(kFails, "text").isEmpty());
    CHECK(desk.cell(kFails, "assumed") == "0 %");
}

SCENARIO("what is typed is an edit at once, and one step of history", "[inspector]") {
    Desk desk;
    desk.select({model::ElementId{"order"}});
    desk.showPage("Behaviour");
    desk.inspector.begin(kFails);
    for (const char* text : {"1", "1 ", "1 i", "1 in", "1 in ", "1 in 2", "1 in 20"}) {
        desk.inspector.type(kFails, text);
    }
    CHECK(desk.properties("order")["handling"]["failure"] == 0.05);
    CHECK(desk.cell(kFails, "error").isEmpty());
    desk.workspace.session()->undo();
    CHECK(desk.properties("order")["handling"]["failure"] == 0.002);
    CHECK_FALSE(desk.workspace.session()->canUndo());
}

SCENARIO("what can't be read or is out of range alters nothing and says what to write", "[inspector]") {
    Desk desk;
    desk.select({model::ElementId{"order"}});
    desk.showPage("Behaviour");
    desk.inspector.type(kFails, "often");
    CHECK(desk.cell(kFails, "error").contains("0.2 %"));
    desk.inspector.type(kFails, "120 %");
    CHECK(desk.cell(kFails, "error").contains("out of range"));
    CHECK(desk.properties("order")["handling"]["failure"] == 0.002);
    desk.inspector.type(kFails, "3 %");
    CHECK(desk.cell(kFails, "error").isEmpty());
    CHECK(desk.properties("order")["handling"]["failure"] == 0.03);
}

SCENARIO("an emptied line goes back to the default", "[inspector]") {
    Desk desk;
    desk.select({model::ElementId{"order"}});
    desk.showPage("Behaviour");
    desk.inspector.type(kFails, "");
    CHECK_FALSE(desk.properties("order")["handling"].contains("failure"));
    CHECK(desk.cell(kFails, "assumed") == "0 %");
}

SCENARIO("records are added with a start worth keeping and removed again", "[inspector]") {
    Desk desk;
    desk.select({model::ElementId{"stock"}});
    desk.showPage("Behaviour");
    const QString menu = QStringLiteral("elements|/handling +");
    const QStringList offered = desk.inspector.rows()->cell(desk.rowOf(menu), "options").toStringList();
    for (const char* name : {"Retry", "Circuit breaker", "Rate limit", "Hedged copies", "Event sourcing"}) {
        INFO(name);
        const QStringList now = desk.inspector.rows()->cell(desk.rowOf(menu), "options").toStringList();
        REQUIRE(now.contains(name));
        desk.inspector.add(menu, static_cast<int>(now.indexOf(name)));
        CHECK(desk.cell(menu, "error").isEmpty());
    }
    CHECK(desk.properties("stock")["handling"]["retry"]["attempts"] == 3);
    desk.inspector.type("elements|/handling/retry/attempts", "5");
    CHECK(desk.properties("stock")["handling"]["retry"]["attempts"] == 5);
    desk.inspector.remove("elements|/handling/retry");
    CHECK_FALSE(desk.properties("stock")["handling"].contains("retry"));
}

SCENARIO("several notes are edited together, and say where they differ", "[inspector]") {
    Desk desk;
    desk.select({model::ElementId{"order"}, model::ElementId{"stock"}, model::ElementId{"order-cancelling"}});
    CHECK(desk.inspector.title() == "2 notes"); // an occurrence is its original
    desk.showPage("Behaviour");
    CHECK(desk.inspector.rows()->cell(desk.rowOf(kFails), "isMixed").toBool());
    desk.inspector.type(kFails, "1 %");
    CHECK(desk.properties("order")["handling"]["failure"] == 0.01);
    CHECK(desk.properties("stock")["handling"]["failure"] == 0.01);
    CHECK_FALSE(desk.inspector.rows()->cell(desk.rowOf(kFails), "isMixed").toBool());
}

SCENARIO("the payload of a message is a list of fields", "[inspector]") {
    Desk desk;
    desk.select({model::ElementId{"order-cancelled"}});
    desk.showPage("Messages");
    const QString first = QStringLiteral("elements|/payload/fields/0");
    CHECK(desk.cell(first, "text") == "orderId");
    desk.inspector.typePart(first, "name", "order");
    desk.inspector.togglePart(first, "required", false);
    desk.inspector.expand(first, true);
    desk.inspector.type(first + "/description", "which one");
    const model::Value& field = desk.properties("order-cancelled")["payload"]["fields"][0];
    CHECK(field["name"] == "order");
    CHECK(field["description"] == "which one");
    CHECK_FALSE(field.contains("required"));
    desk.inspector.remove(first);
    CHECK(desk.properties("order-cancelled")["payload"]["fields"].size() == 2);
}

SCENARIO("a scenario's faults and objectives are rows", "[inspector]") {
    Desk desk;
    desk.showPage("Scenarios");
    desk.lab.scenarios()->setCurrent(1);
    const QString fault = QStringLiteral("scenario:black-friday|/faults/0");
    CHECK(desk.cell(fault + "/at", "text") == "22 min");
    CHECK(desk.cell(fault + "/effect/slow", "text") == "5");
    desk.inspector.type(fault + "/for", "2 min");
    desk.inspector.type("scenario:black-friday|/objectives/0/value", "0.8");
    desk.inspector.add("scenario:black-friday|/objectives +", 0);
    const model::Value& scenario =
        desk.workspace.session()->board().find(model::ScenarioId{"black-friday"})->properties;
    CHECK(scenario["faults"][0]["for"] == 120);
    CHECK(scenario["objectives"][0]["value"] == 0.8);
    CHECK(scenario["objectives"].size() == 4);
}

SCENARIO("every page of every element of the shop can be shown", "[inspector]") {
    Desk desk;
    const QAbstractItemModelTester tester(desk.inspector.rows(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (const model::Element& element : desk.workspace.session()->board().elements()) {
        desk.select({element.id});
        for (const QString& page : desk.inspector.pages()) {
            desk.showPage(page);
            INFO(element.id.value + " " + page.toStdString());
            CHECK(desk.inspector.rows()->count() > 0);
        }
    }
    for (const model::Flow& flow : desk.workspace.session()->board().flows()) {
        desk.workspace.selection()->set({}, {flow.id});
        CHECK(desk.inspector.rows()->count() > 0);
    }
}
