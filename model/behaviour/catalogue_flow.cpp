// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"

namespace stormglass::model::chapters {

Parameters flowParameters() {
    return {
        {"on", list(text()), "messages, outcomes or classes that let it fire"},
        {"choice",
         record({{"group", text(), "exactly one flow of a group fires", false, ""},
                 {"weight", atLeastZero(), "its part", false, 1}}),
         "one of several"},
        {"probability", probability(), "share of the times it fires", false, 1},
        {"count", distribution(), "messages sent each time, rounded", false, Value{{"constant", {{"value", 1}}}}},
        {"mode", word({"async", "sync"}), "sync holds the caller's worker until the answer"},
        {"parallel", truth(), "called together with the sync flow before it", false, false},
        {"timeout", atLeastZero(Unit::seconds), "longest wait for the answer"},
        {"latency", distribution(), "one way [s]"},
        {"keys",
         record({{"population", whole(1), "how many keys there are", true},
                 {"skew", atLeastZero(), "exponent of Zipf's law, 0: all alike", false, 0}}),
         "draws a new key"},
        {"description", text(), "what the label leaves out"},
        {"waived", anyOf({list(text()), truth()}), "findings somebody has accepted, by code"},
    };
}

Parameters journeyParameters() {
    return {{"reach", word({"first", "every"}), "which emissions of the end are measured", false, "first"},
            {"description", text(), "what the journey stands for"}};
}

} // namespace stormglass::model::chapters
