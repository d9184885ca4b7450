// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stormglass::tests {

/// Elements and flows (JSON lists' contents) of a shop in which most behaviours meet: retry, timeouts, hedges,
/// breakers, rate limits, batches, joins, keys, patience, priorities, processor sharing, balancing, breakdowns,
/// scaling, topics and queues, sync calls. What is in flight is bounded if the sources "people" (ask and look) and
/// "sensor" (read) are slow enough.
struct Shop {
    std::string elements;
    std::string flows;
};

/// `people` and `sensor` are the JSON of their `arrivals`; what goes by a clock of its own (breakdowns, scaling) does
/// so every 200 and 10 s, or `slower`.
inline Shop shop(const std::string& people, const std::string& sensor, double slower = 1) {
    return {
        .elements = R"({"id":"people","kind":"actor","arrivals":)" + people +
                    R"(},{"id":"sensor","kind":"external","arrivals":)" + sensor +
                    R"(},{"id":"ask","kind":"command"},{"id":"charge","kind":"command"},{"id":"mail","kind":"command"},
            {"id":"placed","kind":"event"},{"id":"left","kind":"event"},{"id":"right","kind":"event"},
            {"id":"third","kind":"event"},{"id":"ready","kind":"event"},{"id":"gone","kind":"event"},
            {"id":"read","kind":"event"},{"id":"look","kind":"query"},{"id":"charged","kind":"event"},
            {"id":"desk","kind":"service","replicas":3,"concurrency":2,"balancing":"powerOfTwo","discipline":"preemptivePriority",
                "queueLimit":30,"breakdowns":{"every":{"exponential":{"mean":)" +
                    std::to_string(200 * slower) + R"(}},"repair":{"exponential":{"mean":5}},"interrupted":"resume"}},
            {"id":"shop","kind":"service","concurrency":4,"discipline":"processorSharing","queueLimit":50},
            {"id":"works","kind":"service","replicas":2,"concurrency":2,"discipline":"priority","queueLimit":40,
                "autoscale":{"metric":"queue","target":4,"min":1,"max":4,"every":)" +
                    std::to_string(10 * slower) + R"(},"startup":{"constant":{"value":2}}},
            {"id":"log","kind":"topic","partitions":4,"retention":500,"duplicates":0.05,"latency":{"exponential":{"mean":0.01}}},
            {"id":"jobs","kind":"queue","ttl":20,"visibility":15,"maxAttempts":3,"capacity":60,"loss":0.01},
            {"id":"order","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":0.1}},"failure":0.1,
                "retry":{"attempts":3,"backoff":{"exponential":{"mean":0.2}},"multiplier":2,"jitter":0.5},"exclusivePerKey":true,
                "patience":{"constant":{"value":10}},"per":{"gold":{"priority":3}}}},
            {"id":"bank","kind":"external","handling":{"time":{"exponential":{"mean":0.2}},"timeout":1,"failure":0.02,
                "hedge":{"after":0.3,"copies":2},"circuitBreaker":{"window":20,"threshold":0.5,"openFor":3}}},
            {"id":"post","kind":"external","handling":{"time":{"constant":{"value":0.05}},"rateLimit":{"rate":20,"burst":5,"excess":"reject"}}},
            {"id":"pack","kind":"policy","service":"shop","handling":{"time":{"lognormal":{"mean":0.1,"sd":0.2}}}},
            {"id":"weigh","kind":"policy","service":"works","handling":{"time":{"exponential":{"mean":0.1}},"batch":{"max":4,"linger":0.5,"perMessage":{"constant":{"value":0.01}}}}},
            {"id":"join","kind":"external","handling":{"time":{"constant":{"value":0}},"waitFor":{"atLeast":2,"of":["left","right","third"],"timeout":5}}},
            {"id":"notify","kind":"policy","handling":{"time":{"exponential":{"mean":0.01}}}},
            {"id":"view","kind":"readModel","queryService":"unlimited","handling":{"time":{"exponential":{"mean":0.02}},"idempotent":true}})",
        .flows =
            R"({"from":"people","to":"ask"},{"from":"ask","to":"order"},{"from":"order","to":"charge","mode":"sync"},
            {"from":"charge","to":"bank"},{"from":"bank","to":"charged"},{"from":"order","to":"placed"},
            {"from":"order","to":"gone","on":["failure"]},
            {"from":"placed","to":"pack"},{"from":"placed","to":"weigh"},{"from":"placed","to":"view","via":"log"},
            {"from":"pack","to":"left","choice":{"group":"g","weight":1}},{"from":"pack","to":"third","choice":{"group":"g","weight":1}},
            {"from":"weigh","to":"right","latency":{"exponential":{"mean":0.05}}},
            {"from":"left","to":"join"},{"from":"right","to":"join"},{"from":"third","to":"join"},
            {"from":"join","to":"ready"},{"from":"ready","to":"notify"},{"from":"notify","to":"mail","count":{"discrete":{"values":[1,2],"weights":[2,1]}}},
            {"from":"mail","to":"post"},{"from":"people","to":"look"},{"from":"look","to":"view"},
            {"from":"sensor","to":"read"},{"from":"read","to":"weigh","via":"jobs"})"};
}

} // namespace stormglass::tests
