// SPDX-License-Identifier: Apache-2.0
#include "qml/display.hpp"

#include <chrono>
#include <string_view>
#include <thread>

#include <QByteArray>
#include <QString>

#include <csignal>

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stormglass::ui {

namespace {

std::string environment(const char* name) {
    return qEnvironmentVariable(name).toStdString();
}

template <class Signature> Signature* symbol(void* library, const char* name) {
    return reinterpret_cast<Signature*>(dlsym(library, name));
}

bool connectsToX11() {
    void* xcb = dlopen("libxcb.so.1", RTLD_NOW);
    if (xcb == nullptr) {
        return false;
    }
    auto* connect = symbol<void*(const char*, int*)>(xcb, "xcb_connect");
    auto* hasError = symbol<int(void*)>(xcb, "xcb_connection_has_error");
    return connect != nullptr && hasError != nullptr && hasError(connect(nullptr, nullptr)) == 0;
}

bool connectsToWayland() {
    void* wayland = dlopen("libwayland-client.so.0", RTLD_NOW);
    auto* connect = wayland == nullptr ? nullptr : symbol<void*(const char*)>(wayland, "wl_display_connect");
    return connect != nullptr && connect(nullptr) != nullptr;
}

/// Asks in a child process: a display that accepts and then says nothing must not hold us up.
bool answers(bool (*connects)()) {
    const pid_t child = fork();
    if (child == 0) {
        _exit(connects() ? 0 : 1);
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    int status = 0;
    while (child > 0 && std::chrono::steady_clock::now() < end) {
        if (waitpid(child, &status, WNOHANG) == child) {
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
    }
    return false;
}

} // namespace

std::string whyNoDisplay() {
    const std::string platform = environment("QT_QPA_PLATFORM");
    const bool isX11Wanted = platform.empty() || platform.starts_with("xcb");
    const bool isWaylandWanted = platform.empty() || platform.starts_with("wayland");
    if (!isX11Wanted && !isWaylandWanted) {
        return {}; // offscreen, vnc ...: needs no display of ours
    }
    const std::string x11 = environment("DISPLAY");
    const std::string wayland = environment("WAYLAND_DISPLAY");
    if (isX11Wanted && !x11.empty() && answers(connectsToX11)) {
        return {};
    }
    if (isWaylandWanted && !wayland.empty() && answers(connectsToWayland)) {
        qputenv("QT_QPA_PLATFORM", "wayland");
        return {};
    }
    if (x11.empty() && wayland.empty()) {
        return "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).";
    }
    return "The display " + (x11.empty() ? wayland : x11) + " does not answer.";
}

} // namespace stormglass::ui
