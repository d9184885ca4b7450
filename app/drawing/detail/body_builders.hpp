// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/scene.hpp"
#include "app/drawing/text_fit.hpp"

namespace stormglass::app::drawing::detail {

[[nodiscard]] Thing noteThing(const Scene& scene, const model::Element& element, const QRectF& body);
[[nodiscard]] Thing channelThing(const Scene& scene, const model::Element& element, const QRectF& body);
/// Context, lane and pivot.
[[nodiscard]] Thing frameThing(const Scene& scene, const model::Element& element, const QRectF& body);

[[nodiscard]] LabelSpot noteLabelSpot(const Scene& scene, const model::Element& element, const QRectF& body);
[[nodiscard]] LabelSpot channelLabelSpot(const Scene& scene, const model::Element& element, const QRectF& body);
[[nodiscard]] LabelSpot frameLabelSpot(const Scene& scene, const model::Element& element, const QRectF& body);

} // namespace stormglass::app::drawing::detail
