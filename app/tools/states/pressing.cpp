// SPDX-License-Identifier: Apache-2.0
#include "app/tools/element_facts.hpp"
#include "app/tools/states/states.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::tools {

using namespace model;

namespace {

template <class Id> void toggle(std::vector<Id>& ids, const Id& id) {
    const auto found = std::ranges::find(ids, id);
    if (found == ids.end()) {
        ids.push_back(id);
    } else {
        ids.erase(found);
    }
}

/// A button is down and has not moved: a click, or the beginning of a drag.
class Pressing final : public ToolState {
  public:
    Pressing(ToolContext& context, const PointerEvent& at, std::optional<drawing::Hit> hit)
        : ToolState(context), m_at(at), m_hit(std::move(hit)) {
        if (m_hit && !at.modifiers.isShift && !isSelected()) {
            selectPressed();
            m_wasSelectedHere = true;
        }
    }

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::pressing; }

    NextState move(const PointerEvent& event) override {
        if (std::hypot(event.view.x - m_at.view.x, event.view.y - m_at.view.y) < kDragStart) {
            return nullptr;
        }
        NextState next = dragBegun();
        NextState after = next->move(event);
        return after ? std::move(after) : std::move(next);
    }

    NextState release(const PointerEvent&) override {
        if (!m_hit) {
            if (!m_at.modifiers.isShift) {
                host().select({});
            }
        } else if (m_at.modifiers.isShift) {
            togglePressed();
        } else if (!m_wasSelectedHere) {
            selectPressed(); // of several, the one clicked stays
        }
        if (m_hit && m_hit->part == drawing::Part::badge && !m_at.modifiers.isShift) {
            host().editTime(std::get<ElementId>(m_hit->owner));
        }
        return idle(context());
    }

    /// The second press of a double click comes after a press of its own.
    NextState pressAgain(const PointerEvent& event) override {
        NextState next = idle(context());
        NextState after = next->pressAgain(event);
        return after ? std::move(after) : std::move(next);
    }

    NextState cancel() override { return idle(context()); }

  private:
    [[nodiscard]] const ElementId* element() const { return m_hit ? std::get_if<ElementId>(&m_hit->owner) : nullptr; }

    [[nodiscard]] std::optional<ElementId> pilledService() const {
        if (element() == nullptr || m_hit->part != drawing::Part::pill) {
            return std::nullopt;
        }
        const Element* handler = board().definitionOf(*element());
        return handler == nullptr ? std::nullopt : handler->service;
    }

    /// What the press means: the note with its group (Ctrl: alone), the service of a pill, the arrow.
    [[nodiscard]] SelectedThings pressed() const {
        if (element() == nullptr) {
            return {{}, {std::get<FlowId>(m_hit->owner)}};
        }
        if (const auto service = pilledService()) {
            return {{*service}, {}};
        }
        return {m_at.modifiers.isControl ? std::vector{*element()} : withGroups(board(), {*element()}), {}};
    }

    [[nodiscard]] bool isSelected() const {
        const SelectedThings selected = host().selected();
        const SelectedThings things = pressed();
        const auto holds = [](const auto& ids, const auto& id) { return std::ranges::find(ids, id) != ids.end(); };
        return things.elements.empty() ? holds(selected.flows, things.flows.front())
                                       : holds(selected.elements, things.elements.front());
    }

    void selectPressed() const { host().select(pressed()); }

    void togglePressed() const {
        SelectedThings selected = host().selected();
        const SelectedThings things = pressed();
        for (const ElementId& id : things.elements) {
            toggle(selected.elements, id);
        }
        for (const FlowId& id : things.flows) {
            toggle(selected.flows, id);
        }
        host().select(std::move(selected));
    }

    NextState dragBegun() {
        if (!m_hit) {
            return marquee(context(), m_at);
        }
        if (const auto service = pilledService()) {
            return assigning(context(), *service);
        }
        if (element() == nullptr) {
            return bending(context(), m_at, std::get<FlowId>(m_hit->owner));
        }
        if (!isSelected()) {
            togglePressed();
        }
        return moving(context(), m_at, m_at.modifiers.isControl);
    }

    PointerEvent m_at;
    std::optional<drawing::Hit> m_hit;
    bool m_wasSelectedHere = false;
};

} // namespace

NextState pressing(ToolContext& context, const PointerEvent& at, std::optional<drawing::Hit> hit) {
    return std::make_unique<Pressing>(context, at, std::move(hit));
}

} // namespace stormglass::app::tools
