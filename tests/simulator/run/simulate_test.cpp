// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/exchange/text_form.hpp"
#include "simulator/run/report_json.hpp"
#include "simulator/run/simulate.hpp"
#include "simulator/run/timeline.hpp"
#include "simulator/run/traces.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>

using namespace stormglass;
using namespace stormglass::sim;

namespace {

/// One queue, `rate` per second, one second of handling, with this scenario (a JSON record; empty: none).
model::Board oneQueue(double rate, const std::string& scenario, const std::string& handling = "") {
    const std::string text =
        R"({"stormglass":1,"name":"q","elements":[
{"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":)" +
        std::to_string(rate) +
        R"(}}},{"id":"request","kind":"command"},
{"id":"work","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1}})" +
        handling +
        R"(}},{"id":"desk","kind":"service","costPerHour":36},{"id":"done","kind":"event"},
{"id":"work-again","kind":"aggregate","same":"work"}],
"flows":[{"from":"clients","to":"request"},{"from":"request","to":"work"},{"from":"work","to":"done"}],
"journeys":[{"id":"visit","from":"request","to":"done"}],"scenarios":[)" +
        scenario + "]}";
    const model::Catalogue catalogue;
    auto board = model::readText(text, catalogue);
    REQUIRE(board);
    return std::move(*board);
}

RunReport run(const model::Board& board, const RunRequest& request = {}) {
    auto report = simulate(board, request);
    REQUIRE(report);
    return std::move(*report);
}

std::string jsonWithoutTiming(const RunReport& report) {
    model::Value json = reportJson(report);
    json.erase("timing");
    return json.dump();
}

class Watcher final : public RunObserver {
  public:
    void progressed(const RunProgress& progress) override { last = progress; }

    void refined(const RunReport& soFar) override {
        ++refinements;
        if (stop != nullptr) {
            stop->request_stop();
        }
        durations.push_back(soFar.duration);
    }

    RunProgress last;
    int refinements = 0;
    std::vector<double> durations;
    std::stop_source* stop = nullptr;
};

} // namespace

SCENARIO("a report depends on the seed and not on the threads", "[run][simulate]") {
    const std::string scenario = GENERATE(
        R"({"id":"s","duration":4000})", R"({"id":"s","kind":"scenario","duration":200})",
        R"({"id":"s","duration":500,"warmUp":50,"replications":12})", R"({"id":"s","duration":500,"replications":40})");
    const model::Board board = oneQueue(0.7, scenario);
    RunRequest one;
    one.threads = 1;
    RunRequest many;
    many.threads = 5;
    const std::string first = jsonWithoutTiming(run(board, one));
    CHECK(first == jsonWithoutTiming(run(board, many)));
    many.seed = 2;
    CHECK(first != jsonWithoutTiming(run(board, many)));
}

SCENARIO("what a scenario leaves open is filled in as the contract says", "[run][simulate]") {
    WHEN("there is no scenario") {
        const RunReport report = run(oneQueue(0.5, ""));
        CHECK(report.kind == RunKind::steady);
        CHECK(report.replications == 4);
        CHECK(report.precision.value() <= 0.05);
        CHECK(report.warmUpFound);
    }
    WHEN("it is in steady state") {
        const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":2000})"));
        CHECK(report.replications == 4);
        CHECK(report.duration == 2000);
    }
    WHEN("it is a scenario of its own kind") {
        const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":50,"kind":"scenario"})"));
        CHECK(report.replications == 100);
        CHECK(report.warmUp == 0);
        CHECK(report.bands.size() == 2); // the handler's queue and the service's
        CHECK(report.bands.front().second.size() == 129);
    }
    WHEN("warm-up and replications are given") {
        THEN("it is run just so, whatever the precision") {
            const RunReport report =
                run(oneQueue(0.5, R"({"id":"s","duration":100,"warmUp":10,"replications":7,"precision":0.0001})"));
            CHECK(report.replications == 7);
            CHECK(report.warmUp == 10);
            CHECK(report.duration == 100);
            CHECK_FALSE(report.warmUpFound);
        }
    }
    WHEN("a precision is wanted of replications") {
        const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":50,"kind":"scenario","precision":0.03})"));
        CHECK(report.replications > 100);
        CHECK(report.replications % 100 == 0);
        CHECK(report.precision.value() <= 0.03);
    }
    WHEN("options are given") {
        THEN("they beat the scenario") {
            RunRequest request;
            request.duration = 300;
            request.warmUp = 20;
            request.replications = 3;
            request.seed = 9;
            const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":100,"seed":4})"), request);
            CHECK(report.duration == 300);
            CHECK(report.warmUp == 20);
            CHECK(report.replications == 3);
            CHECK(report.seed == 9);
        }
    }
}

