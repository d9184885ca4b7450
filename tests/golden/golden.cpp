// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/golden.hpp"

#include "tests/support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace stormglass::tests {

std::string readFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    INFO(path);
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void requireGolden(const std::string& name, const std::string& actual) {
    const std::string path = "tests/golden/" + name;
    if (std::getenv("STORMGLASS_ACCEPT") != nullptr) {
        std::ofstream(path, std::ios::binary) << actual;
        return;
    }
    std::istringstream golden(readFile(path));
    std::istringstream now(actual);
    std::string expected;
    std::string found;
    for (int line = 1; std::getline(golden, expected); ++line) {
        INFO(path << ":" << line);
        REQUIRE(static_cast<bool>(std::getline(now, found)));
        REQUIRE(found == expected);
    }
    INFO(path << " ends here, what was written goes on");
    REQUIRE_FALSE(static_cast<bool>(std::getline(now, found)));
}

} // namespace stormglass::tests
