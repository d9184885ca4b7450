// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"
#include "model/notation/grammar.hpp"

#include <QString>

namespace stormglass::app::canvas {

/// A kind as the toolbox names it: "Read model".
[[nodiscard]] QString kindName(model::ElementKind kind);

/// Why an arrow is odd, with what would mend it: "An event asks for nothing by itself. Put a policy between." Empty for
/// a legal arrow.
[[nodiscard]] QString whyOdd(const model::FlowRule& rule);

/// What a kind is for, in a few words: the tooltip of its tool.
[[nodiscard]] QString kindPurpose(model::ElementKind kind);

} // namespace stormglass::app::canvas
