// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/preview.hpp"
#include "app/tools/scene.hpp"
#include "app/tools/step_draft.hpp"

namespace stormglass::app::tools {

using Places = std::unordered_map<model::ElementId, QRectF>;

/// How two bodies touch: the one to the left (or above) comes first. Nothing if they don't.
struct Touch {
    bool isFirstBefore = true; ///< the first argument is the left (upper) one
    QPointF seam;              ///< the middle of where they meet
};

/// Bodies touch when a side lies against a side (within `slack`) along at least two fifths of the shorter one.
[[nodiscard]] std::optional<Touch> touchOf(const QRectF& a, const QRectF& b, double slack = 0.75);

/// Joints that the hand makes and ends by putting things to `places` (DESIGN section 3): notes that touch are joined in
/// the direction the grammar allows, left to right before right to left; joints that are pulled apart end.
struct JointPlan {
    struct Made {
        model::ElementId from;
        model::ElementId to;
        friend bool operator==(const Made&, const Made&) = default;
    };

    std::vector<Made> made;
    std::vector<model::FlowId> ended;
    std::vector<JointSign> signs; ///< one for each, for the preview
};

[[nodiscard]] JointPlan planJoints(const model::Board& board, const Scene& scene, const Places& places);

void apply(const JointPlan& plan, StepDraft& draft);

} // namespace stormglass::app::tools
