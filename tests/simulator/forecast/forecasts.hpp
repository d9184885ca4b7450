// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/forecast.hpp"
#include "tests/simulator/compile/compiled.hpp"

#include <string>

namespace stormglass::tests {

inline sim::ForecastReport forecastOf(const std::string& document, const std::vector<model::Override>& overrides = {}) {
    return sim::forecast(compiledOf(document, overrides));
}

inline const sim::ForecastPlace& elementOf(const sim::ForecastReport& report, const std::string& id) {
    const sim::ForecastPlace* place = sim::findById(report.elements, id);
    INFO(id);
    REQUIRE(place != nullptr);
    return *place;
}

inline double journeyOf(const sim::ForecastReport& report, const std::string& id) {
    const double* mean = sim::findById(report.journeys, id);
    INFO(id);
    REQUIRE(mean != nullptr);
    return *mean;
}

inline double exactOf(const sim::ForecastReport& report, const std::string& path) {
    const double* value = sim::findById(report.exact, path);
    INFO(path);
    REQUIRE(value != nullptr);
    return *value;
}

/// One station: user (0.8 a second unless `arrivals` says otherwise) → ask → work in service → done. `handling` and
/// `service` are JSON; `asking` further keys of ask → work.
inline std::string stationOf(const std::string& handling, const std::string& service = "",
                             const std::string& arrivals = R"({"poisson": {"rate": 0.8}})",
                             const std::string& asking = "", const std::string& more = "") {
    return documentOf(R"({"id": "user", "kind": "actor", "arrivals": )" + arrivals +
                          R"(}, {"id": "ask", "kind": "command"}, {"id": "done", "kind": "event"},
        {"id": "work", "kind": "aggregate", "service": "servers", "handling": )" +
                          handling + std::string(R"(}, {"id": "servers", "kind": "service")") +
                          (service.empty() ? "" : ", ") + service + "}" + more,
                      std::string(R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "work")") +
                          (asking.empty() ? "" : ", ") + asking + R"(}, {"from": "work", "to": "done"})",
                      R"(, "journeys": [{"id": "visit", "from": "ask", "to": "done"}])");
}

} // namespace stormglass::tests
