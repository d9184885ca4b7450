// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"

namespace stormglass::model::chapters {

Parameters serviceParameters() {
    return {
        {"replicas", whole(0), "replicas at time 0", false, 1},
        {"concurrency", whole(1, Unit::workers), "workers per replica", false, 1},
        {"discipline",
         word({"fifo", "lifo", "random", "shortest", "priority", "preemptivePriority", "processorSharing"}),
         "who is served next", false, "fifo"},
        {"queueLimit", whole(0, Unit::messages), "most direct messages waiting; none: unlimited"},
        {"overflow", word({"drop", "reject", "block"}), "what happens at the limit", false, "drop"},
        {"balancing", word({"shared", "random", "roundRobin", "leastBusy", "powerOfTwo"}), "which replica gets it",
         false, "shared"},
        {"choices", whole(1), "replicas powerOfTwo looks at", false, 2},
        {"startup", distribution(), "time until a started replica serves [s]"},
        {"autoscale",
         record({{"metric", word({"busy", "lag", "queue"}), "what is watched", false, "busy"},
                 {"target", positive(), "wanted share (busy) or messages per replica", false, 0.7},
                 {"min", whole(0), "fewest replicas; 0: scales to zero", false, 1},
                 {"max", whole(1), "most replicas; none: no limit"},
                 {"every", positive(Unit::seconds), "time between decisions", false, 15},
                 {"cooldown", atLeastZero(Unit::seconds), "rest after a change", false, 0},
                 {"idleFor", atLeastZero(Unit::seconds), "idle time before the last replica stops"}}),
         "changes the number of replicas"},
        {"breakdowns",
         record({{"every", distribution(), "time between breakdowns [s]", true},
                 {"repair", distribution(), "time to repair [s]", true},
                 {"interrupted", word({"resume", "restart", "redeliver"}), "what becomes of the work"}}),
         "replicas fail and are repaired"},
        {"failover", atLeastZero(Unit::seconds), "until others take a broken replica's partitions; none: never"},
        {"costPerHour", atLeastZero(Unit::moneyPerHour), "per replica"},
    };
}

} // namespace stormglass::model::chapters
