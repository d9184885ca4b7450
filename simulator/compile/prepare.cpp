// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/prepare.hpp"

namespace stormglass::sim {

namespace {

using model::Override;
using model::Value;

/// What is run when a document has no scenario (CONTRACT section 1).
model::Scenario statedDefault() {
    model::Scenario scenario;
    scenario.id = model::ScenarioId{"default"};
    scenario.properties = Value{{"kind", "steady"}, {"precision", 0.05}};
    return scenario;
}

/// Null if there is none of this id.
const model::Scenario* chosen(const model::Board& board, const std::optional<std::string>& id) {
    if (id) {
        return board.find(model::ScenarioId{*id});
    }
    return board.scenarios().empty() ? nullptr : &*board.scenarios().begin();
}

} // namespace

model::Result<Prepared, PrepareError> prepare(const model::Board& board, const model::Catalogue& catalogue,
                                              const std::optional<std::string>& scenario,
                                              std::span<const Override> overrides) {
    const model::Scenario* found = chosen(board, scenario);
    const bool meansDefault = board.scenarios().empty() && (!scenario || *scenario == statedDefault().id.value);
    if (found == nullptr && !meansDefault) {
        return model::Failure{PrepareError{.unknownScenario = scenario, .badOverride = {}}};
    }
    Prepared prepared{board, found != nullptr ? *found : statedDefault()};
    std::vector<Override> all;
    if (const auto set = prepared.scenario.properties.find("set"); set != prepared.scenario.properties.end()) {
        for (const auto& [path, value] : set->items()) {
            all.push_back({path, value});
        }
    }
    all.insert(all.end(), overrides.begin(), overrides.end());
    for (const Override& change : all) {
        if (const auto applied = applyOverride(prepared.board, prepared.scenario, catalogue, change); !applied) {
            return model::Failure{PrepareError{.unknownScenario = {}, .badOverride = applied.error()}};
        }
    }
    return prepared;
}

} // namespace stormglass::sim
