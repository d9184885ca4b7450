// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// What the store asks of the file system. Everything stops with the errno it met (detail/failure.hpp).
namespace stormglass::model::detail {

/// A file descriptor, closed when it goes. Never of a `.storm` that SQLite may have open in this process: closing one
/// drops SQLite's locks.
class Descriptor {
  public:
    Descriptor() = default;

    explicit Descriptor(int fd) noexcept : m_fd(fd) {}

    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int get() const noexcept { return m_fd; }

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }

    void close() noexcept;

  private:
    int m_fd = -1;
};

/// A folder of our own under the system's temporary one, gone with all in it when this goes.
class TemporaryFolder {
  public:
    TemporaryFolder();
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

  private:
    std::filesystem::path m_path;
};

/// The file with links followed, for one name per document. Stops with `missing`, or `notAFile` for what is none.
[[nodiscard]] std::filesystem::path regularFile(const std::filesystem::path& file);
/// Where a file of that name will be written: links followed as far as there is something.
[[nodiscard]] std::filesystem::path target(const std::filesystem::path& file);

/// Which file it is, whatever its name.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t number = 0;

    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// Nothing if there is no such file.
[[nodiscard]] std::optional<FileIdentity> identityOf(const std::filesystem::path& file) noexcept;

[[nodiscard]] bool isWritable(const std::filesystem::path& path) noexcept;

/// "/folder/NAME.storm" + "-wal".
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& file, const std::string& suffix);
/// A name in the same folder that is not taken yet.
[[nodiscard]] std::filesystem::path freshNameBeside(const std::filesystem::path& file);

/// Copies a file SQLite does not lock (a -wal, a -journal). False if there is none.
bool copyPlain(const std::filesystem::path& from, const std::filesystem::path& to);

/// Makes content and name of the file last: syncs both the file and its folder.
void syncFile(const std::filesystem::path& file);
void syncFolderOf(const std::filesystem::path& file);

/// Takes away what SQLite may have left beside a file of this name.
void removeTraces(const std::filesystem::path& file) noexcept;

/// Gives the finished file its name, at once. Stops with `exists` if it may not replace one. What lay beside the old
/// one goes first: a -wal would be taken for the new one's.
void moveInto(const std::filesystem::path& from, const std::filesystem::path& to, bool mayReplace);

} // namespace stormglass::model::detail
