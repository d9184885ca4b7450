// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/board_references.hpp"

#include "model/behaviour/access.hpp"
#include "model/behaviour/validate.hpp"
#include "model/changes/references.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace stormglass::model::detail {

namespace {

using Found = std::optional<Problem>;
using Reason = TextFault::Reason;

constexpr std::array<std::string_view, 7> kFirings{"success", "failure", "timeout", "rejected",
                                                   "expired", "dropped", "emission"};

std::string namesOf(const std::vector<ElementKind>& kinds) {
    std::string names;
    for (const ElementKind kind : kinds) {
        names += names.empty() ? "" : ", ";
        names += nameOf(kind);
    }
    return names;
}

Reason reasonOf(Refusal::Reason reason) noexcept {
    if (reason == Refusal::Reason::wrongKind) {
        return Reason::wrongKind;
    }
    return reason == Refusal::Reason::danglingId ? Reason::danglingId : Reason::brokenOccurrence;
}

/// The key under which a record names something, and the kinds that would be right there.
struct Member {
    std::string_view key;
    std::optional<ElementId> id;
    std::vector<ElementKind> kinds = {};
};

/// What the gate found wrong, with its place: the first member that names what it stumbled over.
Problem placed(const Refusal& refusal, std::initializer_list<Member> members, const std::string& pointer) {
    for (const Member& member : members) {
        if (member.id && member.id->value == refusal.other) {
            return {reasonOf(refusal.reason), pointer + pointerStep(member.key), namesOf(member.kinds), refusal.other};
        }
    }
    return {reasonOf(refusal.reason), pointer, {}, refusal.other};
}

bool holdsReferences(const ParameterType& type) {
    return type.form == Form::reference ||
           std::ranges::any_of(type.fields, [](const Parameter& field) { return holdsReferences(field.type); }) ||
           std::ranges::any_of(type.item, holdsReferences) || std::ranges::any_of(type.alternatives, holdsReferences);
}

} // namespace

BoardReferences::BoardReferences(const Board& board, const Catalogue& catalogue)
    : m_board(board), m_catalogue(catalogue) {
    for (const Element& element : board.elements()) {
        if (const Value* classes = valueAt(element.properties, "arrivals.classes")) {
            for (const auto& [name, weight] : classes->items()) {
                m_classes.insert(name);
            }
        }
    }
}

Found BoardReferences::check(const Element& element, const std::string& pointer) const {
    // The catalogue knows more than the gate (kinds, and where it stands), so it is asked first.
    if (Found found = checkProperties(m_catalogue.of(element.kind), element.properties, pointer)) {
        return found;
    }
    if (const Value* per = valueAt(element.properties, "handling.per")) {
        for (const auto& [name, values] : per->items()) {
            if (!m_classes.contains(name) && m_board.find(ElementId{name}) == nullptr) {
                return Problem{Reason::danglingId, pointer + "/handling/per" + pointerStep(name),
                               "a message or a class of a source", name, true};
            }
        }
    }
    if (auto checked = checkReferencesOf(m_board, element); !checked) {
        using enum ElementKind;
        return placed(checked.error(),
                      {{"same", element.same},
                       {"service", element.service, {service}},
                       {"context", element.context, {context}},
                       {"lane", element.lane, {lane}}},
                      pointer);
    }
    return {};
}

Found BoardReferences::check(const Flow& flow, const std::string& pointer) const {
    if (auto checked = checkReferencesOf(m_board, flow); !checked) {
        using enum ElementKind;
        return placed(checked.error(), {{"from", flow.from}, {"to", flow.to}, {"via", flow.via, {queue, topic}}},
                      pointer);
    }
    return checkOn(flow, pointer);
}

Found BoardReferences::check(const Journey& journey, const std::string& pointer) const {
    if (auto checked = checkReferencesOf(m_board, journey); !checked) {
        return placed(checked.error(), {{"from", journey.from}, {"to", journey.to}}, pointer);
    }
    return {};
}

/// Out of a message `on` lists classes; else messages, outcomes or classes (CONTRACT section 4).
Found BoardReferences::checkOn(const Flow& flow, const std::string& pointer) const {
    const Value* on = valueAt(flow.properties, "on");
    if (on == nullptr) {
        return {};
    }
    const bool isFilter = isMessage(m_board.definitionOf(flow.from)->kind);
    for (std::size_t i = 0; i < on->size(); ++i) {
        const auto& name = (*on)[i].get_ref<const std::string&>();
        const bool isFiring = std::ranges::find(kFirings, name) != kFirings.end();
        const bool isElement = m_board.find(ElementId{name}) != nullptr;
        if (!m_classes.contains(name) && (isFilter || (!isFiring && !isElement))) {
            return Problem{Reason::danglingId, pointer + "/on/" + std::to_string(i),
                           isFilter ? "a class of a source" : "a message, an outcome or a class of a source", name};
        }
    }
    return {};
}

Found BoardReferences::checkProperties(const Parameters& parameters, const Value& properties,
                                       const std::string& pointer) const {
    for (const Parameter& parameter : parameters) {
        const auto value = properties.find(parameter.key);
        if (value != properties.end()) {
            if (Found found = checkValue(parameter.type, *value, pointerStep(parameter.key))) {
                found->pointer = pointer + found->pointer;
                return found;
            }
        }
    }
    return {};
}

Found BoardReferences::checkValue(const ParameterType& type, const Value& value, const std::string& pointer) const {
    switch (type.form) {
    case Form::reference: {
        const auto& id = value.get_ref<const std::string&>();
        const Element* element = m_board.find(ElementId{id});
        if (element == nullptr) {
            return Problem{Reason::danglingId, pointer, namesOf(type.kinds), id};
        }
        const bool isRight = type.kinds.empty() || std::ranges::find(type.kinds, element->kind) != type.kinds.end();
        return isRight ? Found{} : Problem{Reason::wrongKind, pointer, namesOf(type.kinds), id};
    }
    case Form::record:
    case Form::oneOf:
        return checkProperties(type.fields, value, pointer);
    case Form::list:
    case Form::map:
        if (holdsReferences(type.item.front())) {
            for (const auto& [key, item] : value.items()) {
                if (Found found = checkValue(type.item.front(), item, pointer + pointerStep(key))) {
                    return found;
                }
            }
        }
        return {};
    case Form::anyOf:
        for (const ParameterType& alternative : type.alternatives) {
            if (holdsReferences(type) && normalised(alternative, value)) {
                return checkValue(alternative, value, pointer);
            }
        }
        return {};
    case Form::truth:
    case Form::number:
    case Form::text:
    case Form::word:
    case Form::name:
    case Form::anything:
        return {};
    }
    return {};
}

} // namespace stormglass::model::detail
