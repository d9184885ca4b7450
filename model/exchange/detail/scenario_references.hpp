// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/exchange/detail/board_references.hpp"

namespace stormglass::model::detail {

/// Finds what scenarios name or set that the board does not have. Holds a copy of the board, made when the first
/// scenario with a `set` is checked, on which overrides are tried.
class ScenarioReferences {
  public:
    ScenarioReferences(const Board& board, const Catalogue& catalogue, const BoardReferences& references)
        : m_board(board), m_catalogue(catalogue), m_references(references) {}

    [[nodiscard]] std::optional<Problem> check(const Scenario& scenario, const std::string& pointer);

  private:
    [[nodiscard]] bool isPlace(const std::string& id) const;
    [[nodiscard]] std::optional<Problem> checkNames(const Scenario& scenario, const std::string& pointer) const;
    [[nodiscard]] std::optional<Problem> checkBacklog(const Scenario& scenario, const std::string& pointer) const;
    [[nodiscard]] std::optional<Problem> checkSet(const Scenario& scenario, const std::string& pointer);
    void restore(const std::string& target);

    const Board& m_board;
    const Catalogue& m_catalogue;
    const BoardReferences& m_references;
    std::optional<Board> m_trial;
};

} // namespace stormglass::model::detail
