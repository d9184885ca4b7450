// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/changes/edits.hpp"

#include <random>

namespace stormglass::tests {

/// Legal edits drawn from a fixed seed; the raw generator is used, so that every library gives the same ones.
class RandomEdits {
  public:
    explicit RandomEdits(unsigned seed) : m_random(seed) {}

    std::vector<model::Change> next(const model::Board& board) {
        using namespace model;
        if (board.elements().size() < 3 || below(3) == 0) {
            return {addElement(board, {.kind = allElementKinds()[below(kElementKindCount)],
                                       .label = "Note " + std::to_string(below(40)),
                                       .at = BoardPoint{double(below(1000)), double(below(1000)) / 3}})};
        }
        const std::vector one{any(board)};
        const std::vector<std::string> path{"handling", "failure"};
        const Placement place{one.front(), {double(below(1000)), -double(below(1000)) / 7}};
        switch (below(9)) {
        case 0:
            return {addFlow(board, one.front(), any(board), below(2) == 0)};
        case 1:
            return {makeOccurrence(board, one.front(), BoardPoint{1, 2})};
        case 2:
            return deleteSelection(board, one);
        case 3:
            return setProperty(board, one.front(), path, below(2) == 0 ? Value() : Value(double(below(100)) / 100));
        case 4:
            return setLabel(board, one.front(), "Größe " + std::to_string(below(100)));
        case 5:
            return setKind(board, one.front(), allElementKinds()[below(kElementKindCount)]);
        case 6:
            return makeIndependent(board, one.front());
        case 7:
            return below(2) == 0 ? bringToFront(board, one) : sendToBack(board, one);
        default:
            return moveElements(board, std::span(&place, 1));
        }
    }

  private:
    std::size_t below(std::size_t n) { return m_random() % n; }

    model::ElementId any(const model::Board& board) {
        return std::next(board.elements().begin(), static_cast<std::ptrdiff_t>(below(board.elements().size())))->id;
    }

    std::mt19937 m_random;
};

} // namespace stormglass::tests
