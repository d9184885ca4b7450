// SPDX-License-Identifier: Apache-2.0
#include "tests/acceptance/models.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace stormglass::tests;
using nlohmann::json;

namespace {

json withoutTiming(json report) {
    report.erase("timing");
    return report;
}

json simulated(const std::string& file, std::vector<std::string> options) {
    options.insert(options.begin(), {"simulate", file, "--json"});
    const Ran ran = run(std::move(options));
    INFO(ran.err);
    CHECK(ran.code <= 1);
    return jsonOf(ran);
}

} // namespace

// Level: 3.5 standard errors (two-sided 0.0005) over 32 replications of 100 000 s, seed 1, run once.
// Source: M/M/1, mean time 1 / (mu - lambda) = 1 / (1.0 - 0.9) = 10 s (Kleinrock vol. 1, ch. 3).
TEST_CASE("the M/M/1 of the design has a mean time of 10 s", "[cli][oracle]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const json mean = simulated(file, {"--replications", "32"})["journeys"]["ordering"]["mean"];
    const double halfWidth = (mean["high"].get<double>() - mean["low"].get<double>()) / 2;
    constexpr double kStudentT31 = 2.0395; // 97.5 % point with 31 degrees of freedom
    const double standardError = halfWidth / kStudentT31;
    CAPTURE(mean.dump());
    CHECK(std::abs(mean["value"].get<double>() - 10) < 3.5 * standardError);
    CHECK(standardError < 0.5);
}

TEST_CASE("one seed gives one answer, whatever the number of threads", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const json one = simulated(file, {"--duration", "5000", "--threads", "1"});
    const json two = simulated(file, {"--duration", "5000", "--threads", "2"});
    const json five = simulated(file, {"--duration", "5000", "--threads", "5"});
    CHECK(withoutTiming(one).dump() == withoutTiming(two).dump());
    CHECK(withoutTiming(one).dump() == withoutTiming(five).dump());
    CHECK(one["timing"]["threads"] == 1);
    const json other = simulated(file, {"--duration", "5000", "--seed", "2"});
    CHECK(withoutTiming(other).dump() != withoutTiming(one).dump());
    CHECK(other["seed"] == 2);
}

TEST_CASE("the report has the keys of the design", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const json report = simulated(file, {"--duration", "5000"});
    for (const char* key :
         {"scenario", "seed", "replications", "duration", "warmUp", "simulatedEvents", "verdict", "notSimulated",
          "timing", "journeys", "elements", "services", "channels", "objectives", "accounting"}) {
        INFO(key);
        CHECK(report.contains(key));
    }
    CHECK(report["duration"] == 5000);
    CHECK(report["verdict"] == "stable");
    for (const auto& [id, row] : report["accounting"].items()) {
        INFO(id);
        const auto count = [&row = row](const char* key) { return row[key].get<std::uint64_t>(); };
        CHECK(count("emitted") == count("handled") + count("deadLettered") + count("dropped") + count("rejected") +
                                      count("expired") + count("inFlight"));
    }
}

TEST_CASE("options beat --set, which beats the scenario", "[cli]") {
    const Folder folder;
    const std::string file = folder.write(
        "queue.storm.json", oneQueue(R"({"id": "steady", "duration": 3000, "warmUp": 100, "replications": 4, "seed": 7,
                     "set": {"orders.replicas": 3}})"));
    CHECK(simulated(file, {})["services"]["orders"]["replicas"] == 3);
    CHECK(simulated(file, {"--set", "orders.replicas=2"})["services"]["orders"]["replicas"] == 2);
    const json report =
        simulated(file, {"--set", "scenario.seed=8", "--seed", "9", "--set", "scenario.replications=5"});
    CHECK(report["seed"] == 9);
    CHECK(report["replications"] == 5);
}

TEST_CASE("values may be set as people write them", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const auto mean = [&](const std::string& set) {
        return simulated(file, {"--duration", "2h", "--warm-up", "1 min", "--set",
                                set})["elements"]["order"]["handling"]["mean"]["value"]
            .get<double>();
    };
    CHECK(mean("order.handling.time=8ms") == Approx(0.008).epsilon(0.1));
    CHECK(mean("order.handling.time=0.5") == Approx(0.5).epsilon(0.1));
    CHECK(mean(R"(order.handling.time={"constant": {"value": 0.25}})") == Approx(0.25));
    CHECK(simulated(file, {"--duration", "1h", "--set",
                           "customer.arrivals.poisson.rate=30/min"})["elements"]["order"]["arrivals"]["value"]
              .get<double>() == Approx(0.5).epsilon(0.15));
}

