// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace stormglass::model::checks {

namespace {

constexpr std::array<std::string_view, 7> kOutcomes{"success", "failure", "timeout", "rejected",
                                                    "expired", "dropped", "emission"};

Finding about(FindingKind kind, Severity severity, const Element& element, std::vector<std::string> facts = {}) {
    Finding finding;
    finding.kind = kind;
    finding.severity = severity;
    finding.elements = {element.id};
    finding.facts = std::move(facts);
    return finding;
}

/// `on` entries that name a message this handler never gets. Outcomes and classes are not messages.
void onEntries(const Topology& topology, const Element& handler, const std::unordered_set<ElementId>& incoming,
               std::vector<Finding>& findings) {
    for (const Flow* flow : topology.out(handler)) {
        const auto on = flow->properties.find("on");
        if (on == flow->properties.end() || !on->is_array()) {
            continue;
        }
        for (const Value& entry : *on) {
            const auto& word = entry.get_ref<const std::string&>();
            const Element* message = topology.board().definitionOf(ElementId{word});
            const bool isOutcome = std::ranges::find(kOutcomes, word) != kOutcomes.end();
            if (!isOutcome && message != nullptr && !incoming.contains(message->id)) {
                Finding finding = about(FindingKind::onNeverMatches, Severity::warning, handler, {word});
                finding.flows = {topology.board().pathOf(*flow)};
                findings.push_back(std::move(finding));
            }
        }
    }
}

std::vector<std::string> awaitedBy(const Value& waitFor) {
    std::vector<std::string> awaited;
    for (const char* key : {"all", "any", "of"}) {
        if (const auto listed = waitFor.find(key); listed != waitFor.end()) {
            for (const Value& id : *listed) {
                awaited.push_back(id.get<std::string>());
            }
        }
    }
    if (const auto each = waitFor.find("each"); each != waitFor.end()) {
        awaited.push_back(each->get<std::string>());
    }
    return awaited;
}

void waitedFor(const Topology& topology, const Element& handler, const std::unordered_set<ElementId>& incoming,
               std::vector<Finding>& findings) {
    const auto handling = handler.properties.find("handling");
    if (handling == handler.properties.end() || !handling->contains("waitFor")) {
        return;
    }
    std::vector<std::string> inVain;
    for (std::string& id : awaitedBy((*handling)["waitFor"])) {
        const Element* message = topology.board().definitionOf(ElementId{id});
        if (message == nullptr || !incoming.contains(message->id)) {
            inVain.push_back(std::move(id));
        }
    }
    if (!inVain.empty()) {
        findings.push_back(about(FindingKind::waitsInVain, Severity::warning, handler, std::move(inVain)));
    }
}

bool emits(const Topology& topology, const Element& element) {
    return std::ranges::any_of(topology.out(element),
                               [&topology](const Flow* flow) { return isMessage(topology.toOf(*flow)->kind); });
}

bool isSource(const Topology& topology, const Element& element) {
    if (!canBeSource(element.kind) || !emits(topology, element)) {
        return false;
    }
    // CONTRACT section 8: an actor or external with flows out and none in has load by default; what it looks at is no
    // load.
    return element.properties.contains("arrivals") ||
           (element.kind != ElementKind::policy &&
            std::ranges::none_of(topology.in(element), [&topology](const Flow* flow) {
                const ElementKind from = topology.fromOf(*flow)->kind;
                return isMessage(from) || isChannel(from);
            }));
}

} // namespace

void handlers(const Topology& topology, Level level, std::vector<Finding>& findings) {
    bool hasSource = false;
    bool hasMessage = false;
    for (const Element* element : topology.definitions()) {
        hasMessage = hasMessage || isMessage(element->kind);
        hasSource = hasSource || isSource(topology, *element);
        if (!isHandler(element->kind)) {
            continue;
        }
        const std::unordered_set<ElementId> incoming = topology.messagesInto(*element);
        onEntries(topology, *element, incoming, findings);
        waitedFor(topology, *element, incoming, findings);
        if (level == Level::bigPicture) {
            continue;
        }
        if (topology.in(*element).empty() && !isSource(topology, *element) &&
            !element->properties.contains("arrivals")) {
            findings.push_back(about(FindingKind::neverAsked, Severity::warning, *element));
        }
        const bool mayEnd = element->kind == ElementKind::readModel || element->kind == ElementKind::external;
        if (level == Level::design && !mayEnd && topology.out(*element).empty()) {
            findings.push_back(about(FindingKind::noOutcome, Severity::hint, *element));
        }
    }
    if (level == Level::design && hasMessage && !hasSource) {
        Finding finding;
        finding.kind = FindingKind::noSource;
        finding.severity = Severity::warning;
        findings.push_back(std::move(finding));
    }
}

} // namespace stormglass::model::checks
