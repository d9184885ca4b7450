// SPDX-License-Identifier: Apache-2.0
#include "tests/support/random_storm.hpp"

#include "tests/support/storm_maker.hpp"

namespace stormglass::tests {

std::string randomStorm(std::uint64_t seed, const Recipe& recipe) {
    return StormMaker(seed, recipe).make();
}

std::string StormMaker::make() {
    m_hasClasses = maybe(Feature::classes, 0.4);
    addAll("command", "command", 2 + below(3), m_commands);
    addAll("event", "event", 2 + below(4), m_events);
    addAll("query", "query", m_recipe.allows(Feature::queries) ? below(3) : 0, m_queries);
    m_messages = m_commands;
    m_messages.insert(m_messages.end(), m_events.begin(), m_events.end());
    m_messages.insert(m_messages.end(), m_queries.begin(), m_queries.end());
    addServices();
    addChannels();
    addHandlers();
    addSources();
    addCommands();
    addQueries();
    addEvents();
    addReactions();
    addDecisions();
    addDeadLetterReaders();
    addJourneys();
    return Value{{"stormglass", 1},  {"name", "A random storm"}, {"elements", m_elements},
                 {"flows", m_flows}, {"journeys", m_journeys},   {"scenarios", Value::array({scenario()})}}
        .dump(1);
}

void StormMaker::addAll(const char* kind, const char* prefix, std::size_t count, Ids& ids) {
    for (std::size_t i = 0; i < count; ++i) {
        ids.push_back(std::string(prefix) + "-" + std::to_string(i));
        m_elements.push_back({{"id", ids.back()}, {"kind", kind}});
    }
}

void StormMaker::addFlow(const std::string& from, const std::string& to, const Value& more) {
    Value flow = {{"from", from}, {"to", to}};
    flow.update(more);
    m_flows.push_back(std::move(flow));
}

/// A message's way to a handler.
StormMaker::Value StormMaker::subscription() {
    Value flow = Value::object();
    if (maybe(0.15)) {
        flow["probability"] = between(0.3, 0.9);
    }
    if (maybe(Feature::latencies, 0.25)) {
        flow["latency"] = someTime(0.1);
    }
    if (m_hasClasses && maybe(0.1)) {
        flow["on"] = {"premium"};
    }
    return flow;
}

/// What a source or handler sends on.
StormMaker::Value StormMaker::emission(const std::string& from, bool fromHandler) {
    Value flow = subscription();
    flow.erase("on");
    Value on = Value::array();
    if (fromHandler) {
        static const Ids outcomes{"failure", "timeout", "rejected", "expired", "dropped", "success"};
        for (std::size_t i = maybe(0.3) ? 1 + below(2) : 0; i > 0; --i) {
            on.push_back(anyOf(outcomes));
        }
        if (maybe(0.15)) {
            on.push_back(anyOf(m_messages));
        }
    }
    if (m_hasClasses && maybe(0.1)) {
        on.push_back("premium");
    }
    if (!on.empty()) {
        flow["on"] = on;
    }
    if (maybe(Feature::choice, 0.25)) {
        flow["choice"] = {{"group", from + "-way"}, {"weight", between(1, 3)}};
    }
    if (maybe(Feature::counts, 0.15)) {
        flow["count"] = someCount(1.1);
    }
    if (maybe(Feature::flowKeys, 0.1)) {
        flow["keys"] = someKeys();
    }
    return flow;
}

void StormMaker::addSources() {
    for (std::size_t i = 0, count = 1 + below(2); i < count; ++i) {
        m_actors.push_back("actor-" + std::to_string(i));
        m_elements.push_back({{"id", m_actors.back()}, {"kind", "actor"}, {"arrivals", arrivals()}});
        addFlow(m_actors.back(), m_commands[i % m_commands.size()], emission(m_actors.back(), false));
        if (maybe(0.3) && !m_queries.empty()) {
            addFlow(m_actors.back(), anyOf(m_queries), emission(m_actors.back(), false));
        }
    }
}

/// A command has one handler, or several that compete for it; some come over a channel.
void StormMaker::addCommands() {
    Ids deciding = m_aggregates;
    deciding.insert(deciding.end(), m_externals.begin(), m_externals.end());
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const std::size_t first = below(deciding.size());
        const std::size_t count = maybe(Feature::competing, 0.25) ? std::min<std::size_t>(2, deciding.size()) : 1;
        for (std::size_t k = 0; k < count; ++k) {
            const std::string& handler = deciding[(first + k) % deciding.size()];
            Value flow = subscription();
            if (!m_channels.empty() && maybe(0.2)) {
                flow["via"] = anyOf(m_channels);
            }
            addFlow(m_commands[i], handler, flow);
        }
    }
}

