// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/selection.hpp"

#include <utility>

namespace stormglass::app {

Selection::Selection(QObject* parent) : QObject(parent) {}

void Selection::set(std::vector<model::ElementId> elements, std::vector<model::FlowId> flows) {
    if (elements != m_elements || flows != m_flows) {
        m_elements = std::move(elements);
        m_flows = std::move(flows);
        emit changed();
    }
}

void Selection::prune(const model::Board& board) {
    const auto isGone = [&board](const auto& id) { return board.find(id) == nullptr; };
    auto elements = m_elements;
    auto flows = m_flows;
    std::erase_if(elements, isGone);
    std::erase_if(flows, isGone);
    set(std::move(elements), std::move(flows));
}

} // namespace stormglass::app
