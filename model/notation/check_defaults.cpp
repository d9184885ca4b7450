// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"

namespace stormglass::model::checks {

namespace {

/// What a simulation will assume about an element because nobody said it (CONTRACT section 8).
std::vector<std::string> assumedOf(const Topology& topology, const Element& element) {
    std::vector<std::string> assumed;
    const bool isAsked = !topology.in(element).empty();
    if (isHandler(element.kind) && isAsked) {
        const auto handling = element.properties.find("handling");
        if (handling == element.properties.end() || !handling->contains("time")) {
            assumed.emplace_back("handling.time");
        }
        if (!element.service && element.kind != ElementKind::external) {
            assumed.emplace_back("service");
        }
    }
    const bool hasLoadByDefault =
        (element.kind == ElementKind::actor || element.kind == ElementKind::external) && !isAsked;
    if (hasLoadByDefault && !topology.out(element).empty() && !element.properties.contains("arrivals")) {
        assumed.emplace_back("arrivals");
    }
    if (element.kind == ElementKind::service) {
        for (const char* key : {"replicas", "concurrency"}) {
            if (!element.properties.contains(key)) {
                assumed.emplace_back(key);
            }
        }
    }
    return assumed;
}

} // namespace

void defaults(const Topology& topology, Level level, std::vector<Finding>& findings) {
    if (level != Level::design) {
        return;
    }
    for (const Element* element : topology.definitions()) {
        std::vector<std::string> assumed = assumedOf(topology, *element);
        if (!assumed.empty()) {
            Finding finding;
            finding.kind = FindingKind::assumedDefaults;
            finding.severity = Severity::hint;
            finding.elements = {element->id};
            finding.facts = std::move(assumed);
            findings.push_back(std::move(finding));
        }
    }
}

} // namespace stormglass::model::checks
