// SPDX-License-Identifier: Apache-2.0
#include "app/cli/overrides.hpp"

#include "app/cli/set_argument.hpp"
#include "app/wording/run_words.hpp"
#include "simulator/compile/prepare.hpp"

namespace stormglass::cli {

std::optional<std::vector<model::Override>> readSets(std::span<const std::string> arguments, const Input& input,
                                                     const std::optional<std::string>& scenario,
                                                     const model::Catalogue& catalogue, const Console& console) {
    std::vector<model::Override> overrides;
    for (const std::string& argument : arguments) {
        model::Result<model::Override, std::string> read = readSet(argument, input.board, catalogue);
        if (!read) {
            console.complain("--set", read.error());
            return {};
        }
        overrides.push_back(std::move(read).value());
    }
    // Tried here, where a refusal is the user's slip and not the document's: that one has been read and holds.
    if (const auto prepared = sim::prepare(input.board, catalogue, scenario, overrides); !prepared) {
        const bool isScenario = prepared.error().unknownScenario.has_value();
        console.complain(isScenario ? "--scenario" : "--set",
                         wording::sentenceFor(prepared.error(), input.board, catalogue));
        return {};
    }
    return overrides;
}

} // namespace stormglass::cli