SCENARIO("a loose precision is believed only after the queue has forgotten its past often enough", "[run][simulate]") {
    // M/M/1 at 0.7 forgets in 1 / (1 - sqrt(0.7))² = 37.5 s: 64 times that are reached after four doublings of 200 s.
    const RunReport report = run(oneQueue(0.7, R"({"id":"s","kind":"steady","duration":200,"precision":0.9})"));
    CHECK(report.duration == 3200);
    // At 0.98 it takes 9,850 s; as many instances as a run without a duration has are enough, however slow a place is.
    const RunReport slow = run(oneQueue(0.98, R"({"id":"s","kind":"steady","duration":1000,"precision":0.9})"));
    CHECK(slow.duration < 64 * 9850.0 / 4);
}

SCENARIO("figures that cannot be honest are withheld", "[run][simulate]") {
    // 500 s at 0.5/s: some 250 messages a replication, 25 beyond p90, 2.5 beyond p99.
    const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":500,"warmUp":0,"replications":8})"));
    const Times& times = report.journeys.front().second.times;
    CHECK_FALSE((*times.quantiles)[1].withheld());
    CHECK((*times.quantiles)[3].withheld());
    CHECK((*times.quantiles)[3].needs.value() == Approx(2000).epsilon(0.3));
    CHECK((*times.quantiles)[4].needs.value() == Approx(20'000).epsilon(0.3));
    CHECK_FALSE(times.mean.withheld());

    THEN("one replication has no interval") {
        const RunReport single = run(oneQueue(0.5, R"({"id":"s","duration":500,"warmUp":0,"replications":1})"));
        CHECK_FALSE(single.journeys.front().second.times.mean.withheld());
        CHECK_FALSE(single.journeys.front().second.times.mean.hasInterval());
        CHECK(reportJson(single)["journeys"]["visit"]["mean"]["low"].is_null());
    }
}

SCENARIO("an overloaded place is called unstable with its factor", "[run][simulate]") {
    const RunReport report = run(oneQueue(1.5, R"({"id":"s","duration":2000})"));
    CHECK(report.verdict == Verdict::unstable);
    REQUIRE(report.causes.size() == 1);
    CHECK(report.causes.front().factor == Approx(1.5));
    CHECK_FALSE(report.elements.front().second.time->mean.withheld()); // the results up to then are told
}

SCENARIO("the parts of a journey sum to its mean", "[run][simulate]") {
    const RunReport report = run(oneQueue(
        0.5, R"({"id":"s","duration":3000})",
        R"(,"delay":{"exponential":{"mean":2}},"failure":0.2,"retry":{"attempts":3,"backoff":{"constant":{"value":1}}})"));
    const JourneyReport& journey = report.journeys.front().second;
    double mean = 0;
    for (const BreakdownPart& part : journey.breakdown) {
        CHECK(part.element == "work");
        mean += part.mean.value;
    }
    CHECK(journey.breakdown.size() == 4); // waiting, handling, delay, backoff
    CHECK(mean == Approx(journey.times.mean.value));
    CHECK(journey.sampled > 0);
    CHECK(report.accounting.front().second.balances());
}

SCENARIO("a breakdown is taken from ten thousand instances, where there are as many", "[run][simulate]") {
    const char* scenario =
        GENERATE(R"({"id":"s","duration":60000})", R"({"id":"s","duration":30000,"replications":9})",
                 R"({"id":"s","duration":300000,"warmUp":200000,"replications":1})",
                 R"({"id":"s","kind":"scenario","duration":600,"replications":90})", R"({"id":"s","duration":2000})");
    const RunReport report = run(oneQueue(0.5, scenario));
    const JourneyReport& journey = report.journeys.front().second;
    CHECK(journey.sampled >= std::min<std::uint64_t>(10'000, journey.times.count));
}

SCENARIO("Little's law is held against every channel, whatever comes back to it", "[run][simulate]") {
    const std::string text = R"({"stormglass":1,"name":"c","elements":[
{"id":"source","kind":"external","arrivals":{"poisson":{"rate":5}}},{"id":"happened","kind":"event"},
{"id":"log","kind":"topic","partitions":4,"latency":{"constant":{"value":0.5}},"publishEvery":0.2,"duplicates":0.1},
{"id":"line","kind":"queue","visibility":3,"maxAttempts":4},
{"id":"one","kind":"policy","service":"first","handling":{"time":{"exponential":{"mean":0.5}}}},
{"id":"two","kind":"policy","service":"second","handling":{"time":{"exponential":{"mean":0.5}},"failure":0.2}},
{"id":"first","kind":"service","replicas":4},
{"id":"second","kind":"service","replicas":4,"breakdowns":{"every":{"exponential":{"mean":200}},"repair":{"exponential":{"mean":5}}}}],
"flows":[{"from":"source","to":"happened"},{"from":"happened","to":"one","via":"log"},{"from":"happened","to":"two","via":"line"}],
"scenarios":[{"id":"s","duration":4000,"seed":3}]})";
    const model::Catalogue catalogue;
    const auto board = model::readText(text, catalogue);
    REQUIRE(board);
    const RunReport report = run(*board);
    for (const char* id : {"log", "line"}) {
        const PlaceReport& channel = *findById(report.channels, id);
        REQUIRE(channel.little);
        CHECK(std::abs(*channel.little) < 4); // 99.9 % by Student's t with some sixty sections, seed 3
    }
}

