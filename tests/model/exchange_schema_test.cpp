// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/schema.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace stormglass::model;

namespace {

constexpr const char* kFile = "resources/schema/stormglass.schema.json";

std::string committed() {
    std::ostringstream content;
    content << std::ifstream(kFile, std::ios::binary).rdbuf();
    return content.str();
}

} // namespace

// STORMGLASS_ACCEPT=1 in the environment writes the file anew.
TEST_CASE("the committed schema is the one the catalogue makes", "[exchange][schema]") {
    const std::string made = schemaText(Catalogue{});
    if (std::getenv("STORMGLASS_ACCEPT") != nullptr) {
        std::ofstream(kFile, std::ios::binary) << made;
    }
    CHECK(committed() == made);
}

TEST_CASE("the schema names every kind of element and tells what each key means", "[exchange][schema]") {
    const Value schema = schemaOf(Catalogue{});
    for (const ElementKind kind : allElementKinds()) {
        CHECK(schema["$defs"].contains(std::string(nameOf(kind))));
    }
    const Value& retry = schema["$defs"]["aggregate"]["properties"]["handling"]["properties"]["retry"];
    CHECK(retry["properties"]["attempts"]["default"] == 1);
    CHECK_FALSE(retry["properties"]["attempts"]["description"].get<std::string>().empty());
    CHECK(schema["additionalProperties"] == false);
}
