// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/style.hpp"
#include "app/inspector/form_builder.hpp"
#include "app/inspector/form_target.hpp"

#include <vector>

namespace stormglass::app {

/// A page of the inspector.
enum class Page : std::uint8_t { meaning, behaviour, messages, arrow, board, scenarios, journeys };

/// What pages are built from. All must outlive the building.
struct PageContext {
    const model::Board& board;
    const model::Catalogue& catalogue;
    const FormTarget& target;
    const FormContext& form;
    drawing::Style style{};
    std::string scenario{}; ///< the chosen one, for the page of scenarios
};

/// Rows and what editing them does.
struct PageRows {
    FormRows rows;
    RowEdits edits;
};

/// The pages that have something to show, in order.
[[nodiscard]] std::vector<Page> pagesFor(const model::Board& board, const FormTarget& target);
[[nodiscard]] QString titleOf(Page page);
[[nodiscard]] PageRows rowsOf(Page page, const PageContext& context);

/// Members of a record that are no parameters: a row's pointer begins with '@' and names the member.
namespace members {
inline constexpr const char* kLabel = "@label";
inline constexpr const char* kKind = "@kind";
inline constexpr const char* kService = "@service";
inline constexpr const char* kContext = "@context";
inline constexpr const char* kLane = "@lane";
inline constexpr const char* kVia = "@via";
inline constexpr const char* kFrom = "@from";
inline constexpr const char* kTo = "@to";
inline constexpr const char* kRecord = "@record"; ///< the whole of it: removed, or led to
} // namespace members

/// The messages that come to a handler, by label.
[[nodiscard]] std::vector<NamedChoice> messagesInto(const model::Board& board, const model::ElementId& handler);
/// What `on` of a flow may list: messages and outcomes out of a handler, classes out of a source or message.
[[nodiscard]] std::vector<NamedChoice> firesOnFor(const model::Board& board, const model::Flow& flow);
/// Elements of these kinds that are no occurrences, by label.
[[nodiscard]] std::vector<NamedChoice> elementsOf(const model::Board& board,
                                                  const std::vector<model::ElementKind>& kinds);

} // namespace stormglass::app
