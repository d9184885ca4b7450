// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/exchange/detail/problem.hpp"

#include <optional>
#include <string>
#include <unordered_set>

namespace stormglass::model::detail {

/// Finds what a record names that is not there or not of the right kind. The board must hold every record already and
/// outlive this. `pointer` is where the record stands in the text.
class BoardReferences {
  public:
    BoardReferences(const Board& board, const Catalogue& catalogue);

    [[nodiscard]] std::optional<Problem> check(const Element& element, const std::string& pointer) const;
    [[nodiscard]] std::optional<Problem> check(const Flow& flow, const std::string& pointer) const;
    [[nodiscard]] std::optional<Problem> check(const Journey& journey, const std::string& pointer) const;

    /// References in the properties of any record.
    [[nodiscard]] std::optional<Problem> checkProperties(const Parameters& parameters, const Value& properties,
                                                         const std::string& pointer) const;

  private:
    [[nodiscard]] std::optional<Problem> checkValue(const ParameterType& type, const Value& value,
                                                    const std::string& pointer) const;
    [[nodiscard]] std::optional<Problem> checkOn(const Flow& flow, const std::string& pointer) const;

    const Board& m_board;
    const Catalogue& m_catalogue;
    std::unordered_set<std::string> m_classes; ///< names of the classes that sources give their instances
};

} // namespace stormglass::model::detail
