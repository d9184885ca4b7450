// SPDX-License-Identifier: Apache-2.0
#include "model/notation/checks.hpp"

#include <map>
#include <tuple>

namespace stormglass::model::checks {

namespace {

/// How much an odd arrow matters on a level: a big picture is ungrammatical on purpose, and what a note put between
/// would mend is a gap, not a mistake.
Severity severityOf(const FlowRule& rule, Level level) {
    if (rule.verdict == FlowVerdict::succession || level == Level::bigPicture) {
        return Severity::hint;
    }
    return level == Level::process || !rule.insertBetween.empty() ? Severity::warning : Severity::error;
}

void oddFlow(const Topology& topology, const Flow& flow, Level level, std::vector<Finding>& findings) {
    const Element* from = topology.fromOf(flow);
    const Element* to = topology.toOf(flow);
    if (from == nullptr || to == nullptr) {
        return;
    }
    FlowRule rule = ruleFor(from->kind, to->kind);
    const bool isWorthSaying =
        rule.verdict == FlowVerdict::odd || (rule.verdict == FlowVerdict::succession && level == Level::design);
    if (isWorthSaying) {
        Finding finding;
        finding.kind = FindingKind::oddFlow;
        finding.severity = severityOf(rule, level);
        finding.elements = {flow.from, flow.to};
        finding.flows = {topology.board().pathOf(flow)};
        finding.reason = rule.reason;
        finding.insertBetween = std::move(rule.insertBetween);
        findings.push_back(std::move(finding));
    }
}

/// The same arrow twice is often meant as one; with different behaviour (`on`, choice ...) it is a branch.
void duplicates(const Topology& topology, std::vector<Finding>& findings) {
    std::map<std::tuple<std::string, std::string, std::string, std::string>, const Flow*> seen;
    for (const Flow& flow : topology.board().flows()) {
        const std::string via = flow.via ? flow.via->value : "";
        const auto [slot, isNew] =
            seen.try_emplace({flow.from.value, flow.to.value, via, flow.properties.dump()}, &flow);
        if (!isNew) {
            Finding finding;
            finding.kind = FindingKind::duplicateFlow;
            finding.severity = Severity::warning;
            finding.elements = {flow.from, flow.to};
            finding.flows = {topology.board().pathOf(*slot->second), topology.board().pathOf(flow)};
            findings.push_back(std::move(finding));
        }
    }
}

/// Weights of one handler's choice groups.
void choices(const Topology& topology, const Element& element, std::vector<Finding>& findings) {
    struct Group {
        std::vector<std::string> flows;
        double weight = 0;
        bool isConditional = false;
    };

    std::map<std::string, Group> groups;
    for (const Flow* flow : topology.out(element)) {
        const auto choice = flow->properties.find("choice");
        if (choice == flow->properties.end()) {
            continue;
        }
        Group& group = groups[choice->value("group", "")];
        group.flows.push_back(topology.board().pathOf(*flow));
        group.weight += choice->value("weight", 1.0);
        group.isConditional = group.isConditional || flow->properties.contains("on");
    }
    for (auto& [name, group] : groups) {
        const bool isWeightless = group.weight <= 0;
        if (!isWeightless && (group.flows.size() > 1 || group.isConditional)) {
            continue;
        }
        Finding finding;
        finding.kind = isWeightless ? FindingKind::choiceWeightless : FindingKind::choiceAlone;
        finding.severity = isWeightless ? Severity::error : Severity::warning;
        finding.elements = {element.id};
        finding.flows = std::move(group.flows);
        finding.facts = {name};
        findings.push_back(std::move(finding));
    }
}

} // namespace

void flows(const Topology& topology, Level level, std::vector<Finding>& findings) {
    for (const Flow& flow : topology.board().flows()) {
        oddFlow(topology, flow, level, findings);
    }
    duplicates(topology, findings);
    for (const Element* element : topology.definitions()) {
        choices(topology, *element, findings);
    }
}

} // namespace stormglass::model::checks
