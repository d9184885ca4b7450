// SPDX-License-Identifier: Apache-2.0
#include "app/tools/tool_machine.hpp"

#include "app/tools/states/states.hpp"

namespace stormglass::app::tools {

ToolMachine::ToolMachine(ToolHost& host) : m_context{host}, m_state(idle(m_context)) {}

ToolMachine::~ToolMachine() = default;

template <class Do> void ToolMachine::dispatch(Do act) {
    ++m_depth;
    NextState next = act(*m_state);
    --m_depth;
    if (next) {
        m_state = std::move(next);
    }
    settle();
}

/// A text that was opened or closed meanwhile decides between editing and idle.
void ToolMachine::settle() {
    const bool isInEditing = stateName() == ToolStateName::editing;
    if (m_depth == 0 && m_isEditing != isInEditing) {
        m_state = m_isEditing ? editing(m_context) : idle(m_context);
    }
}

void ToolMachine::press(const PointerEvent& event) {
    dispatch([&](ToolState& state) { return state.press(event); });
}

void ToolMachine::pressAgain(const PointerEvent& event) {
    dispatch([&](ToolState& state) { return state.pressAgain(event); });
}

void ToolMachine::move(const PointerEvent& event) {
    dispatch([&](ToolState& state) { return state.move(event); });
}

void ToolMachine::release(const PointerEvent& event) {
    dispatch([&](ToolState& state) { return state.release(event); });
}

bool ToolMachine::cancel() {
    const bool isBusy = stateName() != ToolStateName::idle;
    if (isBusy) {
        dispatch([](ToolState& state) { return state.cancel(); });
        return true;
    }
    if (m_context.armed.isArrow) {
        m_context.armed = {};
        m_context.host.disarmed();
        return true;
    }
    return false;
}

void ToolMachine::arm(ArmedTool tool) {
    if (m_isEditing) {
        m_context.host.keepText();
    }
    if (stateName() != ToolStateName::idle) {
        dispatch([](ToolState& state) { return state.cancel(); });
    }
    m_context.armed = tool;
    m_state = idle(m_context);
}

void ToolMachine::holdPan(bool isHeld) {
    m_context.isPanHeld = isHeld;
}

void ToolMachine::setEditing(bool isEditing) {
    m_isEditing = isEditing;
    settle();
}

} // namespace stormglass::app::tools
