// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.hpp"

#include "app/wording/store_words.hpp"
#include "app/wording/text_words.hpp"
#include "model/exchange/content.hpp"
#include "model/exchange/plain_file.hpp"
#include "model/exchange/text_form.hpp"
#include "model/store/stored_board.hpp"

#include <array>
#include <fmt/format.h>
#include <istream>

namespace stormglass::cli {

namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20U; // the reader's own limit is lower and says so better

std::optional<Input> ofText(std::string name, std::string_view text, std::filesystem::path folder,
                            const model::Catalogue& catalogue, const Console& console) {
    switch (model::recognise(text)) {
    case model::Content::empty:
        console.complain(name, "The document is empty. Name a .storm or .storm.json file.");
        return {};
    case model::Content::storedDocument:
        console.complain(name, "A .storm document can't come through a stream. Name the file itself.");
        return {};
    case model::Content::json:
    case model::Content::other: // the reader says what is wrong, and where
        break;
    }
    model::Result<model::Board, model::TextFault> board = model::readText(text, catalogue);
    if (!board) {
        const model::TextFault& fault = board.error();
        const std::string path = fault.path.empty() ? std::string{} : fmt::format(": {}", fault.path);
        console.complain(fmt::format("{}:{}:{}{}", name, fault.line, fault.column, path), wording::sentenceFor(fault));
        return {};
    }
    return Input{std::move(name), std::move(board).value(), std::move(folder), false};
}

std::string everythingIn(std::istream& in) {
    std::string text;
    std::array<char, 1U << 16U> chunk{};
    while (text.size() <= kMostBytes && (in.read(chunk.data(), chunk.size()) || in.gcount() > 0)) {
        text.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    }
    return text;
}

} // namespace

std::optional<Input> readInput(const std::string& file, const model::Catalogue& catalogue, const Console& console) {
    if (file == "-") {
        return ofText("standard input", everythingIn(console.in), {}, catalogue, console);
    }
    const std::filesystem::path path(file);
    std::error_code none;
    std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    if (std::filesystem::is_regular_file(path, none) && model::looksStored(path)) {
        model::Result<model::Board, model::StoreError> board = model::readStored(path, catalogue);
        if (!board) {
            console.complain(file, wording::sentenceFor(board.error()));
            return {};
        }
        return Input{file, std::move(board).value(), std::move(folder), true};
    }
    const model::Result<std::string, model::StoreError> text = model::readPlainFile(path, kMostBytes);
    if (!text) {
        console.complain(file, wording::sentenceFor(text.error()));
        return {};
    }
    return ofText(file, *text, std::move(folder), catalogue, console);
}

} // namespace stormglass::cli
