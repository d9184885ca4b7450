// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"
#include "model/exchange/text_form.hpp"
#include "model/store/store_error.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

namespace stormglass::app {

/// SHA-256 of a file's bytes, in hexadecimal: what "changed on disk" is decided by.
[[nodiscard]] std::string contentHash(std::string_view bytes);

/// A `.storm.json` as it lies on the disk.
struct TextFile {
    std::string hash;
    /// The board, or why the text is none, or why there is no text.
    std::variant<model::Board, model::TextFault, model::StoreError> content;

    [[nodiscard]] const model::Board* board() const { return std::get_if<model::Board>(&content); }
};

/// Reads it whole; any thread.
[[nodiscard]] TextFile readTextFile(const std::filesystem::path& file, const model::Catalogue& catalogue);

/// Writes the board in its place, whole or not at all, and returns the new content's hash; any thread.
[[nodiscard]] model::Result<std::string, model::StoreError>
writeTextFile(const std::filesystem::path& file, const model::Board& board, const model::Catalogue& catalogue);

/// The hash of what the file holds; empty if it cannot be read.
[[nodiscard]] std::string hashOnDisk(const std::filesystem::path& file);

} // namespace stormglass::app
