// SPDX-License-Identifier: Apache-2.0
#include "tests/acceptance/program.hpp"

#include "tests/support/catch.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace stormglass::tests {

namespace {

constexpr auto kLongest = std::chrono::seconds(120);

[[noreturn]] void become(const std::string& program, const Run& run, const Folder& folder) {
    const auto redirect = [](const std::string& file, int flags, int to) {
        const int fd = ::open(file.c_str(), flags, 0600);
        if (fd < 0 || ::dup2(fd, to) < 0) {
            ::_exit(126);
        }
    };
    redirect(folder / "in", O_RDONLY, STDIN_FILENO);
    redirect(run.outFile.empty() ? folder / "out" : run.outFile, O_WRONLY | O_CREAT, STDOUT_FILENO);
    redirect(folder / "err", O_WRONLY | O_CREAT, STDERR_FILENO);
    for (const std::string& variable : run.environment) {
        const std::size_t equals = variable.find('=');
        ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1); // NOLINT: our own process
    }
    std::vector<char*> arguments{const_cast<char*>(program.c_str())}; // NOLINT: execv wants it so
    for (const std::string& argument : run.arguments) {
        arguments.push_back(const_cast<char*>(argument.c_str())); // NOLINT
    }
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    ::_exit(127);
}

int waitFor(pid_t child, int interruptAfterMs) {
    using namespace std::chrono_literals;
    const auto start = std::chrono::steady_clock::now();
    bool isInterrupted = interruptAfterMs == 0;
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        const auto passed = std::chrono::steady_clock::now() - start;
        if (!isInterrupted && passed > std::chrono::milliseconds(interruptAfterMs)) {
            ::kill(child, SIGINT);
            isInterrupted = true;
        }
        if (passed > kLongest) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            FAIL("the program did not end in time");
        }
        std::this_thread::sleep_for(2ms);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

std::string programPath() {
    const char* path = std::getenv("STORMGLASS_PROGRAM");
    return path == nullptr ? STORMGLASS_PROGRAM_PATH : path;
}

std::string source(const std::string& path) {
    return std::string(STORMGLASS_SOURCE_DIR) + "/" + path;
}

Ran run(const Run& run) {
    return runOther(programPath(), run);
}

Ran run(std::vector<std::string> arguments) {
    return run(Run{std::move(arguments)});
}

Ran runOther(const std::string& program, const Run& run) {
    const Folder folder;
    folder.write("in", run.input);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        become(program, run, folder);
    }
    Ran ran;
    ran.code = waitFor(child, run.interruptAfterMs);
    ran.out = contentOf(folder / "out");
    ran.err = contentOf(folder / "err");
    return ran;
}

nlohmann::json jsonOf(const Ran& ran) {
    nlohmann::json json = nlohmann::json::parse(ran.out, nullptr, false);
    INFO(ran.out.substr(0, 500) << ran.err);
    REQUIRE_FALSE(json.is_discarded());
    return json;
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "stormglass-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    m_path = name;
}

Folder::~Folder() {
    std::error_code none;
    std::filesystem::permissions(m_path, std::filesystem::perms::owner_all, none);
    std::filesystem::remove_all(m_path, none);
}

std::string Folder::write(const std::string& name, const std::string& content) const {
    std::ofstream(*this / name, std::ios::binary) << content;
    return *this / name;
}

std::vector<std::string> Folder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(m_path)) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::string contentOf(const std::string& file) {
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

} // namespace stormglass::tests
