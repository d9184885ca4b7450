// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"
#include "model/notation/wording.hpp"

namespace stormglass::model::checks {

void names(const Topology& topology, std::vector<Finding>& findings) {
    for (const Element* element : topology.definitions()) {
        Finding finding;
        finding.severity = Severity::hint;
        finding.elements = {element->id};
        finding.facts = {element->label};
        const bool isBlank = element->label.find_first_not_of(" \t\n") == std::string::npos;
        if (isBlank) {
            if (isNote(element->kind)) {
                finding.kind = FindingKind::noLabel;
                findings.push_back(std::move(finding));
            }
            continue;
        }
        const Wording wording = wordingOf(element->label);
        if (element->kind == ElementKind::event && wording != Wording::pastTense && wording != Wording::unknown) {
            finding.kind = FindingKind::eventNotPast;
            findings.push_back(std::move(finding));
        } else if (element->kind == ElementKind::command && wording == Wording::pastTense) {
            finding.kind = FindingKind::commandNotImperative;
            findings.push_back(std::move(finding));
        }
    }
}

} // namespace stormglass::model::checks
