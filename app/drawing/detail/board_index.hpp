// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/detail/spatial_grid.hpp"
#include "app/drawing/scene.hpp"

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace stormglass::app::drawing::detail {

/// One thing of the board: where it can be found before it is laid out, and its picture once it is.
struct Entry {
    Owner owner;
    Layer layer = Layer::note;
    model::Rank rank = 0;
    const model::Element* element = nullptr; ///< null for arrows
    QRectF reach;                            ///< holds all items, whatever they turn out to be
    QRectF body = {};                        ///< of notes, channels and frames
    std::vector<Way> ways = {};              ///< of arrows
    std::optional<Thing> thing = std::nullopt;
    std::optional<std::vector<QRectF>> wishes = std::nullopt; ///< of figures: where they want to be, see figureBoxes
    bool isUsed = false;
    std::uint64_t order = 0; ///< smaller is painted first; set by the index
};

/// The entries of a board by owner and by place, kept in painting order.
class BoardIndex {
  public:
    using Slot = SpatialGrid::Entry;

    /// Where an element's entries are. kNone: it has none on that layer.
    static constexpr Slot kNone = 0xffffffffU;

    struct ElementSlots {
        Slot body = kNone;
        Slot figure = kNone;
        Slot pin = kNone;
    };

    struct FlowSlots {
        Slot line = kNone;
        Slot label = kNone;
    };

    void clear();
    Slot add(Entry entry);
    /// Takes an owner's entries away; returns the union of their reaches, empty if there were none.
    QRectF removeElement(const model::ElementId& id);
    QRectF removeFigure(const model::ElementId& id);
    QRectF removeFlow(const model::FlowId& id);

    [[nodiscard]] Entry& at(Slot slot) { return m_entries[slot]; }

    [[nodiscard]] const Entry& at(Slot slot) const { return m_entries[slot]; }

    [[nodiscard]] ElementSlots slotsOf(const model::ElementId& id) const;
    [[nodiscard]] Slot slotOf(const model::FlowId& id) const;
    [[nodiscard]] Slot labelSlotOf(const model::FlowId& id) const;

    /// Entries whose reach touches the area, bottom to top.
    [[nodiscard]] std::vector<Slot> in(const QRectF& area) const;
    [[nodiscard]] std::vector<Slot> all() const;

    /// As `in`, each once, in no order. `use` may not ask the index in turn.
    template <class Visit> void visit(const QRectF& area, Visit&& use) const {
        visitIn(m_grid, area, [&](Slot slot) { use(m_entries[slot]); });
    }

    template <class Visit> void visit(const QRectF& area, Visit&& use) {
        visitIn(m_grid, area, [&](Slot slot) { use(m_entries[slot]); });
    }

    /// Notes and channels only: what arrows go round.
    template <class Visit> void visitObstacles(const QRectF& area, Visit&& use) const {
        visitIn(m_obstacles, area, [&](Slot slot) { use(m_entries[slot]); });
    }

    /// Elements that are tied to another by a pin.
    [[nodiscard]] const std::unordered_set<model::ElementId>& pinned() const noexcept { return m_pinned; }

    void setPinned(const model::ElementId& id) { m_pinned.insert(id); }

    template <class Use> void each(Use&& use) {
        for (Entry& entry : m_entries) {
            if (entry.isUsed) {
                use(entry);
            }
        }
    }

  private:
    static bool doMeet(const QRectF& a, const QRectF& b) { // both with a size; QRectF's own takes any and is slower
        return a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom();
    }

    template <class Visit> void visitIn(const SpatialGrid& grid, const QRectF& area, Visit&& use) const {
        ++m_question;
        grid.visit(area, [&](Slot slot) {
            if (m_seen[slot] != m_question) {
                m_seen[slot] = m_question;
                if (doMeet(m_entries[slot].reach, area)) {
                    use(slot);
                }
            }
        });
    }

    QRectF release(Slot& slot);
    [[nodiscard]] const std::vector<Slot>& sorted() const;
    void sort(std::vector<Slot>& handles) const;

    std::vector<Entry> m_entries;
    std::vector<Slot> m_free;
    SpatialGrid m_grid;
    SpatialGrid m_obstacles; ///< notes and channels by their bodies
    std::unordered_map<model::ElementId, ElementSlots> m_elements;
    std::unordered_map<model::FlowId, FlowSlots> m_flows;
    std::unordered_set<model::ElementId> m_pinned;
    mutable std::vector<std::uint32_t> m_seen; ///< by slot: the question that met it last
    mutable std::uint32_t m_question = 0;
    mutable std::vector<Slot> m_sorted; ///< all, in painting order; empty: not known at the moment
};

} // namespace stormglass::app::drawing::detail
