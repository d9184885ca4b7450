// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"

#include <vector>

namespace stormglass::model::detail {

/// What may stand in each record of the text form, in canonical order: the members of the board's records followed by
/// the catalogue's parameters. Reader, writer and schema go by it.
class RecordShapes {
  public:
    explicit RecordShapes(const Catalogue& catalogue);

    [[nodiscard]] const Parameters& document() const noexcept { return m_document; }

    [[nodiscard]] const Parameters& element(ElementKind kind) const noexcept {
        return m_elements[static_cast<std::size_t>(kind)];
    }

    /// An occurrence has only these (DESIGN section 3).
    [[nodiscard]] const Parameters& occurrence() const noexcept { return m_occurrence; }

    /// What the contract's section 4 lets a flow carry between these kinds. An arrow that is odd or does nothing may
    /// carry anything a flow can: nothing of it is simulated.
    [[nodiscard]] const Parameters& flow(ElementKind from, ElementKind to) const noexcept;

    /// What any flow may have, for the schema, which cannot see the kinds at a flow's ends.
    [[nodiscard]] const Parameters& anyFlow() const noexcept { return m_anyFlow; }

    [[nodiscard]] const Parameters& journey() const noexcept { return m_journey; }

    [[nodiscard]] const Parameters& scenario() const noexcept { return m_scenario; }

  private:
    Parameters m_document;
    std::vector<Parameters> m_elements; ///< by ElementKind
    Parameters m_occurrence;
    Parameters m_anyFlow;
    Parameters m_flowIntoMessage;
    Parameters m_flowOutOfMessage;
    Parameters m_flowOutOfRequest;
    Parameters m_journey;
    Parameters m_scenario;
};

} // namespace stormglass::model::detail