SCENARIO("Little's law is told at every place, growing, hedged, left in the middle or never reached",
         "[run][simulate]") {
    const std::string text = R"({"stormglass":1,"name":"l","elements":[
{"id":"source","kind":"external","arrivals":{"poisson":{"rate":1}}},{"id":"happened","kind":"event"},
{"id":"done","kind":"event"},{"id":"never","kind":"event"},
{"id":"full","kind":"policy","handling":{"time":{"exponential":{"mean":1.5}}}},
{"id":"hedged","kind":"policy","service":"three","handling":{"time":{"exponential":{"mean":1}},"hedge":{"after":1,"copies":2}}},
{"id":"tried","kind":"policy","service":"short","handling":{"time":{"exponential":{"mean":0.7}},"failure":0.5,
    "patience":{"exponential":{"mean":3}},"retry":{"attempts":3}}},
{"id":"ahead","kind":"external","handling":{"time":{"exponential":{"mean":1}}}},
{"id":"both","kind":"policy","handling":{"time":{"constant":{"value":0.1}},"waitFor":{"all":["happened","done"]}}},
{"id":"idle","kind":"policy","service":"unused"},
{"id":"three","kind":"service","concurrency":3},{"id":"short","kind":"service","queueLimit":2},{"id":"unused","kind":"service"}],
"flows":[{"from":"source","to":"happened"},{"from":"happened","to":"full"},{"from":"happened","to":"hedged"},
{"from":"happened","to":"tried"},{"from":"happened","to":"ahead"},{"from":"ahead","to":"done"},
{"from":"happened","to":"both"},{"from":"done","to":"both"},{"from":"never","to":"idle"}],
"scenarios":[{"id":"s","duration":2000,"warmUp":100,"replications":20,"seed":4}]})";
    const model::Catalogue catalogue;
    const auto board = model::readText(text, catalogue);
    REQUIRE(board);
    const RunReport report = run(*board);
    for (const auto* places : {&report.elements, &report.services}) {
        for (const auto& [id, place] : *places) {
            if (!place.waiting) {
                continue; // a message's or source's
            }
            INFO(id);
            REQUIRE(place.little);
            CHECK(std::abs(*place.little) < 4); // 99.9 % by Student's t with twenty replications, seed 4
        }
    }
}

SCENARIO("what was seen once in each replication has an interval", "[run][simulate]") {
    const RunReport report =
        run(oneQueue(0.8, R"({"id":"s","kind":"scenario","duration":60,"replications":200,"backlog":{"work":30},
        "measures":[{"id":"middle","of":"work","what":"inside","as":"p50","at":30},
                    {"id":"spread","of":"work","what":"inside","as":"sd","at":30},
                    {"id":"extreme","of":"work","what":"inside","as":"p999","at":30}]})"));
    for (const char* id : {"middle", "spread"}) {
        const Estimate& estimate = *findById(report.measures, id);
        CHECK(estimate.hasInterval());
        CHECK(estimate.low < estimate.value);
        CHECK(estimate.value < estimate.high);
    }
    CHECK_FALSE(findById(report.measures, "extreme")->hasInterval()); // two hundred don't reach so far
    CHECK(report.exact.empty());                                      // a backlog is no steady state
}

