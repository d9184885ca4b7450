// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/asyncapi.hpp"
#include "model/exchange/yaml.hpp"
#include "tests/golden/golden.hpp"
#include "tests/support/board_text.hpp"

using namespace stormglass;

TEST_CASE("the web shop gives the accepted AsyncAPI document", "[golden][asyncapi]") {
    const model::Board board =
        tests::boardOf(tests::readFile("resources/examples/web-shop.storm.json"), model::Catalogue{});
    tests::requireGolden("web-shop.asyncapi.yaml", model::writeYaml(model::asyncApiOverview(board)));
}
