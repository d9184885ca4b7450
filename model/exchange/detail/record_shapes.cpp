// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/record_shapes.hpp"

#include "model/behaviour/consistency.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace stormglass::model::detail {

namespace {

constexpr double kFarthest = 1e9; // board units: far beyond any board, well within what a painter can count

ParameterType point() {
    return consistent(list(between(-kFarthest, kFarthest, Unit::boardUnits)), consistency::twoNumbers);
}

ParameterType extent() {
    ParameterType side = positive(Unit::boardUnits);
    side.range.high = kFarthest;
    return consistent(list(std::move(side)), consistency::twoNumbers);
}

ParameterType kindWord() {
    std::vector<std::string_view> words;
    for (const ElementKind kind : allElementKinds()) {
        words.push_back(nameOf(kind));
    }
    return word(std::move(words));
}

Parameter id() {
    return {"id", name(), "unique in the document, given at birth and kept", true};
}

Parameter label() {
    return {"label", text(), "what is written on it"};
}

Parameters operator+(Parameters a, const Parameters& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Parameters only(const Parameters& all, std::initializer_list<std::string_view> keys) {
    Parameters kept;
    std::ranges::copy_if(all, std::back_inserter(kept), [&keys](const Parameter& parameter) {
        return std::ranges::find(keys, parameter.key) != keys.end();
    });
    return kept;
}

Parameters elementMembers(bool isOccurrence, bool isHandler) {
    using enum ElementKind;
    Parameters members{id(), {"kind", kindWord(), "what it is", true}};
    if (!isOccurrence) {
        members.push_back(label());
    }
    members.push_back({"at", point(), "top left corner; without it, it is placed when first shown"});
    members.push_back({"size", extent(), "when not the kind's own"});
    if (isOccurrence) {
        members.push_back({"same", reference(), "the element it is another occurrence of", true});
    }
    members.push_back({"context", reference({context}), "the bounded context it belongs to"});
    members.push_back({"lane", reference({lane}), "the swimlane it stands in"});
    if (isHandler) {
        members.push_back({"service", reference({service}), "the service it runs in"});
    }
    return members;
}

Parameters flowMembers() {
    using enum ElementKind;
    return {{"id", name(), "without one it goes by FROM>TO"},
            {"from", reference(), "where it starts", true},
            {"to", reference(), "where it ends", true},
            {"via", reference({queue, topic}), "the channel it goes over"},
            label(),
            {"joint", truth(), "the two notes touch", false, false},
            {"bends", list(point()), "corners on its way"}};
}

Parameters documentMembers() {
    return {{"stormglass", whole(1), "version of the text form", true}, {"name", text(), "what the board is called"}};
}

Parameters documentSections() {
    return {{"elements", list(anything()), "notes and structure"},
            {"flows", list(anything()), "arrows and joints"},
            {"journeys", list(anything()), "measured ways"},
            {"scenarios", list(anything()), "ways to run the board"}};
}

Parameters journeyMembers() {
    return {id(), label(), {"from", reference(), "a message", true}, {"to", reference(), "a message or handler", true}};
}

} // namespace

RecordShapes::RecordShapes(const Catalogue& catalogue)
    : m_document(documentMembers() + catalogue.ofDocument() + documentSections())
    , m_occurrence(elementMembers(true, false))
    , m_anyFlow(flowMembers() + catalogue.ofFlow())
    , m_flowIntoMessage(
          only(m_anyFlow, {"id", "from", "to", "label", "joint", "bends", "on", "probability", "choice", "count",
                           "mode", "parallel", "timeout", "latency", "keys", "description", "waived"}))
    , m_flowOutOfMessage(only(m_anyFlow, {"id", "from", "to", "label", "joint", "bends", "via", "on", "probability",
                                          "latency", "description", "waived"}))
    , m_flowOutOfRequest(only(m_anyFlow, {"id", "from", "to", "label", "joint", "bends", "via", "on", "probability",
                                          "choice", "latency", "description", "waived"}))
    , m_journey(journeyMembers() + catalogue.ofJourney())
    , m_scenario(Parameters{id(), label()} + catalogue.ofScenario()) {
    for (const ElementKind kind : allElementKinds()) {
        m_elements.push_back(elementMembers(false, isHandler(kind)) + catalogue.of(kind));
    }
}

const Parameters& RecordShapes::flow(ElementKind from, ElementKind to) const noexcept {
    if (isMessage(from)) {
        // Several receivers of a command or query share it by the weights of their `choice`; an event goes to all.
        return from == ElementKind::event ? m_flowOutOfMessage : m_flowOutOfRequest;
    }
    return isMessage(to) ? m_flowIntoMessage : m_anyFlow;
}

} // namespace stormglass::model::detail
