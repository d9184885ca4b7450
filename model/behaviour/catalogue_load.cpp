// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"
#include "model/behaviour/consistency.hpp"

namespace stormglass::model::chapters {

ParameterType profileType() {
    const ParameterType shape = oneOf({
        {"spike",
         record({{"at", atLeastZero(Unit::seconds), "when it begins", true},
                 {"for", atLeastZero(Unit::seconds), "how long it lasts", true},
                 {"factor", atLeastZero(), "by how much the rate is multiplied", true}}),
         "a stretch of other load"},
        {"ramp",
         record({{"from", atLeastZero(), "factor before", true},
                 {"to", atLeastZero(), "factor after", true},
                 {"at", atLeastZero(Unit::seconds), "when it begins", true},
                 {"for", atLeastZero(Unit::seconds), "how long it takes", true}}),
         "a linear change"},
        {"step",
         record({{"at", atLeastZero(Unit::seconds), "when", true},
                 {"factor", atLeastZero(), "factor from then on", true}}),
         "a change at once"},
        {"sine",
         record({{"amplitude", between(0, 1), "largest deviation from 1", true},
                 {"period", positive(Unit::seconds), "length of a wave", true},
                 {"phase", number(), "in periods", false, 0}}),
         "1 + amplitude sin(2 pi (t / period + phase))"},
        {"day", consistent(list(atLeastZero()), consistency::dayOfFactors), "24 hourly factors from 0:00, repeated"},
        {"week", consistent(list(atLeastZero()), consistency::weekOfFactors),
         "168 hourly factors from Monday 0:00, repeated"},
        {"points", consistent(list(list(atLeastZero())), consistency::points),
         "[time, factor] pairs, linear between, ends held"},
    });
    return anyOf({shape, list(shape)});
}

Parameters loadParameters() {
    const ParameterType keys = record({{"population", whole(1), "how many keys there are", true},
                                       {"skew", atLeastZero(), "exponent of Zipf's law, 0: all alike", false, 0}});
    const ParameterType trace = oneOf({{"times", list(atLeastZero(Unit::seconds)), "emission times"},
                                       {"file", text(), "CSV of emission times, relative to the document"}});
    return {{"arrivals",
             consistent(record({
                            {"poisson", record({{"rate", atLeastZero(Unit::perSecond), "emissions per second", true}}),
                             "at random, without memory"},
                            {"constant", record({{"rate", atLeastZero(Unit::perSecond), "emissions per second", true}}),
                             "evenly; the first after one interval"},
                            {"renewal", record({{"interval", distribution(), "time between emissions [s]", true}}),
                             "independent intervals of one distribution"},
                            {"bursty",
                             record({{"rate", atLeastZero(Unit::perSecond), "rate between bursts", true},
                                     {"burstRate", atLeastZero(Unit::perSecond), "rate within a burst", true},
                                     {"burstEvery", positive(Unit::seconds), "mean quiet time between bursts", true},
                                     {"burstLength", positive(Unit::seconds), "mean length of a burst", true}}),
                             "two-state Markov-modulated"},
                            {"users",
                             record({{"count", whole(0), "how many users", true},
                                     {"think", distribution(), "time before asking again [s]", false,
                                      Value{{"constant", {{"value", 0}}}}}}),
                             "a closed loop: each waits, thinks, asks again"},
                            {"trace", trace, "emissions as recorded"},
                            {"batch", distribution(), "messages per emission, rounded", false},
                            {"profile", profileType(), "factors over time that multiply the rate"},
                            {"keys", keys, "gives every instance its key"},
                            {"classes", consistent(map(atLeastZero()), consistency::positiveTotal),
                             "weights of the instances' lasting classes"},
                        }),
                        consistency::oneArrivalProcess),
             "how work comes in"}};
}

} // namespace stormglass::model::chapters
