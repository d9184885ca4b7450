// SPDX-License-Identifier: Apache-2.0
// How the drawing follows changes: what each makes necessary, and doing just that.
#include "app/drawing/detail/board_impl.hpp"

#include <algorithm>

namespace stormglass::app::drawing {

using detail::BoardIndex;
using detail::Entry;
using model::Element;
using model::ElementId;
using model::Flow;
using model::FlowId;
using model::RecordChange;

namespace {

void addIfAny(std::vector<QRectF>& dirty, const QRectF& rect) {
    if (!rect.isEmpty()) {
        dirty.push_back(rect);
    }
}

} // namespace

/// True if a change touches a collapsed frame or what is in one: then all is drawn anew.
bool BoardDrawing::Impl::changesWhoIsHidden(const model::Applied& applied) const {
    const auto concernsFrame = [this](const std::optional<Element>& element) {
        if (!element) {
            return false;
        }
        const Element* frame = element->context ? m_board->find(*element->context) : nullptr;
        return m_places.isCollapsed(*element) || m_places.isHidden(element->id) ||
               (frame != nullptr && m_places.isCollapsed(*frame));
    };
    return std::ranges::any_of(applied.changes, [&](const model::Change& change) {
        if (const auto* element = std::get_if<RecordChange<Element>>(&change)) {
            return concernsFrame(element->before) || concernsFrame(element->after);
        }
        if (const auto* flow = std::get_if<RecordChange<Flow>>(&change)) {
            const auto hides = [this](const std::optional<Flow>& f) {
                return f && (m_places.isHidden(f->from) || m_places.isHidden(f->to));
            };
            return hides(flow->before) || hides(flow->after);
        }
        return false;
    });
}

std::vector<QRectF> BoardDrawing::Impl::apply(const model::Applied& applied) {
    if (changesWhoIsHidden(applied)) {
        QRectF all;
        m_index.each([&all](const Entry& entry) { all = all.united(entry.reach); });
        m_places.update();
        buildAll();
        m_index.each([&all](const Entry& entry) { all = all.united(entry.reach); });
        return {all};
    }
    Affected affected;
    bool arePlacesOld = false;
    for (const model::Change& change : applied.changes) {
        if (const auto* element = std::get_if<RecordChange<Element>>(&change)) {
            collect(*element, affected);
            arePlacesOld = arePlacesOld || !element->before || !element->after || !element->after->at;
        } else if (const auto* flow = std::get_if<RecordChange<Flow>>(&change)) {
            collect(*flow, affected);
        }
    }
    if (arePlacesOld) {
        m_places.update();
    }
    return renew(std::move(affected));
}

void BoardDrawing::Impl::collect(const RecordChange<Element>& change, Affected& affected) const {
    for (const std::optional<Element>* version : {&change.before, &change.after}) {
        if (!*version) {
            continue;
        }
        const Element& element = **version;
        affected.elements.insert(element.id);
        const ElementId& original = element.same.value_or(element.id);
        affected.elements.insert(original);
        for (const Element* occurrence : m_board->occurrencesOf(original)) {
            affected.elements.insert(occurrence->id);
        }
        if (element.kind == model::ElementKind::service) {
            for (const Element& handler : m_board->elements()) {
                if (handler.service == element.id) {
                    affected.elements.insert(handler.id);
                }
            }
        }
        addFlowsAt(element.id, affected);
    }
}

void BoardDrawing::Impl::collect(const RecordChange<Flow>& change, Affected& affected) const {
    for (const std::optional<Flow>* version : {&change.before, &change.after}) {
        if (!*version) {
            continue;
        }
        affected.flows.insert((*version)->id);
        const Element* owner = m_board->definitionOf((*version)->from);
        if (owner == nullptr) {
            continue;
        }
        const auto addSiblings = [&](const ElementId& id) { // their shares of a choice depend on this one
            for (const Flow* sibling : m_board->flowsFrom(id)) {
                affected.flows.insert(sibling->id);
            }
        };
        addSiblings(owner->id);
        for (const Element* occurrence : m_board->occurrencesOf(owner->id)) {
            addSiblings(occurrence->id);
        }
    }
}

void BoardDrawing::Impl::addFlowsAt(const ElementId& id, Affected& affected) const {
    for (const Flow* flow : m_board->flowsFrom(id)) {
        affected.flows.insert(flow->id);
    }
    for (const Flow* flow : m_board->flowsTo(id)) {
        for (const Flow* sibling : m_board->flowsFrom(flow->from)) { // a fork is ordered by where its arrows go
            affected.flows.insert(sibling->id);
        }
    }
}

void BoardDrawing::Impl::addFlowsNear(const QRectF& area, Affected& affected) const {
    if (!area.isEmpty()) {
        m_index.visit(area.adjusted(-30, -30, 30, 30), [&affected](const Entry& entry) {
            if (const auto* flow = std::get_if<FlowId>(&entry.owner)) {
                affected.flows.insert(*flow);
            }
        });
    }
}

std::vector<QRectF> BoardDrawing::Impl::renew(Affected affected) {
    m_forks.clear();
    for (const ElementId& id : std::vector<ElementId>(m_index.pinned().begin(), m_index.pinned().end())) {
        const Element* pinned = m_board->find(id);
        const auto target = pinned == nullptr ? model::Value() : pinned->properties.value("pinnedTo", model::Value());
        if (target.is_string() && affected.elements.contains(ElementId(target.get<std::string>()))) {
            affected.elements.insert(id);
        }
    }
    std::vector<QRectF> dirty;
    std::unordered_map<ElementId, QRectF> oldBodies;
    for (const ElementId& id : affected.elements) {
        const BoardIndex::Slot slot = m_index.slotsOf(id).body;
        oldBodies[id] = slot == BoardIndex::kNone ? QRectF() : m_index.at(slot).body;
        addIfAny(dirty, m_index.removeElement(id));
    }
    for (const ElementId& id : affected.elements) {
        if (const Element* element = m_board->find(id)) {
            addBody(*element);
            addFigure(*element);
        }
        const BoardIndex::ElementSlots now = m_index.slotsOf(id);
        const QRectF body = now.body == BoardIndex::kNone ? QRectF() : m_index.at(now.body).body;
        if (body != oldBodies[id]) { // arrows nearby may now be in its way, or have an easier one
            addFlowsNear(oldBodies[id], affected);
            addFlowsNear(body, affected);
        }
    }
    for (const FlowId& id : affected.flows) {
        addIfAny(dirty, m_index.removeFlow(id));
    }
    for (const FlowId& id : affected.flows) {
        if (const Flow* flow = m_board->find(id)) {
            addFlow(*flow);
            for (const BoardIndex::Slot slot : {m_index.slotOf(id), m_index.labelSlotOf(id)}) {
                addIfAny(dirty, slot == BoardIndex::kNone ? QRectF() : m_index.at(slot).reach);
            }
        }
    }
    for (const ElementId& id : affected.elements) {
        if (const Element* element = m_board->find(id)) {
            addPin(*element);
        }
        const BoardIndex::ElementSlots now = m_index.slotsOf(id);
        for (const BoardIndex::Slot slot : {now.body, now.figure, now.pin}) {
            addIfAny(dirty, slot == BoardIndex::kNone ? QRectF() : m_index.at(slot).reach);
        }
    }
    settleAround(dirty);
    return dirty;
}

/// Labels, pills and badges look for free ground: where something around them changed, they look again.
void BoardDrawing::Impl::settleAround(std::vector<QRectF>& dirty) {
    std::vector<QRectF> last = dirty;
    for (int round = 0; round < 2; ++round) { // the second for those that yield to one that looked again
        std::vector<QRectF> further;
        for (const QRectF& area : last) {
            m_index.visit(area, [&further](Entry& entry) {
                const bool isArrow = entry.layer == Layer::flow && std::holds_alternative<FlowId>(entry.owner);
                if ((entry.layer == Layer::figure || isArrow) && (entry.thing || entry.wishes)) {
                    entry.thing.reset(); // an arrow is open where its label stands
                    entry.wishes.reset();
                    further.push_back(entry.reach);
                }
            });
        }
        dirty.insert(dirty.end(), further.begin(), further.end());
        last = std::move(further);
    }
}

std::vector<QRectF> BoardDrawing::Impl::setPreview(Preview preview) {
    Affected affected;
    const auto add = [&](const Preview& from, const Preview& other) {
        for (const auto& [id, rect] : from.places) {
            const auto same = other.places.find(id);
            if (same == other.places.end() || same->second != rect) {
                affected.elements.insert(id);
                addFlowsAt(id, affected);
            }
        }
    };
    add(m_places.preview(), preview);
    add(preview, m_places.preview());
    m_places.setPreview(std::move(preview));
    return renew(std::move(affected));
}

std::vector<QRectF> BoardDrawing::Impl::setFigures(Figures figures) {
    std::unordered_set<ElementId> changed;
    const auto compare = [&changed](const auto& from, const auto& other, bool isLookNew) {
        for (const auto& [id, value] : from) {
            const auto same = other.find(id);
            if (isLookNew || same == other.end() || !(same->second == value)) {
                changed.insert(id);
            }
        }
    };
    const bool isLookNew = figures.look != m_figures.look;
    compare(m_figures.handlers, figures.handlers, isLookNew);
    compare(figures.handlers, m_figures.handlers, isLookNew);
    compare(m_figures.channels, figures.channels, isLookNew);
    compare(figures.channels, m_figures.channels, isLookNew);
    m_figures = std::move(figures);
    std::vector<QRectF> dirty;
    const auto refresh = [&](const Element& element) { // labels that yield to figures look again below
        addIfAny(dirty, m_index.removeFigure(element.id));
        addFigure(element);
        const BoardIndex::ElementSlots now = m_index.slotsOf(element.id);
        if (now.figure != BoardIndex::kNone) {
            addIfAny(dirty, m_index.at(now.figure).reach);
        }
        if (now.body != BoardIndex::kNone && model::isChannel(element.kind)) {
            m_index.at(now.body).thing.reset();
            addIfAny(dirty, m_index.at(now.body).reach);
        }
    };
    for (const ElementId& id : changed) {
        if (const Element* element = m_board->find(id)) {
            refresh(*element);
            for (const Element* occurrence : m_board->occurrencesOf(id)) {
                refresh(*occurrence);
            }
        }
    }
    settleAround(dirty);
    return dirty;
}

} // namespace stormglass::app::drawing
