// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/records.hpp"
#include "model/notation/grammar.hpp"

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace stormglass::app::tools {

/// What becomes of two notes that touch or no longer touch when the hand lets go.
enum class JointFate : std::uint8_t {
    made,
    removed,     ///< a bare joint goes
    becomesArrow ///< a joint that carries something is kept as an arrow
};

struct JointSign {
    JointFate fate = JointFate::made;
    QPointF at;
    friend bool operator==(const JointSign&, const JointSign&) = default;
};

/// An arrow in the hand.
struct LinkPreview {
    QRectF from;                           ///< the body it starts at
    QPointF to;                            ///< the pointer
    std::optional<QRectF> target;          ///< the body it would end at
    std::optional<model::FlowRule> rule;   ///< what the notation says to that end
    std::vector<model::ElementId> glowing; ///< legal ends in sight
    bool isReversed = false;               ///< the start is in the hand, `from` is the end that stays
    bool isRefused = false;                ///< the target can never be an end
    friend bool operator==(const LinkPreview&, const LinkPreview&) = default;
};

/// A new or copied thing that is not on the board yet.
struct Ghost {
    model::ElementKind kind = model::ElementKind::event;
    QRectF body;
    std::optional<model::ElementId> copyOf; ///< looks like this one
    friend bool operator==(const Ghost&, const Ghost&) = default;
};

/// What the hand is about to do. A value: shown while dragging, dropped when done; nothing of it is in the document.
struct ToolPreview {
    std::unordered_map<model::ElementId, QRectF> places; ///< notes in the hand, where they would come to lie
    std::vector<Ghost> ghosts;
    std::vector<QLineF> guides;
    std::vector<JointSign> joints;
    std::optional<QRectF> marquee;
    std::optional<LinkPreview> link;
    std::optional<model::ElementId> frame;      ///< the frame that would take in what is dropped
    std::vector<model::ElementId> serviceTakes; ///< handlers that would be put into the service
    std::vector<QPointF> bentRoute;             ///< an arrow whose bends are in the hand
    friend bool operator==(const ToolPreview&, const ToolPreview&) = default;
};

/// What lies under the resting pointer, and which of its handles.
enum class Side : std::uint8_t { right, bottom, left, top };

struct Hover {
    std::optional<model::ElementId> element;
    std::optional<model::FlowId> flow;
    std::optional<Side> handle; ///< of the element
    friend bool operator==(const Hover&, const Hover&) = default;
};

} // namespace stormglass::app::tools
