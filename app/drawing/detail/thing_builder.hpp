// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/drawing_list.hpp"

namespace stormglass::app::drawing::detail {

/// Collects the items of a thing in painting order.
class ThingBuilder {
  public:
    ThingBuilder(Owner owner, Layer layer) {
        m_thing.owner = std::move(owner);
        m_thing.layer = layer;
    }

    void add(Part part, Shape shape) { m_thing.items.push_back({part, std::move(shape)}); }

    void add(Part part, TextLine line) { m_thing.items.push_back({part, std::move(line)}); }

    template <class Whats> void addAll(Part part, Whats whats) {
        for (auto& what : whats) {
            add(part, std::move(what));
        }
    }

    void setTitle(QString title) { m_thing.title = std::move(title); }

    [[nodiscard]] bool isEmpty() const { return m_thing.items.empty(); }

    [[nodiscard]] Thing take() {
        for (const Item& item : m_thing.items) {
            m_thing.bounds = m_thing.bounds.united(boundsOf(item));
        }
        return std::move(m_thing);
    }

  private:
    Thing m_thing;
};

} // namespace stormglass::app::drawing::detail
