// SPDX-License-Identifier: Apache-2.0
#include "model/changes/edits.hpp"
#include "model/changes/references.hpp"

#include <algorithm>

namespace stormglass::model {

namespace {

/// Who takes over an original that goes: its oldest occurrence that stays. Null: nobody.
const Element* heirOf(const Board& board, const Element& original, const std::set<ElementId>& selected) {
    const auto occurrences = board.occurrencesOf(original.id);
    const auto heir = std::ranges::find_if(occurrences, [&](const Element* e) { return !selected.contains(e->id); });
    return heir == occurrences.end() ? nullptr : *heir;
}

/// The original's definition and id, at the heir's place.
Element inherited(Element original, const Element& heir) {
    original.at = heir.at;
    original.size = heir.size;
    original.context = heir.context;
    original.lane = heir.lane;
    original.rank = heir.rank;
    return original;
}

class Deletion {
  public:
    Deletion(const Board& board, std::span<const ElementId> elements, std::span<const FlowId> flows)
        : m_board(board), m_selected(elements.begin(), elements.end()), m_flows(flows.begin(), flows.end()) {
        std::erase_if(m_selected, [&](const ElementId& id) { return board.find(id) == nullptr; });
        for (const ElementId& id : m_selected) {
            if (const Element* heir = heirOf(board, *board.find(id), m_selected)) {
                m_heirs.emplace(id, heir);
                m_gone.insert(heir->id); // the heir goes on under its original's id
            } else {
                m_gone.insert(id);
            }
        }
    }

    std::vector<Change> changes() {
        for (const Element& element : m_board.elements()) {
            elementChange(element);
        }
        for (const Flow& flow : m_board.flows()) {
            flowChange(flow);
        }
        for (const Journey& journey : m_board.journeys()) {
            if (m_gone.contains(journey.from) || m_gone.contains(journey.to)) {
                m_changes.push_back(removed(journey));
                m_names.insert(journey.id.value);
            }
        }
        for (const ElementId& id : m_gone) {
            m_names.insert(id.value);
        }
        for (const Scenario& scenario : m_board.scenarios()) {
            alter(scenario, withoutMentionsOf(scenario, m_names));
        }
        return std::move(m_changes);
    }

  private:
    void alter(const auto& before, auto after) {
        if (!(before == after)) {
            m_changes.push_back(altered(before, std::move(after)));
        }
    }

    void elementChange(const Element& element) {
        if (m_gone.contains(element.id)) {
            m_changes.push_back(removed(element));
            return;
        }
        const auto heir = m_heirs.find(element.id);
        Element after = heir == m_heirs.end() ? element : inherited(element, *heir->second);
        alter(element, withoutReferencesTo(std::move(after), m_gone));
    }

    /// The selected note's own flows go with it; the heir's stay and now start and end at the inherited id.
    void flowChange(const Flow& flow) {
        if (m_flows.contains(flow.id) || m_selected.contains(flow.from) || m_selected.contains(flow.to)) {
            m_changes.push_back(removed(flow));
            m_names.insert(m_board.pathOf(flow));
            return;
        }
        Flow after = flow;
        for (const auto& [id, heir] : m_heirs) {
            after.from = after.from == heir->id ? id : after.from;
            after.to = after.to == heir->id ? id : after.to;
        }
        alter(flow, withoutReferencesTo(std::move(after), m_gone));
    }

    const Board& m_board;
    std::set<ElementId> m_selected;
    std::set<FlowId> m_flows;
    std::map<ElementId, const Element*> m_heirs;
    std::set<ElementId> m_gone;
    std::set<std::string> m_names; ///< what scenarios may have called what goes: ids, paths of flows
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> deleteSelection(const Board& board, std::span<const ElementId> elements,
                                    std::span<const FlowId> flows) {
    return Deletion(board, elements, flows).changes();
}

} // namespace stormglass::model
