// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/parameter_type.hpp"

#include <vector>

namespace stormglass::model {

using Parameters = std::vector<Parameter>;

/// The one catalogue of parameters (DESIGN section 2, CONTRACT sections 1 to 9): what may stand in `properties` of each
/// kind of record, in canonical order. Built once by its owner and handed to reader, writer, checks and inspector; it
/// never changes.
class Catalogue {
  public:
    Catalogue();

    /// What an element of this kind may carry beyond the members of model::Element.
    [[nodiscard]] const Parameters& of(ElementKind kind) const noexcept;

    [[nodiscard]] const Parameters& ofFlow() const noexcept { return m_flow; }

    [[nodiscard]] const Parameters& ofJourney() const noexcept { return m_journey; }

    [[nodiscard]] const Parameters& ofScenario() const noexcept { return m_scenario; }

    [[nodiscard]] const Parameters& ofDocument() const noexcept { return m_document; }

  private:
    std::vector<Parameters> m_elements; ///< by ElementKind
    Parameters m_flow;
    Parameters m_journey;
    Parameters m_scenario;
    Parameters m_document;
};

} // namespace stormglass::model
