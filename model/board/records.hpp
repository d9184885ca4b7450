// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/strong_id.hpp"
#include "model/base/value.hpp"
#include "model/board/element_kind.hpp"
#include "model/board/geometry.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stormglass::model {

/// A readable slug ([a-z0-9]+(-[a-z0-9]+)*), unique in the document, given at birth and kept when the label changes.
using ElementId = StrongId<struct ElementIdTag, std::string>;
using JourneyId = StrongId<struct JourneyIdTag, std::string>;
using ScenarioId = StrongId<struct ScenarioIdTag, std::string>;
/// A flow's identity within this document; never written to the text form, where a flow goes by its path
/// (Board::pathOf).
using FlowId = StrongId<struct FlowIdTag, std::uint64_t>;

/// Where a record stands in document order, which is also drawing order: smaller first. Unique within its table.
using Rank = std::int64_t;

/// A note or a piece of structure. What every kind has is a member; everything else the catalogue of parameters names
/// stands in `properties` under the text form's keys, in canonical order, defaults left out.
struct Element {
    ElementId id;
    ElementKind kind = ElementKind::event;
    std::string label;
    std::optional<BoardPoint> at;  ///< top left corner; absent until first placed
    std::optional<BoardSize> size; ///< absent: the kind's own size
    std::optional<ElementId> same; ///< set on an occurrence: the original it shows
    std::optional<ElementId> service;
    std::optional<ElementId> context;
    std::optional<ElementId> lane;
    Value properties = Value::object();
    Rank rank = 0;

    friend bool operator==(const Element&, const Element&) = default;
};

/// An arrow (or, when `joint`, two notes that touch).
struct Flow {
    FlowId id;
    std::string slug; ///< the id written in the text form; empty: it goes by "FROM>TO", "FROM>TO#2" ...
    ElementId from;
    ElementId to;
    std::optional<ElementId> via;
    std::string label;
    std::vector<BoardPoint> bends;
    bool joint = false;
    Value properties = Value::object(); ///< on, probability, choice, count, mode, timeout, latency, keys, parallel ...
    Rank rank = 0;

    friend bool operator==(const Flow&, const Flow&) = default;
};

/// A measured way from one message to another message or handler.
struct Journey {
    JourneyId id;
    std::string label;
    ElementId from;
    ElementId to;
    Value properties = Value::object(); ///< reach ...
    Rank rank = 0;

    friend bool operator==(const Journey&, const Journey&) = default;
};

/// One way to run the board: duration, load, faults, objectives, overrides; all in `properties`.
struct Scenario {
    ScenarioId id;
    std::string label;
    Value properties = Value::object();
    Rank rank = 0;

    friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// What belongs to the document as a whole.
struct BoardSettings {
    std::string name;
    Value properties = Value::object(); ///< description, x- keys ...

    friend bool operator==(const BoardSettings&, const BoardSettings&) = default;
};

/// The size a kind has when `Element::size` is absent, in board units.
[[nodiscard]] BoardSize naturalSize(ElementKind kind) noexcept;
[[nodiscard]] BoardSize sizeOf(const Element& element) noexcept;

} // namespace stormglass::model
