// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/exchange/text_form.hpp"
#include "simulator/run/report_json.hpp"
#include "simulator/run/simulate.hpp"

#include <fmt/core.h>

#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <vector>

// How honest the intervals are: the share of runs whose 95 % interval contains the exact value, over many seeds.
// usage: coverage_bench [SEEDS [FIRST_SEED [MODEL [WARM_UP]]]]    one JSON line per model and figure; WARM_UP in
// seconds

namespace {

using namespace stormglass;

struct Figure {
    std::string path;
    double exact = 0;
};

struct Model {
    const char* name;
    std::string text;
    std::vector<Figure> figures;
};

/// M/M/1 of service rate 1: the time in the system is exponential.
Model mm1(const char* name, double load, const char* scenario) {
    const double time = 1 / (1 - load);
    return {.name = name,
            .text = R"({"stormglass":1,"name":"mm1","elements":[
{"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":)" +
                    fmt::format("{}", load) + R"(}}},{"id":"request","kind":"command"},
{"id":"work","kind":"aggregate","handling":{"time":{"exponential":{"mean":1}}}},{"id":"done","kind":"event"}],
"flows":[{"from":"clients","to":"request"},{"from":"request","to":"work"},{"from":"work","to":"done"}],
"journeys":[{"id":"visit","from":"request","to":"done"}],
"scenarios":[)" + scenario +
                    "]}",
            .figures = {{"journeys.visit.mean", time},
                        {"journeys.visit.p99", time * std::log(100.0)},
                        {"elements.work.queue.mean", load * load * time},
                        {"elements.work.busy", load}}};
}

/// Two M/M/1 stations with 30 % feedback, loads 0.8 and 0.6 (Jackson).
Model jackson() {
    return {.name = "jackson",
            .text = R"({"stormglass":1,"name":"jackson","elements":[
{"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.56}}},{"id":"a","kind":"event"},{"id":"b","kind":"event"},
{"id":"again","kind":"event"},{"id":"done","kind":"event"},{"id":"s1","kind":"service"},{"id":"s2","kind":"service"},
{"id":"first","kind":"external","service":"s1","handling":{"time":{"exponential":{"mean":1}}}},
{"id":"second","kind":"external","service":"s2","handling":{"time":{"exponential":{"mean":0.75}}}}],
"flows":[{"from":"source","to":"a"},{"from":"a","to":"first"},{"from":"again","to":"first"},{"from":"first","to":"b"},
{"from":"b","to":"second"},{"from":"second","to":"again","choice":{"group":"end","weight":3}},
{"from":"second","to":"done","choice":{"group":"end","weight":7}}],
"journeys":[{"id":"whole","from":"a","to":"done"}],
"scenarios":[{"id":"run","kind":"steady","duration":100000}]})",
            .figures = {{"journeys.whole.mean", (5 + 1.875) / 0.7},
                        {"elements.first.waiting.mean", 4},
                        {"elements.first.time.p99", 5 * std::log(100.0)},
                        {"elements.second.time.p99", 1.875 * std::log(100.0)}}};
}

/// A topic with four partitions, loads 0.9, 0.7, 0.5, 0.3, one worker each.
Model partitions() {
    const auto time = [](double load) { return 1 / (1 - load); };
    return {
        .name = "partitions",
        .text = R"({"stormglass":1,"name":"partitions","elements":[
{"id":"source","kind":"external","arrivals":{"poisson":{"rate":2.4}}},{"id":"happened","kind":"event"},
{"id":"log","kind":"topic","partitions":4,"shares":[0.375,0.2916666666666667,0.20833333333333334,0.125]},
{"id":"reader","kind":"policy","service":"readers","handling":{"time":{"exponential":{"mean":1}}}},
{"id":"readers","kind":"service","replicas":4}],
"flows":[{"from":"source","to":"happened"},{"from":"happened","to":"reader","via":"log"}],
"journeys":[{"id":"reading","from":"happened","to":"reader"}],
"scenarios":[{"id":"run","kind":"steady","duration":100000}]})",
        .figures = {{"journeys.reading.mean",
                     0.375 * time(0.9) + 0.7 / 2.4 * time(0.7) + 0.5 / 2.4 * time(0.5) + 0.125 * time(0.3)},
                    {"channels.log.partitions.1.time.p99", time(0.7) * std::log(100.0)},
                    {"channels.log.lag.mean", 0.9 * time(0.9) + 0.7 * time(0.7) + 0.5 * time(0.5) + 0.3 * time(0.3)}}};
}

