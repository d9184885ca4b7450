// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/places.hpp"
#include "app/drawing/router.hpp"

#include <optional>
#include <span>
#include <vector>

namespace stormglass::app::drawing {

/// All that the picture of one thing depends on.
struct Scene {
    const model::Board& board;
    const Style& style;
    const Figures& figures;
    const Places& places;
};

/// What lies around a label, pill or badge that looks for a free place.
struct Surroundings {
    std::vector<QRectF> bodies;
    std::vector<Way> ways;
    std::vector<QRectF> claims; ///< what others have there: pills, badges, rings, titles of frames

    /// What covering this box costs: bodies more than arrows, 0 on free ground.
    [[nodiscard]] double costOf(const QRectF& box) const;
};

/// Notes, frames, channels: what lies on the board by itself. Nothing for a kind without a body.
[[nodiscard]] std::optional<Thing> bodyThing(const Scene& scene, const model::Element& element);

/// What hangs on a body: service pill, time, busy ring, what waits, the bottleneck's word. Nothing if nothing does.
[[nodiscard]] std::optional<Thing> figureThing(const Scene& scene, const model::Element& element,
                                               const Surroundings& around);
/// Where that may be, before it is known what it is.
[[nodiscard]] QRectF figureReach(const QRectF& body);
[[nodiscard]] QRectF ringOf(const QRectF& body);
/// The boxes of pill, bottleneck's word and badge among these surroundings.
[[nodiscard]] std::vector<QRectF> figureBoxes(const Scene& scene, const model::Element& element,
                                              const Surroundings& around);
[[nodiscard]] bool hasFigures(const Scene& scene, const model::Element& element);

/// A label never stands farther than this from the middle of its arrow (labelPointOf).
inline constexpr double kFarthestLabel = 350;

/// An arrow along its ways (two of them through a channel), open where its label stands on it.
[[nodiscard]] Thing flowThing(const Scene& scene, const model::Flow& flow, std::span<const Way> ways,
                              const Surroundings& around);
/// The label of an arrow, above all bodies so that none hides it. Nothing if it says nothing.
[[nodiscard]] std::optional<Thing> flowLabelThing(const Scene& scene, const model::Flow& flow,
                                                  std::span<const Way> ways, const Surroundings& around);

/// The dotted tie from a hotspot to what it is pinned to.
[[nodiscard]] std::optional<Thing> pinThing(const Scene& scene, const model::Element& element);

[[nodiscard]] Layer layerOf(model::ElementKind kind) noexcept;
[[nodiscard]] std::optional<LabelSpot> labelSpotFor(const Scene& scene, const model::Element& element);

} // namespace stormglass::app::drawing
