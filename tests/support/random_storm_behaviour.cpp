// SPDX-License-Identifier: Apache-2.0
#include "tests/support/storm_maker.hpp"

namespace stormglass::tests {

StormMaker::Value StormMaker::someTime(double mean) {
    switch (below(m_recipe.hasOnlyContinuous ? 6 : 8)) {
    case 0:
        return {{"uniform", {{"min", 0.2 * mean}, {"max", 1.8 * mean}}}};
    case 1:
        return {{"lognormal", {{"mean", mean}, {"sd", mean}}}};
    case 2:
        return {{"gamma", {{"mean", mean}, {"cv", 0.7}}}};
    case 3:
        return {{"hyperexponential", {{"mean", mean}, {"cv", 1.5}}}};
    case 4:
        return {{"erlang", {{"k", 3}, {"mean", mean}}}};
    case 5:
        return {{"exponential", {{"mean", mean}}}};
    case 6:
        return {{"constant", {{"value", mean}}}};
    default:
        return {{"constant", {{"value", 0}}}};
    }
}

StormMaker::Value StormMaker::someCount(double mean) {
    if (maybe(0.5)) {
        return {{"uniform", {{"min", 0}, {"max", 2 * mean}}}};
    }
    return {{"geometric", {{"mean", mean + 0.2}}}};
}

StormMaker::Value StormMaker::someKeys() {
    return {{"population", 3 + below(8)}, {"skew", maybe(0.5) ? 0.8 : 0.0}};
}

StormMaker::Value StormMaker::arrivals() {
    Value made = Value::object();
    const double rate = between(0.7, 3);
    if (maybe(Feature::users, 0.2)) {
        made["users"] = {{"count", 1 + below(5)}, {"think", someTime(1)}};
    } else if (maybe(Feature::bursty, 0.15)) {
        made["bursty"] = {
            {"rate", maybe(0.3) ? 0 : rate}, {"burstRate", 4 * rate}, {"burstEvery", 8}, {"burstLength", 2}};
    } else if (maybe(Feature::traces, 0.1)) {
        Value times = Value::array();
        double at = between(0, 1);
        while (at < 40) {
            times.push_back(at);
            at += between(0.1, 1.5);
        }
        made["trace"] = {{"times", times}};
    } else if (maybe(0.2)) {
        made["constant"] = {{"rate", rate}};
    } else if (maybe(0.3)) {
        made["renewal"] = {{"interval", someTime(1 / rate)}};
        if (!m_recipe.hasOnlyContinuous) { // an interval of nought would never let time go on
            made["renewal"]["interval"] = {{"erlang", {{"k", 2}, {"mean", 1 / rate}}}};
        }
    } else {
        made["poisson"] = {{"rate", rate}};
    }
    if (maybe(Feature::arrivalBatches, 0.2)) {
        made["batch"] = someCount(1.3);
    }
    if (maybe(Feature::profiles, 0.25)) {
        made["profile"] = profile();
    }
    if (maybe(Feature::keys, 0.5)) {
        made["keys"] = someKeys();
    }
    if (m_hasClasses) {
        made["classes"] = {{"premium", 1}, {"standard", 3}};
    }
    return made;
}

StormMaker::Value StormMaker::profile() {
    const Value shapes = {
        {{"spike", {{"at", 10.3}, {"for", 4.1}, {"factor", 3}}}},
        {{"ramp", {{"from", 0.5}, {"to", 2}, {"at", 5.7}, {"for", 15.2}}}},
        {{"step", {{"at", 12.9}, {"factor", maybe(0.3) ? 0.0 : 1.7}}}},
        {{"sine", {{"amplitude", 0.8}, {"period", 13.1}, {"phase", 0.2}}}},
        {{"points", Value::array({Value::array({0, 1}), Value::array({9.3, 2}), Value::array({21.7, 0.3})})}},
    };
    const Value& first = shapes[below(shapes.size())];
    return maybe(0.3) ? Value::array({first, shapes[below(shapes.size())]}) : first;
}

void StormMaker::addServices() {
    for (std::size_t i = 0, count = 1 + below(4); i < count; ++i) {
        m_services.push_back("service-" + std::to_string(i));
        Value service = {
            {"id", m_services.back()},
            {"kind", "service"},
            {"replicas", 1 + below(3)},
            {"concurrency", m_recipe.allows(Feature::unlimitedWorkers) && maybe(0.05) ? 1000 : 1 + below(3)}};
        describe(service);
        m_elements.push_back(std::move(service));
    }
}

void StormMaker::describe(Value& service) {
    if (maybe(Feature::disciplines, 0.4)) {
        static const Ids names{"lifo", "shortest", "priority", "preemptivePriority", "random"};
        service["discipline"] = names[below(m_recipe.allows(Feature::anyOrder) ? 5 : 4)];
    } else if (maybe(Feature::sharing, 0.12)) {
        service["discipline"] = "processorSharing";
    }
    if (maybe(Feature::limits, 0.35)) {
        static const Ids names{"drop", "reject", "block"};
        service["queueLimit"] = below(5);
        service["overflow"] = names[below(m_recipe.allows(Feature::blocking) ? 3 : 2)];
    }
    if (maybe(Feature::balancing, 0.4)) {
        static const Ids names{"random", "roundRobin", "leastBusy", "powerOfTwo"};
        service["balancing"] = anyOf(names);
    }
    if (maybe(Feature::startup, 0.3)) {
        service["startup"] = someTime(0.6);
    }
    if (maybe(Feature::autoscale, 0.25)) {
        static const Ids metrics{"busy", "queue", "lag"};
        const std::string& metric = anyOf(metrics);
        service["autoscale"] = {{"metric", metric},
                                {"target", metric == "busy" ? 0.6 : 2.0},
                                {"min", below(2)},
                                {"max", 1 + below(5)},
                                {"every", between(1, 4)}};
        if (maybe(0.4)) {
            service["autoscale"]["cooldown"] = between(0, 3);
        }
        if (maybe(0.5)) {
            service["autoscale"]["idleFor"] = maybe(0.3) ? 0 : between(0.3, 3);
        }
    }
    if (maybe(Feature::breakdowns, 0.25)) {
        service["breakdowns"] = {{"every", someTime(9)}, {"repair", someTime(1.5)}};
        if (m_recipe.hasOnlyContinuous == false) { // never at once again
            service["breakdowns"]["every"] = {{"erlang", {{"k", 2}, {"mean", 9}}}};
        }
        static const Ids names{"resume", "restart", "redeliver"};
        if (maybe(0.7)) {
            service["breakdowns"]["interrupted"] = anyOf(names);
        }
        if (maybe(0.3)) {
            service["failover"] = between(0.3, 2);
        }
    }
    if (maybe(0.3)) {
        service["costPerHour"] = 36;
    }
}

void StormMaker::addChannels() {
    const bool queues = m_recipe.allows(Feature::queues);
    const bool topics = m_recipe.allows(Feature::topics);
    const std::size_t count = queues || topics ? below(4) : 0;
    const bool letters = maybe(Feature::deadLetters, 0.5);
    for (std::size_t i = 0; i < count + (letters ? 1 : 0); ++i) {
        const bool isTopic = topics && (maybe(0.6) || !queues);
        const bool keepsLetters = i == count;
        const std::string id = (keepsLetters ? "letters-" : "channel-") + std::to_string(i);
        Value channel = {{"id", id}, {"kind", isTopic ? "topic" : "queue"}};
        if (isTopic) {
            channel["partitions"] = 1 + below(4);
            channel["rebalance"] = someTime(0.4);
            if (maybe(0.2)) {
                channel["shares"] = {1, 2.5, 4};
                channel.erase("partitions");
            }
        }
        if (maybe(Feature::latencies, 0.3)) {
            channel["latency"] = someTime(0.15);
        }
        if (maybe(Feature::capacity, 0.25)) {
            static const Ids names{"drop", "reject", "block"};
            channel["capacity"] = 1 + below(6);
            channel["overflow"] = names[below(m_recipe.allows(Feature::blocking) ? 3 : 2)];
        }
        if (maybe(Feature::loss, 0.2)) {
            channel["loss"] = 0.1;
        }
        if (maybe(Feature::duplicates, 0.25)) {
            channel["duplicates"] = 0.25;
        }
        if (maybe(Feature::publishEvery, 0.15)) {
            channel["publishEvery"] = between(0.2, 0.8);
        }
        if (maybe(Feature::pollEvery, 0.15)) {
            channel["pollEvery"] = between(0.2, 0.8);
        }
        if (maybe(Feature::visibility, 0.2)) {
            channel["visibility"] = between(0.2, 1.2);
        }
        if (maybe(Feature::redelivery, 0.35)) {
            channel["maxAttempts"] = 2 + below(3);
        }
        if (maybe(Feature::ttl, 0.15)) {
            channel["ttl"] = between(0.3, 2);
        }
        if (maybe(Feature::retention, 0.1)) {
            channel["retention"] = between(0.5, 3);
        }
        if (letters && !keepsLetters && maybe(0.4)) {
            channel["deadLetter"] = "letters-" + std::to_string(count);
        }
        m_elements.push_back(std::move(channel));
        (keepsLetters ? m_letters : m_channels).push_back(id);
    }
}

} // namespace stormglass::tests
