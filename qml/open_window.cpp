// SPDX-License-Identifier: Apache-2.0
#include "qml/open_window.hpp"

#include "qml/display.hpp"
#include "qml/look.hpp"
#include "qml/window_models.hpp"

#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTimer>
#include <QtQml/qqmlextensionplugin.h>

#include <chrono>
#include <cstdio>

Q_IMPORT_QML_PLUGIN(Stormglass_ActionsPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_CanvasPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_ExportingPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_FilesPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_InspectorPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_LabPlugin)
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

std::vector<app::Example> examplesOf(const WindowRequest& request) {
    std::vector<app::Example> examples;
    for (const ExampleText& example : request.examples) {
        examples.push_back({example.name, example.text});
    }
    return examples;
}

/// Opens the file that was named, or else offers what earlier sessions left. Says why the file cannot be opened.
QString openFirst(app::DocumentFiles& files, const WindowRequest& request) {
    if (!request.file.empty()) {
        return files.openNow(QString::fromLocal8Bit(request.file.c_str()));
    }
    if (!request.isOnce) {
        QObject::connect(&files, &app::DocumentFiles::draftsFound, &files, &app::DocumentFiles::draftsWanted,
                         Qt::SingleShotConnection);
        files.lookForDrafts();
    }
    return {};
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
    applyLook();

    const model::SystemClock clock;
    WindowModels models(clock, examplesOf(request));
    if (const QString fault = openFirst(models.files(), request); !fault.isEmpty()) {
        std::fprintf(stderr, "stormglass: %s\n", fault.toUtf8().constData());
        return 3;
    }
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties(models.properties());
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
