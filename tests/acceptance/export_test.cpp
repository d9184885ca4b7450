// SPDX-License-Identifier: Apache-2.0
#include "tests/acceptance/models.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::tests;

namespace {

/// Neither a display nor one that is dead, nor anything of a desktop.
const std::vector<std::string> kNoDisplay{"DISPLAY=", "WAYLAND_DISPLAY=", "QT_QPA_PLATFORM="};
const std::vector<std::string> kDeadDisplay{"DISPLAY=:77", "WAYLAND_DISPLAY=wayland-77"};

} // namespace

TEST_CASE("pictures and specifications are made without a display", "[cli][export]") {
    const std::vector<std::string> environment = GENERATE(as<std::vector<std::string>>{}, kNoDisplay, kDeadDisplay);
    const Folder folder;
    const std::string file = source("resources/examples/web-shop.storm.json");
    for (const auto& [format, beginning] :
         {std::pair{"svg", "<"}, {"png", "\x89PNG\r\n"}, {"pdf", "%PDF-"}, {"asyncapi", "asyncapi: \"3.1.0\""}}) {
        CAPTURE(format, environment);
        const std::string out = folder / (std::string("board.") + format);
        const Ran ran = run(Run{.arguments = {"export", file, "--to", format, "-o", out}, .environment = environment});
        CAPTURE(ran.err);
        CHECK(ran.code == 0);
        CHECK(ran.out.empty());
        const std::string bytes = contentOf(out);
        CHECK(bytes.starts_with(beginning));
        CHECK(bytes.size() > 1000);
        const Ran stream = run(Run{.arguments = {"export", file, "--to", format}, .environment = environment});
        CHECK(stream.code == 0);
        CHECK(stream.out.starts_with(beginning));
    }
}

TEST_CASE("every example becomes a picture that names what is on it", "[cli][export]") {
    for (const std::string name : {"web-shop", "web-shop-legacy", "library-lending", "one-queue"}) {
        const Ran ran = run({"export", source("resources/examples/" + name + ".storm.json"), "--to", "svg"});
        CHECK(ran.code == 0);
        CHECK(ran.out.find("</svg>") != std::string::npos);
    }
    const Ran ran = run({"export", source("resources/examples/one-queue.storm.json"), "--to", "svg", "--dark"});
    CHECK(ran.code == 0);
    CHECK(ran.out.find("order-placed") != std::string::npos);
}

TEST_CASE("AsyncAPI is YAML, JSON by the name's end, or one file per service", "[cli][export]") {
    const Folder folder;
    const std::string file = source("resources/examples/web-shop.storm.json");
    CHECK(run({"export", file, "--to", "asyncapi", "-o", folder / "shop.json"}).code == 0);
    CHECK(nlohmann::json::parse(contentOf(folder / "shop.json"))["asyncapi"] == "3.1.0");
    CHECK(run({"export", file, "--to", "asyncapi", "--per", "service", "-o", folder / "specs"}).code == 0);
    const auto shown = jsonOf(run({"show", file, "--json"}));
    for (const auto& service : shown["services"]) {
        if (service["id"] == "gateway-contract") {
            continue; // runs only what is not ours
        }
        INFO(service["id"]);
        CHECK(contentOf(folder / ("specs/" + service["id"].get<std::string>() + ".yaml"))
                  .starts_with("asyncapi: \"3.1.0\""));
    }
}
