// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

/// The built program as a black box: what goes in by arguments and standard input, what comes out.
namespace stormglass::tests {

struct Ran {
    int code = -1; ///< 128 + signal if one ended it
    std::string out;
    std::string err;
};

struct Run {
    std::vector<std::string> arguments;
    std::string input = {};
    std::vector<std::string> environment = {}; ///< "NAME=VALUE", beside what the tests themselves have
    std::string outFile = {};                  ///< standard output goes there instead
    int interruptAfterMs = 0;                  ///< then Ctrl+C
};

/// Runs the program and waits for its end, but no longer than two minutes.
[[nodiscard]] Ran run(const Run& run);
[[nodiscard]] Ran run(std::vector<std::string> arguments);
/// The same with another program.
[[nodiscard]] Ran runOther(const std::string& program, const Run& run);

/// What it printed as JSON; fails the test if that is none.
[[nodiscard]] nlohmann::json jsonOf(const Ran& ran);

[[nodiscard]] std::string programPath();
/// A file of the sources.
[[nodiscard]] std::string source(const std::string& path);

/// A folder of the test's own, gone afterwards.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    [[nodiscard]] std::string operator/(const std::string& name) const { return (m_path / name).string(); }

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

    /// Makes a file and returns its path.
    std::string write(const std::string& name, const std::string& content) const;
    /// The names of everything in it, sorted, hidden ones too.
    [[nodiscard]] std::vector<std::string> names() const;

  private:
    std::filesystem::path m_path;
};

[[nodiscard]] std::string contentOf(const std::string& file);

} // namespace stormglass::tests
