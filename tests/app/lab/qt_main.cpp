// SPDX-License-Identifier: Apache-2.0
// Runs tests that need an event loop, with settings of their own.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <QGuiApplication>
#include <QTemporaryDir>

int main(int argc, char** argv) {
    const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    const QGuiApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
