// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_view_model.hpp"
#include "model/changes/edits.hpp"
#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"

#include <QClipboard>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSettings>
#include <QSignalSpy>
#include <QStyleHints>
#include <QTemporaryDir>
#include <QTest>
#include <QtQml/qqmlextensionplugin.h>

#include <memory>

Q_IMPORT_QML_PLUGIN(Stormglass_ActionsPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_CanvasPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_WorkspacePlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_UiPlugin)

using namespace stormglass;
using namespace stormglass::app;
using namespace stormglass::model;
using app::canvas::BoardViewModel;

namespace {

/// One Qt for all scenarios, with settings of its own.
QGuiApplication& application() {
    static int count = 1;
    static char name[] = "board_view_test";
    static char* arguments[] = {name, nullptr};
    static const QTemporaryDir settings;
    static const bool isSet = [] {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
        QCoreApplication::setOrganizationName(QStringLiteral("stormglass-test"));
        return true;
    }();
    (void)isSet;
    static auto* app = new QGuiApplication(count, arguments); // outlives what other statics still hold of it
    static const bool isStyled = [] {
        QQuickStyle::setStyle(QStringLiteral("Basic"));
        return true;
    }();
    (void)isStyled;
    return *app;
}

constexpr const char* kScene = R"(
import QtQuick
import QtQuick.Window
import QtQml
import Stormglass.Actions
import Stormglass.Canvas
import Stormglass.Ui
import Stormglass.Workspace

Window {
    id: root
    required property Workspace workspace
    required property BoardViewModel board
    width: 1000
    height: 700
    visible: true
    Rail { id: rail; height: parent.height; board: root.board; target: view }
    BoardView {
        id: view
        x: 200
        width: 800
        height: 700
        focus: true
        workspace: root.workspace
        board: root.board
    }
    Instantiator {
        model: root.workspace.actions.entries
        delegate: Shortcut {
            required property BoardAction modelData
            sequences: modelData.sequences
            enabled: modelData.enabled
            onActivated: modelData.trigger()
        }
    }
}
)";

/// The board in a window, and somebody with a mouse and a keyboard in front of it.
class Desk {
  public:
    explicit Desk(Board start = {}) {
        workspace = std::make_unique<Workspace>(m_clock);
        workspace->settings()->setLevel(QStringLiteral("design"));
        workspace->session()->show(std::move(start));
        board = std::make_unique<BoardViewModel>(*workspace);
        m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        QQmlComponent component(&m_engine);
        component.setData(kScene, QUrl(QStringLiteral("qrc:/scene.qml")));
        m_root.reset(
            component.createWithInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(workspace.get())},
                                                   {QStringLiteral("board"), QVariant::fromValue(board.get())}}));
        INFO(component.errorString().toStdString());
        window = qobject_cast<QQuickWindow*>(m_root.get());
        REQUIRE(window != nullptr);
        window->requestActivate();
        REQUIRE(QTest::qWaitForWindowActive(window));
        board->setZoom(1);
    }

    [[nodiscard]] QPoint at(const QPointF& onBoard) const {
        const auto view = board->viewport().toView(onBoard);
        return {200 + qRound(view.x), qRound(view.y)};
    }

    [[nodiscard]] QPoint middleOf(const char* id) const { return at(board->drawing().bodyOf(ElementId{id}).center()); }

    void click(const QPoint& at, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseMove(window, at);
        QTest::mouseClick(window, Qt::LeftButton, modifiers, at);
        QTest::qWait(QGuiApplication::styleHints()->mouseDoubleClickInterval() + 20);
    }

    void doubleClick(const QPoint& at) const { QTest::mouseDClick(window, Qt::LeftButton, {}, at); }

    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseMove(window, from);
        QTest::mousePress(window, Qt::LeftButton, modifiers, from);
        for (int step = 1; step <= 4; ++step) {
            QTest::mouseMove(window, from + (to - from) * step / 4);
        }
        QTest::mouseRelease(window, Qt::LeftButton, modifiers, to);
    }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(window, key, modifiers); }

    void type(const QString& text) const {
        for (const QChar c : text) {
            QTest::keyClick(window, c.toLatin1());
        }
    }

    [[nodiscard]] const Board& model() const { return workspace->session()->board(); }

    [[nodiscard]] const Element* named(const std::string& label) const {
        for (const Element& element : model().elements()) {
            if (element.label == label) {
                return &element;
            }
        }
        return nullptr;
    }

    [[nodiscard]] bool canUndo() const { return workspace->session()->canUndo(); }

    QGuiApplication& app = application(); // before everything that needs one
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<BoardViewModel> board;
    QQuickWindow* window = nullptr;

  private:
    SystemClock m_clock;
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_root;
};

