// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace stormglass::cli {

/// Exit codes of DESIGN section 8.
enum class ExitCode : int {
    done = 0,
    fallsShort = 1, ///< the model does: errors found, or an objective missed
    wrongUsage = 2,
    badInput = 3,  ///< the input can't be read
    badOutput = 4, ///< the output can't be written
};

/// What Ctrl+C gives when there is no figure yet to show: 128 + SIGINT, as shells have it.
inline constexpr int kInterrupted = 130;

enum class PictureFormat : std::uint8_t { svg, png, pdf };

struct PictureRequest {
    PictureFormat format = PictureFormat::svg;
    bool isDark = false;
    bool isTransparent = false;
    double scale = 1;
    std::string source; ///< the text form, carried inside the picture
};

/// Draws a board. Needs Qt, so it is handed in: everything else here does without.
using DrawPicture = std::function<std::string(const model::Board&, const PictureRequest&)>;

/// Where a verb reads and writes. Results go to `out`, everything else to `err`. Must outlive the run.
struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool isOutTerminal = false;
    bool isErrTerminal = false;
    DrawPicture draw = {}; ///< empty: pictures can't be made

    /// One line: place, reason and what to do.
    void complain(std::string_view place, std::string_view sentence) const;
    /// One line that stops nothing.
    void warn(std::string_view place, std::string_view sentence) const;
    void note(std::string_view sentence) const;
};

} // namespace stormglass::cli
