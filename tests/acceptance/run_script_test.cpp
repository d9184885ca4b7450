// SPDX-License-Identifier: Apache-2.0
// packaging/run --once, as somebody runs it who has just cloned: with no display, a dead one, and a real one.
#include "tests/acceptance/program.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::tests;

namespace {

Ran packagingRun(const Folder& home, std::vector<std::string> environment) {
    environment.push_back("STORMGLASS_PROGRAM=" + programPath());
    environment.push_back("TMPDIR=" + home.path().string());
    environment.push_back("HOME=" + home.path().string());
    environment.push_back("XDG_STATE_HOME=" + home.path().string());
    environment.push_back("XDG_CONFIG_HOME=" + home.path().string());
    return runOther(source("packaging/run"),
                    Run{.arguments = {"--once", source("resources/examples/one-queue.storm.json")},
                        .environment = std::move(environment)});
}

void didTheJob(const Ran& ran) {
    CAPTURE(ran.out, ran.err);
    CHECK(ran.code == 0);
    const std::filesystem::path folder = ran.out.substr(0, ran.out.find('\n'));
    for (const char* name : {"check.txt", "simulate.json", "board.svg", "board.png", "board.pdf", "asyncapi.yaml"}) {
        INFO(name);
        CHECK(std::filesystem::exists(folder / name));
        CHECK(std::filesystem::file_size(folder / name) > 0);
    }
}

} // namespace

TEST_CASE("without a display the job is done on the command line", "[cli][run]") {
    const Folder home;
    didTheJob(packagingRun(home, {"DISPLAY=", "WAYLAND_DISPLAY=", "QT_QPA_PLATFORM="}));
}

TEST_CASE("with a dead display the job is done on the command line", "[cli][run]") {
    const Folder home;
    didTheJob(packagingRun(home, {"DISPLAY=:77", "WAYLAND_DISPLAY=", "QT_QPA_PLATFORM="}));
}

TEST_CASE("with a display the window shows a frame and closes", "[cli][run]") {
    if (!std::filesystem::exists("/usr/bin/xvfb-run")) {
        return;
    }
    const Folder home;
    const Ran ran = runOther("/usr/bin/xvfb-run",
                             Run{.arguments = {"-a", "-s", "-screen 0 1280x720x24", programPath(), "--once",
                                               source("resources/examples/web-shop.storm.json")},
                                 .environment = {"HOME=" + home.path().string(), "QT_QPA_PLATFORM=xcb",
                                                 "QT_QUICK_BACKEND=software", "XDG_STATE_HOME=" + home.path().string(),
                                                 "XDG_CONFIG_HOME=" + home.path().string(), "WAYLAND_DISPLAY="}});
    CAPTURE(ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.out.find("firstFrameMs") != std::string::npos);
}