Element note(const char* id, ElementKind kind, double x, double y, Rank rank) {
    Element element;
    element.id = ElementId{id};
    element.kind = kind;
    element.label = id;
    element.at = BoardPoint{x, y};
    element.rank = rank;
    return element;
}

Board threeNotes() {
    Board board;
    board.put(note("place", ElementKind::command, 0, 0, 0));
    board.put(note("order", ElementKind::aggregate, 200, 0, 1));
    board.put(note("placed", ElementKind::event, 420, 0, 2));
    return board;
}

} // namespace

SCENARIO("a storm is typed without touching the mouse again", "[board-view]") {
    const Desk desk;
    GIVEN("a double click on the empty board") {
        desk.doubleClick({320, 560});
        REQUIRE(desk.board->text()->isOpen());
        WHEN("nothing is typed") {
            desk.key(Qt::Key_Escape);
            THEN("the note vanishes without trace") {
                CHECK(desk.model().elements().empty());
                CHECK_FALSE(desk.canUndo());
            }
        }
        WHEN("a label is typed and Tab goes on, twice") {
            desk.workspace->settings()->setLevel(QStringLiteral("bigPicture"));
            desk.type("Order placed");
            desk.key(Qt::Key_Tab);
            desk.type("Order paid");
            desk.key(Qt::Key_Return, Qt::ControlModifier);
            desk.type("Order cancelled");
            desk.key(Qt::Key_Escape);
            THEN("three notes stand there: the second to the right, the third below") {
                REQUIRE(desk.model().elements().size() == 3);
                const Element* first = desk.named("Order placed");
                const Element* second = desk.named("Order paid");
                const Element* third = desk.named("Order cancelled");
                REQUIRE((first != nullptr && second != nullptr && third != nullptr));
                CHECK(first->kind == ElementKind::event);
                CHECK(first->id.value == "order-placed");
                CHECK(second->at->x > first->at->x);
                CHECK(third->at->y > second->at->y);
                CHECK(desk.model().flows().size() == 1);
                CHECK_FALSE(desk.board->text()->isOpen());
            }
            AND_WHEN("it is undone to the beginning and done again") {
                desk.key(Qt::Key_Z, Qt::ControlModifier);
                desk.key(Qt::Key_Z, Qt::ControlModifier);
                desk.key(Qt::Key_Z, Qt::ControlModifier);
                CHECK(desk.model().elements().empty());
                CHECK_FALSE(desk.canUndo());
                desk.key(Qt::Key_Y, Qt::ControlModifier);
                THEN("one step brings one note") {
                    CHECK(desk.model().elements().size() == 1);
                }
            }
        }
    }
}

SCENARIO("digits add the next note, connected, and letters never type", "[board-view]") {
    const Desk desk(threeNotes());
    desk.click(desk.middleOf("placed"));
    REQUIRE(desk.board->selected().elements == std::vector{ElementId{"placed"}});
    desk.key(Qt::Key_X);
    CHECK_FALSE(desk.board->text()->isOpen());
    desk.key(Qt::Key_5);
    REQUIRE(desk.board->text()->isOpen());
    desk.type("ship it");
    desk.click(desk.at({100, 300}));
    const Element* policy = desk.named("ship it");
    REQUIRE(policy != nullptr);
    CHECK(policy->kind == ElementKind::policy);
    REQUIRE(desk.model().flows().size() == 1);
    CHECK(desk.model().flows().begin()->from == ElementId{"placed"});
    CHECK(desk.model().flows().begin()->to == policy->id);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(desk.model().flows().empty());
    CHECK(desk.model().elements().size() == 3);
}

