// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stormglass::tests {

/// The smallest useful model: an M/M/1 queue at 0.9 load, whose mean time is exactly 1 / (1.0 - 0.9) = 10 s.
/// `scenario` is the record of its one scenario.
inline std::string
oneQueue(const std::string& scenario =
             R"({"id": "steady", "duration": 100000, "warmUp": 1000, "replications": 10, "seed": 1})") {
    return R"({
  "stormglass": 1,
  "name": "One queue",
  "elements": [
    {"id": "customer", "kind": "actor", "label": "Customer", "at": [0, 0], "arrivals": {"poisson": {"rate": 0.9}}},
    {"id": "place-order", "kind": "command", "label": "Place order", "at": [140, 0]},
    {"id": "order", "kind": "aggregate", "label": "Order", "at": [280, 0], "service": "orders",
     "handling": {"time": {"exponential": {"mean": 1.0}}}},
    {"id": "order-placed", "kind": "event", "label": "Order placed", "at": [420, 0]},
    {"id": "orders", "kind": "service", "label": "Order service", "replicas": 1, "concurrency": 1}
  ],
  "flows": [
    {"from": "customer", "to": "place-order"},
    {"from": "place-order", "to": "order"},
    {"from": "order", "to": "order-placed"}
  ],
  "journeys": [{"id": "ordering", "label": "Ordering", "from": "place-order", "to": "order-placed"}],
  "scenarios": [)" +
           scenario + R"(]
}
)";
}

/// `text` with one piece of it replaced.
inline std::string with(std::string text, const std::string& what, const std::string& instead) {
    const std::size_t at = text.find(what);
    return at == std::string::npos ? std::string{} : text.replace(at, what.size(), instead);
}

} // namespace stormglass::tests
