// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"

#include "model/behaviour/catalogue_parts.hpp"

#include <iterator>

namespace stormglass::model {

namespace {

void append(Parameters& target, Parameters more) {
    target.insert(target.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// The default mean handling time [s] of CONTRACT section 8.
double defaultHandlingMean(ElementKind kind) noexcept {
    if (kind == ElementKind::external) {
        return 0.1;
    }
    return kind == ElementKind::aggregate ? 0.01 : 0.005;
}

Parameters parametersOf(ElementKind kind) {
    Parameters all = chapters::noteParameters();
    if (isMessage(kind)) {
        append(all, chapters::payloadParameters());
    }
    if (kind == ElementKind::hotspot || kind == ElementKind::opportunity) {
        append(all, chapters::hotspotParameters());
    }
    if (canBeSource(kind)) {
        append(all, chapters::loadParameters());
    }
    if (isHandler(kind)) {
        append(all, chapters::handlingParameters(defaultHandlingMean(kind)));
    }
    if (kind == ElementKind::service) {
        append(all, chapters::serviceParameters());
    }
    if (isChannel(kind)) {
        append(all, chapters::channelParameters());
    }
    return all;
}

} // namespace

Catalogue::Catalogue()
    : m_flow(chapters::flowParameters())
    , m_journey(chapters::journeyParameters())
    , m_scenario(chapters::scenarioParameters())
    , m_document{{"description", text(), "what the board is about, with credits and licence"}} {
    m_elements.reserve(kElementKindCount);
    for (const ElementKind kind : allElementKinds()) {
        m_elements.push_back(parametersOf(kind));
    }
}

const Parameters& Catalogue::of(ElementKind kind) const noexcept {
    return m_elements[static_cast<std::size_t>(kind)];
}

} // namespace stormglass::model
