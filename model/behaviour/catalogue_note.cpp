// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue_parts.hpp"

namespace stormglass::model::chapters {

Parameters noteParameters() {
    return {
        {"description", text(), "what the label leaves out"},
        {"locked", truth(), "can't be moved by hand", false, false},
        {"collapsed", truth(), "a frame shown as a box with counts", false, false},
        {"group", text(), "notes of one group are selected together"},
        {"waived", anyOf({list(text()), truth()}), "findings somebody has accepted, by code"},
        {"pinnedTo", reference(), "the element this note belongs to and moves with"},
    };
}

Parameters payloadParameters() {
    const ParameterType field = record({
        {"name", text(), "name of the field", true},
        {"type", text(), "its type, e.g. string, number, boolean, integer, array, object"},
        {"required", truth(), "always there", false, false},
        {"description", text(), "what it says"},
        {"example", anything(), "a value it may have"},
        {"format", text(), "e.g. uuid, date-time"},
    });
    return {{"payload",
             record({{"version", anyOf({text(), number()}), "version of the payload"},
                     {"compatibility", word({"none", "backward", "forward", "full"}), "what a new version may change",
                      false, "none"},
                     {"fields", list(field), "what the message carries"}}),
             "what the message carries; feeds the specs"}};
}

Parameters hotspotParameters() {
    return {
        {"status", word({"open", "answered"}), "whether somebody has an answer", false, "open"},
        {"severity", anyOf({text(), number()}), "how much hangs on it"},
        {"owner", text(), "who looks after it"},
    };
}

} // namespace stormglass::model::chapters
