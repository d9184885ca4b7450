// SPDX-License-Identifier: Apache-2.0
#include "app/cli/set_argument.hpp"
#include "app/cli/table.hpp"
#include "app/cli/templates.hpp"
#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"

#include <sstream>

using namespace stormglass;
using namespace stormglass::cli;
using model::Value;

namespace {

const model::Catalogue kCatalogue;

model::Board shop() {
    return model::readText(R"({"stormglass": 1, "elements": [
        {"id": "customer", "kind": "actor", "arrivals": {"poisson": {"rate": 1}}}, {"id": "buy", "kind": "command"},
        {"id": "order", "kind": "aggregate", "handling": {"time": {"gamma": {"mean": 1, "cv": 0.5}}}},
        {"id": "orders", "kind": "service"}], "flows": [{"from": "customer", "to": "buy"}, {"from": "buy", "to": "order"}]})",
                           kCatalogue)
        .value();
}

Value set(const std::string& argument) {
    const auto read = readSet(argument, shop(), kCatalogue);
    INFO(argument);
    REQUIRE(read.ok());
    return read->value;
}

} // namespace

TEST_CASE("--set takes JSON and what people write", "[cli]") {
    CHECK(set("orders.replicas=6") == 6);
    CHECK(set("order.handling.timeout=8ms") == 0.008);
    CHECK(set("order.handling.failure=5%") == 0.05);
    CHECK(set("customer.arrivals.poisson.rate=3k/min") == 50);
    CHECK(set("orders.discipline=lifo") == "lifo");
    CHECK(set("order.handling.exclusivePerKey=yes") == true);
    CHECK(set("order.service=orders") == "orders");
    CHECK(set("order.handling.time={\"constant\": {\"value\": 2}}") == Value{{"constant", {{"value", 2}}}});
    CHECK(set("order.handling.time=80ms") == Value{{"gamma", {{"mean", 0.08}, {"cv", 0.5}}}});
    CHECK(set("order.handling.time=2") == Value{{"gamma", {{"mean", 2}, {"cv", 0.5}}}});
    CHECK(set("order.handling.delay=1h") == Value{{"constant", {{"value", 3600}}}});
    CHECK(set("customer>buy.probability=1 in 4") == 0.25);
    CHECK(set("scenario.warmUp=2 min") == 120);
    CHECK(set("scenario.warmUp=auto") == "auto");
    CHECK_FALSE(readSet("orders.replicas", shop(), kCatalogue).ok());
    CHECK_FALSE(readSet("=3", shop(), kCatalogue).ok());
    CHECK_FALSE(readSet("orders.replicas=many", shop(), kCatalogue).ok());
}

TEST_CASE("tables align whatever the script and leave empty columns out", "[cli]") {
    Table table({"", "mean", "empty", "n"});
    table.add({"Größe", "1 s", "", "10"});
    table.add({"注文", "200 ms", "", "7"});
    std::ostringstream out;
    table.print(out);
    CHECK(out.str() == "            mean    n\n"
                       "  Größe      1 s   10\n"
                       "  注文    200 ms    7\n");
    CHECK(widthOf("注文") == 4);
    CHECK(widthOf("🎉") == 2);
}

TEST_CASE("every template is a sound document", "[cli]") {
    CHECK(templates().size() >= 4);
    for (const Template& each : templates()) {
        INFO(each.name);
        const auto board = model::readText(each.text, kCatalogue);
        REQUIRE(board.ok());
        CHECK(model::writeText(*board, kCatalogue) == each.text);
    }
}
