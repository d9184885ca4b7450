// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/exchange/text_form.hpp"
#include "simulator/run/simulate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

// How fast whole runs are, from the text form to the report, with every figure the report has. JSON lines.
// usage: run_bench [w1 | w2 | w3 | threads | first | small]...    default: all

namespace {

using namespace stormglass;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Of all threads: what counts on a machine that others use as well.
double cpuSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

model::Board boardOf(const std::string& text) {
    const model::Catalogue catalogue;
    auto board = model::readText(text, catalogue);
    if (!board) {
        fmt::print(stderr, "{}: expected {}, found {}\n", board.error().path, board.error().expected,
                   board.error().found);
        std::exit(3);
    }
    return std::move(*board);
}

std::string scenario(double duration, double warmUp, unsigned replications) {
    return fmt::format(R"({{"id":"run","duration":{},"warmUp":{},"replications":{}}})", duration, warmUp, replications);
}

/// W1: M/M/1, lambda 0.9, mu 1.
std::string w1(const std::string& run) {
    return R"({"stormglass":1,"name":"w1","elements":[
{"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":0.9}}},{"id":"request","kind":"command"},
{"id":"work","kind":"aggregate","handling":{"time":{"exponential":{"mean":1}}}},{"id":"done","kind":"event"}],
"flows":[{"from":"clients","to":"request"},{"from":"request","to":"work"},{"from":"work","to":"done"}],
"journeys":[{"id":"visit","from":"request","to":"done"}],"scenarios":[)" +
           run + "]}";
}

/// A line of stations with `workers` each; the last sends `back` of its messages to the first again.
std::string line(unsigned stations, unsigned workers, double rate, double mean, double back, const std::string& run) {
    std::string elements =
        fmt::format(R"({{"id":"source","kind":"external","arrivals":{{"poisson":{{"rate":{}}}}}}})", rate);
    std::string flows = R"({"from":"source","to":"m0"})";
    for (unsigned i = 0; i < stations; ++i) {
        elements += fmt::format(
            R"(,{{"id":"m{0}","kind":"event"}},{{"id":"s{0}","kind":"service","concurrency":{1}}},)"
            R"({{"id":"h{0}","kind":"external","service":"s{0}","handling":{{"time":{{"exponential":{{"mean":{2}}}}}}}}})",
            i, workers, mean);
        flows += fmt::format(R"(,{{"from":"m{0}","to":"h{0}"}})", i);
        if (i + 1 < stations) {
            flows += fmt::format(R"(,{{"from":"h{}","to":"m{}"}})", i, i + 1);
        }
    }
    elements += R"(,{"id":"done","kind":"event"})";
    const std::string last = fmt::format("h{}", stations - 1);
    if (back > 0) {
        flows += fmt::format(R"(,{{"from":"{0}","to":"m0","choice":{{"group":"end","weight":{1}}}}},)"
                             R"({{"from":"{0}","to":"done","choice":{{"group":"end","weight":{2}}}}})",
                             last, back, 1 - back);
    } else {
        flows += fmt::format(R"(,{{"from":"{}","to":"done"}})", last);
    }
    return R"({"stormglass":1,"name":"line","elements":[)" + elements + R"(],"flows":[)" + flows +
           R"(],"journeys":[{"id":"whole","from":"m0","to":"done"}],"scenarios":[)" + run + "]}";
}

/// W3: one topic of 8 partitions, 3 groups of 8 consumers, load 0.7.
std::string w3(const std::string& run) {
    std::string elements =
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":5.6},"keys":{"population":1000000,"skew":0}}},
{"id":"happened","kind":"event"},{"id":"log","kind":"topic","partitions":8})";
    std::string flows = R"({"from":"source","to":"happened"})";
    for (const char* group : {"a", "b", "c"}) {
        elements += fmt::format(
            R"(,{{"id":"s{0}","kind":"service","replicas":8}},{{"id":"h{0}","kind":"policy","service":"s{0}",)"
            R"("handling":{{"time":{{"exponential":{{"mean":1}}}}}}}})",
            group);
        flows += fmt::format(R"(,{{"from":"happened","to":"h{}","via":"log"}})", group);
    }
    return R"({"stormglass":1,"name":"w3","elements":[)" + elements + R"(],"flows":[)" + flows +
           R"(],"journeys":[{"id":"reading","from":"happened","to":"ha"}],"scenarios":[)" + run + "]}";
}

sim::RunRequest onThreads(unsigned threads) {
    sim::RunRequest request;
    request.threads = threads;
    return request;
}

