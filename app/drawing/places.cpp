// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/places.hpp"

#include "app/layout/place_unplaced.hpp"

#include <algorithm>

namespace stormglass::app::drawing {

using model::Element;
using model::ElementId;
using model::ElementKind;

namespace {

bool hasBody(ElementKind kind) {
    return kind != ElementKind::service && kind != ElementKind::stage;
}

/// A file may say any finite number. Beyond this nobody can be meant, and sums would lose their units.
QRectF rectOf(const model::BoardPoint& at, const model::BoardSize& size) {
    constexpr double kFarthest = 1e7;
    constexpr double kLargest = 1e6;
    return {std::clamp(at.x, -kFarthest, kFarthest), std::clamp(at.y, -kFarthest, kFarthest),
            std::min(size.width, kLargest), std::min(size.height, kLargest)};
}

} // namespace

void Places::update() {
    bool isMissing = false;
    m_hiddenIn.clear();
    for (const Element& element : m_board->elements()) {
        isMissing = isMissing || (!element.at && hasBody(element.kind) && !m_given.contains(element.id));
        if (element.context) {
            const Element* frame = m_board->find(*element.context);
            if (frame != nullptr && isCollapsed(*frame)) {
                m_hiddenIn.emplace(element.id, frame->id);
            }
        }
    }
    std::erase_if(m_given, [this](const auto& entry) { return m_board->find(entry.first) == nullptr; });
    if (!isMissing) {
        return;
    }
    model::Board known = *m_board; // what was given a place before counts as placed
    for (const auto& [id, rect] : m_given) {
        Element element = *m_board->find(id);
        if (!element.at) {
            element.at = model::BoardPoint{rect.x(), rect.y()};
            element.size = model::BoardSize{rect.width(), rect.height()};
            known.put(std::move(element));
        }
    }
    for (const layout::Placement& placement : layout::placeUnplaced(known)) {
        const Element& element = *m_board->find(placement.id);
        m_given[placement.id] = rectOf(placement.at, placement.size.value_or(model::sizeOf(element)));
    }
}

bool Places::isCollapsed(const Element& element) const {
    const auto collapsed = element.properties.find("collapsed");
    return element.kind == ElementKind::context && collapsed != element.properties.end() && collapsed->is_boolean() &&
           collapsed->get<bool>();
}

QRectF Places::placed(const Element& element) const {
    if (const auto moved = m_preview.places.find(element.id); moved != m_preview.places.end()) {
        return moved->second;
    }
    if (element.at) {
        return rectOf(*element.at, model::sizeOf(element));
    }
    const auto given = m_given.find(element.id);
    return given == m_given.end() ? QRectF() : given->second;
}

QRectF Places::bodyOf(const Element& element) const {
    if (!hasBody(element.kind) || isHidden(element.id)) {
        return {};
    }
    QRectF rect = placed(element);
    if (isCollapsed(element)) {
        rect.setSize(kCollapsedSize);
    }
    return rect;
}

const Element* Places::anchorElement(const ElementId& id) const {
    const auto hidden = m_hiddenIn.find(id);
    return m_board->find(hidden == m_hiddenIn.end() ? id : hidden->second);
}

QRectF Places::anchorOf(const ElementId& id) const {
    const Element* element = anchorElement(id);
    return element == nullptr ? QRectF() : bodyOf(*element);
}

} // namespace stormglass::app::drawing
