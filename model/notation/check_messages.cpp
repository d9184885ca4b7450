// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"

#include <algorithm>

namespace stormglass::model::checks {

namespace {

/// Who receives a message, directly or over channels; the dead-letter way counts nobody.
std::vector<ElementId> receiversOf(const Topology& topology, const Element& message) {
    std::vector<ElementId> receivers;
    const auto add = [&receivers](const Element* element) {
        if (element != nullptr && isHandler(element->kind) &&
            std::ranges::find(receivers, element->id) == receivers.end()) {
            receivers.push_back(element->id);
        }
    };
    for (const Flow* flow : topology.out(message)) {
        const Element* to = topology.toOf(*flow);
        add(to);
        if (isChannel(to->kind)) {
            for (const Flow* onward : topology.out(*to)) {
                add(topology.toOf(*onward));
            }
        }
    }
    return receivers;
}

Finding about(FindingKind kind, Severity severity, const Element& element) {
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.elements = {element.id};
    return finding;
}

void receivers(const Topology& topology, const Element& message, Level level, std::vector<Finding>& findings) {
    const std::vector<ElementId> receivers = receiversOf(topology, message);
    const bool isEvent = message.kind == ElementKind::event;
    if (receivers.empty()) {
        const bool isPublished = std::ranges::any_of(topology.out(message), [&topology](const Flow* flow) {
            return isChannel(topology.toOf(*flow)->kind); // the channel is reported, once, as unread
        });
        if (isEvent) {
            if (level == Level::design && !isPublished) {
                findings.push_back(about(FindingKind::noFollower, Severity::hint, message));
            }
        } else if (!isPublished) {
            findings.push_back(about(FindingKind::noHandler, Severity::warning, message));
        }
    } else if (!isEvent && receivers.size() > 1) {
        Finding finding = about(FindingKind::severalHandlers, Severity::warning, message);
        finding.elements.insert(finding.elements.end(), receivers.begin(), receivers.end());
        findings.push_back(std::move(finding));
    }
}

} // namespace

void messages(const Topology& topology, Level level, std::vector<Finding>& findings) {
    if (level == Level::bigPicture) {
        return; // a line of events says nothing yet about who handles what
    }
    for (const Element* element : topology.definitions()) {
        if (!isMessage(element->kind)) {
            continue;
        }
        receivers(topology, *element, level, findings);
        if (topology.in(*element).empty()) {
            findings.push_back(about(FindingKind::noOrigin, Severity::hint, *element));
        }
    }
}

} // namespace stormglass::model::checks
