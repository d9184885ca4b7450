// SPDX-License-Identifier: Apache-2.0
#include "model/store/stored_board.hpp"

#include "model/store/detail/failure.hpp"
#include "model/store/detail/journal_table.hpp"
#include "model/store/detail/keeper.hpp"
#include "model/store/detail/reading.hpp"
#include "model/store/detail/state_tables.hpp"

namespace stormglass::model {

namespace fs = std::filesystem;

bool looksStored(const fs::path& file) {
    const auto begins = detail::guarded([&] { return detail::beginsAsDatabase(detail::regularFile(file)); });
    return begins && *begins;
}

Result<Board, StoreError> readStored(const fs::path& file, const Catalogue& catalogue) {
    return detail::guarded([&] {
        const detail::Reading reading = detail::openForReading(detail::regularFile(file), detail::schemaSteps());
        return detail::readBoard(*reading.database, &catalogue);
    });
}

Result<StoredHistory, StoreError> readHistory(const fs::path& file, std::size_t atMost) {
    return detail::guarded([&] {
        const detail::Reading reading = detail::openForReading(detail::regularFile(file), detail::schemaSteps());
        return detail::readEntries(*reading.database, atMost);
    });
}

Result<void, StoreError> writeStored(const fs::path& file, const Board& board, const Authorship& by, const Clock& clock,
                                     IfExists ifExists) {
    return detail::guarded([&] {
        detail::Keeper(detail::target(file), board, std::nullopt, by, clock)
            .copyTo(detail::target(file), true, ifExists);
    });
}

} // namespace stormglass::model