TEST_CASE("a missed objective exits 1, a met one 0, an unstable model 0", "[cli]") {
    const Folder folder;
    const auto file = [&](const std::string& bound) {
        return folder.write("queue.storm.json",
                            oneQueue(R"({"id": "steady", "duration": 5000, "warmUp": 500, "replications": 4, "seed": 1,
                                         "objectives": [{"measure": "busy", "of": "orders", "op": "<=", "value": )" +
                                     bound + "}]}"));
    };
    CHECK(run({"simulate", file("0.5")}).code == 1);
    CHECK(run({"forecast", file("0.5")}).code == 1);
    CHECK(run({"simulate", file("0.99")}).code == 0);
    CHECK(run({"forecast", file("0.99")}).code == 0);
    const std::string heavy = folder.write("heavy.storm.json", with(oneQueue(), "\"rate\": 0.9", "\"rate\": 1.5"));
    const Ran ran = run({"simulate", heavy, "--duration", "3000", "--json"});
    CHECK(ran.code == 0);
    CHECK(jsonOf(ran)["verdict"] == "unstable");
    CHECK(jsonOf(ran)["causes"][0]["factor"].get<double>() == Approx(1.5).epsilon(0.05));
}

TEST_CASE("the forecast of an M/M/1 queue is exact", "[cli]") {
    const Ran ran = run(Run{.arguments = {"forecast", "-", "--json"}, .input = oneQueue()});
    CHECK(ran.code == 0);
    const json report = jsonOf(ran);
    CHECK(report["verdict"] == "stable");
    CHECK(report["elements"]["order"]["busy"].get<double>() == Approx(0.9));
    CHECK(report["elements"]["order"]["time"]["mean"].get<double>() == Approx(10));
    CHECK(report["elements"]["order"]["exact"] == true);
    CHECK(report["journeys"]["ordering"]["mean"].get<double>() == Approx(10));
    CHECK(report["saturation"]["loadFactor"].get<double>() == Approx(1 / 0.9));
}

TEST_CASE("CSV tables carry units in their column names", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    CHECK(run({"simulate", file, "--duration", "5000", "--csv", folder / "csv"}).code == 0);
    const std::string journeys = contentOf(folder / "csv/journeys.csv");
    CHECK(journeys.starts_with("id,count,"));
    CHECK(journeys.find(",mean_s,mean_s_low,mean_s_high,") != std::string::npos);
    CHECK(journeys.find("\r\nordering,") != std::string::npos);
    CHECK(journeys.ends_with("\r\n"));
    const std::string elements = contentOf(folder / "csv/elements.csv");
    CHECK(elements.find("arrivals_per_s") != std::string::npos);
    CHECK(elements.find("busy_share") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "csv/accounting.csv"));
}

TEST_CASE("tables for people show figures with their intervals and units", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const Ran ran = run({"simulate", file, "--duration", "5000"});
    CHECK(ran.code == 0);
    CHECK(ran.out.find("Stable") != std::string::npos);
    CHECK(ran.out.find(" ± ") != std::string::npos);
    CHECK(ran.out.find(" emitted = ") != std::string::npos);
    CHECK(ran.out.find('\x1b') == std::string::npos);
    CHECK(ran.err.find('\r') == std::string::npos); // no terminal, no progress
}

TEST_CASE("Ctrl+C ends a long run at once, with the figures so far", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const Ran ran = run(Run{.arguments = {"simulate", file, "--json", "--duration", "1e10", "--replications", "1000"},
                            .interruptAfterMs = 1500});
    CHECK((ran.code == 0 || ran.code == 130));
    if (ran.code == 0) {
        CHECK(jsonOf(ran)["verdict"] == "stopped");
    }
}

TEST_CASE("a run can be given a time limit", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const Ran ran =
        run({"simulate", file, "--json", "--duration", "100000", "--replications", "20000", "--time-limit", "1 s"});
    CHECK(ran.code == 0);
    CHECK(jsonOf(ran)["verdict"] == "stopped");
}

TEST_CASE("another locale changes nothing", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("queue.storm.json", oneQueue());
    const std::vector<std::string> arguments{"simulate", file, "--json", "--duration", "1500.5", "--precision", "0.3"};
    const Ran plain = run(Run{.arguments = arguments, .environment = {"LC_ALL=C"}});
    const Ran german = run(Run{.arguments = arguments, .environment = {"LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8"}});
    CHECK(german.code == plain.code);
    CHECK(withoutTiming(jsonOf(german)).dump() == withoutTiming(jsonOf(plain)).dump());
    CHECK(jsonOf(german)["duration"] == 1500.5);
}
