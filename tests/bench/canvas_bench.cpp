// SPDX-License-Identifier: Apache-2.0
// How fast a large board pans and zooms in a real window, on whatever back end Qt is told to use:
//   QT_QPA_PLATFORM=offscreen canvas_bench                     the software back end
//   xvfb-run -a canvas_bench                                   OpenGL (llvmpipe without a GPU)
//   canvas_bench [NOTES] [FRAMES]                              default 10000 notes, 120 frames each
#include "app/canvas/board_item.hpp"
#include "app/canvas/board_surface.hpp"
#include "app/canvas/hand_surfaces.hpp"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QSGRendererInterface>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace stormglass;
using namespace stormglass::app::canvas;
using Clock = std::chrono::steady_clock;

/// GCC 12 warns falsely of "n" + std::to_string(i).
std::string numbered(std::string text, int number) {
    text.append(std::to_string(number));
    return text;
}

/// Rows of command, aggregate, event ..., each joined to the next.
model::Board wall(int notes) {
    using enum model::ElementKind;
    constexpr std::array kinds{actor, command, aggregate, event, policy, command, external, event};
    model::Board board;
    constexpr int kColumns = 125;
    model::ElementId last;
    for (int i = 0; i < notes; ++i) {
        model::Element element;
        element.id = model::ElementId{numbered("n", i)};
        element.kind = kinds[static_cast<std::size_t>(i) % kinds.size()];
        element.label = numbered("Something happened ", i);
        element.at = model::BoardPoint{(i % kColumns) * 170.0, double(i / kColumns) * 130.0};
        element.rank = i;
        if (i % kColumns != 0) {
            model::Flow flow;
            flow.id = model::FlowId{static_cast<std::uint64_t>(i)};
            flow.from = last;
            flow.to = element.id;
            flow.rank = i;
            board.put(flow);
        }
        last = element.id;
        board.put(std::move(element));
    }
    return board;
}

const char* nameOf(QSGRendererInterface::GraphicsApi api) {
    return api == QSGRendererInterface::Software ? "software"
           : api == QSGRendererInterface::OpenGL ? "OpenGL"
                                                 : "other";
}

/// Alters the view after every frame and says how long a frame took.
void measure(const char* what, QQuickWindow& window, int frames, const std::function<void(int)>& alter) {
    std::vector<double> times;
    auto last = Clock::now();
    std::clock_t cpuStart = 0;
    int frame = -10; // the first ones lay out and cache
    const auto connection = QObject::connect(
        &window, &QQuickWindow::frameSwapped, &window,
        [&] {
            const auto now = Clock::now();
            if (frame == 0) {
                cpuStart = std::clock();
            }
            if (frame >= 0) {
                times.push_back(std::chrono::duration<double, std::milli>(now - last).count());
            }
            last = now;
            ++frame;
            alter(frame);
            window.update();
        },
        Qt::QueuedConnection);
    alter(frame);
    window.update();
    while (frame < frames) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    }
    const double cpu = 1000.0 * double(std::clock() - cpuStart) / CLOCKS_PER_SEC;
    QObject::disconnect(connection);
    std::sort(times.begin(), times.end());
    double sum = 0;
    for (const double t : times) {
        sum += t;
    }
    const double mean = sum / double(times.size());
    std::printf("{\"what\": \"%s\", \"frames\": %zu, \"meanMs\": %.2f, \"p95Ms\": %.2f, \"maxMs\": %.2f, "
                "\"perSecond\": %.0f, \"cpuMs\": %.2f}\n",
                what, times.size(), mean, times[times.size() * 95 / 100], times.back(), 1000 / mean,
                cpu / double(times.size()));
}

} // namespace

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    const int notes = argc > 1 ? std::stoi(argv[1]) : 10000;
    const int frames = argc > 2 ? std::stoi(argv[2]) : 120;
    const model::SystemClock clock;
    app::Workspace workspace(clock);
    model::Board start = wall(notes);
    const auto opening = Clock::now();
    workspace.session()->show(std::move(start));
    BoardViewModel board(workspace);
    QQuickWindow window;
    window.resize(1600, 1000);
    BoardSurface surface(window.contentItem());
    surface.setSize({1600, 1000});
    surface.setBoard(&board);
    OverlaySurface overlay(window.contentItem());
    overlay.setBoard(&board);
    BoardItem item(window.contentItem());
    item.setSize({1600, 1000});
    item.setBoard(&board);
    window.show();
    bool isShown = false;
    QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [&] { isShown = true; });
    while (!isShown) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    }
    std::printf("{\"what\": \"open to first frame\", \"notes\": %d, \"ms\": %.0f, \"backEnd\": \"%s\"}\n", notes,
                std::chrono::duration<double, std::milli>(Clock::now() - opening).count(),
                nameOf(window.rendererInterface()->graphicsApi()));
    const auto pan = [&board](int frame) { board.scroll({-24, frame % 40 < 20 ? -12.0 : 12.0}); };
    for (const double zoom : {1.0, 0.5, 0.2}) {
        board.setZoom(zoom);
        board.lookAt({3000, 3000});
        measure(("pan at " + std::to_string(int(zoom * 100)) + " %").c_str(), window, frames, pan);
    }
    board.fitAll();
    measure("pan, whole board", window, frames, [&board](int frame) {
        board.scroll({frame % 20 < 10 ? 6.0 : -6.0, 0});
    });
    board.setZoom(1);
    board.lookAt({3000, 3000});
    measure("zoom in and out", window, frames, [&board](int frame) {
        board.zoomAt({800, 500}, frame % 60 < 30 ? 1 / 1.05 : 1.05);
    });
    board.setZoom(1);
    board.lookAt({3000, 3000});
    board.select(model::ElementId{"n3000"});
    const ViewPoint from = board.viewport().toView(board.drawing().bodyOf(model::ElementId{"n3000"}).center());
    board.press(from, app::tools::PointerButton::left, {});
    measure("drag a note", window, frames, [&](int frame) { board.move({from.x + 2.0 * frame, from.y + frame}, {}); });
    board.giveUp();
    return 0;
}
