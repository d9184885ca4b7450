// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

std::string textOf(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

SCENARIO("every example can be compiled, and nothing in it is left out", "[compile]") {
    std::size_t examples = 0;
    for (const auto& entry : std::filesystem::directory_iterator("resources/examples")) {
        if (!entry.path().string().ends_with(".storm.json")) {
            continue;
        }
        INFO(entry.path());
        const sim::Compiled compiled = compiledOf(textOf(entry.path()), {}, entry.path().parent_path());
        CHECK(compiled.notSimulated.empty());
        CHECK_FALSE(compiled.network.sources.empty());
        CHECK_FALSE(compiled.network.journeys.empty());
        ++examples;
    }
    CHECK(examples >= 4);
}
