// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"
#include "model/behaviour/consistency.hpp"

namespace stormglass::model::chapters {

namespace {

using enum ElementKind;

ParameterType retryType() {
    return record({
        {"attempts", whole(1), "how often it is tried, the first included", false, 1},
        {"backoff", distribution(), "wait before the next attempt [s]", false, Value{{"constant", {{"value", 1}}}}},
        {"multiplier", atLeastZero(), "by which each backoff grows", false, 1},
        {"maxBackoff", atLeastZero(Unit::seconds), "longest backoff"},
        {"jitter", probability(), "backoff is multiplied by uniform(1 - jitter, 1)", false, 0},
    });
}

ParameterType waitForType() {
    return consistent(record({
                          {"all", list(reference({event, command, query})), "each of these messages"},
                          {"any", list(reference({event, command, query})), "one of these messages"},
                          {"atLeast", whole(1), "how many of the kinds listed in `of`"},
                          {"of", list(reference({event, command, query})), "the messages `atLeast` counts"},
                          {"each", reference({event, command, query}), "as many of this message ..."},
                          {"as", reference({event, command, query}), "... as of this were emitted in the instance"},
                          {"timeout", atLeastZero(Unit::seconds), "from the first listed message"},
                          {"by", word({"instance", "key"}), "what belongs together", false, "instance"},
                      }),
                      consistency::oneWaitCondition);
}

ParameterType breakerType() {
    return consistent(record({
                          {"consecutive", whole(1), "failures in a row that open it"},
                          {"window", positive(Unit::seconds), "time over which the failed share is taken"},
                          {"threshold", probability(), "failed share that opens it"},
                          {"minCalls", whole(1), "calls in the window before the share counts", false, 10},
                          {"openFor", atLeastZero(Unit::seconds), "how long it stays open", false, 30},
                          {"probes", whole(1), "trial calls at once; as many successes close it", false, 1},
                      }),
                      consistency::oneBreakerRule);
}

} // namespace

Parameters handlingParameters(double meanSeconds) {
    const ParameterType forOne = record({
        {"time", distribution(), "handling time [s]"},
        {"failure", probability(), "share of attempts that fail"},
        {"priority", number(), "larger goes first"},
    });
    // CONTRACT names these two both "on a handler" and among the handling: either place is read, as written.
    const Parameter deadLetter{"deadLetter", reference({queue, topic}), "where messages go that are given up"};
    const Parameter queryService{"queryService", anyOf({word({"unlimited"}), reference({service})}),
                                 "what answers a read model's queries; default: its own service"};
    return {{"handling",
             record({
                 {"time", distribution(), "handling time [s]", false, Value{{"exponential", {{"mean", meanSeconds}}}}},
                 {"delay", distribution(), "business time after a success, holding no worker [s]"},
                 {"failure", probability(), "share of attempts that fail", false, 0},
                 {"timeout", atLeastZero(Unit::seconds), "cuts an attempt off"},
                 {"retry", retryType(), "failed attempts are tried again"},
                 {"exclusivePerKey", truth(), "one message of a key at a time", false, false},
                 {"eventSourced",
                  record({{"perEvent", atLeastZero(Unit::seconds), "time per event since the snapshot", true},
                          {"snapshotEvery", whole(1, Unit::messages), "events between snapshots"}}),
                  "time grows with the key's stream"},
                 {"batch",
                  record({{"max", whole(1, Unit::messages), "largest batch; none: unlimited"},
                          {"linger", atLeastZero(Unit::seconds), "longest wait for more", false, 0},
                          {"perMessage", distribution(), "time added for each message [s]"}}),
                  "handles several at once"},
                 {"waitFor", waitForType(), "starts when these messages are there"},
                 {"idempotent", truth(), "recognises duplicates at no cost", false, false},
                 {"patience", distribution(), "gives up waiting after this [s]"},
                 {"hedge",
                  record({{"after", atLeastZero(Unit::seconds), "wait before a further copy", true},
                          {"copies", whole(1), "copies, the first included", false, 2}}),
                  "the first answer wins"},
                 {"circuitBreaker", breakerType(), "stops attempts after failures"},
                 {"rateLimit",
                  record({{"rate", positive(Unit::perSecond), "tokens per second", true},
                          {"burst", whole(1, Unit::messages), "size of the bucket", false, 1},
                          {"excess", word({"wait", "reject"}), "what comes too fast", false, "wait"}}),
                  "a token bucket"},
                 {"priority", number(), "larger goes first", false, 0},
                 deadLetter,
                 {"per", map(forOne), "other values for one message or class"},
                 queryService,
             }),
             "how messages are handled"},
            deadLetter,
            queryService};
}

} // namespace stormglass::model::chapters
