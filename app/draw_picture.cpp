// SPDX-License-Identifier: Apache-2.0
#include "app/draw_picture.hpp"

#include "app/drawing/export.hpp"

#include <QByteArray>
#include <QGuiApplication>

#include <array>

namespace stormglass::app {

namespace {

QByteArray drawn(const model::Board& board, cli::PictureFormat format, const drawing::ExportOptions& options) {
    switch (format) {
    case cli::PictureFormat::svg:
        return drawing::toSvg(board, options);
    case cli::PictureFormat::png:
        return drawing::toPng(board, options);
    case cli::PictureFormat::pdf:
        return drawing::toPdf(board, options);
    }
    return {};
}

} // namespace

std::string drawPicture(const model::Board& board, const cli::PictureRequest& request) {
    qputenv("QT_QPA_PLATFORM", "offscreen"); // whatever the session has: pictures are made without it
    int argc = 1;
    std::array<char, 11> name{"stormglass"};
    std::array<char*, 2> argv{name.data(), nullptr};
    const QGuiApplication application(argc, argv.data());
    drawing::ExportOptions options;
    options.style.isDark = request.isDark;
    options.isTransparent = request.isTransparent;
    options.scale = request.scale;
    options.source = QByteArray::fromStdString(request.source);
    return drawn(board, request.format, options).toStdString();
}

} // namespace stormglass::app
