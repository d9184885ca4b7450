// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/board_drawing.hpp"
#include "app/drawing/paint.hpp"
#include "tests/support/board_text.hpp"
#include "tests/support/gui.hpp"
#include "tests/support/random_board.hpp"

#include <QImage>
#include <QPainter>

using namespace stormglass;
using namespace stormglass::app::drawing;
using model::ElementId;
using tests::boardOf;
using tests::documentOf;

namespace {

const model::Catalogue& catalogue() {
    static const model::Catalogue instance;
    return instance;
}

model::Board smallBoard() {
    tests::needGui();
    return boardOf(documentOf(R"(
        {"id": "sales", "kind": "context", "label": "Sales", "at": [-40, -80], "size": [600, 300]},
        {"id": "customer", "kind": "actor", "label": "Customer", "at": [0, 0], "context": "sales"},
        {"id": "place", "kind": "command", "label": "Place order", "at": [120, 0], "context": "sales"},
        {"id": "order", "kind": "aggregate", "label": "Order", "at": [260, 0], "context": "sales", "service": "svc"},
        {"id": "placed", "kind": "event", "label": "Order placed", "at": [440, 0], "context": "sales"},
        {"id": "late", "kind": "hotspot", "label": "Late?", "at": [440, 120]},
        {"id": "svc", "kind": "service", "label": "order-svc", "replicas": 2, "concurrency": 4})",
                              R"({"from": "customer", "to": "place"}, {"from": "place", "to": "order"},
                                 {"from": "order", "to": "placed", "probability": 0.5})"),
                   catalogue());
}

QStringList textsOf(const std::vector<const Thing*>& things, Part part) {
    QStringList texts;
    for (const Thing* thing : things) {
        for (const Item& item : thing->items) {
            const auto* line = std::get_if<TextLine>(&item.what);
            if (line != nullptr && item.part == part) {
                texts << line->text;
            }
        }
    }
    return texts;
}

std::optional<Hit> hitOf(const BoardDrawing& drawing, double x, double y, double tolerance = 3) {
    return drawing.hit({x, y}, tolerance);
}

} // namespace

SCENARIO("a click finds what is on top", "[drawing][hit]") {
    GIVEN("a board") {
        const model::Board board = smallBoard();
        const BoardDrawing drawing(board);
        THEN("a note is hit by its shape") {
            CHECK(hitOf(drawing, 300, 45) == Hit{ElementId("order"), Part::body});
            CHECK(hitOf(drawing, 475, 155) == Hit{ElementId("late"), Part::body});
            CHECK_FALSE(hitOf(drawing, 442, 122).has_value()); // beside the turned note's corner
        }
        THEN("an arrow is hit by its line, with some tolerance") {
            const model::FlowId first = board.flows().begin()->id;
            CHECK(hitOf(drawing, 95, 47) == Hit{first, Part::line});
            CHECK_FALSE(hitOf(drawing, 95, 60).has_value());
        }
        THEN("a frame is hit by title and border, never inside") {
            CHECK(hitOf(drawing, -40, 100) == Hit{ElementId("sales"), Part::border});
            CHECK(hitOf(drawing, -20, -60) == Hit{ElementId("sales"), Part::title});
            CHECK_FALSE(hitOf(drawing, 300, 180).has_value());
        }
        THEN("a service is hit by the pill on its handler") {
            const std::optional<Hit> hit = hitOf(drawing, 290, -10);
            REQUIRE(hit.has_value());
            CHECK(*hit == Hit{ElementId("order"), Part::pill});
        }
    }
}

TEST_CASE("a joint lies on the edge two notes share, above both, and can be clicked", "[drawing][hit]") {
    tests::needGui();
    const model::Board board = boardOf(documentOf(R"({"id": "a", "kind": "command", "at": [0, 0]},
                                                     {"id": "b", "kind": "aggregate", "at": [90, 0]})",
                                                  R"({"from": "a", "to": "b", "joint": true})"),
                                       catalogue());
    const BoardDrawing drawing(board);
    CHECK(drawing.things().back()->owner == Owner(board.flows().begin()->id));
    CHECK(hitOf(drawing, 90, 45) == Hit{board.flows().begin()->id, Part::line});
    CHECK(hitOf(drawing, 90 - 12, 45) == Hit{ElementId("a"), Part::body});
}

TEST_CASE("a marquee takes what it touches, and frames only whole", "[drawing][hit]") {
    const model::Board board = smallBoard();
    const BoardDrawing drawing(board);
    CHECK(drawing.elementsIn(QRectF(300, 40, 160, 10), false) ==
          std::vector<ElementId>{ElementId("order"), ElementId("placed")});
    CHECK(drawing.elementsIn(QRectF(300, 40, 160, 10), true).empty());
    CHECK(drawing.elementsIn(QRectF(-100, -100, 900, 900), true).size() == 6);
}

TEST_CASE("pills, shares and labels say what the model says", "[drawing]") {
    const model::Board board = smallBoard();
    const BoardDrawing drawing(board);
    CHECK(textsOf(drawing.things(), Part::pill) == QStringList{"order-svc 2 × 4"});
    CHECK(textsOf(drawing.things(), Part::flowLabel) == QStringList{"50 %"});
    CHECK(textsOf(drawing.things(), Part::title) == QStringList{"Sales"});
}

