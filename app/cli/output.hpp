// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"
#include "model/base/value.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/store/stored_board.hpp"

#include <string>
#include <string_view>

namespace stormglass::cli {

/// Writes to a file, whole or not at all, or to standard output for "-". Says on standard error why it couldn't.
[[nodiscard]] ExitCode writeOutput(const std::string& file, std::string_view bytes, const Console& console);

/// Writes a document in the form that the file's name asks for.
[[nodiscard]] ExitCode writeDocument(const std::string& file, const model::Board& board,
                                     const model::Catalogue& catalogue, model::IfExists ifExists,
                                     const Console& console);

/// True if the name asks for a form we write: .storm, .json, or "-". Else says so on standard error.
[[nodiscard]] bool isDocumentName(const std::string& file, const Console& console);
[[nodiscard]] bool isStoredName(const std::string& file);

/// Something that must not be lost stands there: a file with anything in it.
[[nodiscard]] bool isTaken(const std::string& file);

void printJson(const model::Value& value, const Console& console);

} // namespace stormglass::cli
