// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/places.hpp"
#include "app/drawing/router.hpp"

#include <optional>
#include <span>

namespace stormglass::app::drawing {

/// All that the picture of one thing depends on.
struct Scene {
    const model::Board& board;
    const Style& style;
    const Figures& figures;
    const Places& places;
};

/// Sides of a body at which arrows end: what hangs on the body keeps clear of them.
struct Docks {
    bool left = false;
    bool top = false;
    bool right = false;
    bool bottom = false;
};

/// Notes, frames, channels: what lies on the board by itself. Nothing for a kind without a body.
[[nodiscard]] std::optional<Thing> bodyThing(const Scene& scene, const model::Element& element);

/// What hangs on a body: service pill, time, busy ring, what waits, the bottleneck's word. Nothing if nothing does.
[[nodiscard]] std::optional<Thing> figureThing(const Scene& scene, const model::Element& element, const Docks& docks);
[[nodiscard]] bool hasFigures(const Scene& scene, const model::Element& element);

/// An arrow along its ways (two of them through a channel). `nearby` are bodies its label keeps clear of.
[[nodiscard]] Thing flowThing(const Scene& scene, const model::Flow& flow, std::span<const Way> ways,
                              std::span<const QRectF> nearby);

/// The dotted tie from a hotspot to what it is pinned to.
[[nodiscard]] std::optional<Thing> pinThing(const Scene& scene, const model::Element& element);

[[nodiscard]] Layer layerOf(model::ElementKind kind) noexcept;
[[nodiscard]] std::optional<LabelSpot> labelSpotFor(const Scene& scene, const model::Element& element);

} // namespace stormglass::app::drawing
