// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/reading.hpp"

#include "model/store/detail/connection.hpp"
#include "model/store/detail/examine.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/limits.hpp"
#include "model/store/detail/raw_file.hpp"

#include <SQLiteCpp/Exception.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace stormglass::model::detail {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr int kHeaderBytes = 100;
constexpr std::size_t kWriteVersionAt = 18; ///< 1: rollback journal, 2: WAL
constexpr std::size_t kPageSizeAt = 16;
constexpr std::size_t kPageCountAt = 28;
constexpr int kCopyAttempts = 50;

/// SQLite writes numbers with the high byte first.
std::int64_t bigEndian(std::string_view bytes) {
    std::int64_t number = 0;
    for (const char byte : bytes) {
        number = number * 256 + static_cast<unsigned char>(byte);
    }
    return number;
}

/// A file at rest is as long as it says itself: SQLite would take a missing tail for zeros.
void checkLength(const std::string& header, std::int64_t size) {
    const std::int64_t written = bigEndian(std::string_view(header).substr(kPageSizeAt, 2));
    const std::int64_t pageSize = written == 1 ? 65536 : written;
    const std::int64_t pages = bigEndian(std::string_view(header).substr(kPageCountAt, 4));
    if (pageSize < 512) {
        stop(StoreError::Reason::notADocument);
    }
    if (size < pages * pageSize || size % pageSize != 0) {
        stop(StoreError::Reason::damaged, "length");
    }
}

/// What is no database of reasonable size is refused before SQLite makes anything of it.
std::string readHeader(const RawFile& raw) {
    std::string header = raw.read(0, kHeaderBytes);
    if (header.size() < static_cast<std::size_t>(kHeaderBytes) || !std::string_view(header).starts_with(kMagic)) {
        stop(StoreError::Reason::notADocument);
    }
    if (const std::int64_t bytes = raw.size(); bytes > kMaxFileBytes) {
        throw StoreStop{{StoreError::Reason::tooLarge, "bytes", bytes, kMaxFileBytes}};
    }
    return header;
}

/// The first bytes of the -wal, which change whenever it is begun anew; empty if there is none.
std::string walHeader(const fs::path& file) {
    const Descriptor fd(::open(beside(file, "-wal").c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 32> bytes{};
    const ssize_t got = fd.isOpen() ? ::read(fd.get(), bytes.data(), bytes.size()) : 0;
    return {bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

bool hasContent(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return !error && size > 0;
}

/// Copies file, then -wal. While the -wal is not begun anew in between, whatever reached the file meanwhile is in the
/// -wal as well, so that the two together are a state that was committed.
void copyTogether(const fs::path& file, const fs::path& copy) {
    for (int attempt = 0; attempt < kCopyAttempts; ++attempt) {
        const std::string before = walHeader(file);
        fs::remove(copy);
        RawFile(file).copyTo(copy);
        copyPlain(beside(file, "-wal"), beside(copy, "-wal"));
        copyPlain(beside(file, "-journal"), beside(copy, "-journal"));
        if (walHeader(file) == before) {
            return;
        }
        ::usleep(2000);
    }
    stop(StoreError::Reason::locked);
}

Reading openCopy(const fs::path& file, bool isAtRest) {
    Reading reading;
    reading.isAtRest = isAtRest;
    reading.folder.emplace();
    const fs::path copy = reading.folder->path() / "copy.storm";
    copyTogether(file, copy);
    reading.database = connect(copy, OpenMode::readWrite);
    return reading;
}

bool wantsRecovery(const SQLite::Exception& exception) {
    const int primary = exception.getExtendedErrorCode() & 0xff;
    return primary == SQLITE_READONLY || primary == SQLITE_CANTOPEN || primary == SQLITE_BUSY;
}

Reading openWhereItLies(const fs::path& file) {
    const bool hasWal = hasContent(beside(file, "-wal"));
    const RawFile raw(file);
    const std::string header = readHeader(raw);
    const bool isWal = header[kWriteVersionAt] != 1;
    if (!hasWal) {
        checkLength(header, raw.size());
    }
    if (!isWal && !hasWal) {
        Reading reading;
        reading.database = connect(file, OpenMode::readOnly);
        try {
            static_cast<void>(numberFrom(*reading.database, "PRAGMA application_id"));
            return reading;
        } catch (const SQLite::Exception& exception) {
            if (!wantsRecovery(exception)) {
                throw;
            }
        }
        reading.database.reset();
        return openCopy(file, false); // a hot journal of an interrupted switch or migration
    }
    if (!hasWal && !isWritable(file.parent_path())) {
        Reading reading;
        reading.database = connect(file, OpenMode::immutable);
        return reading;
    }
    return openCopy(file, !hasWal);
}

} // namespace

bool beginsAsDatabase(const fs::path& file) {
    return std::string_view(RawFile(file).read(0, kHeaderBytes)).starts_with(kMagic);
}

Reading openForReading(const fs::path& file, SchemaSteps steps) {
    Reading reading = openWhereItLies(file);
    if (examine(*reading.database, steps) < versionOf(steps)) {
        if (!reading.folder) {
            const bool isAtRest = reading.isAtRest;
            reading.database.reset();
            reading = openCopy(file, isAtRest);
            examine(*reading.database, steps);
        }
        migrate(*reading.database, steps);
    }
    return reading;
}

} // namespace stormglass::model::detail
