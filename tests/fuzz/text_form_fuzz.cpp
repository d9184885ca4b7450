// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/text_form.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// libFuzzer's entry: whatever the bytes, the reader gives a board or a fault with its place; what it has read it
/// writes so that it reads it again and writes the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stormglass::model;
    static const Catalogue catalogue;
    const std::string_view text(reinterpret_cast<const char*>(data), size); // NOLINT: bytes are bytes
    const Result<Board, TextFault> board = readText(text, catalogue);
    if (!board) {
        if (board.error().line == 0 || board.error().column == 0) {
            std::abort();
        }
        return 0;
    }
    const std::string written = writeText(*board, catalogue);
    const Result<Board, TextFault> again = readText(written, catalogue);
    if (!again || !(*again == *board) || writeText(*again, catalogue) != written) {
        std::abort();
    }
    return 0;
}
