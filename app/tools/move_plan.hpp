// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/joints.hpp"

namespace stormglass::app::tools {

/// The smallest context (lane) whose inside holds the middle of the body; `without` names frames that don't count.
[[nodiscard]] std::optional<model::ElementId> frameAt(const model::Board& board, const Scene& scene, const QRectF& body,
                                                      model::ElementKind frameKind, const Places& without = {});

/// Where a hand would put things, and what follows from it: membership of frames, joints.
struct MovePlan {
    Places places;
    JointPlan joints;
    std::optional<model::ElementId> frame; ///< the context that would take the notes in; for the preview
};

/// The plan for moving `moved` (movedWith's answer) by `by`.
[[nodiscard]] MovePlan planMove(const model::Board& board, const Scene& scene,
                                const std::vector<model::ElementId>& moved, const QPointF& by);

/// The one change of the move: places, memberships, joints.
[[nodiscard]] std::vector<model::Change> changesOf(const model::Board& board, const Scene& scene, const MovePlan& plan);

/// Makes a new element a member of the frames it lies in.
void joinFrames(const model::Board& board, const Scene& scene, const QRectF& body, model::Element& element);

} // namespace stormglass::app::tools