TEST_CASE("shares of a choice are counted over all places of its owner", "[drawing]") {
    tests::needGui();
    const model::Board board = boardOf(documentOf(R"({"id": "o", "kind": "aggregate", "label": "Order", "at": [0, 0]},
                      {"id": "o-again", "kind": "aggregate", "same": "o", "at": [0, 200]},
                      {"id": "a", "kind": "event", "label": "A", "at": [300, 0]},
                      {"id": "b", "kind": "event", "label": "B", "at": [300, 200]})",
                                                  R"({"from": "o", "to": "a", "choice": {"group": "g", "weight": 3}},
                      {"from": "o-again", "to": "b", "choice": {"group": "g", "weight": 1}})"),
                                       catalogue());
    const BoardDrawing drawing(board);
    CHECK(textsOf(drawing.things(), Part::flowLabel) == QStringList{"75 %", "25 %"});
    CHECK(textsOf(drawing.things(), Part::mark) == QStringList{"2 of 2"});
}

TEST_CASE("figures appear in their three looks", "[drawing][figures]") {
    const model::Board board = smallBoard();
    BoardDrawing drawing(board);
    Figures figures;
    figures.handlers[ElementId("order")] = {
        .busy = 0.93, .waiting = 5, .time = QStringLiteral("≈ 9 ms"), .isTimeAssumed = true, .isBottleneck = true};
    CHECK_FALSE(drawing.setFigures(figures).empty());
    CHECK(drawing.setFigures(figures).empty());
    CHECK(textsOf(drawing.things(), Part::badge) == QStringList{"≈ 9 ms", "assumed"});
    CHECK(textsOf(drawing.things(), Part::ring) == QStringList{"93%"});
    CHECK(textsOf(drawing.things(), Part::bottleneck) == QStringList{"bottleneck"});
    figures.look = FigureLook::outdated;
    CHECK_FALSE(drawing.setFigures(figures).empty());
    bool isDimmed = false;
    for (const Thing* thing : drawing.thingsOf(ElementId("order"))) {
        for (const Item& item : thing->items) {
            const auto* line = std::get_if<TextLine>(&item.what);
            isDimmed = isDimmed || (line != nullptr && item.part == Part::badge && line->colour.alpha() < 255);
        }
    }
    CHECK(isDimmed);
}

TEST_CASE("a collapsed frame shows a box with counts and takes the arrows of its members", "[drawing]") {
    tests::needGui();
    const model::Board board = boardOf(
        documentOf(
            R"({"id": "in", "kind": "context", "label": "In", "at": [0, 0], "size": [500, 200], "collapsed": true},
                      {"id": "a", "kind": "command", "label": "A", "at": [10, 50], "context": "in"},
                      {"id": "b", "kind": "aggregate", "label": "B", "at": [150, 50], "context": "in"},
                      {"id": "c", "kind": "event", "label": "C", "at": [600, 0]})",
            R"({"from": "a", "to": "b"}, {"from": "b", "to": "c"})"),
        catalogue());
    const BoardDrawing drawing(board);
    CHECK(drawing.bodyOf(ElementId("a")).isEmpty());
    CHECK(textsOf(drawing.things(), Part::title) == QStringList{"In", "2 notes · 1 arrow"});
    const QRectF box = drawing.bodyOf(ElementId("in"));
    const std::vector<QPointF> route = drawing.routeOf(std::next(board.flows().begin())->id);
    REQUIRE(route.size() >= 2);
    CHECK(route.front().x() == box.right());
    CHECK(drawing.routeOf(board.flows().begin()->id).empty());
    CHECK(hitOf(drawing, 50, 60) == Hit{ElementId("in"), Part::body});
}

TEST_CASE("every item of a thing lies within the thing's bounds and reach", "[drawing]") {
    tests::needGui();
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
        const model::Board board = tests::RandomBoard(seed, catalogue()).make(80);
        const BoardDrawing drawing(board);
        for (const Thing* thing : drawing.things()) {
            CHECK((thing->layer != Layer::note || !thing->title.isEmpty()));
            const std::vector<const Thing*> found = drawing.thingsIn(thing->bounds);
            INFO(thing->title.toStdString());
            CHECK(std::ranges::find(found, thing) != found.end());
        }
    }
}

TEST_CASE("small scales are painted without laying out text, and kinds keep their colour", "[drawing][paint]") {
    const model::Board board = smallBoard();
    const BoardDrawing drawing(board);
    QImage image(200, 100, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.translate(20, 30);
    painter.scale(0.2, 0.2);
    paint(painter, drawing, {.area = QRectF(-100, -150, 1000, 500), .scale = 0.2});
    painter.end();
    CHECK(image.pixelColor(20 + 62, 30 + 9) == noteColours(model::ElementKind::aggregate, {}).paper);
    CHECK(image.pixelColor(20 + 96, 30 + 9) == noteColours(model::ElementKind::event, {}).paper);
}

TEST_CASE("the label of a note that is being edited is left to the editor", "[drawing][paint]") {
    const model::Board board = smallBoard();
    const BoardDrawing drawing(board);
    const auto picture = [&drawing](const std::optional<ElementId>& editing) {
        QImage image(600, 200, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paint(painter, drawing, {.area = QRectF(0, 0, 600, 200), .scale = 1, .editing = editing});
        painter.end();
        return image;
    };
    CHECK(picture(std::nullopt) != picture(ElementId("order")));
    const std::optional<LabelSpot> spot = drawing.labelSpotOf(ElementId("order"));
    REQUIRE(spot.has_value());
    CHECK(drawing.bodyOf(ElementId("order")).contains(spot->area));
    CHECK(spot->style.pixelSize == 13);
}

TEST_CASE("the toolbox gets a sample of every kind that has a body", "[drawing][paint]") {
    tests::needGui();
    for (const model::ElementKind kind : model::allElementKinds()) {
        const bool hasBody = kind != model::ElementKind::service && kind != model::ElementKind::stage;
        INFO(model::nameOf(kind));
        CHECK(sampleOf(kind, QStringLiteral("A"), {}).items.empty() != hasBody);
    }
}
