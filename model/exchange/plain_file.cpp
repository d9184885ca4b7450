// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/plain_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace stormglass::model {

namespace {

using Reason = StoreError::Reason;

Failure<StoreError> failed(int code) {
    StoreError error;
    error.systemError = code;
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        error.reason = Reason::missing;
        break;
    case EISDIR:
        error.reason = Reason::notAFile;
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        error.reason = Reason::readOnly;
        break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        error.reason = Reason::full;
        break;
    default:
        error.reason = Reason::io;
    }
    return Failure{std::move(error)};
}

class Descriptor {
  public:
    explicit Descriptor(int fd) noexcept : m_fd(fd) {}

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor() { (void)close(); }

    [[nodiscard]] int get() const noexcept { return m_fd; }

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }

    /// The errno of closing: some file systems tell only then that the disk is full.
    int close() noexcept {
        const int fd = std::exchange(m_fd, -1);
        return fd >= 0 && ::close(fd) != 0 ? errno : 0;
    }

  private:
    int m_fd;
};

/// 0, or the errno that stopped it.
int writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR) {
            return errno;
        }
        bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return 0;
}

Result<void, StoreError> writeDirectly(const std::filesystem::path& file, std::string_view bytes) {
    Descriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (!out.isOpen()) {
        return failed(errno);
    }
    int code = writeAll(out.get(), bytes);
    code = code != 0 ? code : out.close();
    return code == 0 ? Result<void, StoreError>{} : failed(code);
}

/// Where the name leads: links are followed one by one, so that even a dangling one names the file to make.
std::filesystem::path followed(std::filesystem::path file) {
    constexpr int kMostLinks = 40; // as the kernel has it
    for (int i = 0; i < kMostLinks; ++i) {
        std::error_code none;
        const std::filesystem::path next = std::filesystem::read_symlink(file, none);
        if (none) {
            break;
        }
        file = next.is_absolute() ? next : file.parent_path() / next;
    }
    return file;
}

/// Fills the temporary file and makes it last; 0, or the errno that stopped it.
int fill(Descriptor& temporary, std::string_view bytes, std::optional<mode_t> mode) {
    if (const int code = writeAll(temporary.get(), bytes); code != 0) {
        return code;
    }
    if (mode && ::fchmod(temporary.get(), *mode) != 0) {
        return errno;
    }
    if (::fsync(temporary.get()) != 0) {
        return errno;
    }
    return temporary.close();
}

void syncFolder(const std::filesystem::path& folder) {
    const Descriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle.isOpen()) {
        (void)::fsync(handle.get()); // the file is in place: a file system that can't do this is no failure
    }
}

/// A new file beside the one it will replace, with the mode any new file gets. `name` is set to its path.
int openBeside(const std::filesystem::path& file, std::string& name) {
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const std::string old = file.filename().string();
    constexpr int kTries = 100;
    int fd = -1;
    for (int i = 0; i < kTries; ++i) {
        name = (folder / fmt::format(".{}.{}-{}", old, ::getpid(), i)).string();
        fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) {
            break;
        }
    }
    return fd;
}

} // namespace

Result<std::string, StoreError> readPlainFile(const std::filesystem::path& file, std::size_t limit) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!in.isOpen()) {
        return failed(errno);
    }
    std::string bytes;
    std::array<char, 1U << 16U> chunk{};
    for (;;) {
        const ssize_t count = ::read(in.get(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return failed(errno);
        }
        if (count == 0) {
            return bytes;
        }
        bytes.append(chunk.data(), static_cast<std::size_t>(count));
        if (bytes.size() > limit) {
            StoreError error;
            error.reason = Reason::tooLarge;
            error.detail = "bytes";
            error.found = static_cast<std::int64_t>(bytes.size());
            error.limit = static_cast<std::int64_t>(limit);
            return Failure{std::move(error)};
        }
    }
}

Result<void, StoreError> writePlainFile(const std::filesystem::path& named, std::string_view bytes) {
    const std::filesystem::path file = followed(named);

    struct stat old {};

    const bool isThere = ::stat(file.c_str(), &old) == 0;
    if (isThere && S_ISDIR(old.st_mode)) {
        return failed(EISDIR);
    }
    if (isThere && !S_ISREG(old.st_mode)) {
        return writeDirectly(file, bytes);
    }
    if (isThere && ::access(file.c_str(), W_OK) != 0) {
        return failed(errno); // the folder might let us replace it, but somebody protected it
    }
    std::string name;
    Descriptor temporary(openBeside(file, name));
    if (!temporary.isOpen()) {
        return failed(errno);
    }
    int code = fill(temporary, bytes, isThere ? std::optional(old.st_mode & 07777U) : std::nullopt);
    if (code == 0 && ::rename(name.c_str(), file.c_str()) != 0) {
        code = errno;
    }
    if (code != 0) {
        ::unlink(name.c_str());
        return failed(code);
    }
    syncFolder(file.has_parent_path() ? file.parent_path() : ".");
    return {};
}

} // namespace stormglass::model
