// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"
#include "model/behaviour/consistency.hpp"

namespace stormglass::model::chapters {

Parameters channelParameters() {
    return {
        {"partitions", whole(1), "a key always goes to the same one", false, 1},
        {"shares", consistent(list(atLeastZero()), consistency::positiveTotal),
         "the partitions' parts of the traffic; overrides keys"},
        {"latency", distribution(), "once per publication [s]"},
        {"capacity", whole(0, Unit::messages), "most messages held; none: unlimited"},
        {"overflow", word({"drop", "reject", "block"}), "what happens at the capacity", false, "drop"},
        {"publishEvery", positive(Unit::seconds), "messages become visible at its multiples"},
        {"pollEvery", positive(Unit::seconds), "wait after the channel was found empty"},
        {"visibility", positive(Unit::seconds), "time from hand-over after which it comes again"},
        {"maxAttempts", whole(1), "hand-overs before it is dead-lettered", false, 1},
        {"deadLetter", reference({ElementKind::queue, ElementKind::topic}), "where messages go that are given up"},
        {"duplicates", probability(), "share delivered once more", false, 0},
        {"loss", probability(), "share lost", false, 0},
        {"retention", atLeastZero(Unit::seconds), "expires what a group has not read; bounds a replay"},
        {"ttl", atLeastZero(Unit::seconds), "expires unread after this"},
        {"rebalance", distribution(), "pause of a topic's group when its replicas change [s]", false,
         Value{{"constant", {{"value", 3}}}}},
    };
}

} // namespace stormglass::model::chapters