sim::RunReport simulateOnce(const model::Board& board, const sim::RunRequest& request,
                            sim::RunObserver* observer = nullptr) {
    auto report = sim::simulate(board, request, observer);
    if (!report) {
        fmt::print(stderr, "not run: {}\n", report.error().subject);
        std::exit(1);
    }
    return std::move(*report);
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Things per second of wall time, on one thread.
void rate(const char* name, const std::string& text, std::size_t countedElement, double perThing) {
    const model::Board board = boardOf(text);
    std::vector<double> rates;
    std::vector<double> cpuRates;
    double events = 0;
    for (int round = 0; round < 5; ++round) {
        const auto begin = Clock::now();
        const double cpuBegin = cpuSeconds();
        const sim::RunReport report = simulateOnce(board, onThreads(1));
        const double cpu = cpuSeconds() - cpuBegin;
        const double seconds = secondsSince(begin);
        const double things = report.elements[countedElement].second.rates->throughput.value *
                              (report.duration - report.warmUp) * report.replications * perThing;
        rates.push_back(things / seconds);
        cpuRates.push_back(things / cpu);
        events = static_cast<double>(report.simulatedEvents) / seconds;
    }
    fmt::print(R"({{"bench":"run","workload":"{}","perSecond":{:.4g},"perCpuSecond":{:.4g},"eventsPerSecond":{:.4g}}})"
               "\n",
               name, median(rates), median(cpuRates), events);
    std::fflush(stdout);
}

/// Two threads of independent replications against one.
void threads() {
    const model::Board board = boardOf(line(10, 4, 2.88, 1, 0.1, scenario(50'000, 1'000, 8)));
    std::vector<double> ratios;
    for (int round = 0; round < 3; ++round) {
        double seconds[2];
        for (unsigned i = 0; i < 2; ++i) {
            const auto begin = Clock::now();
            simulateOnce(board, onThreads(i + 1));
            seconds[i] = secondsSince(begin);
        }
        ratios.push_back(seconds[0] / seconds[1]);
    }
    fmt::print(R"({{"bench":"run","workload":"two threads against one","ratio":{:.3g}}})"
               "\n",
               median(ratios));
}

class FirstFigures final : public sim::RunObserver {
  public:
    explicit FirstFigures(Clock::time_point begin) : m_begin(begin) {}

    void progressed(const sim::RunProgress&) override {}

    void refined(const sim::RunReport& soFar) override {
        if (!first) {
            first = secondsSince(m_begin);
            firstCpu = cpuSeconds() - m_cpuBegin;
        }
        if (!onePercent && soFar.precision.value_or(1) <= 0.01) {
            onePercent = secondsSince(m_begin);
        }
    }

    std::optional<double> first;
    std::optional<double> firstCpu;
    std::optional<double> onePercent;

  private:
    Clock::time_point m_begin;
    double m_cpuBegin = cpuSeconds();
};

/// A model of 50 elements at 70 % load: when its first figures are there, and when they are within 1 %.
void firstFigures() {
    const model::Board board = boardOf(line(16, 1, 70, 0.01, 0, R"({"id":"run","precision":0.01,"duration":60})"));
    std::vector<double> first;
    std::vector<double> firstCpu;
    std::vector<double> precise;
    std::vector<double> wholeCpu;
    for (int round = 0; round < 7; ++round) {
        const auto begin = Clock::now();
        const double cpuBegin = cpuSeconds();
        FirstFigures observer(begin);
        const sim::RunReport report = simulateOnce(board, {}, &observer);
        const double whole = secondsSince(begin);
        wholeCpu.push_back(cpuSeconds() - cpuBegin);
        first.push_back(observer.first.value_or(whole));
        firstCpu.push_back(observer.firstCpu.value_or(wholeCpu.back()));
        precise.push_back(observer.onePercent.value_or(report.precision.value_or(1) <= 0.01 ? whole : 1e9));
    }
    fmt::print(
        R"({{"bench":"run","workload":"50 elements at 0.7","firstFiguresSeconds":{:.4g},"firstFiguresCpuSeconds":{:.4g},)"
        R"("onePercentSeconds":{:.4g},"onePercentCpuSeconds":{:.4g}}})"
        "\n",
        median(first), median(firstCpu), median(precise), median(wholeCpu));
}

/// A small run as a user feels it: 200,000 customers of M/M/1.
void small() {
    const model::Board board = boardOf(w1(scenario(22'222, 0, 10)));
    std::vector<double> seconds;
    for (int round = 0; round < 9; ++round) {
        const auto begin = Clock::now();
        simulateOnce(board, {});
        seconds.push_back(secondsSince(begin));
    }
    fmt::print(R"({{"bench":"run","workload":"200,000 customers, report included","seconds":{:.4g}}})"
               "\n",
               median(seconds));
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> wanted(argv + 1, argv + argc);
    const auto wants = [&](const char* name) {
        return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
    };
    if (wants("w1")) {
        rate("w1", w1(scenario(3'000'000, 10'000, 1)), 0, 1);
    }
    if (wants("w2")) {
        rate("w2", line(10, 4, 2.88, 1, 0.1, scenario(100'000, 1'000, 1)), 0, 0.9);
    }
    if (wants("w3")) {
        rate("w3", w3(scenario(150'000, 1'000, 1)), 0, 3);
    }
    if (wants("threads")) {
        threads();
    }
    if (wants("first")) {
        firstFigures();
    }
    if (wants("small")) {
        small();
    }
}