SCENARIO("the mouse moves, connects and selects; keys delete and undo", "[board-view]") {
    const Desk desk(threeNotes());
    desk.drag(desk.middleOf("placed"), desk.middleOf("placed") + QPoint(0, 200));
    CHECK(desk.model().find(ElementId{"placed"})->at->y == Approx(200));
    const QRectF order = desk.board->drawing().bodyOf(ElementId{"order"});
    QTest::mouseMove(desk.window, desk.middleOf("order"));
    const QPoint handle = desk.at({order.center().x(), order.bottom()}) + QPoint(0, 15);
    desk.drag(handle, desk.middleOf("placed"));
    REQUIRE(desk.model().flows().size() == 1);
    CHECK(desk.model().flows().begin()->from == ElementId{"order"});
    desk.key(Qt::Key_A, Qt::ControlModifier);
    CHECK(desk.board->selected().elements.size() == 3);
    desk.key(Qt::Key_Delete);
    CHECK(desk.model().elements().empty());
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(desk.model().elements().size() == 3);
    CHECK(desk.model().flows().size() == 1);
    desk.click(desk.at({-100, 300}));
    CHECK(desk.board->selected().elements.empty());
    desk.drag(desk.at({-30, -30}), desk.at({350, 60}));
    CHECK(desk.board->selected().elements.size() == 2);
    desk.key(Qt::Key_Escape);
    CHECK(desk.board->selected().elements.empty());
}

SCENARIO("Tab walks over the notes, arrows nudge them in one step", "[board-view]") {
    const Desk desk(threeNotes());
    desk.click(desk.at({-100, 300}));
    desk.key(Qt::Key_Tab);
    CHECK(desk.board->selected().elements == std::vector{ElementId{"place"}});
    desk.key(Qt::Key_Tab);
    desk.key(Qt::Key_Backtab, Qt::ShiftModifier);
    CHECK(desk.board->selected().elements == std::vector{ElementId{"place"}});
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_Down);
    desk.key(Qt::Key_Right, Qt::ShiftModifier);
    CHECK(desk.model().find(ElementId{"place"})->at == BoardPoint{50, 20});
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK(desk.model().find(ElementId{"place"})->at == BoardPoint{0, 0});
    desk.key(Qt::Key_F2);
    REQUIRE(desk.board->text()->isOpen());
    desk.type("Buy");
    desk.key(Qt::Key_Escape);
    CHECK(desk.model().find(ElementId{"place"})->label == "Buy");
}

SCENARIO("a handler's time is typed in place and counts while it is typed", "[board-view]") {
    const Desk desk(threeNotes());
    desk.board->editTime(ElementId{"order"});
    REQUIRE(desk.board->text()->isTime());
    CHECK(desk.board->text()->text() == "10 ms"); // what the contract assumes of an aggregate
    desk.type("8m");
    CHECK(desk.model().find(ElementId{"order"})->properties["handling"]["time"]["exponential"]["mean"] == 480);
    desk.type("s");
    CHECK(desk.model().find(ElementId{"order"})->properties["handling"]["time"]["exponential"]["mean"] == 0.008);
    desk.type("?");
    CHECK(desk.board->text()->isWrong());
    desk.key(Qt::Key_Escape);
    CHECK(desk.model().find(ElementId{"order"})->properties["handling"]["time"]["exponential"]["mean"] == 0.008);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK_FALSE(desk.model().find(ElementId{"order"})->properties.contains("handling"));
    CHECK_FALSE(desk.canUndo());
}

