// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"
#include "simulator/compile/detail/fields.hpp"
#include "simulator/compile/flow_role.hpp"
#include "simulator/engine/network.hpp"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stormglass::sim::compiling {

/// An element as the network sees it (occurrences folded into it): which rows it gets. An external may be a source and
/// a handler, a policy with arrivals is a source and a handler and has a hidden message, its tick.
struct Node {
    const model::Element* element = nullptr;
    Index message = kNone; ///< of a policy with arrivals: its tick
    Index handler = kNone;
    Index service = kNone;
    Index channel = kNone;
    Index source = kNone;
};

/// An arrow between nodes. Its number in the directory is its number in the network.
struct Arrow {
    const model::Flow* flow = nullptr;
    Index from = kNone;
    Index to = kNone;
    Index via = kNone; ///< node of a channel, on a subscription
    FlowRole role = FlowRole::odd;
};

/// Lists of arrow numbers by node, in document order, in one block of memory.
class ArrowLists {
  public:
    ArrowLists() = default;
    ArrowLists(std::size_t nodes, const std::vector<Arrow>& arrows, Index Arrow::*end);

    [[nodiscard]] std::span<const Index> of(Index node) const noexcept {
        return std::span(m_arrows).subspan(m_first[node], m_first[node + 1] - m_first[node]);
    }

  private:
    std::vector<Index> m_first;
    std::vector<Index> m_arrows;
};

/// What stands on the board, numbered: elements, arrows, and the rows each element gets. Refers to the board, which
/// must outlive it.
class Directory {
  public:
    Directory(const model::Board& board, const model::Catalogue& catalogue);

    [[nodiscard]] const std::vector<Node>& nodes() const noexcept { return m_nodes; }

    [[nodiscard]] const std::vector<Arrow>& arrows() const noexcept { return m_arrows; }

    /// Flow paths by arrow number.
    [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return m_paths; }

    [[nodiscard]] std::span<const Index> out(Index node) const noexcept { return m_out.of(node); }

    [[nodiscard]] std::span<const Index> in(Index node) const noexcept { return m_in.of(node); }

    /// Node of an element's id; that of the original for an occurrence. kNone if there is none.
    [[nodiscard]] Index find(std::string_view id) const;
    /// Arrow of a flow's path; kNone if there is none.
    [[nodiscard]] Index findArrow(std::string_view path) const;

    [[nodiscard]] const std::string& idOf(Index node) const noexcept { return m_nodes[node].element->id.value; }

    /// Nodes by row.
    [[nodiscard]] const std::vector<Index>& messages() const noexcept { return m_messages; } ///< ticks stand last

    [[nodiscard]] const std::vector<Index>& handlers() const noexcept { return m_handlers; }

    [[nodiscard]] const std::vector<Index>& services() const noexcept { return m_services; }

    [[nodiscard]] const std::vector<Index>& channels() const noexcept { return m_channels; }

    [[nodiscard]] const std::vector<Index>& sources() const noexcept { return m_sources; }

    [[nodiscard]] Fields fieldsOf(Index node) const noexcept;
    [[nodiscard]] Fields fieldsOf(const Arrow& arrow) const noexcept;

    [[nodiscard]] bool isTick(Index message) const noexcept {
        return !model::isMessage(m_nodes[m_messages[message]].element->kind);
    }

  private:
    void numberElements(const model::Board& board);
    void numberArrows(const model::Board& board);
    void namePaths();
    void giveRows(Index node);
    void giveTicks();

    const model::Catalogue* m_catalogue;
    std::vector<Node> m_nodes;
    std::vector<Arrow> m_arrows;
    std::vector<std::string> m_paths;
    std::unordered_map<std::string_view, Index> m_byId;
    std::unordered_map<std::string_view, Index> m_byPath;
    ArrowLists m_out;
    ArrowLists m_in;
    std::vector<Index> m_messages;
    std::vector<Index> m_handlers;
    std::vector<Index> m_services;
    std::vector<Index> m_channels;
    std::vector<Index> m_sources;
};

} // namespace stormglass::sim::compiling
