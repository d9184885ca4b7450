// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/changes/change.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// The edits people make, as changes for Document::edit. They read the board and alter nothing; ids that are not on the
/// board are skipped. An edit of what an occurrence shares (label, properties, service, kind) goes to its original.
namespace stormglass::model {

/// A new note; its id is made from its label.
struct NewElement {
    ElementKind kind = ElementKind::event;
    std::string label = {};
    std::optional<BoardPoint> at = std::nullopt;
    std::optional<BoardSize> size = std::nullopt;
    Value properties = Value::object();
};

struct Placement {
    ElementId id;
    BoardPoint at;
};

[[nodiscard]] RecordChange<Element> addElement(const Board& board, NewElement made);
[[nodiscard]] RecordChange<Flow> addFlow(const Board& board, const ElementId& from, const ElementId& to,
                                         bool joint = false);
[[nodiscard]] RecordChange<Element> makeOccurrence(const Board& board, const ElementId& of,
                                                   std::optional<BoardPoint> at);

[[nodiscard]] std::vector<Change> moveElements(const Board& board, std::span<const Placement> placements);
[[nodiscard]] std::vector<Change> resize(const Board& board, const ElementId& id, BoardPoint at, BoardSize size);
[[nodiscard]] std::vector<Change> setLabel(const Board& board, const ElementId& id, std::string label);
[[nodiscard]] std::vector<Change> setLabel(const Board& board, const FlowId& id, std::string label);
/// Sets what stands at `path` (e.g. {"handling", "failure"}) in the properties; null removes it and records left empty.
[[nodiscard]] std::vector<Change> setProperty(const Board& board, const ElementId& id,
                                              std::span<const std::string> path, Value value);
[[nodiscard]] std::vector<Change> setProperty(const Board& board, const FlowId& id, std::span<const std::string> path,
                                              Value value);
/// Another kind for an element and all its occurrences; references that the new kind cannot serve are dropped.
[[nodiscard]] std::vector<Change> setKind(const Board& board, const ElementId& id, ElementKind kind);
/// Puts handlers into a service; null takes them out.
[[nodiscard]] std::vector<Change> assignService(const Board& board, std::span<const ElementId> ids,
                                                const std::optional<ElementId>& service);
/// Takes elements and flows away, with the flows and journeys that end at them and every mention of them. An original
/// that goes while occurrences stay hands its definition and id to the oldest of them.
[[nodiscard]] std::vector<Change> deleteSelection(const Board& board, std::span<const ElementId> elements,
                                                  std::span<const FlowId> flows = {});
/// Gives an occurrence a definition of its own, copied from its original.
[[nodiscard]] std::vector<Change> makeIndependent(const Board& board, const ElementId& occurrence);
/// Parts two joined notes: a bare joint goes, one that carries anything becomes an arrow.
[[nodiscard]] std::vector<Change> endJoint(const Board& board, const FlowId& id);
[[nodiscard]] std::vector<Change> bringToFront(const Board& board, std::span<const ElementId> ids);
[[nodiscard]] std::vector<Change> sendToBack(const Board& board, std::span<const ElementId> ids);
/// Adds the journey or scenario, or alters the one of its id. A new one is ranked last.
[[nodiscard]] std::vector<Change> putJourney(const Board& board, Journey journey);
[[nodiscard]] std::vector<Change> putScenario(const Board& board, Scenario scenario);
[[nodiscard]] std::vector<Change> putSettings(const Board& board, BoardSettings settings);

} // namespace stormglass::model