struct Outcome {
    sim::Estimate estimate;
    double warmUp = 0;
    double duration = 0;
    bool stationary = true;
};

void measure(const Model& model, std::uint64_t seeds, std::uint64_t firstSeed, std::optional<double> warmUp) {
    const model::Catalogue catalogue;
    const auto board = model::readText(model.text, catalogue);
    if (!board) {
        fmt::print(stderr, "{}: {} {}\n", model.name, board.error().path, board.error().expected);
        std::exit(3); // NOLINT(concurrency-mt-unsafe): no other thread runs yet
    }
    std::vector<std::vector<Outcome>> outcomes(seeds);
    std::atomic<std::uint64_t> next = 0;
    std::vector<std::jthread> workers;
    for (unsigned t = 0; t < std::max(1U, std::thread::hardware_concurrency()); ++t) {
        workers.emplace_back([&] {
            for (std::uint64_t i = next++; i < seeds; i = next++) {
                sim::RunRequest request;
                request.seed = firstSeed + i;
                request.threads = 1;
                request.warmUp = warmUp;
                const auto report = sim::simulate(*board, request);
                for (const Figure& figure : model.figures) {
                    const auto estimate = report ? sim::figureAt(*report, figure.path) : std::nullopt;
                    outcomes[i].push_back({estimate.value_or(sim::Estimate{}), report ? report->warmUp : 0,
                                           report ? report->duration : 0, report ? report->stationary : false});
                }
            }
        });
    }
    workers.clear();
    for (std::size_t f = 0; f < model.figures.size(); ++f) {
        const double exact = model.figures[f].exact;
        double shown = 0;
        double held = 0;
        double width = 0;
        double mean = 0;
        double unsettled = 0;
        double warmUps = 0;
        double durations = 0;
        for (const auto& outcome : outcomes) {
            unsettled += outcome[f].stationary ? 0 : 1;
            warmUps += outcome[f].warmUp;
            durations += outcome[f].duration;
            const sim::Estimate& estimate = outcome[f].estimate;
            if (!estimate.hasInterval()) {
                continue;
            }
            ++shown;
            held += estimate.low <= exact && exact <= estimate.high ? 1 : 0;
            width += estimate.halfWidth() / exact;
            mean += estimate.value;
        }
        fmt::print(
            R"({{"bench":"coverage","model":"{}","figure":"{}","seeds":{},"coverage":{:.4f},"withheld":{:.4f},)"
            R"("relativeHalfWidth":{:.4f},"meanOfValues":{:.5g},"exact":{:.5g},"notStationary":{:.4f},"warmUp":{:.5g},"duration":{:.5g}}})"
            "\n",
            model.name, model.figures[f].path, seeds, held / shown, 1 - shown / static_cast<double>(seeds),
            width / shown, mean / shown, exact, unsettled / static_cast<double>(seeds),
            warmUps / static_cast<double>(seeds), durations / static_cast<double>(seeds));
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::uint64_t seeds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 400;
    const std::uint64_t firstSeed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const std::string which = argc > 3 ? argv[3] : "";
    const auto warmUp = argc > 4 ? std::optional(std::atof(argv[4])) : std::nullopt;
    constexpr const char* kSequential = R"({"id":"run","kind":"steady","precision":0.05})";
    constexpr const char* kLoose = R"({"id":"run","kind":"steady","precision":0.1,"duration":500})";
    constexpr const char* kLoosest = R"({"id":"run","kind":"steady","precision":0.2,"duration":200})";
    for (const Model& model :
         {mm1("mm1-0.9", 0.9, R"({"id":"run","kind":"steady","duration":250000})"), jackson(), partitions(),
          mm1("sequential-0.7", 0.7, kSequential), mm1("sequential-0.9", 0.9, kSequential),
          mm1("loose-0.5", 0.5, kLoose), mm1("loose-0.7", 0.7, kLoose), mm1("loose-0.9", 0.9, kLoose),
          mm1("loosest-0.5", 0.5, kLoosest), mm1("loosest-0.7", 0.7, kLoosest), mm1("loosest-0.9", 0.9, kLoosest)}) {
        if (which.empty() || which == model.name) {
            measure(model, seeds, firstSeed, warmUp);
        }
    }
}
