// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_view_model.hpp"

#include "app/canvas/board_words.hpp"
#include "app/tools/element_facts.hpp"
#include "app/tools/handles.hpp"
#include "app/tools/services.hpp"

#include <algorithm>
#include <array>

namespace stormglass::app::canvas {

using namespace model;

namespace {

constexpr std::array kAllGrips{tools::Grip{-1, -1}, tools::Grip{1, -1}, tools::Grip{1, 1}, tools::Grip{-1, 1},
                               tools::Grip{0, -1},  tools::Grip{1, 0},  tools::Grip{0, 1}, tools::Grip{-1, 0}};
constexpr double kLeastHandled = 24; // view pixels: smaller bodies show no handles

} // namespace

void BoardViewModel::updateOverlay() {
    Overlay overlay;
    addSelection(overlay);
    addRelated(overlay);
    addHandles(overlay);
    addPreview(overlay);
    if (!(overlay == m_overlay)) {
        m_overlay = std::move(overlay);
        emit overlayChanged();
    }
}

void BoardViewModel::addSelection(Overlay& overlay) const {
    for (const ElementId& id : selection().elements()) {
        if (QPainterPath outline = m_drawing.outlineOf(id); !outline.isEmpty()) {
            overlay.selected.push_back(std::move(outline));
        }
    }
    for (const FlowId& id : selection().flows()) {
        if (std::vector<QPointF> route = m_drawing.routeOf(id); route.size() > 1) {
            overlay.arrows.push_back(std::move(route));
        }
    }
}

/// The other places of the same thing; the handlers of the selected service.
void BoardViewModel::addRelated(Overlay& overlay) const {
    const auto id = onlyElement();
    const Element* element = id ? board().find(*id) : nullptr;
    if (element == nullptr) {
        return;
    }
    std::vector<ElementId> related;
    if (element->kind == ElementKind::service) {
        related = tools::handlersOf(board(), element->id);
    } else {
        const Element* original = board().definitionOf(element->id);
        related.push_back(original->id);
        for (const Element* occurrence : board().occurrencesOf(original->id)) {
            related.push_back(occurrence->id);
        }
        std::erase(related, element->id);
    }
    for (const ElementId& other : related) {
        if (QPainterPath outline = m_drawing.outlineOf(other); !outline.isEmpty()) {
            overlay.related.push_back(std::move(outline));
        }
    }
}

void BoardViewModel::addHandles(Overlay& overlay) const {
    if (m_preview != tools::ToolPreview{} || m_text.isOpen()) {
        return; // the hand is busy
    }
    const auto isLarge = [this](const QRectF& body) {
        return std::min(body.width(), body.height()) * m_view.zoom >= kLeastHandled;
    };
    if (const auto id = onlyElement()) {
        const Element* element = board().find(*id);
        const QRectF body = m_drawing.bodyOf(*id);
        if (element != nullptr && isLarge(body) && !tools::isLocked(*element) && tools::isResizable(element->kind)) {
            for (const tools::Grip grip : kAllGrips) {
                if ((grip.x != 0 && grip.y != 0) || !tools::canBeEnd(element->kind)) {
                    overlay.grips.push_back(tools::gripPoint(body, grip));
                }
            }
        }
    }
    std::optional<ElementId> linked = m_hover.element ? m_hover.element : onlyElement();
    const Element* element = linked ? board().find(*linked) : nullptr;
    if (element != nullptr && tools::canBeEnd(element->kind)) {
        const QRectF body = m_drawing.bodyOf(*linked);
        for (const tools::Side side : tools::kSides) {
            if (isLarge(body)) {
                overlay.connectHandles.push_back(tools::connectHandle(body, side, m_view.zoom));
            }
        }
        if (m_hover.handle) {
            overlay.hotHandle = tools::connectHandle(body, *m_hover.handle, m_view.zoom);
        }
    }
    if (const auto id = onlyFlow()) {
        const std::vector<QPointF> route = m_drawing.routeOf(*id);
        if (route.size() > 1) {
            overlay.arrowEnds = {route.front(), route.back()};
            for (const BoardPoint& bend : board().find(*id)->bends) {
                overlay.bends.emplace_back(bend.x, bend.y);
            }
        }
    } else if (m_hover.flow) {
        overlay.arrows.push_back(m_drawing.routeOf(*m_hover.flow));
    }
}

void BoardViewModel::addPreview(Overlay& overlay) const {
    overlay.marquee = m_preview.marquee;
    overlay.guides = m_preview.guides;
    overlay.joints = m_preview.joints;
    overlay.bentRoute = m_preview.bentRoute;
    if (m_preview.frame) {
        overlay.taking.push_back(m_drawing.outlineOf(*m_preview.frame));
    }
    for (const ElementId& id : m_preview.serviceTakes) {
        overlay.taking.push_back(m_drawing.outlineOf(id));
    }
    if (const auto& link = m_preview.link) {
        const QRectF hand(link->to - QPointF(1, 1), QSizeF(2, 2));
        const QRectF end = link->target && !link->isRefused ? *link->target : hand;
        overlay.link =
            link->isReversed ? drawing::arrowBetween(end, link->from) : drawing::arrowBetween(link->from, end);
        overlay.isLinkGood = !link->isRefused && (!link->rule || link->rule->verdict != FlowVerdict::odd);
        for (const ElementId& id : link->glowing) {
            overlay.legal.push_back(m_drawing.outlineOf(id));
        }
    }
}

/// The word beside the pointer.
void BoardViewModel::updateHand() {
    QString note;
    QPointF at;
    if (const auto& link = m_preview.link; link && link->rule) {
        note = link->isRefused ? tr("No arrow can end here.") : whyOdd(*link->rule);
        const ViewPoint view = m_view.toView(link->to);
        at = {view.x, view.y};
    }
    for (const tools::JointSign& sign : m_preview.joints) {
        const ViewPoint view = m_view.toView(sign.at);
        at = {view.x, view.y};
        switch (sign.fate) {
        case tools::JointFate::made:
            note = tr("joined");
            break;
        case tools::JointFate::removed:
            note = tr("no longer joined");
            break;
        case tools::JointFate::becomesArrow:
            note = tr("becomes an arrow");
            break;
        }
    }
    if (note != m_handNote || at != m_handAt) {
        m_handNote = note;
        m_handAt = at;
        emit handChanged();
    }
}

void BoardViewModel::updateGhosts() {
    std::vector<tools::Ghost> ghosts = m_preview.ghosts;
    if (const auto note = m_text.newNote()) {
        ghosts.push_back({note->kind, note->body, std::nullopt});
    }
    if (ghosts != m_ghosts) {
        m_ghosts = std::move(ghosts);
        emit ghostsChanged();
    }
}

std::optional<ElementId> BoardViewModel::onlyElement() const {
    const bool isOne = selection().elements().size() == 1 && selection().flows().empty();
    return isOne ? std::optional(selection().elements().front()) : std::nullopt;
}

std::optional<FlowId> BoardViewModel::onlyFlow() const {
    const bool isOne = selection().flows().size() == 1 && selection().elements().empty();
    return isOne ? std::optional(selection().flows().front()) : std::nullopt;
}

QString BoardViewModel::hint() const {
    if (m_text.isOpen()) {
        return m_text.isTime() ? tr("8 ms, 0.5 s, 2 min … · Esc to finish")
                               : tr("Tab next note · Ctrl+Enter below · Shift+Enter new line · Esc to finish");
    }
    switch (m_machine.stateName()) {
    case tools::ToolStateName::placing:
        return *m_machine.armed().kind == ElementKind::service
                   ? tr("Click the handlers this service runs · Esc to stop")
                   : tr("Click to place · Q keeps the tool armed · Esc to stop");
    case tools::ToolStateName::linking:
    case tools::ToolStateName::rerouting:
        return tr("Let go on a note to connect, on the empty board for what may come next · Esc to stop");
    case tools::ToolStateName::moving:
        return tr("Alt: no snapping · Shift: straight · Esc to put back");
    case tools::ToolStateName::resizing:
        return tr("Shift: keep proportions · Ctrl: from the centre · Esc to put back");
    case tools::ToolStateName::marquee:
        return tr("Alt: only what lies whole within · Shift: add");
    case tools::ToolStateName::idle:
    case tools::ToolStateName::pressing:
    case tools::ToolStateName::panning:
    case tools::ToolStateName::bending:
    case tools::ToolStateName::assigning:
    case tools::ToolStateName::editing:
        break;
    }
    if (m_machine.armed().isArrow) {
        return tr("Click or drag from one note to another · Q keeps the tool armed · Esc to stop");
    }
    if (onlyFlow()) {
        return tr("Drag to bend · drag an end to another note · Enter to label · F5 to load it");
    }
    if (const auto id = onlyElement(); id && board().find(*id) != nullptr && isNote(board().find(*id)->kind)) {
        return tr("Enter to edit · 1–0 next note, connected · drag from an edge to connect · F5 to load it");
    }
    if (selection().count() > 1) {
        return tr("Drag to move · Ctrl+drag to copy · Ctrl+G to group · Shift+click to add or remove");
    }
    return tr("Double-click to add · drag from an edge to connect · F5 to load it");
}

} // namespace stormglass::app::canvas
