// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/changes/change.hpp"
#include "model/changes/edits.hpp"

#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace stormglass::app::tools {

/// Collects what one step alters, however many reasons there are: each record comes out as one change. Ids and ranks of
/// what it adds are unique among themselves too. The board must outlive it unchanged.
class StepDraft {
  public:
    explicit StepDraft(const model::Board& board) : m_board(board) {}

    /// The element as this step leaves it so far, to be altered; null if it is not on the board.
    [[nodiscard]] model::Element* alter(const model::ElementId& id);
    [[nodiscard]] model::Flow* alter(const model::FlowId& id);

    /// A new element with an id made from its label, ranked last.
    model::Element& add(model::NewElement made);
    /// Adds an element made elsewhere under a new id made from `name`.
    model::Element& add(model::Element made, const std::string& name);
    model::Flow& connect(const model::ElementId& from, const model::ElementId& to, bool joint = false);
    void remove(const model::FlowId& id);

    [[nodiscard]] std::vector<model::Change> changes() const;

  private:
    [[nodiscard]] std::string freeId(const std::string& name, model::ElementKind kind);

    const model::Board& m_board;
    std::unordered_map<model::ElementId, model::Element> m_elements;
    std::vector<model::ElementId> m_elementOrder;
    std::unordered_map<model::FlowId, model::Flow> m_flows;
    std::vector<model::FlowId> m_flowOrder;
    std::vector<std::unique_ptr<model::Element>> m_newElements;
    std::vector<std::unique_ptr<model::Flow>> m_newFlows;
    std::set<model::FlowId> m_removed;
    std::set<std::string> m_taken;
};

} // namespace stormglass::app::tools
