// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/export.hpp"

#include "app/drawing/detail/picture.hpp"
#include "app/drawing/paint.hpp"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <clocale>
#include <cmath>
#include <unordered_set>

namespace stormglass::app::drawing {

namespace detail {

namespace {

/// True if the thing is one of the chosen, or an arrow between two of them.
bool isChosen(const model::Board& board, const Thing& thing, const std::unordered_set<model::ElementId>& chosen) {
    if (const auto* id = std::get_if<model::ElementId>(&thing.owner)) {
        return chosen.contains(*id);
    }
    const model::Flow* flow = board.find(std::get<model::FlowId>(thing.owner));
    return flow != nullptr && chosen.contains(flow->from) && chosen.contains(flow->to);
}

} // namespace

Picture pictureOf(const model::Board& board, const ExportOptions& options) {
    Picture picture{.drawing = BoardDrawing(board, options.style), .things = {}, .area = {}};
    if (const std::vector<QRectF> changed = picture.drawing.setFigures(options.figures); !changed.empty()) {
        // nothing is shown yet, so nothing is to be painted again
    }
    picture.things = picture.drawing.things();
    if (!options.only.empty()) {
        const std::unordered_set<model::ElementId> chosen(options.only.begin(), options.only.end());
        std::erase_if(picture.things, [&](const Thing* thing) { return !isChosen(board, *thing, chosen); });
    }
    for (const Thing* thing : picture.things) {
        picture.area = picture.area.united(thing->bounds);
    }
    const double margin = std::max(0.0, options.margin);
    if (picture.area.isEmpty()) {
        picture.area = QRectF(0, 0, 1, 1);
    }
    picture.area.adjust(-margin, -margin, margin, margin);
    picture.area = QRectF(QPointF(std::floor(picture.area.left()), std::floor(picture.area.top())),
                          QPointF(std::ceil(picture.area.right()), std::ceil(picture.area.bottom())));
    return picture;
}

} // namespace detail

namespace {

using detail::Picture;

void paintPicture(QPainter& painter, const Picture& picture, const ExportOptions& options, TextOutput output) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.translate(-picture.area.topLeft());
    if (!options.isTransparent) {
        painter.fillRect(picture.area, boardColours(options.style).board);
    }
    for (const Thing* thing : picture.things) {
        for (const Item& item : thing->items) {
            paint(painter, item, output);
        }
    }
}

double fittingScale(const QSizeF& size, double wanted) {
    const double side = kLargestPngSide / std::max(size.width(), size.height());
    const double area = std::sqrt(kMostPngPixels / (size.width() * size.height()));
    return std::max(1e-6, std::min({wanted, side, area}));
}

} // namespace

QByteArray toPng(const model::Board& board, const ExportOptions& options) {
    const Picture picture = detail::pictureOf(board, options);
    const double scale = fittingScale(picture.area.size(), options.scale);
    QImage image(static_cast<int>(std::ceil(picture.area.width() * scale)),
                 static_cast<int>(std::ceil(picture.area.height() * scale)), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) {
        return {};
    }
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintPicture(painter, picture, options, TextOutput::glyphs);
    painter.end();
    if (!options.source.isEmpty()) {
        image.setText(QStringLiteral("stormglass-model"), QString::fromUtf8(options.source));
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, "PNG") ? bytes : QByteArray();
}

QByteArray toPdf(const model::Board& board, const ExportOptions& options) {
    const Picture picture = detail::pictureOf(board, options);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    constexpr double kMostPoints = 14400; // more than 200 inches no reader shows
    const double pointsPerUnit =          // 96 units are an inch
        std::min(0.75, kMostPoints / std::max(picture.area.width(), picture.area.height()));
    writer.setPageSize(QPageSize(picture.area.size() * pointsPerUnit, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setTitle(QString::fromStdString(board.settings().name));
    writer.setCreator(QStringLiteral("Stormglass"));
    constexpr int kDotsPerInch = 1200;
    writer.setResolution(kDotsPerInch);
    if (!options.source.isEmpty()) {
        writer.addFileAttachment(QStringLiteral("model.storm.json"), options.source,
                                 QStringLiteral("application/json"));
    }
    QPainter painter(&writer);
    const double scale = kDotsPerInch * pointsPerUnit / 72;
    painter.scale(scale, scale);
    paintPicture(painter, picture, options, TextOutput::words);
    painter.end();
    return bytes;
}

std::unique_ptr<QGuiApplication> guiForExport(int& argc, char** argv) {
    if (QCoreApplication::instance() != nullptr) {
        return nullptr;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen"); // Qt would abort on a missing or dead display, and needs none for this
    auto gui = std::make_unique<QGuiApplication>(argc, argv);
    // Qt took the person's: numbers in files must not follow it. No other thread runs yet.
    std::setlocale(LC_NUMERIC, "C"); // NOLINT(concurrency-mt-unsafe)
    return gui;
}

} // namespace stormglass::app::drawing
