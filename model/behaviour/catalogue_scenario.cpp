// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"

namespace stormglass::model::chapters {

namespace {

ParameterType faultType() {
    const ParameterType effect = anyOf({
        word({"down", "partitioned"}),
        oneOf({{"slow", positive(), "multiplies times that begin in it"},
               {"fail", probability(), "further share of failed attempts"},
               {"lose", probability(), "share lost"}}),
    });
    return record({
        {"at", atLeastZero(Unit::seconds), "when it begins", true},
        {"for", atLeastZero(Unit::seconds), "how long it lasts; none: to the end"},
        {"target", text(), "handler, service, channel, source or flow", true},
        {"effect", effect, "what it does", true},
        {"replicas", whole(1), "of a service: how many of them"},
    });
}

ParameterType replayType() {
    return record({
        {"at", atLeastZero(Unit::seconds), "when", true},
        {"channel", reference({ElementKind::queue, ElementKind::topic}), "whose past messages", true},
        {"into", reference(), "the handler that reads them again", true},
        {"events", whole(0, Unit::messages), "how many", true},
        {"sideEffects", truth(), "whether they fire flows", false, false},
    });
}

ParameterType measureType() {
    const ParameterType share = record(
        {{"share",
          record({{"op", word({">", ">=", "==", "<", "<="}), "comparison", true}, {"value", number(), "bound", true}}),
          "share of time or messages for which it holds", true}});
    return record({
        {"id", name(), "its key in the results", true},
        {"of", text(), "journey, element, service or channel", true},
        {"what", word({"waiting", "time", "staleness", "latency", "inside", "queue", "up"}), "the quantity", true},
        {"as", anyOf({word({"mean", "sd", "p50", "p90", "p95", "p99", "p999"}), share}), "the figure", false, "mean"},
        {"at", atLeastZero(Unit::seconds), "mean over replications at this time"},
    });
}

ParameterType objectiveType() {
    return record({
        {"measure", text(), "path in the results of `of`", true},
        {"of", text(), "journey, element, service or channel; none: the whole run"},
        {"op", word({"<", "<=", ">", ">="}), "comparison", true},
        {"value", number(), "bound", true},
    });
}

} // namespace

Parameters scenarioParameters() {
    return {
        {"description", text(), "what the scenario stands for"},
        {"kind", word({"steady", "scenario"}), "long runs merged, or replications from one start"},
        {"duration", positive(Unit::seconds), "simulated time of a run, warm-up included"},
        {"warmUp", anyOf({word({"auto"}), atLeastZero(Unit::seconds)}), "time left out of the statistics"},
        {"seed", seed(), "one seed, one answer", false, 1},
        {"replications", whole(1), "how many runs"},
        {"precision", positive(), "wanted relative half-width of the intervals"},
        {"loadFactor", atLeastZero(), "multiplies all load", false, 1},
        {"profile", profileType(), "factors over time that multiply all load"},
        {"set", map(anything()), "overrides of parameters, by path"},
        {"faults", list(faultType()), "what goes wrong, and when"},
        {"replay", list(replayType()), "past messages read again"},
        {"backlog", map(whole(0, Unit::messages)), "messages waiting at the start, by handler or channel"},
        {"measures", list(measureType()), "figures asked for"},
        {"objectives", list(objectiveType()), "what has to hold"},
    };
}

} // namespace stormglass::model::chapters