void StormMaker::addQueries() {
    for (const std::string& query : m_queries) {
        addFlow(query, anyOf(m_readModels), subscription());
    }
}

void StormMaker::addEvents() {
    Ids following = m_policies;
    following.insert(following.end(), m_readModels.begin(), m_readModels.end());
    following.insert(following.end(), m_externals.begin(), m_externals.end());
    for (const std::string& event : m_events) {
        const std::size_t first = below(following.size());
        const std::size_t count = std::min(below(4), following.size());
        for (std::size_t k = 0; k < count; ++k) {
            Value flow = subscription();
            if (!m_channels.empty() && maybe(0.45)) {
                flow["via"] = anyOf(m_channels);
            }
            addFlow(event, following[(first + k) % following.size()], flow);
        }
        if (!m_channels.empty() && maybe(0.3)) {
            const std::string& channel = anyOf(m_channels);
            addFlow(event, channel);
            addFlow(channel, anyOf(following));
        }
    }
}

/// Policies ask for more, mostly of what stands further down, so that most instances end.
void StormMaker::addReactions() {
    for (const std::string& policy : m_policies) {
        for (std::size_t i = below(3); i > 0; --i) {
            const std::size_t to = m_commands.size() - 1 - below(maybe(0.2) ? m_commands.size() : 1);
            Value flow = emission(policy, true);
            if (!flow.contains("on") && maybe(Feature::sync, 0.4)) {
                flow["mode"] = "sync";
            }
            flow["probability"] = between(0.2, 0.8);
            addFlow(policy, m_commands[to], flow);
        }
        if (!m_queries.empty() && maybe(0.3)) {
            Value flow = emission(policy, true);
            flow.erase("on");
            addFlow(policy, anyOf(m_queries), flow);
        }
    }
    for (Value& flow : m_flows) {
        const bool isCall =
            flow.value("mode", "") == "sync" || (flow["to"].get<std::string>().rfind("query", 0) == 0 &&
                                                 flow["from"].get<std::string>().rfind("policy", 0) == 0);
        if (isCall && maybe(Feature::timeouts, 0.5)) {
            flow["timeout"] = between(0.2, 1);
        }
        if (isCall && maybe(0.4)) {
            flow["parallel"] = true;
        }
    }
}

void StormMaker::addDecisions() {
    Ids deciding = m_aggregates;
    deciding.insert(deciding.end(), m_externals.begin(), m_externals.end());
    for (const std::string& handler : deciding) {
        for (std::size_t i = 1 + below(3); i > 0; --i) {
            Value flow = emission(handler, true);
            if (!flow.contains("on") && maybe(Feature::sync, 0.15)) {
                flow["mode"] = "sync";
            }
            addFlow(handler, anyOf(m_events), flow);
        }
    }
}

void StormMaker::addDeadLetterReaders() {
    for (const std::string& channel : m_letters) {
        if (maybe(0.5)) {
            addFlow(channel, anyOf(m_handlers));
        }
    }
}

void StormMaker::addJourneys() {
    for (std::size_t i = 0; i < 2; ++i) {
        const std::string& to = maybe(0.3) ? anyOf(m_handlers) : anyOf(m_messages);
        Value journey = {{"id", "journey-" + std::to_string(i)}, {"from", m_commands[i]}, {"to", to}};
        if (maybe(0.3)) {
            journey["reach"] = "every";
        }
        m_journeys.push_back(std::move(journey));
    }
}

} // namespace stormglass::tests
