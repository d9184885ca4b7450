// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/text_form.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_board.hpp"

#include "model/changes/document.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using namespace stormglass;
using namespace stormglass::model;

const Catalogue kCatalogue;

std::string contentOf(const std::filesystem::path& file) {
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

Board boardOf(std::string_view text) {
    Result<Board, TextFault> board = readText(text, kCatalogue);
    if (!board) {
        const TextFault& fault = board.error();
        FAIL("line " << fault.line << " column " << fault.column << " " << fault.path << ": reason "
                     << static_cast<int>(fault.reason) << ", found " << fault.found << ", expected " << fault.expected);
    }
    return std::move(board).value();
}

} // namespace

TEST_CASE("every example is in canonical form and is read and written back byte for byte", "[exchange]") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("resources/examples")) {
        if (entry.path().extension() == ".json") {
            INFO(entry.path());
            const std::string text = contentOf(entry.path());
            const std::string canonical = writeText(boardOf(text), kCatalogue);
            if (std::getenv("STORMGLASS_ACCEPT") != nullptr) {
                std::ofstream(entry.path(), std::ios::binary) << canonical;
            }
            CHECK(canonical == text);
            ++count;
        }
    }
    CHECK(count >= 4);
}

TEST_CASE("random boards survive writing and reading unchanged", "[exchange]") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        const Board board = tests::RandomBoard(seed, kCatalogue).make(25 + seed);
        const std::string text = writeText(board, kCatalogue);
        const Board back = boardOf(text);
        REQUIRE(writeText(back, kCatalogue) == text);
        REQUIRE(back == board);
    }
}

TEST_CASE("whatever is edited can be written and read", "[exchange]") {
    const SystemClock clock;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        INFO("seed " << seed);
        Document document(Board{}, clock);
        tests::RandomEdits edits(seed);
        for (int i = 0; i < 200; ++i) {
            (void)document.edit({"edit"}, edits.next(document.board()));
            if (i % 20 == 0) {
                const std::string text = writeText(document.board(), kCatalogue);
                REQUIRE(writeText(boardOf(text), kCatalogue) == text);
            }
        }
    }
}