SCENARIO("what only sends, and every message, has a rate with its interval", "[run][simulate]") {
    const char* scenario =
        GENERATE(R"({"id":"s","duration":20000})", R"({"id":"s","duration":2000,"warmUp":1000,"replications":20})");
    const RunReport report = run(oneQueue(0.5, scenario));
    for (const char* id : {"clients", "request", "done"}) {
        const PlaceReport& element = *findById(report.elements, id);
        REQUIRE(element.emissions);
        CHECK(element.emissions->low < element.emissions->value);
        // 4000 or more emissions: four standard errors are less than 0.035
        CHECK(std::abs(element.emissions->value - 0.5) < 0.035);
    }
}

SCENARIO("objectives are judged by value and interval", "[run][simulate]") {
    const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":20000,"objectives":[
        {"measure":"mean","of":"visit","op":"<=","value":5},{"measure":"busy","of":"work","op":"<","value":0.3},
        {"measure":"cost","op":"<=","value":1},{"measure":"waiting.p99","of":"work","op":"<=","value":100},
        {"measure":"busy","of":"work-again","op":"<","value":0.6}]})"));
    REQUIRE(report.objectives.size() == 5);
    CHECK(report.objectives[0].met);
    CHECK(report.objectives[0].certain);
    CHECK_FALSE(report.objectives[1].met);
    CHECK(report.objectives[1].certain);
    CHECK(report.objectives[2].actual.value == Approx(0.01));
    CHECK(report.objectives[3].met);
    CHECK(report.objectives[4].actual.value == report.objectives[1].actual.value); // an occurrence is its original
    CHECK_FALSE(report.meetsObjectives());
}

SCENARIO("a run can be watched, stopped and reproduced", "[run][simulate]") {
    const model::Board board = oneQueue(0.9, R"({"id":"s","duration":1000000})");
    std::stop_source stop;
    Watcher watcher;
    watcher.stop = &stop;
    const auto stopped = simulate(board, {}, &watcher, stop.get_token());
    REQUIRE(stopped);
    CHECK(watcher.refinements == 1);
    CHECK(watcher.last.simulatedEvents > 0);
    CHECK(stopped->verdict == Verdict::stopped);
    CHECK(stopped->ended->by == EndReason::time);
    CHECK(stopped->duration < 1'000'000);

    THEN("its stated duration gives the same figures") {
        RunRequest again;
        again.duration = stopped->duration;
        const RunReport repeated = run(board, again);
        CHECK(repeated.verdict == Verdict::stable);
        CHECK(journeyJson(repeated.journeys.front().second).dump() ==
              journeyJson(stopped->journeys.front().second).dump());
        CHECK(placeJson(repeated.elements.front().second).dump() == placeJson(stopped->elements.front().second).dump());
    }
    THEN("a stop before anything is known is an error") {
        std::stop_source early;
        early.request_stop();
        const auto none = simulate(board, {}, nullptr, early.get_token());
        REQUIRE_FALSE(none);
        CHECK(none.error().reason == RunError::Reason::cancelled);
    }
    THEN("a time budget ends it at a checkpoint") {
        RunRequest budget;
        budget.wallSeconds = 0.001;
        const RunReport report = run(board, budget);
        CHECK(report.verdict == Verdict::stopped);
        CHECK(report.duration < 1'000'000);
    }
}

SCENARIO("what cannot be run is refused with the reason", "[run][simulate]") {
    const model::Board board = oneQueue(0.5, R"({"id":"s","duration":100})");
    const auto reasonOf = [&](const RunRequest& request) {
        const auto report = simulate(board, request);
        REQUIRE_FALSE(report);
        return report.error();
    };
    RunRequest request;
    request.scenario = "nowhere";
    CHECK(reasonOf(request).reason == RunError::Reason::unknownScenario);
    CHECK(reasonOf(request).subject == "nowhere");
    request = {};
    request.overrides.push_back({"work.handling.nonsense", 3});
    CHECK(reasonOf(request).reason == RunError::Reason::badOverride);
    request = {};
    request.warmUp = 100;
    CHECK(reasonOf(request).reason == RunError::Reason::badRequest);
    CHECK(reasonOf(request).subject == "warmUp");
    request = {};
    request.duration = 0;
    CHECK(reasonOf(request).subject == "duration");
}

