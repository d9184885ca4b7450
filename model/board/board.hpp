// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/record_table.hpp"
#include "model/board/records.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace stormglass::model {

/// The state of a document: a value, copied freely (a simulation runs on its own copy). It keeps its indexes true but
/// judges nothing: what may be put is decided by the reader (text form) and by the change gate (model/changes).
class Board {
  public:
    using Elements = RecordTable<ElementId, Element>;
    using Flows = RecordTable<FlowId, Flow>;
    using Journeys = RecordTable<JourneyId, Journey>;
    using Scenarios = RecordTable<ScenarioId, Scenario>;

    [[nodiscard]] const BoardSettings& settings() const noexcept { return m_settings; }

    [[nodiscard]] const Elements& elements() const noexcept { return m_elements; }

    [[nodiscard]] const Flows& flows() const noexcept { return m_flows; }

    [[nodiscard]] const Journeys& journeys() const noexcept { return m_journeys; }

    [[nodiscard]] const Scenarios& scenarios() const noexcept { return m_scenarios; }

    [[nodiscard]] const Element* find(const ElementId& id) const { return m_elements.find(id); }

    [[nodiscard]] const Flow* find(const FlowId& id) const { return m_flows.find(id); }

    [[nodiscard]] const Journey* find(const JourneyId& id) const { return m_journeys.find(id); }

    [[nodiscard]] const Scenario* find(const ScenarioId& id) const { return m_scenarios.find(id); }

    /// The element itself, or the original if it is an occurrence. Null if there is none of this id.
    [[nodiscard]] const Element* definitionOf(const ElementId& id) const;

    /// Flows that start (end) at exactly this note, in document order.
    [[nodiscard]] std::vector<const Flow*> flowsFrom(const ElementId& id) const;
    [[nodiscard]] std::vector<const Flow*> flowsTo(const ElementId& id) const;
    /// The notes that say `same: id`, in document order; the original is not among them.
    [[nodiscard]] std::vector<const Element*> occurrencesOf(const ElementId& id) const;

    /// How paths and results name the flow: its slug, else FROM>TO, and FROM>TO#2 for the second such flow without a
    /// slug.
    [[nodiscard]] std::string pathOf(const Flow& flow) const;
    /// The flow of that path; null if there is none.
    [[nodiscard]] const Flow* flowByPath(std::string_view path) const;

    /// True if an element, flow slug, journey or scenario has this id: they share one namespace.
    [[nodiscard]] bool isIdTaken(const std::string& id) const;
    /// A free id made from a label: "Place order!" gives "place-order", "place-order-2" if that is taken.
    [[nodiscard]] std::string freeIdFor(std::string_view label, ElementKind kind) const;

    /// A flow id no flow of this board has ever had.
    [[nodiscard]] FlowId nextFlowId() const noexcept { return FlowId{m_lastFlowId + 1}; }

    /// The highest flow id there ever was, kept with the document so that an id never comes to mean another flow.
    [[nodiscard]] FlowId lastFlowId() const noexcept { return FlowId{m_lastFlowId}; }

    void raiseLastFlowId(const FlowId& id) noexcept { m_lastFlowId = std::max(m_lastFlowId, id.value); }

    void put(Element element);
    void put(Flow flow);
    void put(Journey journey);
    void put(Scenario scenario);
    void put(BoardSettings settings);
    void erase(const ElementId& id);
    void erase(const FlowId& id);
    void erase(const JourneyId& id);
    void erase(const ScenarioId& id);

    /// Same records with the same ranks; history and indexes don't count.
    friend bool operator==(const Board& a, const Board& b) {
        return a.m_settings == b.m_settings && a.m_elements == b.m_elements && a.m_flows == b.m_flows &&
               a.m_journeys == b.m_journeys && a.m_scenarios == b.m_scenarios;
    }

  private:
    void indexFlow(const Flow& flow);
    void forgetFlow(const Flow& flow);
    void forgetElement(const Element& element);

    BoardSettings m_settings;
    Elements m_elements;
    Flows m_flows;
    Journeys m_journeys;
    Scenarios m_scenarios;
    std::unordered_map<ElementId, std::vector<FlowId>> m_flowsFrom; ///< each list in document order
    std::unordered_map<ElementId, std::vector<FlowId>> m_flowsTo;
    std::unordered_map<ElementId, std::vector<ElementId>> m_occurrences;
    std::unordered_map<std::string, FlowId> m_flowsBySlug;
    std::uint64_t m_lastFlowId = 0;
};

} // namespace stormglass::model
