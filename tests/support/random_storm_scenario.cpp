// SPDX-License-Identifier: Apache-2.0
#include "tests/support/storm_maker.hpp"

namespace stormglass::tests {

StormMaker::Value StormMaker::scenario() {
    Value made = {{"id", "run"}, {"duration", 30}, {"seed", 1 + below(1000)}};
    if (!maybe(0.05)) { // else as many as its kind has
        made["replications"] = 2 + below(3);
    }
    if (maybe(0.6)) {
        made["warmUp"] = between(0, 10);
    }
    if (maybe(Feature::faults, 0.5)) {
        for (std::size_t i = 1 + below(3); i > 0; --i) {
            made["faults"].push_back(fault());
        }
    }
    if (maybe(Feature::replays, 0.25) && !m_channels.empty()) {
        made["replay"] = Value::array({{{"at", between(5, 20)},
                                        {"channel", anyOf(m_channels)},
                                        {"into", anyOf(m_handlers)},
                                        {"events", 1 + below(15)},
                                        {"sideEffects", maybe(0.4)}}});
    }
    if (maybe(Feature::backlogs, 0.2)) {
        Ids places = m_handlers;
        places.insert(places.end(), m_channels.begin(), m_channels.end());
        made["backlog"] = {{anyOf(places), 1 + below(8)}};
    }
    if (maybe(Feature::profiles, 0.1)) {
        made["profile"] = profile();
    }
    if (maybe(0.2)) {
        made["loadFactor"] = between(0.5, 1.5);
    }
    if (maybe(Feature::objectives, 0.4)) {
        made.update(objectives());
    }
    return made;
}

StormMaker::Value StormMaker::fault() {
    Ids targets = m_handlers;
    targets.insert(targets.end(), m_services.begin(), m_services.end());
    targets.insert(targets.end(), m_channels.begin(), m_channels.end());
    targets.insert(targets.end(), m_actors.begin(), m_actors.end());
    if (maybe(0.2)) {
        const Value& flow = m_flows[below(m_flows.size())];
        targets = {flow["from"].get<std::string>() + ">" + flow["to"].get<std::string>()};
    }
    Value made = {{"at", between(0, 20)}, {"target", anyOf(targets)}, {"effect", effect()}};
    if (maybe(0.85)) {
        made["for"] = between(0.5, 6);
    }
    if (made["target"].get<std::string>().rfind("service", 0) == 0 && maybe(0.5)) {
        made["replicas"] = 1;
    }
    return made;
}

StormMaker::Value StormMaker::effect() {
    switch (below(5)) {
    case 0:
        return "down";
    case 1:
        return "partitioned";
    case 2:
        return {{"slow", between(1.5, 4)}};
    case 3:
        return {{"fail", between(0.1, 0.9)}};
    default:
        return {{"lose", between(0.1, 0.9)}};
    }
}

StormMaker::Value StormMaker::objectives() {
    Value measure = {{"id", "asked"}, {"of", anyOf(m_handlers)}, {"what", maybe(0.5) ? "inside" : "queue"}};
    if (maybe(0.5)) {
        measure["as"] = {{"share", {{"op", ">="}, {"value", 1 + below(3)}}}};
    }
    if (maybe(0.3)) {
        measure["at"] = 12.5;
    }
    return {
        {"measures", Value::array({measure})},
        {"objectives", Value::array({{{"measure", "p99"}, {"of", "journey-0"}, {"op", "<="}, {"value", 1}},
                                     {{"measure", "busy"}, {"of", anyOf(m_handlers)}, {"op", "<="}, {"value", 0.8}}})}};
}

} // namespace stormglass::tests