SCENARIO("a scenario whose warm-up is as long as itself is the document's fault, unless a request can't do with it",
         "[run][simulate]") {
    const model::Board board = oneQueue(0.5, R"({"id":"s","duration":100,"warmUp":200,"replications":2})");
    RunRequest request;
    CHECK(simulate(board, request).error().reason == RunError::Reason::badScenario);
    request.duration = 150;
    CHECK(simulate(board, request).error().reason == RunError::Reason::badRequest);
    request.duration = 300;
    CHECK(simulate(board, request));
}

SCENARIO("the first replication is recorded when asked for", "[run][timeline]") {
    const std::string scenario =
        GENERATE(R"({"id":"s","duration":40000})", R"({"id":"s","kind":"scenario","duration":400})",
                 R"({"id":"s","duration":500,"warmUp":77,"replications":3})");
    RunRequest request;
    request.timeline = true;
    const RunReport report = run(oneQueue(0.5, scenario), request);
    REQUIRE(report.timeline);
    const Timeline& timeline = *report.timeline;
    CHECK(timeline.count <= 512);
    CHECK(timeline.interval * static_cast<double>(timeline.count) == Approx(report.duration));
    const auto track = [&](const std::string& path) -> const std::vector<float>& {
        const auto found = std::ranges::find(timeline.tracks, path, &TimelineTrack::path);
        REQUIRE(found != timeline.tracks.end());
        CHECK(found->values.size() == timeline.count);
        return found->values;
    };
    double arrived = 0;
    double served = 0;
    for (std::size_t i = 0; i < timeline.count; ++i) {
        arrived += track("elements.work.arrivals")[i] * timeline.interval;
        served += track("elements.work.throughput")[i] * timeline.interval;
    }
    // What came and did not go is there at the end.
    const double left = track("elements.work.queue").back() + track("elements.work.active").back();
    CHECK(arrived - served == Approx(left).margin(0.05));
    CHECK(arrived == Approx(report.duration * 0.5).epsilon(0.3));
    CHECK(track("services.desk.busy") == track("services.desk.active"));
    CHECK(std::ranges::all_of(track("elements.work.lost"), [](float rate) { return rate == 0; }));
    CHECK(timelineJson(timeline)["tracks"].contains("services.desk.up"));

    REQUIRE_FALSE(timeline.journeys.empty());
    CHECK(timeline.journeys.size() <= kTimelineJourneys);
    for (const TracedJourney& journey : timeline.journeys) {
        CHECK(journey.begin >= 0);
        CHECK(journey.begin + journey.latency <= report.duration);
        double spent = 0;
        for (const TraceStep& step : journey.steps) {
            spent += step.seconds;
        }
        CHECK(spent == Approx(journey.latency));
    }
}

SCENARIO("instances are traced from their true beginning to their end", "[run][traces]") {
    RunRequest request;
    request.traces = 50;
    const RunReport report = run(oneQueue(0.5, R"({"id":"s","duration":1000,"warmUp":100,"replications":2})"), request);
    REQUIRE(report.traces);
    CHECK(report.traces->size() == 50);
    double latest = 0;
    for (const TracedJourney& trace : *report.traces) {
        double seconds = 0;
        for (const TraceStep& step : trace.steps) {
            CHECK(step.service == "desk");
            seconds += step.seconds;
        }
        CHECK(seconds == Approx(trace.latency));
        CHECK(trace.begin + trace.latency >= 100); // measured by its end
        CHECK(trace.begin + trace.latency <= 1000);
        latest = std::max(latest, trace.begin);
    }
    CHECK(latest > 500);

    const model::Value json = tracesJson(*report.traces);
    const model::Value& resources = json["resourceSpans"];
    REQUIRE(resources.size() == 2); // the service and the journey
    CHECK(resources[0]["resource"]["attributes"][0]["value"]["stringValue"] == "desk");
    const model::Value& span = resources[0]["scopeSpans"][0]["spans"][0];
    CHECK(span["traceId"].get<std::string>().size() == 32);
    CHECK(span["spanId"].get<std::string>().size() == 16);
    CHECK(span["startTimeUnixNano"].get<std::string>() <= span["endTimeUnixNano"].get<std::string>());
}
