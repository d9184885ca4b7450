// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/scenario_references.hpp"

#include "model/behaviour/access.hpp"
#include "model/behaviour/overrides.hpp"
#include "model/exchange/detail/fault_reasons.hpp"

#include <vector>

namespace stormglass::model::detail {

namespace {

using Found = std::optional<Problem>;
using Reason = TextFault::Reason;

std::string targetOf(std::string_view path) {
    return std::string(path.substr(0, path.find('.')));
}

Problem problemOf(const OverrideFault& fault, const std::string& pointer) {
    const std::string key = pointer + "/set" + pointerStep(fault.path);
    switch (fault.reason) {
    case OverrideFault::Reason::badPath:
        return {Reason::badName, key, "ID.key", fault.path, true};
    case OverrideFault::Reason::unknownTarget:
        return {Reason::danglingId, key, "an element, flow or journey", targetOf(fault.path), true};
    case OverrideFault::Reason::unknownKey:
        return {Reason::unknownKey, key, fault.fault.expected, fault.fault.found, true};
    case OverrideFault::Reason::badReference:
        return {Reason::danglingId, key, fault.fault.expected, fault.fault.found};
    case OverrideFault::Reason::refused:
        return {reasonOf(fault.fault.reason), key, fault.fault.expected, fault.fault.found};
    }
    return {};
}

} // namespace

Found ScenarioReferences::check(const Scenario& scenario, const std::string& pointer) {
    if (Found found = m_references.checkProperties(m_catalogue.ofScenario(), scenario.properties, pointer)) {
        return found;
    }
    if (Found found = checkNames(scenario, pointer)) {
        return found;
    }
    if (Found found = checkBacklog(scenario, pointer)) {
        return found;
    }
    return checkSet(scenario, pointer);
}

/// Something results stand under: an element, a written journey, or one found by itself, which goes by FROM>TO.
bool ScenarioReferences::isPlace(const std::string& id) const {
    if (m_board.find(ElementId{id}) != nullptr || m_board.find(JourneyId{id}) != nullptr ||
        m_board.flowByPath(id) != nullptr) {
        return true;
    }
    const std::size_t arrow = id.find('>');
    return arrow != std::string::npos && m_board.find(ElementId{id.substr(0, arrow)}) != nullptr &&
           m_board.find(ElementId{id.substr(arrow + 1)}) != nullptr;
}

Found ScenarioReferences::checkNames(const Scenario& scenario, const std::string& pointer) const {
    constexpr std::array<std::pair<const char*, const char*>, 3> kNames{
        {{"faults", "target"}, {"objectives", "of"}, {"measures", "of"}}};
    for (const auto& [list, key] : kNames) {
        const auto items = scenario.properties.find(list);
        for (std::size_t i = 0; items != scenario.properties.end() && i < items->size(); ++i) {
            const auto name = (*items)[i].find(key);
            if (name != (*items)[i].end() && !isPlace(name->get_ref<const std::string&>())) {
                return Problem{Reason::danglingId, pointer + pointerTo(list, i) + pointerStep(key),
                               "an element, flow or journey", name->get<std::string>()};
            }
        }
    }
    return {};
}

Found ScenarioReferences::checkBacklog(const Scenario& scenario, const std::string& pointer) const {
    const auto backlog = scenario.properties.find("backlog");
    if (backlog == scenario.properties.end()) {
        return {};
    }
    for (const auto& [id, count] : backlog->items()) {
        const Element* place = m_board.find(ElementId{id});
        if (place == nullptr || (!isHandler(place->kind) && !isChannel(place->kind))) {
            return Problem{place == nullptr ? Reason::danglingId : Reason::wrongKind,
                           pointer + "/backlog" + pointerStep(id), "a handler or channel", id, true};
        }
    }
    return {};
}

/// Each scenario's overrides are tried on the board as it is written, not as another scenario would have it.
Found ScenarioReferences::checkSet(const Scenario& scenario, const std::string& pointer) {
    const auto set = scenario.properties.find("set");
    if (set == scenario.properties.end() || set->empty()) {
        return {};
    }
    if (!m_trial) {
        m_trial = m_board;
    }
    Found found;
    Scenario trial = scenario;
    for (const auto& [path, value] : set->items()) {
        if (auto applied = applyOverride(*m_trial, trial, m_catalogue, {path, value}); !applied) {
            found = problemOf(applied.error(), pointer);
            break;
        }
    }
    for (const auto& [path, value] : set->items()) {
        restore(targetOf(path));
    }
    return found;
}

void ScenarioReferences::restore(const std::string& target) {
    if (const Element* element = m_board.definitionOf(ElementId{target})) {
        m_trial->put(*element);
    } else if (const Flow* flow = m_board.flowByPath(target)) {
        m_trial->put(*flow);
    } else if (const Journey* journey = m_board.find(JourneyId{target})) {
        m_trial->put(*journey);
    }
}

} // namespace stormglass::model::detail
