// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/export.hpp"
#include "tests/golden/drawing_text.hpp"
#include "tests/golden/golden.hpp"
#include "tests/support/board_text.hpp"
#include "tests/support/gui.hpp"

#include <QFontDatabase>

using namespace stormglass;
using namespace stormglass::app::drawing;

namespace {

const model::Catalogue& catalogue() {
    static const model::Catalogue instance;
    return instance;
}

model::Board boardAt(const std::string& path) {
    tests::needGui();
    // Widths are those of this font: without it everything would differ.
    REQUIRE(QFontDatabase::families().contains(QString::fromLatin1(kFontFamily)));
    return tests::boardOf(tests::readFile(path), catalogue());
}

Figures someFigures(FigureLook look) {
    Figures figures;
    figures.look = look;
    figures.handlers[model::ElementId("order")] = {
        .busy = 0.93, .waiting = 9, .time = QStringLiteral("≈ 8 ms"), .isTimeAssumed = true, .isBottleneck = true};
    figures.channels[model::ElementId("orders")] = {.partitions = {0.1, 0.5, 0.7, 1}, .note = QStringLiteral("lag 12")};
    return figures;
}

} // namespace

TEST_CASE("every kind of thing is drawn as it was accepted", "[golden][drawing]") {
    const model::Board board = boardAt("tests/golden/every-kind.storm.json");
    BoardDrawing drawing(board);
    tests::requireGolden("every-kind.drawing.txt", tests::textOf(drawing, board));
}

TEST_CASE("figures are drawn as they were accepted, outdated ones dimmed", "[golden][drawing]") {
    const model::Board board = boardAt("tests/golden/figures.storm.json");
    BoardDrawing drawing(board);
    CHECK_FALSE(drawing.setFigures(someFigures(FigureLook::forecast)).empty());
    tests::requireGolden("figures.drawing.txt", tests::textOf(drawing, board));
    drawing.setStyle({.isDark = true});
    CHECK_FALSE(drawing.setFigures(someFigures(FigureLook::outdated)).empty());
    tests::requireGolden("figures-outdated-dark.drawing.txt", tests::textOf(drawing, board));
}

TEST_CASE("the smallest useful model gives the accepted SVG", "[golden][drawing]") {
    const model::Board board = boardAt("resources/examples/one-queue.storm.json");
    tests::requireGolden("one-queue.svg", toSvg(board).toStdString());
}
