// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/window_settings.hpp"
#include "tests/support/catch.hpp"

#include <QFileInfo>
#include <QGuiApplication>
#include <QTemporaryDir>

using stormglass::app::WindowSettings;

SCENARIO("the window remembers its arrangement and the last ten files", "[settings]") {
    int argc = 1;
    char name[] = "test";
    char* argv[] = {name, nullptr};
    const QGuiApplication application(argc, argv);
    const QTemporaryDir home;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    GIVEN("a window that was rearranged") {
        {
            WindowSettings settings;
            settings.setThemeMode("dark");
            settings.setInspectorWidth(400);
            for (int i = 0; i < 12; ++i) {
                settings.rememberFile(QString("board-%1.storm").arg(i));
            }
            settings.rememberFile("board-5.storm");
        }
        WHEN("it is opened again") {
            const WindowSettings settings;
            THEN("it comes up as it was left") {
                CHECK(settings.dark());
                CHECK(settings.inspectorWidth() == 400);
            }
            THEN("ten files are offered, the latest first and none twice") {
                REQUIRE(settings.recentFiles().size() == 10);
                CHECK(QFileInfo(settings.recentFiles().first()).fileName() == "board-5.storm");
                CHECK(QFileInfo(settings.recentFiles()[1]).fileName() == "board-11.storm");
            }
        }
    }
}
