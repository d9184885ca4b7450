// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"
#include "qml/window_models.hpp"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSize>
#include <QString>

#include <functional>
#include <vector>

namespace stormglass::tests {

/// The real window with the web shop in it, on whatever display the tests run on.
class TestWindow {
  public:
    struct Look {
        QSize size{1280, 720};
        bool isDark = false;
        bool isLoad = false;
    };

    explicit TestWindow(const Look& look);

    [[nodiscard]] ui::WindowModels& models() { return m_models; }

    [[nodiscard]] QQuickWindow& window() { return *m_window; }

    /// Lets the event loop run until it is so; false after ten seconds.
    bool waitFor(const std::function<bool()>& condition);
    /// Lets timers, other threads and the scene catch up.
    void settle(int milliseconds = 60);

    void select(const char* element);
    /// Runs the chosen scenario, short enough for a test, to its end.
    bool runLoad(const char* scenario = "steady-day");

    /// All items that are seen, popups included, in tree order.
    [[nodiscard]] std::vector<QQuickItem*> seenItems();
    [[nodiscard]] QQuickItem* itemNamed(const QString& accessibleName);

    void press(const char* keys);
    void write(const QString& text);
    void click(QQuickItem& item);

    /// Puts a picture into $STORMGLASS_UI_PICTURES, if that is set: for people to look at.
    void picture(const QString& name);

  private:
    model::SystemClock m_clock;
    ui::WindowModels m_models;
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr;
};

/// Makes the shop's scenarios as short as a test can wait for.
void shortenScenarios(TestWindow& window);
/// What a screen reader calls the item; empty if it says nothing.
[[nodiscard]] QString accessibleNameOf(QQuickItem& item);
/// True if the item and all above it are visible.
[[nodiscard]] bool isSeen(const QQuickItem& item);

} // namespace stormglass::tests
