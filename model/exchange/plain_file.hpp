// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/store/store_error.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

/// Files that are plain bytes: the text form, specs, pictures. Never for a `.storm`, which only model/store may open.
namespace stormglass::model {

/// Everything in the file, a pipe or a device. Fails with missing, notAFile (a folder), tooLarge (beyond `limit`
/// bytes), readOnly (may not be read) or io.
[[nodiscard]] Result<std::string, StoreError> readPlainFile(const std::filesystem::path& file, std::size_t limit);

/// Puts the bytes in place of what the file held, whole or not at all: a temporary file in the same folder, synced,
/// then renamed. Links are followed, the mode of an old file is kept. A pipe or device is written to directly. Fails
/// with notAFile (a folder), missing (no such folder), readOnly, full or io; an old file is then as it was.
[[nodiscard]] Result<void, StoreError> writePlainFile(const std::filesystem::path& file, std::string_view bytes);

} // namespace stormglass::model
