// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace stormglass::model {

/// The board as the notation reads it: occurrences folded into their originals, so that each element has all its
/// arrows. Refers to the board, which must outlive it unchanged.
class Topology {
  public:
    explicit Topology(const Board& board);

    /// Every element but occurrences, in document order.
    [[nodiscard]] const std::vector<const Element*>& definitions() const noexcept { return m_definitions; }

    /// Arrows out of (into) the element or any of its occurrences, in document order.
    [[nodiscard]] const std::vector<const Flow*>& out(const Element& definition) const;
    [[nodiscard]] const std::vector<const Flow*>& in(const Element& definition) const;

    /// The elements at a flow's ends, occurrences resolved. Null only on a board with dangling ends.
    [[nodiscard]] const Element* fromOf(const Flow& flow) const { return m_board.definitionOf(flow.from); }

    [[nodiscard]] const Element* toOf(const Flow& flow) const { return m_board.definitionOf(flow.to); }

    /// The messages that come to a handler: directly, over a chosen channel, or by subscription to all of a channel.
    [[nodiscard]] std::unordered_set<ElementId> messagesInto(const Element& handler) const;

    /// The messages published on a channel, by an arrow to it or over it.
    [[nodiscard]] std::unordered_set<ElementId> messagesOn(const Element& channel) const;

    /// Flows that go over the channel (`via`).
    [[nodiscard]] const std::vector<const Flow*>& over(const Element& channel) const;

    [[nodiscard]] const Board& board() const noexcept { return m_board; }

  private:
    using Index = std::unordered_map<ElementId, std::vector<const Flow*>>;

    [[nodiscard]] static const std::vector<const Flow*>& find(const Index& index, const ElementId& id);

    const Board& m_board;
    std::vector<const Element*> m_definitions;
    Index m_out;
    Index m_in;
    Index m_over;
};

} // namespace stormglass::model