SCENARIO("a click on the time of a handler opens it", "[board-view]") {
    const Desk desk(threeNotes());
    drawing::Figures figures;
    figures.handlers[ElementId{"order"}].time = QStringLiteral("≈ 10 ms");
    desk.board->setFigures(std::move(figures));
    QRectF badge;
    for (const drawing::Thing* thing : desk.board->drawing().thingsOf(ElementId{"order"})) {
        for (const drawing::Item& item : thing->items) {
            badge = item.part == drawing::Part::badge ? badge.united(drawing::boundsOf(item)) : badge;
        }
    }
    REQUIRE_FALSE(badge.isNull());
    desk.click(desk.at(badge.center()));
    REQUIRE(desk.board->text()->isOpen());
    CHECK(desk.board->text()->isTime());
    desk.type("20ms");
    CHECK(desk.model().find(ElementId{"order"})->properties["handling"]["time"]["exponential"]["mean"] == 0.02);
}

SCENARIO("what is copied is text, and hostile text is refused", "[board-view]") {
    const Desk desk(threeNotes());
    desk.key(Qt::Key_A, Qt::ControlModifier);
    desk.key(Qt::Key_C, Qt::ControlModifier);
    CHECK(readText(QGuiApplication::clipboard()->text().toStdString(), Catalogue{}).ok());
    desk.key(Qt::Key_V, Qt::ControlModifier);
    CHECK(desk.model().elements().size() == 6);
    CHECK(desk.board->selected().elements.size() == 3);
    QGuiApplication::clipboard()->setText(QStringLiteral(R"({"stormglass": 1, "elements": [{"id": "../x"}]})"));
    desk.key(Qt::Key_V, Qt::ControlModifier);
    CHECK(desk.model().elements().size() == 6);
    CHECK_FALSE(desk.workspace->notice().isEmpty());
    QGuiApplication::clipboard()->setText(QStringLiteral("Order shipped\nShip order"));
    desk.key(Qt::Key_V, Qt::ControlModifier);
    CHECK(desk.model().elements().size() == 8);
    CHECK(desk.named("Ship order")->kind == ElementKind::command);
    desk.key(Qt::Key_D, Qt::ControlModifier);
    CHECK(desk.model().elements().size() == 10);
}

SCENARIO("a tool is dragged out of the toolbox", "[board-view]") {
    const Desk desk;
    const QPoint tool(30, 25);
    QTest::mouseMove(desk.window, tool);
    QTest::mousePress(desk.window, Qt::LeftButton, {}, tool);
    for (int x = 40; x <= 500; x += 46) {
        QTest::mouseMove(desk.window, {x, 200});
    }
    CHECK(desk.board->ghosts().size() == 1);
    QTest::mouseRelease(desk.window, Qt::LeftButton, {}, {500, 200});
    REQUIRE(desk.board->text()->isOpen());
    desk.type("Paid");
    desk.key(Qt::Key_Return);
    REQUIRE(desk.named("Paid") != nullptr);
    CHECK(desk.named("Paid")->kind == ElementKind::event);
}

SCENARIO("wheel and keys move the view, undo brings what it changed into sight", "[board-view]") {
    const Desk desk(threeNotes());
    desk.click(desk.middleOf("placed"));
    desk.key(Qt::Key_Right);
    desk.board->scroll({-5000, 0});
    CHECK(desk.board->isLost());
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    CHECK_FALSE(desk.board->isLost());
    desk.key(Qt::Key_Plus, Qt::ControlModifier);
    CHECK(desk.board->zoom() == Approx(1.25));
    desk.key(Qt::Key_0, Qt::ControlModifier);
    CHECK(desk.board->zoom() == 1);
    desk.board->scroll({-5000, 0});
    desk.key(Qt::Key_1, Qt::ShiftModifier);
    CHECK_FALSE(desk.board->isLost());
}

SCENARIO("notes are told to screen readers in reading order", "[board-view]") {
    const Desk desk(threeNotes());
    CHECK(desk.board->readingOrder() == std::vector{ElementId{"place"}, ElementId{"order"}, ElementId{"placed"}});
    CHECK(desk.board->titleOf(ElementId{"placed"}).contains("placed"));
    CHECK(desk.board->titleOf(ElementId{"placed"}).contains("event"));
}
