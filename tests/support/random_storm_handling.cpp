// SPDX-License-Identifier: Apache-2.0
#include "tests/support/storm_maker.hpp"

namespace stormglass::tests {

void StormMaker::addHandlers() {
    struct Kind {
        const char* name;
        const char* prefix;
        std::size_t count;
        Ids* ids;
    };

    const Kind kinds[] = {{"aggregate", "aggregate", 1 + below(3), &m_aggregates},
                          {"policy", "policy", 1 + below(3), &m_policies},
                          {"readModel", "view", 1 + below(2), &m_readModels},
                          {"external", "external", below(2), &m_externals}};
    for (const Kind& kind : kinds) {
        for (std::size_t i = 0; i < kind.count; ++i) {
            kind.ids->push_back(std::string(kind.prefix) + "-" + std::to_string(i));
            m_handlers.push_back(kind.ids->back());
            Value handler = {{"id", kind.ids->back()}, {"kind", kind.name}, {"handling", handling()}};
            if (maybe(0.8)) {
                handler["service"] = anyOf(m_services);
            }
            if (kind.ids == &m_policies && maybe(Feature::ticks, 0.1)) {
                handler["arrivals"] = arrivals();
            }
            if (kind.ids == &m_policies && maybe(Feature::joins, 0.3)) {
                handler["handling"]["waitFor"] = waitFor();
            }
            if (kind.ids == &m_readModels && maybe(Feature::queries, 0.3)) {
                handler["handling"]["queryService"] = maybe(0.3) ? std::string("unlimited") : anyOf(m_services);
            }
            m_elements.push_back(std::move(handler));
        }
    }
}

StormMaker::Value StormMaker::handling() {
    Value made = {{"time", someTime(between(0.05, 0.4))}};
    if (maybe(0.4)) {
        made["failure"] = between(0.02, 0.5);
    }
    if (maybe(Feature::timeouts, 0.25)) {
        made["timeout"] = between(0.15, 1);
    }
    if (maybe(Feature::retries, 0.4)) {
        addRetry(made);
    }
    if (maybe(Feature::delays, 0.15)) {
        made["delay"] = someTime(0.4);
    }
    if (maybe(Feature::exclusive, 0.25)) {
        made["exclusivePerKey"] = true;
    }
    if (maybe(Feature::eventSourced, 0.12)) {
        made["eventSourced"] = {{"perEvent", 0.01}};
        if (maybe(0.6)) {
            made["eventSourced"]["snapshotEvery"] = 2 + below(5);
        }
    }
    if (maybe(Feature::batches, 0.15)) {
        made["batch"] = batch();
    }
    if (maybe(Feature::idempotent, 0.25)) {
        made["idempotent"] = true;
    }
    if (maybe(Feature::disciplines, 0.4)) {
        made["priority"] = below(4);
    }
    if (maybe(Feature::per, 0.2)) {
        made["per"] = per();
    }
    if (!m_letters.empty() && maybe(Feature::deadLetters, 0.3)) {
        made["deadLetter"] = anyOf(m_letters);
    }
    addGuards(made);
    return made;
}

StormMaker::Value StormMaker::batch() {
    Value made = Value::object();
    if (maybe(0.7)) {
        made["max"] = 1 + below(5);
    }
    if (maybe(0.5)) {
        made["linger"] = between(0.1, 0.7);
    }
    if (maybe(0.4)) {
        made["perMessage"] = someTime(0.02);
    }
    return made;
}

void StormMaker::addRetry(Value& made) {
    made["retry"] = {{"attempts", 1 + below(4)}, {"backoff", someTime(0.3)}};
    if (maybe(0.4)) {
        made["retry"]["multiplier"] = between(1, 2.5);
    }
    if (maybe(0.3)) {
        made["retry"]["maxBackoff"] = 0.7;
    }
    if (maybe(0.4)) {
        made["retry"]["jitter"] = between(0.1, 1);
    }
}

/// What stands between a message and the line.
void StormMaker::addGuards(Value& made) {
    if (maybe(Feature::patience, 0.15)) {
        made["patience"] = someTime(0.7);
    }
    if (maybe(Feature::hedges, 0.12)) {
        made["hedge"] = {{"after", maybe(0.3) ? 0 : between(0.05, 0.4)}, {"copies", 2 + below(2)}};
    }
    if (maybe(Feature::rateLimits, 0.15)) {
        made["rateLimit"] = {
            {"rate", between(1, 6)}, {"burst", 1 + below(3)}, {"excess", maybe(0.5) ? "reject" : "wait"}};
    }
    if (maybe(Feature::breakers, 0.15)) {
        made["circuitBreaker"] = {{"openFor", between(0.3, 3)}, {"probes", 1 + below(2)}};
        if (maybe(0.5)) {
            made["circuitBreaker"]["consecutive"] = 1 + below(3);
        } else {
            made["circuitBreaker"]["window"] = between(2, 6);
            made["circuitBreaker"]["threshold"] = between(0.1, 0.7);
            made["circuitBreaker"]["minCalls"] = 2 + below(4);
        }
    }
}

StormMaker::Value StormMaker::waitFor() {
    Value made = Value::object();
    const std::size_t first = below(m_events.size());
    const std::string& a = m_events[first];
    const std::string& b = m_events[(first + 1) % m_events.size()];
    switch (below(4)) {
    case 0:
        made["all"] = {a, b};
        break;
    case 1:
        made["any"] = {a, b};
        break;
    case 2:
        made["atLeast"] = 1 + below(2);
        made["of"] = m_events;
        break;
    default:
        made["each"] = a;
        made["as"] = b;
        break;
    }
    if (maybe(0.7)) {
        made["timeout"] = between(0.3, 3);
    }
    if (maybe(0.3)) {
        made["by"] = "key";
    }
    return made;
}

StormMaker::Value StormMaker::per() {
    Value rule = Value::object();
    if (maybe(0.6)) {
        rule["time"] = someTime(0.2);
    }
    if (maybe(0.4)) {
        rule["failure"] = between(0.1, 0.6);
    }
    if (maybe(Feature::disciplines, 0.4)) {
        rule["priority"] = below(5);
    }
    const bool ofClass = m_hasClasses && maybe(0.4);
    return {{ofClass ? std::string("premium") : anyOf(m_messages), rule}};
}

} // namespace stormglass::tests
