// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/text_form.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/forecast/forecast.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

// How long it takes from a board to its network and to its forecast. JSON lines; medians of several runs, in CPU time.
// usage: forecast_bench

namespace {

using namespace stormglass;

/// Of this thread alone: what counts on a machine that others use as well.
double cpuSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Writes boards of the text form piece by piece.
class BoardText {
  public:
    void element(const std::string& id, const std::string& kind, const std::string& more = "") {
        m_elements += fmt::format(R"({}{{"id":"{}","kind":"{}"{}}})", m_elements.empty() ? "" : ",\n", id, kind, more);
        ++m_count;
    }

    void flow(const std::string& from, const std::string& to, const std::string& more = "") {
        m_flows += fmt::format(R"({}{{"from":"{}","to":"{}"{}}})", m_flows.empty() ? "" : ",\n", from, to, more);
    }

    [[nodiscard]] std::string text() const {
        return R"({"stormglass":1,"name":"bench","elements":[)" + m_elements + "],\n\"flows\":[" + m_flows + "]}";
    }

    [[nodiscard]] std::size_t size() const { return m_count; }

  private:
    std::string m_elements;
    std::string m_flows;
    std::size_t m_count = 0;
};

constexpr const char* kHandling =
    R"(,"handling":{"time":{"exponential":{"mean":0.01}},"failure":0.01,"retry":{"attempts":3}})";

/// One after another, each in a service of its own.
BoardText chain(int steps) {
    BoardText board;
    board.element("user", "actor");
    board.element("m-0", "command");
    board.flow("user", "m-0");
    for (int i = 0; i < steps; ++i) {
        const std::string n = std::to_string(i);
        const std::string next = std::to_string(i + 1);
        const bool decides = i % 2 == 0;
        board.element("s-" + n, "service", R"(,"concurrency":2)");
        board.element("h-" + n, decides ? "aggregate" : "policy", R"(,"service":"s-)" + n + "\"" + kHandling);
        board.element("m-" + next, decides ? "event" : "command");
        board.flow("m-" + n, "h-" + n);
        board.flow("h-" + n, "m-" + next);
    }
    return board;
}

/// Many sources whose messages meet, part and come back.
BoardText web(int parts) {
    BoardText board;
    for (int i = 0; i < parts; ++i) {
        const std::string n = std::to_string(i);
        board.element("u-" + n, "actor");
        board.element("c-" + n, "command");
        board.element("a-" + n, "aggregate", kHandling);
        board.element("e-" + n, "event");
        board.element("p-" + n, "policy");
    }
    for (int i = 0; i < parts; ++i) {
        const std::string n = std::to_string(i);
        board.flow("u-" + n, "c-" + n);
        board.flow("c-" + n, "a-" + n);
        board.flow("a-" + n, "e-" + n);
        board.flow("e-" + n, "p-" + n);
        board.flow("e-" + n, "p-" + std::to_string((7 * i + 1) % parts));
        board.flow("p-" + n, "c-" + std::to_string((13 * i + 5) % parts), R"(,"probability":0.1)");
    }
    return board;
}

/// Calls within calls, ten deep.
BoardText calls(int columns) {
    BoardText board;
    for (int c = 0; c < columns; ++c) {
        const auto id = [c](const char* kind, int level) { return fmt::format("{}-{}-{}", kind, c, level); };
        board.element(id("user", 0), "actor");
        board.flow(id("user", 0), id("ask", 0));
        for (int level = 0; level < 10; ++level) {
            board.element(id("ask", level), "command");
            board.element(id("work", level), "policy", kHandling);
            board.flow(id("ask", level), id("work", level));
            if (level > 0) {
                board.flow(id("work", level - 1), id("ask", level), R"(,"mode":"sync","timeout":5)");
            }
        }
    }
    return board;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

template <class Work> double medianSeconds(int runs, Work work) {
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        const double begin = cpuSeconds();
        work();
        seconds.push_back(cpuSeconds() - begin);
    }
    return median(std::move(seconds));
}

void measure(const char* name, const BoardText& text) {
    const model::Catalogue catalogue;
    const auto board = model::readText(text.text(), catalogue);
    if (!board) {
        fmt::print(stderr, "{}: expected {}\n", board.error().path, board.error().expected);
        std::exit(3);
    }
    const auto prepared = sim::prepare(*board, catalogue, std::nullopt, {});
    const auto compiled = sim::compile(*prepared, catalogue);
    const int runs = text.size() > 1000 ? 11 : 101;
    const double prepareSeconds = medianSeconds(runs, [&] { (void)sim::prepare(*board, catalogue, std::nullopt, {}); });
    const double compileSeconds = medianSeconds(runs, [&] { (void)sim::compile(*prepared, catalogue); });
    const double forecastSeconds = medianSeconds(runs, [&] { (void)sim::forecast(*compiled); });
    fmt::print(R"({{"bench":"forecast","board":"{}","elements":{},"prepare_ms":{:.4f},"compile_ms":{:.4f},)"
               R"("forecast_ms":{:.4f}}})"
               "\n",
               name, text.size(), 1e3 * prepareSeconds, 1e3 * compileSeconds, 1e3 * forecastSeconds);
}

} // namespace

int main() {
    measure("chain", chain(16));
    measure("web", web(10));
    measure("calls", calls(2));
    measure("chain", chain(1666));
    measure("web", web(1000));
    measure("calls", calls(238));
    return 0;
}
