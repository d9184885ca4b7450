// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"

#include <algorithm>
#include <deque>
#include <unordered_set>

namespace stormglass::model::checks {

namespace {

/// True if following arrows (dead letters included) leads from one element to the other in at least one step.
bool isReachable(const Topology& topology, const Element& start, const Element& end) {
    std::unordered_set<ElementId> seen;
    std::deque<const Element*> open{&start};
    while (!open.empty()) {
        const Element* element = open.front();
        open.pop_front();
        const auto visit = [&](const Element* next) {
            if (next != nullptr && seen.insert(next->id).second) {
                open.push_back(next);
            }
        };
        for (const Flow* flow : topology.out(*element)) {
            visit(topology.toOf(*flow));
        }
        for (const Value* record :
             {&element->properties,
              element->properties.contains("handling") ? &element->properties["handling"] : nullptr}) {
            if (record != nullptr && record->contains("deadLetter")) {
                visit(topology.board().definitionOf(ElementId{(*record)["deadLetter"].get<std::string>()}));
            }
        }
    }
    return seen.contains(end.id);
}

} // namespace

void journeys(const Topology& topology, std::vector<Finding>& findings) {
    for (const Journey& journey : topology.board().journeys()) {
        const Element* from = topology.board().definitionOf(journey.from);
        const Element* to = topology.board().definitionOf(journey.to);
        if (from == nullptr || to == nullptr || from == to || isReachable(topology, *from, *to)) {
            continue;
        }
        Finding finding;
        finding.kind = FindingKind::journeyUnreachable;
        finding.severity = Severity::warning;
        finding.elements = {journey.from, journey.to};
        finding.facts = {journey.id.value};
        findings.push_back(std::move(finding));
    }
}

} // namespace stormglass::model::checks
