// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool_state.hpp"

namespace stormglass::app::tools {

/// Takes what pointer and keys do and turns it into selections, previews and edits: one state at a time. Knows no
/// window; the host must outlive it.
class ToolMachine {
  public:
    explicit ToolMachine(ToolHost& host);
    ~ToolMachine();

    [[nodiscard]] ToolStateName stateName() const noexcept { return m_state->name(); }

    [[nodiscard]] Cursor cursor() const { return m_state->cursor(); }

    /// True while the view should scroll when the pointer is near its edge.
    [[nodiscard]] bool scrollsAtEdge() const { return m_state->scrollsAtEdge(); }

    [[nodiscard]] const ArmedTool& armed() const noexcept { return m_context.armed; }

    void press(const PointerEvent& event);
    void pressAgain(const PointerEvent& event); ///< the second press of a double click
    void move(const PointerEvent& event);
    void release(const PointerEvent& event);
    /// Escape. False if there was nothing to give up: it may then mean something else.
    bool cancel();

    /// Chooses the tool of the next press; what is in the hand is given up.
    void arm(ArmedTool tool);
    void holdPan(bool isHeld);
    /// The host opened or closed a text.
    void setEditing(bool isEditing);

  private:
    template <class Do> void dispatch(Do act);
    void settle();

    ToolContext m_context;
    NextState m_state;
    bool m_isEditing = false;
    int m_depth = 0; ///< above 0 while a state is at work: it must not be replaced under its feet
};

} // namespace stormglass::app::tools
