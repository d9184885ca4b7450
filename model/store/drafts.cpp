// SPDX-License-Identifier: Apache-2.0
#include "model/store/drafts.hpp"

#include "model/store/detail/connection.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/journal_table.hpp"
#include "model/store/detail/lease.hpp"
#include "model/store/detail/new_file.hpp"
#include "model/store/detail/reading.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace stormglass::model {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEnding = ".storm";

std::string hexOf(std::uint64_t number) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex(16, '0');
    for (auto digit = hex.rbegin(); digit != hex.rend(); ++digit) {
        *digit = kDigits[number & 15U];
        number >>= 4U;
    }
    return hex;
}

/// FNV-1a, 64 bits: a name, not a proof.
std::uint64_t hashOf(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    return hash;
}

Draft summaryOf(const fs::path& file) {
    const detail::Reading reading = detail::openForReading(detail::regularFile(file), detail::schemaSteps());
    SQLite::Database& database = *reading.database;
    return {.file = file,
            .name = detail::textFrom(database, "SELECT name FROM setting"),
            .elementCount = static_cast<std::size_t>(detail::numberFrom(database, "SELECT count(*) FROM element")),
            .changed = Clock::TimePoint(std::chrono::milliseconds(
                detail::numberFrom(database, "SELECT time FROM journal ORDER BY sequence DESC LIMIT 1"))),
            .lastSequence = detail::readPosition(database).lastSequence,
            .origin = detail::readOrigin(database)};
}

} // namespace

std::vector<Draft> listDrafts(const fs::path& folder) {
    std::vector<Draft> drafts;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        const fs::path& file = entry.path();
        if (file.extension() != kEnding || detail::holderOf(file)) {
            continue;
        }
        if (auto draft = detail::guarded([&file] { return summaryOf(file); })) {
            drafts.push_back(std::move(draft).value());
        }
    }
    std::ranges::sort(drafts, std::ranges::greater{}, &Draft::changed);
    return drafts;
}

fs::path newDraftFile(const fs::path& folder) {
    std::random_device random;
    fs::path file;
    do {
        const std::uint64_t number = (std::uint64_t{random()} << 32U) | random();
        file = folder / hexOf(number).append(kEnding);
    } while (fs::exists(file));
    return file;
}

fs::path draftFileFor(const fs::path& folder, const fs::path& text) {
    return folder / std::string("at-").append(hexOf(hashOf(text.string()))).append(kEnding);
}

Result<void, StoreError> discardDraft(const fs::path& file, const Clock& clock) {
    return detail::guarded([&] {
        const detail::Lease lease(file, "stormglass", clock);
        fs::remove(file);
        detail::removeTraces(file);
    });
}

} // namespace stormglass::model
