// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/export.hpp"
#include "tests/support/board_text.hpp"
#include "tests/support/gui.hpp"
#include "tests/support/random_board.hpp"

#include <QImage>
#include <QSet>
#include <QXmlStreamReader>

#include <fstream>
#include <sstream>

using namespace stormglass;
using namespace stormglass::app::drawing;

namespace {

const model::Catalogue& catalogue() {
    static const model::Catalogue instance;
    return instance;
}

model::Board webShop() {
    tests::needGui();
    std::ifstream file("resources/examples/web-shop.storm.json");
    std::stringstream text;
    text << file.rdbuf();
    return tests::boardOf(text.str(), catalogue());
}

struct Svg {
    QSet<QString> ids;
    QStringList texts;
    bool isWellFormed = true;
};

Svg readSvg(const QByteArray& bytes) {
    Svg svg;
    QXmlStreamReader reader(bytes);
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            const QString id = reader.attributes().value(QLatin1String("id")).toString();
            CHECK_FALSE(svg.ids.contains(id));
            if (!id.isEmpty()) {
                svg.ids.insert(id);
            }
            if (reader.name() == QLatin1String("text")) {
                svg.texts << reader.readElementText(QXmlStreamReader::IncludeChildElements);
            }
        }
    }
    svg.isWellFormed = !reader.hasError();
    INFO(reader.errorString().toStdString());
    CHECK(svg.isWellFormed);
    return svg;
}

} // namespace

TEST_CASE("the SVG holds every note as real text under its id", "[drawing][export]") {
    const model::Board board = webShop();
    const Svg svg = readSvg(toSvg(board));
    for (const model::Element& element : board.elements()) {
        if (element.kind != model::ElementKind::service) {
            INFO(element.id.value);
            CHECK(svg.ids.contains(QString::fromStdString(element.id.value)));
        }
    }
    CHECK(svg.ids.contains("flow.gateway.payment-captured"));
    CHECK(svg.texts.contains("Payment gateway"));
    CHECK(svg.texts.contains("Order placed"));
    CHECK(svg.texts.contains("97 %"));
    CHECK(svg.texts.contains("order-svc 2 × 4"));
}

TEST_CASE("the same board gives the same SVG, byte for byte", "[drawing][export]") {
    const model::Board board = webShop();
    CHECK(toSvg(board) == toSvg(board));
    CHECK(toSvg(board) != toSvg(board, {.style = {.isDark = true}}));
}

TEST_CASE("any legal board gives well-formed SVG, whatever is written on it", "[drawing][export]") {
    tests::needGui();
    for (const unsigned seed : {21U, 22U, 23U}) {
        readSvg(toSvg(tests::RandomBoard(seed, catalogue()).make(60)));
    }
    readSvg(toSvg(model::Board{}));
}

TEST_CASE("a selection is exported with the arrows inside it", "[drawing][export]") {
    const model::Board board = webShop();
    const Svg svg = readSvg(toSvg(board, {.only = {model::ElementId("customer"), model::ElementId("place-order")}}));
    CHECK(svg.ids == QSet<QString>{"customer", "place-order", "flow.customer.place-order"});
}

TEST_CASE("a PNG has the size asked for, and a huge one is made smaller rather than refused", "[drawing][export]") {
    const model::Board board = webShop();
    const QImage once = QImage::fromData(toPng(board));
    const QImage twice = QImage::fromData(toPng(board, {.scale = 2}));
    REQUIRE_FALSE(once.isNull());
    CHECK(twice.width() == 2 * once.width());
    model::Board wide;
    model::Element far;
    far.id = model::ElementId("far");
    far.at = model::BoardPoint{400000, 10};
    far.rank = 1;
    wide.put(far);
    far.id = model::ElementId("near");
    far.at = model::BoardPoint{0, 0};
    far.rank = 2;
    wide.put(far);
    const QImage image = QImage::fromData(toPng(wide));
    CHECK(image.width() <= kLargestPngSide + 1);
    CHECK(image.width() > kLargestPngSide / 2);
}

TEST_CASE("pictures carry their model", "[drawing][export]") {
    const model::Board board = webShop();
    const QByteArray source("{\"stormglass\": 1, \"name\": \"<&>\"}");
    const ExportOptions options{.source = source};
    CHECK(QImage::fromData(toPng(board, options)).text("stormglass-model") == QString::fromUtf8(source));
    CHECK(toSvg(board, options).contains("urn:stormglass:model"));
    const QByteArray pdf = toPdf(board, options);
    CHECK(pdf.startsWith("%PDF-"));
    CHECK(pdf.contains("model.storm.json"));
}
