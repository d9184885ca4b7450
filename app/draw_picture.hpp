// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"

#include <string>

namespace stormglass::app {

/// The board as a picture file's bytes. Makes a Qt application of its own, which needs no display.
[[nodiscard]] std::string drawPicture(const model::Board& board, const cli::PictureRequest& request);

} // namespace stormglass::app
