// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/handles.hpp"
#include "app/tools/tool_state.hpp"

// How each state is entered. Nobody outside the states and the machine names them.
namespace stormglass::app::tools {

[[nodiscard]] NextState idle(ToolContext& context);
/// A button went down on `hit` (nothing: the empty board) and has not moved yet.
[[nodiscard]] NextState pressing(ToolContext& context, const PointerEvent& at, std::optional<drawing::Hit> hit);
/// The selection is in the hand, taken at `start`; `clones`: copies of it are.
[[nodiscard]] NextState moving(ToolContext& context, const PointerEvent& start, bool clones);
[[nodiscard]] NextState marquee(ToolContext& context, const PointerEvent& start);
/// An arrow is pulled out of a note; `start` is where it was taken.
[[nodiscard]] NextState linking(ToolContext& context, const PointerEvent& start, model::ElementId from);
/// The armed kind follows the pointer.
[[nodiscard]] NextState placing(ToolContext& context);
[[nodiscard]] NextState resizing(ToolContext& context, const PointerEvent& start, model::ElementId id, Grip grip);
[[nodiscard]] NextState panning(ToolContext& context, const PointerEvent& start);
/// A segment or bend of an arrow is pulled.
[[nodiscard]] NextState bending(ToolContext& context, const PointerEvent& start, model::FlowId flow);
/// An end of an arrow is pulled to another note.
[[nodiscard]] NextState rerouting(ToolContext& context, model::FlowId flow, bool isStart);
/// A service's pill is carried to other handlers.
[[nodiscard]] NextState assigning(ToolContext& context, model::ElementId service);
/// A text is open.
[[nodiscard]] NextState editing(ToolContext& context);

/// The element under the point, if there is one.
[[nodiscard]] std::optional<model::ElementId> elementUnder(const Scene& scene, const PointerEvent& event);
/// Handlers that a service dropped here would take: the one under the pointer, with the selection if it is part of it.
[[nodiscard]] std::vector<model::ElementId> handlersTaken(ToolHost& host, const PointerEvent& event);

} // namespace stormglass::app::tools
