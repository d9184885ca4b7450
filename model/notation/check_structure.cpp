// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"

#include <algorithm>
#include <unordered_set>

namespace stormglass::model::checks {

namespace {

Finding about(FindingKind kind, Severity severity, const ElementId& id) {
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.elements = {id};
    return finding;
}

/// Channels that receive what was given up elsewhere: nobody need publish there.
void collectDeadLetters(const Value& properties, std::unordered_set<ElementId>& channels) {
    const auto note = [&channels](const Value& record) {
        if (const auto found = record.find("deadLetter"); found != record.end() && found->is_string()) {
            channels.insert(ElementId{found->get<std::string>()});
        }
    };
    note(properties);
    if (const auto handling = properties.find("handling"); handling != properties.end() && handling->is_object()) {
        note(*handling);
    }
}

void channel(const Topology& topology, const Element& channel, bool takesDeadLetters, std::vector<Finding>& findings) {
    const bool isPublished = takesDeadLetters || !topology.messagesOn(channel).empty();
    const bool isRead =
        !topology.over(channel).empty() || std::ranges::any_of(topology.out(channel), [&topology](const Flow* flow) {
            return isHandler(topology.toOf(*flow)->kind);
        });
    if (!isPublished) {
        findings.push_back(about(FindingKind::channelUnpublished, Severity::warning, channel.id));
    }
    if (!isRead && !takesDeadLetters) { // dead letters may rest unread: somebody looks at them by hand
        findings.push_back(about(FindingKind::channelUnread, Severity::warning, channel.id));
    }
}

} // namespace

void structure(const Topology& topology, Level level, std::vector<Finding>& findings) {
    std::unordered_set<ElementId> deadLetterChannels;
    std::unordered_set<ElementId> usedServices;
    for (const Element* element : topology.definitions()) {
        collectDeadLetters(element->properties, deadLetterChannels);
        if (element->service) {
            usedServices.insert(*element->service);
        }
    }
    for (const Element* element : topology.definitions()) {
        if (isChannel(element->kind)) {
            channel(topology, *element, deadLetterChannels.contains(element->id), findings);
        } else if (element->kind == ElementKind::service && !usedServices.contains(element->id)) {
            findings.push_back(about(FindingKind::emptyService, Severity::hint, element->id));
        } else if (element->kind == ElementKind::hotspot && level != Level::bigPicture &&
                   element->properties.value("status", "open") == "open") {
            findings.push_back(about(FindingKind::openHotspot, Severity::hint, element->id));
        }
    }
}

} // namespace stormglass::model::checks
