// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool_host.hpp"

#include <memory>

namespace stormglass::app::tools {

enum class ToolStateName : std::uint8_t {
    idle,
    pressing,
    moving,
    marquee,
    linking,
    placing,
    resizing,
    panning,
    bending,
    rerouting,
    assigning,
    editing
};

/// What the next press does: select (nothing set), draw an arrow, or place a kind.
struct ArmedTool {
    bool isArrow = false;
    std::optional<model::ElementKind> kind{};
    bool isSticky = false; ///< stays armed after use
    friend bool operator==(const ArmedTool&, const ArmedTool&) = default;
};

/// What the states of one board share.
struct ToolContext {
    ToolHost& host;
    ArmedTool armed{};
    bool isPanHeld = false; ///< Space is down
    Hover hover{};
};

class ToolState;
/// The state that follows; null: this one stays.
using NextState = std::unique_ptr<ToolState>;

/// One small thing the hand can be doing. A state shows its preview while it lasts and clears it when it ends; only a
/// release (never a cancel) edits the document.
class ToolState {
  public:
    explicit ToolState(ToolContext& context) : m_context(context) {}

    virtual ~ToolState() = default;
    ToolState(const ToolState&) = delete;
    ToolState& operator=(const ToolState&) = delete;

    [[nodiscard]] virtual ToolStateName name() const noexcept = 0;

    [[nodiscard]] virtual Cursor cursor() const { return Cursor::arrow; }

    /// True while the view should scroll when the pointer comes near its edge.
    [[nodiscard]] virtual bool scrollsAtEdge() const { return false; }

    virtual NextState press(const PointerEvent& /*event*/) { return nullptr; }

    virtual NextState move(const PointerEvent& /*event*/) { return nullptr; }

    virtual NextState release(const PointerEvent& /*event*/) { return nullptr; }

    /// The second press of a double click.
    virtual NextState pressAgain(const PointerEvent& event) { return press(event); }

    /// Escape, or the pointer was taken away: leaves no trace.
    virtual NextState cancel() { return nullptr; }

  protected:
    [[nodiscard]] ToolHost& host() const { return m_context.host; }

    [[nodiscard]] ToolContext& context() const { return m_context; }

    [[nodiscard]] const model::Board& board() const { return m_context.host.board(); }

    [[nodiscard]] const Scene& scene() const { return m_context.host.scene(); }

    void clearPreview() const { host().showPreview({}); }

  private:
    ToolContext& m_context;
};

} // namespace stormglass::app::tools
