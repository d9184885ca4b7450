// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/files.hpp"

#include "model/store/detail/failure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <random>
#include <utility>

namespace stormglass::model::detail {

namespace fs = std::filesystem;

Descriptor::Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    close();
    m_fd = std::exchange(other.m_fd, -1);
    return *this;
}

Descriptor::~Descriptor() {
    close();
}

void Descriptor::close() noexcept {
    if (isOpen()) {
        ::close(std::exchange(m_fd, -1));
    }
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "stormglass-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        stopForErrno(errno, pattern);
    }
    m_path = pattern;
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
    std::swap(m_path, other.m_path);
    return *this;
}

TemporaryFolder::~TemporaryFolder() {
    if (!m_path.empty()) {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
}

fs::path regularFile(const fs::path& file) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error) {
        stopForErrno(error.value(), file.string());
    }
    if (!fs::is_regular_file(fs::status(real, error))) {
        stop(StoreError::Reason::notAFile, real.string());
    }
    return real;
}

fs::path target(const fs::path& file) {
    fs::path real = fs::weakly_canonical(fs::absolute(file));
    if (fs::exists(real) && !fs::is_regular_file(real)) {
        stop(StoreError::Reason::notAFile, real.string());
    }
    return real;
}

std::optional<FileIdentity> identityOf(const fs::path& file) noexcept {
    struct stat info {};

    return ::stat(file.c_str(), &info) == 0 ? std::optional(FileIdentity{info.st_dev, info.st_ino}) : std::nullopt;
}

bool isWritable(const fs::path& path) noexcept {
    return ::access(path.c_str(), W_OK) == 0;
}

fs::path beside(const fs::path& file, const std::string& suffix) {
    return fs::path(file.string() + suffix);
}

fs::path freshNameBeside(const fs::path& file) {
    std::random_device random;
    fs::path fresh;
    do {
        std::string name(1, '.');
        name.append(file.filename().string()).append(1, '.').append(std::to_string(random())).append(".partial");
        fresh = file.parent_path() / name;
    } while (fs::exists(fresh));
    return fresh;
}

bool copyPlain(const fs::path& from, const fs::path& to) {
    const Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.isOpen()) {
        if (errno == ENOENT) {
            return false;
        }
        stopForErrno(errno, from.string());
    }
    const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    std::array<char, 1 << 16> buffer{};
    for (;;) {
        const ssize_t got = ::read(in.get(), buffer.data(), buffer.size());
        if (got == 0) {
            return true;
        }
        if (got < 0 || ::write(out.get(), buffer.data(), static_cast<std::size_t>(got)) != got) {
            stopForErrno(errno, to.string());
        }
    }
}

void syncFile(const fs::path& file) {
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.isOpen() || ::fsync(fd.get()) != 0) {
        stopForErrno(errno, file.string());
    }
}

void syncFolderOf(const fs::path& file) {
    const fs::path folder = file.parent_path();
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems cannot sync a folder (EINVAL): then there is nothing more to be done for the name.
    if (!fd.isOpen() || (::fsync(fd.get()) != 0 && errno != EINVAL)) {
        stopForErrno(errno, folder.string());
    }
}

void removeTraces(const fs::path& file) noexcept {
    std::error_code ignored;
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        fs::remove(beside(file, suffix), ignored);
    }
}

void moveInto(const fs::path& from, const fs::path& to, bool mayReplace) {
    if (!mayReplace && fs::exists(to)) {
        stopForErrno(EEXIST, to.string());
    }
    removeTraces(to);
    const unsigned flags = mayReplace ? 0U : static_cast<unsigned>(RENAME_NOREPLACE);
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) != 0) {
        // A file system without RENAME_NOREPLACE says EINVAL: link fails where the name is taken, too.
        if (errno != EINVAL || ::link(from.c_str(), to.c_str()) != 0) {
            stopForErrno(errno, to.string());
        }
        ::unlink(from.c_str());
    }
    syncFolderOf(to);
}

} // namespace stormglass::model::detail
