// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <QString>

namespace stormglass::app::drawing {

/// What the drawing says in words. All of it is short: it stands on the board.

[[nodiscard]] QString kindWord(model::ElementKind kind);

/// "Order placed, event", with status and place among its occurrences: for tooltips and screen readers.
[[nodiscard]] QString titleOf(const model::Board& board, const model::Element& element);
/// "Order placed to orders, 97 %".
[[nodiscard]] QString titleOf(const model::Board& board, const model::Flow& flow);

/// "2 of 3" on an occurrence; empty on anything else.
[[nodiscard]] QString occurrenceMark(const model::Board& board, const model::Element& element);

/// What is written on an arrow: its label, its outcome, its share, its count; empty if it always fires once.
[[nodiscard]] QString flowText(const model::Board& board, const model::Flow& flow);

/// "order-svc 2 × 4": replicas times workers.
[[nodiscard]] QString serviceText(const model::Element& service);

/// "topic · 8".
[[nodiscard]] QString channelText(const model::Element& channel);

/// "7 notes · 8 arrows" on a collapsed frame.
[[nodiscard]] QString collapsedText(int notes, int arrows);

/// A share as people write it: "97 %", "0.2 %".
[[nodiscard]] QString percent(double share);

[[nodiscard]] QString assumedWord();
[[nodiscard]] QString bottleneckWord();
/// Said of a handler in titles: "busy 93 %, 12 waiting".
[[nodiscard]] QString busyWords(double busy);
[[nodiscard]] QString waitingWords(double messages);

} // namespace stormglass::app::drawing
