// SPDX-License-Identifier: Apache-2.0
#include "app/tools/services.hpp"

#include "app/tools/step_draft.hpp"

namespace stormglass::app::tools {

using namespace model;

NewService newService(const Board& board, const std::vector<ElementId>& handlers) {
    StepDraft draft(board);
    const Element* first = handlers.empty() ? nullptr : board.definitionOf(handlers.front());
    const std::string label = first == nullptr || first->label.empty() ? "service" : first->id.value + "-svc";
    const ElementId id = draft.add(NewElement{.kind = ElementKind::service, .label = label}).id;
    for (const ElementId& handler : handlers) {
        if (const Element* definition = board.definitionOf(handler)) {
            draft.alter(definition->id)->service = id;
        }
    }
    return {id, draft.changes()};
}

std::vector<ElementId> handlersOf(const Board& board, const ElementId& service) {
    std::vector<ElementId> handlers;
    for (const Element& element : board.elements()) {
        const Element* definition = board.definitionOf(element.id);
        if (definition != nullptr && definition->service == service) {
            handlers.push_back(element.id);
        }
    }
    return handlers;
}

} // namespace stormglass::app::tools
