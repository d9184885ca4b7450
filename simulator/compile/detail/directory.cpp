// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/directory.hpp"

#include <algorithm>

namespace stormglass::sim::compiling {

using model::ElementKind;

ArrowLists::ArrowLists(std::size_t nodes, const std::vector<Arrow>& arrows, Index Arrow::*end) {
    m_first.assign(nodes + 1, 0);
    for (const Arrow& arrow : arrows) {
        ++m_first[arrow.*end + 1];
    }
    for (std::size_t node = 0; node < nodes; ++node) {
        m_first[node + 1] += m_first[node];
    }
    m_arrows.resize(arrows.size());
    std::vector<Index> next(m_first.begin(), m_first.end() - 1);
    for (Index a = 0; a < arrows.size(); ++a) {
        m_arrows[next[arrows[a].*end]++] = a;
    }
}

Directory::Directory(const model::Board& board, const model::Catalogue& catalogue) : m_catalogue(&catalogue) {
    numberElements(board);
    numberArrows(board);
    namePaths();
    m_out = ArrowLists(m_nodes.size(), m_arrows, &Arrow::from);
    m_in = ArrowLists(m_nodes.size(), m_arrows, &Arrow::to);
    for (Index node = 0; node < m_nodes.size(); ++node) {
        giveRows(node);
    }
    giveTicks();
}

void Directory::numberElements(const model::Board& board) {
    m_nodes.reserve(board.elements().size());
    m_byId.reserve(board.elements().size());
    for (const model::Element& element : board.elements()) {
        if (!element.same) {
            m_byId.emplace(element.id.value, static_cast<Index>(m_nodes.size()));
            m_nodes.push_back({.element = &element});
        }
    }
    for (const model::Element& element : board.elements()) {
        if (element.same) {
            if (const Index original = find(element.same->value); original != kNone) {
                m_byId.emplace(element.id.value, original);
            }
        }
    }
}

void Directory::numberArrows(const model::Board& board) {
    m_arrows.reserve(board.flows().size());
    for (const model::Flow& flow : board.flows()) {
        Arrow arrow{.flow = &flow, .from = find(flow.from.value), .to = find(flow.to.value)};
        if (arrow.from == kNone || arrow.to == kNone) {
            continue; // no legal board has such an arrow
        }
        arrow.role = flowRoleOf(m_nodes[arrow.from].element->kind, m_nodes[arrow.to].element->kind);
        if (flow.via && arrow.role == FlowRole::subscription) {
            const Index via = find(flow.via->value);
            arrow.via = via != kNone && isChannel(m_nodes[via].element->kind) ? via : kNone;
        }
        m_arrows.push_back(arrow);
    }
}

/// The same names as model::Board::pathOf, for all arrows in one pass.
void Directory::namePaths() {
    m_paths.reserve(m_arrows.size());
    std::unordered_map<std::string, std::uint32_t> uses;
    uses.reserve(m_arrows.size());
    for (const Arrow& arrow : m_arrows) {
        if (!arrow.flow->slug.empty()) {
            m_paths.push_back(arrow.flow->slug);
            continue;
        }
        std::string path = arrow.flow->from.value + ">" + arrow.flow->to.value;
        const std::uint32_t nth = ++uses[path];
        m_paths.push_back(nth == 1 ? std::move(path) : path + "#" + std::to_string(nth));
    }
    m_byPath.reserve(m_paths.size());
    for (Index a = 0; a < m_paths.size(); ++a) {
        m_byPath.emplace(m_paths[a], a);
    }
}

void Directory::giveRows(Index number) {
    const auto give = [number](std::vector<Index>& rows, Index& row) {
        row = static_cast<Index>(rows.size());
        rows.push_back(number);
    };
    const auto plays = [this](Index arrow, auto... roles) { return ((m_arrows[arrow].role == roles) || ...); };
    Node& node = m_nodes[number];
    const ElementKind kind = node.element->kind;
    if (isMessage(kind)) {
        give(m_messages, node.message);
    } else if (isChannel(kind)) {
        give(m_channels, node.channel);
    } else if (kind == ElementKind::service) {
        give(m_services, node.service);
    }
    const bool isAsked =
        std::ranges::any_of(in(number), [&](Index a) { return plays(a, FlowRole::subscription, FlowRole::reception); });
    const bool sends = std::ranges::any_of(out(number), [&](Index a) { return plays(a, FlowRole::emission); });
    const bool hasArrivals = canBeSource(kind) && fieldsOf(number).isWritten("arrivals");
    const bool asksByItself = (kind == ElementKind::actor || kind == ElementKind::external) && sends && !isAsked;
    if (hasArrivals || asksByItself) {
        give(m_sources, node.source);
    }
    const bool onlySends = kind == ElementKind::external && node.source != kNone && !isAsked;
    if (isHandler(kind) && !onlySends) {
        give(m_handlers, node.handler);
    }
}

void Directory::giveTicks() {
    for (const Index node : m_sources) {
        if (m_nodes[node].element->kind == ElementKind::policy) {
            m_nodes[node].message = static_cast<Index>(m_messages.size());
            m_messages.push_back(node);
        }
    }
}

Index Directory::find(std::string_view id) const {
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? kNone : found->second;
}

Index Directory::findArrow(std::string_view path) const {
    const auto found = m_byPath.find(path);
    return found == m_byPath.end() ? kNone : found->second;
}

Fields Directory::fieldsOf(Index node) const noexcept {
    const model::Element& element = *m_nodes[node].element;
    return {m_catalogue->of(element.kind), &element.properties};
}

Fields Directory::fieldsOf(const Arrow& arrow) const noexcept {
    return {m_catalogue->ofFlow(), &arrow.flow->properties};
}

} // namespace stormglass::sim::compiling
