// SPDX-License-Identifier: Apache-2.0
#include "app/tools/linking.hpp"

#include "app/tools/element_facts.hpp"
#include "app/tools/step_draft.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app::tools {

using namespace model;

bool mayEnd(const Element& element) {
    return canBeEnd(element.kind);
}

std::vector<Change> rerouted(const Board& board, const FlowId& id, bool isStart, const ElementId& to) {
    StepDraft draft(board);
    if (Flow* flow = draft.alter(id)) {
        (isStart ? flow->from : flow->to) = to;
        flow->bends.clear();
        flow->joint = false;
    }
    return draft.changes();
}

std::vector<Change> flipped(const Board& board, const FlowId& id) {
    StepDraft draft(board);
    if (Flow* flow = draft.alter(id)) {
        std::swap(flow->from, flow->to);
        std::ranges::reverse(flow->bends);
    }
    return draft.changes();
}

std::vector<Change> bent(const Board& board, const FlowId& id, const std::vector<QPointF>& bends) {
    StepDraft draft(board);
    if (Flow* flow = draft.alter(id)) {
        flow->bends.clear();
        std::ranges::transform(bends, std::back_inserter(flow->bends), [](const QPointF& p) {
            return BoardPoint{p.x(), p.y()};
        });
    }
    return draft.changes();
}

std::vector<Change> jointsShownAsArrows(const Board& board, const std::vector<FlowId>& ids) {
    StepDraft draft(board);
    for (const FlowId& id : ids) {
        if (Flow* flow = draft.alter(id)) {
            flow->joint = false;
        }
    }
    return draft.changes();
}

} // namespace stormglass::app::tools
