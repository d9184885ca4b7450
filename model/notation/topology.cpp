// SPDX-License-Identifier: Apache-2.0
#include "model/notation/topology.hpp"

namespace stormglass::model {

Topology::Topology(const Board& board) : m_board(board) {
    for (const Element& element : board.elements()) {
        if (!element.same) {
            m_definitions.push_back(&element);
        }
    }
    for (const Flow& flow : board.flows()) {
        const Element* from = fromOf(flow);
        const Element* to = toOf(flow);
        if (from == nullptr || to == nullptr) {
            continue;
        }
        m_out[from->id].push_back(&flow);
        m_in[to->id].push_back(&flow);
        if (flow.via) {
            m_over[*flow.via].push_back(&flow);
        }
    }
}

const std::vector<const Flow*>& Topology::find(const Index& index, const ElementId& id) {
    static const std::vector<const Flow*> kNone;
    const auto slot = index.find(id);
    return slot == index.end() ? kNone : slot->second;
}

const std::vector<const Flow*>& Topology::out(const Element& definition) const {
    return find(m_out, definition.id);
}

const std::vector<const Flow*>& Topology::in(const Element& definition) const {
    return find(m_in, definition.id);
}

const std::vector<const Flow*>& Topology::over(const Element& channel) const {
    return find(m_over, channel.id);
}

std::unordered_set<ElementId> Topology::messagesOn(const Element& channel) const {
    std::unordered_set<ElementId> messages;
    for (const Flow* flow : in(channel)) {
        if (const Element* from = fromOf(*flow); isMessage(from->kind)) {
            messages.insert(from->id);
        }
    }
    for (const Flow* flow : over(channel)) {
        if (const Element* from = fromOf(*flow); from != nullptr && isMessage(from->kind)) {
            messages.insert(from->id);
        }
    }
    return messages;
}

std::unordered_set<ElementId> Topology::messagesInto(const Element& handler) const {
    std::unordered_set<ElementId> messages;
    for (const Flow* flow : in(handler)) {
        const Element* from = fromOf(*flow);
        if (isMessage(from->kind)) {
            messages.insert(from->id);
        } else if (isChannel(from->kind)) {
            messages.merge(messagesOn(*from));
        }
    }
    return messages;
}

} // namespace stormglass::model
