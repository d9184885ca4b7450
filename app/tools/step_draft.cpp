// SPDX-License-Identifier: Apache-2.0
#include "app/tools/step_draft.hpp"

namespace stormglass::app::tools {

using namespace model;

namespace {

template <class Id, class Record>
Record* alterIn(const Record* original, std::unordered_map<Id, Record>& altered, std::vector<Id>& order) {
    if (original == nullptr) {
        return nullptr;
    }
    const auto [slot, isNew] = altered.try_emplace(original->id, *original);
    if (isNew) {
        order.push_back(original->id);
    }
    return &slot->second;
}

} // namespace

Element* StepDraft::alter(const ElementId& id) {
    return alterIn(m_board.find(id), m_elements, m_elementOrder);
}

Flow* StepDraft::alter(const FlowId& id) {
    return alterIn(m_board.find(id), m_flows, m_flowOrder);
}

std::string StepDraft::freeId(const std::string& name, ElementKind kind) {
    const std::string base = m_board.freeIdFor(name, kind);
    std::string id = base;
    for (int n = 2; m_taken.contains(id) || m_board.isIdTaken(id); ++n) {
        id = base + "-" + std::to_string(n);
    }
    m_taken.insert(id);
    return id;
}

Element& StepDraft::add(NewElement made) {
    const std::string name = made.label;
    return add(std::move(*addElement(m_board, std::move(made)).after), name);
}

Element& StepDraft::add(Element made, const std::string& name) {
    made.id = ElementId{freeId(name, made.kind)};
    made.rank = m_board.elements().nextRank() + static_cast<Rank>(m_newElements.size());
    m_newElements.push_back(std::make_unique<Element>(std::move(made)));
    return *m_newElements.back();
}

Flow& StepDraft::connect(const ElementId& from, const ElementId& to, bool joint) {
    Flow flow = *addFlow(m_board, from, to, joint).after;
    flow.id.value += m_newFlows.size();
    flow.rank += static_cast<Rank>(m_newFlows.size());
    m_newFlows.push_back(std::make_unique<Flow>(std::move(flow)));
    return *m_newFlows.back();
}

void StepDraft::remove(const FlowId& id) {
    m_removed.insert(id);
}

std::vector<Change> StepDraft::changes() const {
    std::vector<Change> changes;
    for (const ElementId& id : m_elementOrder) {
        const Element* before = m_board.find(id);
        if (const Element& after = m_elements.at(id); !(after == *before)) {
            changes.push_back(altered(*before, after));
        }
    }
    for (const auto& element : m_newElements) {
        changes.push_back(added(*element));
    }
    for (const FlowId& id : m_removed) {
        if (const Flow* flow = m_board.find(id)) {
            changes.push_back(removed(*flow));
        }
    }
    for (const FlowId& id : m_flowOrder) {
        const Flow* before = m_board.find(id);
        const Flow& after = m_flows.at(id);
        if (!m_removed.contains(id) && !(after == *before)) {
            changes.push_back(altered(*before, after));
        }
    }
    for (const auto& flow : m_newFlows) {
        changes.push_back(added(*flow));
    }
    return changes;
}

} // namespace stormglass::app::tools
