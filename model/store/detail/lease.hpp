// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"
#include "model/store/detail/files.hpp"
#include "model/store/store_error.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace stormglass::model::detail {

/// The right to write to a document: an open file description lock on `.NAME.storm.lock` beside it, which the system
/// ends with the process, however that ends. The file says who holds it; it goes with the lease.
class Lease {
  public:
    /// Takes the lease. Stops with `locked` and the holder if another has it, with `readOnly` if the folder cannot be
    /// written.
    Lease(const std::filesystem::path& document, const std::string& program, const Clock& clock);
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();

  private:
    std::filesystem::path m_file;
    Descriptor m_fd;
};

/// `.NAME.storm.lock` in the document's folder.
[[nodiscard]] std::filesystem::path lockFileOf(const std::filesystem::path& document);

/// Who holds the document now; nothing if nobody does. Leaves no trace.
[[nodiscard]] std::optional<LeaseHolder> holderOf(const std::filesystem::path& document);

} // namespace stormglass::model::detail
