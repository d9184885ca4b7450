// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace stormglass::model {

/// Why a text is not a board, and where. Facts only; app/ makes the sentence.
struct TextFault {
    enum class Reason : std::uint8_t {
        notJson, ///< `found` is what stood there, `expected` what could have
        notUtf8,
        tooDeep,      ///< nested beyond the reader's limit
        tooLarge,     ///< more bytes or records than the reader takes
        duplicateKey, ///< one key twice in a record: `found`
        notADocument, ///< JSON, but without `stormglass`
        newerFormat,  ///< `found` is its version, `expected` ours
        unknownKey,   ///< `found` is the key, `expected` what could stand there
        missingKey,   ///< `expected` is the key
        wrongForm,    ///< e.g. a text where a number should stand
        outOfRange,
        unknownWord,      ///< unknown kind, discipline ...: none of `expected`
        badName,          ///< an id that is none, or a reserved word
        duplicateId,      ///< `found` is taken already
        danglingId,       ///< `found` is nowhere in the document
        wrongKind,        ///< `found` is there, but is none of `expected`
        brokenOccurrence, ///< against the rules of `same`: a cycle, another kind, a key an occurrence may not have
        notExactlyOne,
        inconsistent,
    };
    Reason reason = Reason::notJson;
    std::uint64_t line = 0;   ///< from 1
    std::uint64_t column = 0; ///< from 1, in bytes
    std::string path;         ///< "elements[3].handling.retry.attempts"; empty: the document
    std::string expected;
    std::string found;

    friend bool operator==(const TextFault&, const TextFault&) = default;
};

/// Reads the text form (DESIGN section 7). Everything is checked: form, ranges, references, ids, occurrences. Linear in
/// the text's length; never throws, whatever the bytes.
[[nodiscard]] Result<Board, TextFault> readText(std::string_view text, const Catalogue& catalogue);

/// Writes the text form in its one canonical spelling: stable order, one line per record, shortest numbers that read
/// back the same, a newline at the end. readText gives the same board back; writing that gives the same bytes.
[[nodiscard]] std::string writeText(const Board& board, const Catalogue& catalogue);

} // namespace stormglass::model
