// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/store_error.hpp"

#include <string>

namespace stormglass::wording {

/// Why a document cannot be read or written and what to do, without the file's name. One line.
[[nodiscard]] std::string sentenceFor(const model::StoreError& error);

/// The system's word for an error number, in English.
[[nodiscard]] std::string systemWords(int systemError);

} // namespace stormglass::wording
