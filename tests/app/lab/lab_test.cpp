// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab.hpp"
#include "model/changes/edits.hpp"
#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"

#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace stormglass;
using app::Lab;
using app::Workspace;

namespace {

/// One queue at 0.9 load with its lab, on an event loop.
class Bench {
  public:
    Bench() : lab(workspace, catalogue) {
        QFile file(QStringLiteral("resources/examples/one-queue.storm.json"));
        REQUIRE(file.open(QIODevice::ReadOnly));
        auto board = model::readText(file.readAll().toStdString(), catalogue);
        REQUIRE(board);
        workspace.session()->show(std::move(*board));
        REQUIRE(QTest::qWaitFor([this] { return lab.forecast()->answer() != nullptr && answered(); }));
    }

    [[nodiscard]] bool answered() {
        const app::ForecastAnswer* answer = lab.forecast()->answer();
        return answer->report && !answer->board->elements().empty();
    }

    [[nodiscard]] double busy() {
        const auto& services = lab.forecast()->answer()->report->services;
        return services.empty() ? 0 : services.front().second.busy.value_or(0);
    }

    void setMean(double seconds) {
        const std::vector<std::string> path{"handling", "time", "exponential", "mean"};
        REQUIRE(
            workspace.session()->edit({"setProperty"}, model::setProperty(workspace.session()->board(),
                                                                          model::ElementId{"order"}, path, seconds)));
    }

    model::Catalogue catalogue;
    model::SystemClock clock;
    Workspace workspace{clock};
    Lab lab;
};

} // namespace

SCENARIO("the forecast follows an edit without being asked", "[lab][forecast]") {
    Bench bench;
    CHECK(bench.busy() == Approx(0.9));
    CHECK(bench.lab.forecast()->headline().contains("bottleneck"));
    WHEN("handling takes half the time") {
        bench.setMean(0.5);
        THEN("the place is half as busy, on the notes too") {
            REQUIRE(QTest::qWaitFor([&] { return std::abs(bench.busy() - 0.45) < 1e-9; }));
            const auto& handlers = bench.lab.figures().handlers;
            REQUIRE(handlers.contains(model::ElementId{"order"}));
            CHECK(handlers.at(model::ElementId{"order"}).busy == Approx(0.45));
        }
    }
    WHEN("handling takes twice as long") {
        bench.setMean(2);
        THEN("the line at the foot is alarmed and says how much is offered") {
            REQUIRE(QTest::qWaitFor([&] { return bench.lab.forecast()->isAlarming(); }));
            CHECK(bench.lab.forecast()->headline().contains("180 %"));
        }
    }
    WHEN("a note is only moved") {
        QTest::qWait(100); // what opening the board set off has come to rest
        const QSignalSpy updated(bench.lab.forecast(), &app::ForecastViewModel::updated);
        const std::vector<model::Placement> placements{{model::ElementId{"order"}, {900, 900}}};
        bench.workspace.session()->edit({"moveElements"},
                                        model::moveElements(bench.workspace.session()->board(), placements));
        QTest::qWait(50);
        THEN("nothing is computed anew") {
            CHECK(updated.count() == 0);
        }
    }
}

SCENARIO("a run is started, refined, finished and outdated by the next edit", "[lab][run]") {
    Bench bench;
    model::Scenario scenario = *bench.workspace.session()->board().scenarios().begin();
    scenario.properties["duration"] = 2000;
    scenario.properties["warmUp"] = 200;
    scenario.properties["replications"] = 4;
    bench.workspace.session()->edit({"putScenario"},
                                    model::putScenario(bench.workspace.session()->board(), std::move(scenario)));
    QTest::qWait(20);
    bench.workspace.actions()->find("load.run")->trigger();
    CHECK(bench.lab.isLoadMode());
    REQUIRE(QTest::qWaitFor([&] { return !bench.lab.run()->isRunning(); }, 60'000));
    REQUIRE(bench.lab.run()->hasReport());
    CHECK_FALSE(bench.lab.run()->isOutdated());
    CHECK(bench.lab.figures().look == app::drawing::FigureLook::simulated);
    CHECK(bench.lab.results()->journeys()->count() >= 1);
    CHECK(bench.lab.results()->accountingLine().startsWith("Every delivery accounted for"));
    bench.setMean(0.7);
    CHECK(bench.lab.run()->isOutdated());
    CHECK(bench.lab.figures().look == app::drawing::FigureLook::outdated);
}

SCENARIO("a run is stopped at once and says so", "[lab][run]") {
    Bench bench;
    model::Scenario scenario = *bench.workspace.session()->board().scenarios().begin();
    scenario.properties["duration"] = 1e9;
    bench.workspace.session()->edit({"putScenario"},
                                    model::putScenario(bench.workspace.session()->board(), std::move(scenario)));
    QTest::qWait(20);
    bench.workspace.actions()->find("load.run")->trigger();
    CHECK(bench.lab.run()->isRunning());
    QTest::qWait(50);
    bench.workspace.actions()->find("load.stop")->trigger();
    CHECK(QTest::qWaitFor([&] { return !bench.lab.run()->isRunning(); }, 20'000));
}

SCENARIO("a finding leads to its place and is waived like any edit", "[lab][problems]") {
    Bench bench;
    const std::vector<model::Change> stray{model::addElement(bench.workspace.session()->board(),
                                                             {.kind = model::ElementKind::command, .label = "Cancel"})};
    bench.workspace.session()->edit({"addElements"}, stray);
    app::ProblemsModel& problems = *bench.lab.problems();
    REQUIRE(QTest::qWaitFor([&] { return problems.first().contains("Cancel"); }));
    const int before = problems.list()->count();
    problems.show(0);
    CHECK(bench.workspace.selection()->elements() == std::vector{model::ElementId{"cancel"}});
    problems.waive(0);
    REQUIRE(QTest::qWaitFor([&] { return problems.list()->count() == before - 1; }));
    CHECK(bench.workspace.session()->undoLabel() == "Waive");
    bench.workspace.session()->undo();
    CHECK(QTest::qWaitFor([&] { return problems.list()->count() == before; }));
}
