// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/raw_file.hpp"

#include "model/store/detail/connection.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/files.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace stormglass::model::detail {

namespace {

constexpr int kChunkBytes = 1 << 20;

sqlite3_file* fileOf(SQLite::Database& database) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (file == nullptr || file->pMethods == nullptr) {
        stop(StoreError::Reason::io);
    }
    return file;
}

} // namespace

RawFile::RawFile(const std::filesystem::path& file) : m_database(connect(file, OpenMode::readOnly)) {}

std::int64_t RawFile::size() const {
    sqlite3_file* file = fileOf(*m_database);
    sqlite3_int64 bytes = 0;
    if (file->pMethods->xFileSize(file, &bytes) != SQLITE_OK) {
        stop(StoreError::Reason::io);
    }
    return bytes;
}

std::string RawFile::read(std::int64_t offset, int count) const {
    const auto left = static_cast<int>(std::min<std::int64_t>(count, std::max<std::int64_t>(0, size() - offset)));
    std::string bytes(static_cast<std::size_t>(left), '\0');
    sqlite3_file* file = fileOf(*m_database);
    if (left > 0 && file->pMethods->xRead(file, bytes.data(), left, offset) != SQLITE_OK) {
        stop(StoreError::Reason::io);
    }
    return bytes;
}

void RawFile::copyTo(const std::filesystem::path& to) const {
    const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!out.isOpen()) {
        stopForErrno(errno, to.string());
    }
    for (std::int64_t offset = 0;;) {
        const std::string bytes = read(offset, kChunkBytes);
        if (bytes.empty()) {
            return;
        }
        if (::write(out.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
            stopForErrno(errno, to.string());
        }
        offset += static_cast<std::int64_t>(bytes.size());
    }
}

} // namespace stormglass::model::detail
