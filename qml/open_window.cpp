// SPDX-License-Identifier: Apache-2.0
#include "qml/open_window.hpp"

#include "app/canvas/board_view_model.hpp"
#include "app/workspace/workspace.hpp"
#include "qml/display.hpp"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTimer>
#include <QtQml/qqmlextensionplugin.h>

#include <chrono>
#include <cstdio>

Q_IMPORT_QML_PLUGIN(Stormglass_ActionsPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_CanvasPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_WorkspacePlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_UiPlugin)

namespace stormglass::ui {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Prints the time from `start` to the first frame, then ends the program.
void closeAfterFirstFrame(QQuickWindow& window, SteadyClock::time_point start) {
    QObject::connect(
        &window, &QQuickWindow::frameSwapped, &window,
        [start, &window] {
            const std::chrono::duration<double, std::milli> taken = SteadyClock::now() - start;
            std::printf("{\"firstFrameMs\": %.1f}\n", taken.count());
            std::fflush(stdout);
            QTimer::singleShot(0, &window, [] { QCoreApplication::exit(0); });
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

int refuse(const std::string& why) {
    std::fprintf(stderr,
                 "stormglass: %s No window can be opened, but these verbs need no display:\n"
                 "  new check forecast simulate export import convert show diff (see stormglass --help)\n",
                 why.c_str());
    return 2;
}

} // namespace

int openWindow(int& argc, char** argv, const WindowRequest& request) {
    const auto start = SteadyClock::now();
    if (const std::string why = whyNoDisplay(); !why.empty()) {
        return refuse(why);
    }
    QCoreApplication::setApplicationName(QStringLiteral("stormglass"));
    QGuiApplication::setDesktopFileName(QStringLiteral("stormglass"));
    const QGuiApplication application(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));

    const model::SystemClock clock;
    app::Workspace workspace(clock);
    app::canvas::BoardViewModel board(workspace);
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(&workspace)},
                                 {QStringLiteral("board"), QVariant::fromValue(&board)}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Stormglass/Ui/Main.qml")));
    if (engine.rootObjects().isEmpty()) {
        std::fprintf(stderr, "stormglass: the window could not be built\n");
        return 1;
    }
    if (request.isOnce) {
        closeAfterFirstFrame(*qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst()), start);
    }
    return QCoreApplication::exec();
}

} // namespace stormglass::ui
