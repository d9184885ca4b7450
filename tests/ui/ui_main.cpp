// SPDX-License-Identifier: Apache-2.0
// Runs the tests of the window in one application, with settings of their own.
#include "qml/look.hpp"

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <QGuiApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Stormglass_ActionsPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_CanvasPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_ExportingPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_FilesPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_InspectorPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_LabPlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_WorkspacePlugin)
Q_IMPORT_QML_PLUGIN(Stormglass_UiPlugin)

int main(int argc, char** argv) {
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("XDG_STATE_HOME", home.path().toLocal8Bit());
    const QGuiApplication application(argc, argv);
    stormglass::ui::applyLook();
    return Catch::Session().run(argc, argv);
}
