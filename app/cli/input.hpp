// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"
#include "model/behaviour/catalogue.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace stormglass::cli {

/// A document as a verb reads it.
struct Input {
    std::string name; ///< as errors name it
    model::Board board;
    std::filesystem::path folder; ///< where what it names relatively is looked for
    bool isStored = false;        ///< a .storm, with a history
};

/// Reads a document, told by its content from which form. Nothing, and one line on standard error, if it can't be.
[[nodiscard]] std::optional<Input> readInput(const std::string& file, const model::Catalogue& catalogue,
                                             const Console& console);

} // namespace stormglass::cli
