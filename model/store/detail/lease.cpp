// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/lease.hpp"

#include "model/store/detail/change_codec.hpp"
#include "model/store/detail/failure.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace stormglass::model::detail {

namespace {

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string{};
}

LeaseHolder readHolder(int fd) {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), 0);
    const auto value = parsed(std::string_view(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0));
    LeaseHolder holder;
    if (value && value->is_object()) {
        const auto text = [&value](const char* key) {
            const auto found = value->find(key);
            return found != value->end() && found->is_string() ? found->get<std::string>() : std::string{};
        };
        const auto number = [&value](const char* key) {
            const auto found = value->find(key);
            return found != value->end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
        };
        holder.host = text("host");
        holder.program = text("program");
        holder.processId = number("process");
        holder.since = Clock::TimePoint(std::chrono::milliseconds(number("since")));
    }
    return holder;
}

void writeHolder(int fd, const std::string& program, const Clock& clock) {
    const Value holder{{"host", hostName()},
                       {"process", std::int64_t{::getpid()}},
                       {"program", program},
                       {"since", clock.now().time_since_epoch().count()}};
    const std::string text = holder.dump(-1, ' ', false, Value::error_handler_t::replace) + "\n";
    // A holder that cannot be named still holds: a full disk does not stop the lease.
    if (::ftruncate(fd, 0) == 0) {
        [[maybe_unused]] const ssize_t written = ::pwrite(fd, text.data(), text.size(), 0);
    }
}

bool isLockTaken(int fd, short kind) {
    struct flock lock {};

    lock.l_type = kind;
    lock.l_whence = SEEK_SET;
    return ::fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

/// True if the name still stands for this open file: the last holder takes the file away when it goes.
bool isStillNamed(int fd, const std::filesystem::path& file) {
    struct stat open {};

    struct stat named {};

    return ::fstat(fd, &open) == 0 && ::stat(file.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

} // namespace

std::filesystem::path lockFileOf(const std::filesystem::path& document) {
    std::string name(1, '.');
    name.append(document.filename().string()).append(".lock");
    return document.parent_path() / name;
}

Lease::Lease(const std::filesystem::path& document, const std::string& program, const Clock& clock)
    : m_file(lockFileOf(document)) {
    for (;;) {
        m_fd = Descriptor(::open(m_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
        if (!m_fd.isOpen()) {
            stopForErrno(errno, m_file.string());
        }
        if (!isLockTaken(m_fd.get(), F_WRLCK)) {
            if (errno != EAGAIN && errno != EACCES) {
                stopForErrno(errno, m_file.string());
            }
            throw StoreStop{{.reason = StoreError::Reason::locked, .holder = readHolder(m_fd.get())}};
        }
        if (isStillNamed(m_fd.get(), m_file)) {
            break;
        }
    }
    writeHolder(m_fd.get(), program, clock);
}

Lease::~Lease() {
    if (m_fd.isOpen()) {
        ::unlink(m_file.c_str());
    }
}

std::optional<LeaseHolder> holderOf(const std::filesystem::path& document) {
    const Descriptor fd(::open(lockFileOf(document).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd.isOpen()) {
        return std::nullopt;
    }

    struct flock lock {};

    lock.l_type = F_RDLCK;
    lock.l_whence = SEEK_SET;
    if (::fcntl(fd.get(), F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) {
        return std::nullopt;
    }
    return readHolder(fd.get());
}

} // namespace stormglass::model::detail
