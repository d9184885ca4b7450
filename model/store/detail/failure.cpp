// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/failure.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <new>

namespace stormglass::model::detail {

namespace {

using Reason = StoreError::Reason;

Reason reasonOfErrno(int code) noexcept {
    switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return Reason::full;
    case EACCES:
    case EPERM:
    case EROFS:
        return Reason::readOnly;
    case ENOENT:
    case ENOTDIR:
        return Reason::missing;
    case EEXIST:
        return Reason::exists;
    case EISDIR:
        return Reason::notAFile;
    default:
        return Reason::io;
    }
}

Reason reasonOfCode(int code, int systemError) noexcept {
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        return Reason::notADocument;
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return Reason::damaged;
    case SQLITE_FULL:
        return Reason::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return Reason::readOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Reason::locked;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
        return Reason::tooLarge;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return systemError == 0 ? Reason::io : reasonOfErrno(systemError);
    default:
        return Reason::io;
    }
}

/// What the file itself last met; zero if nothing.
int lastErrnoOf(sqlite3* database, int whichFile) {
    sqlite3_file* file = nullptr;
    int code = 0;
    sqlite3_file_control(database, "main", whichFile, &file);
    if (file != nullptr && file->pMethods != nullptr) {
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code);
    }
    return code;
}

/// The connection's own answer is overwritten by what it does to clean up, so its files are asked first.
int systemErrorOf(sqlite3* database) {
    if (database == nullptr) {
        return 0;
    }
    for (const int file : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        if (const int code = lastErrnoOf(database, file); code != 0) {
            return code;
        }
    }
    return sqlite3_system_errno(database);
}

StoreError errorOf(const SQLite::Exception& exception, sqlite3* database) {
    const int systemError = systemErrorOf(database);
    const int code = exception.getExtendedErrorCode() > 0 ? exception.getExtendedErrorCode() : exception.getErrorCode();
    return {.reason = reasonOfCode(code, systemError), .detail = exception.what(), .systemError = systemError};
}

} // namespace

void stop(StoreError::Reason reason, std::string detail) {
    throw StoreStop{{.reason = reason, .detail = std::move(detail)}};
}

void stopForErrno(int code, std::string detail) {
    throw StoreStop{{.reason = reasonOfErrno(code), .detail = std::move(detail), .systemError = code}};
}

StoreError currentError(sqlite3* database) {
    try {
        throw;
    } catch (const StoreStop& stopped) {
        return stopped.error;
    } catch (const SQLite::Exception& exception) {
        return errorOf(exception, database);
    } catch (const std::filesystem::filesystem_error& error) {
        const int code = error.code().value();
        return {.reason = reasonOfErrno(code), .detail = error.what(), .systemError = code};
    } catch (const std::bad_alloc&) {
        return {.reason = Reason::tooLarge, .detail = "memory"};
    } catch (const std::exception& error) {
        return {.reason = Reason::io, .detail = error.what()};
    }
}

} // namespace stormglass::model::detail
