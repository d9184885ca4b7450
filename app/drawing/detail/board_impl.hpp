// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/board_drawing.hpp"
#include "app/drawing/detail/board_index.hpp"

namespace stormglass::app::drawing {

/// What a change makes necessary to draw again.
struct Affected {
    std::unordered_set<model::ElementId> elements;
    std::unordered_set<model::FlowId> flows;
};

class BoardDrawing::Impl {
  public:
    Impl(const model::Board& board, Style style);

    [[nodiscard]] const model::Board& board() const noexcept { return *m_board; }

    [[nodiscard]] const Style& style() const noexcept { return m_style; }

    [[nodiscard]] detail::BoardIndex& index() noexcept { return m_index; }

    void setStyle(const Style& style);
    [[nodiscard]] std::vector<QRectF> apply(const model::Applied& applied);
    [[nodiscard]] std::vector<QRectF> setFigures(Figures figures);
    [[nodiscard]] std::vector<QRectF> setPreview(Preview preview);

    /// Lays out what is not yet.
    [[nodiscard]] std::vector<const Thing*> laidOut(const std::vector<detail::BoardIndex::Slot>& handles);
    [[nodiscard]] std::optional<Hit> hitAt(detail::BoardIndex::Slot slot, const QPointF& point, double tolerance);
    [[nodiscard]] std::optional<LabelSpot> labelSpotOf(const Owner& owner);

  private:
    using Slot = detail::BoardIndex::Slot;

    [[nodiscard]] Scene scene() const { return {*m_board, m_style, m_figures, m_places}; }

    void buildAll();
    void addBody(const model::Element& element);
    void addPin(const model::Element& element);
    void addFigure(const model::Element& element);
    void addFlow(const model::Flow& flow);
    [[nodiscard]] std::vector<Way> waysOf(const model::Flow& flow);

    /// See RouteRequest.
    struct Track {
        double lane = 0;
        double aside = 0;
    };

    /// One arrow of a fork: where it ends, seen from the fork's beginning.
    struct Prong {
        model::Rank rank = 0;
        double height = 0; ///< down is positive
        bool isRight = true;
    };

    [[nodiscard]] Track trackOf(const model::Flow& flow);
    [[nodiscard]] const std::vector<Prong>& forkOf(const model::ElementId& from);
    [[nodiscard]] Way wayBetween(const model::ElementId& from, const model::ElementId& to, const Track& track) const;
    /// Bodies of notes and channels in the area but those of the given elements, in an order of their own.
    [[nodiscard]] std::vector<QRectF> obstaclesIn(const QRectF& area,
                                                  std::span<const model::Element* const> without = {}) const;
    const Thing& thingAt(Slot slot);
    [[nodiscard]] Thing layOut(const detail::Entry& entry);
    [[nodiscard]] Surroundings groundAround(const detail::Entry& entry) const;
    [[nodiscard]] Surroundings surroundingsOf(const detail::Entry& entry);

    [[nodiscard]] bool changesWhoIsHidden(const model::Applied& applied) const;
    void collect(const model::RecordChange<model::Element>& change, Affected& affected) const;
    void collect(const model::RecordChange<model::Flow>& change, Affected& affected) const;
    void addFlowsAt(const model::ElementId& id, Affected& affected) const;
    void addFlowsNear(const QRectF& area, Affected& affected) const;
    [[nodiscard]] std::vector<QRectF> renew(Affected affected);
    void settleAround(std::vector<QRectF>& dirty);

    const model::Board* m_board;
    Style m_style;
    Figures m_figures;
    Places m_places;
    detail::BoardIndex m_index;
    std::unordered_map<model::ElementId, std::vector<Prong>> m_forks; ///< known ones; forgotten at each change
};

} // namespace stormglass::app::drawing
