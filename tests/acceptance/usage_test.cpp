// SPDX-License-Identifier: Apache-2.0
#include "tests/acceptance/models.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace stormglass::tests;

namespace {

const std::vector<std::string> kVerbs{"new",    "check",   "forecast", "simulate", "export",
                                      "import", "convert", "show",     "diff",     "history"};

bool isOneLine(const std::string& text) {
    return std::ranges::count(text, '\n') == 1 && text.ends_with('\n');
}

} // namespace

TEST_CASE("help names every verb, and each verb explains itself", "[cli]") {
    const Ran help = run({"--help"});
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    for (const std::string& verb : kVerbs) {
        INFO(verb);
        CHECK(help.out.find("\n  " + verb) != std::string::npos);
        const Ran about = run({verb, "--help"});
        CHECK(about.code == 0);
        CHECK(about.err.empty());
        CHECK(about.out.find("Usage: stormglass " + verb) != std::string::npos);
    }
    CHECK(run({"--version"}).out.starts_with("stormglass 0."));
}

TEST_CASE("wrong usage exits 2 with one line that says what to do", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("a.storm.json", oneQueue());
    const std::vector<std::vector<std::string>> lines{{"simulate"},
                                                      {"simulate", file, "--sed", "1"},
                                                      {"simulate", file, "--seed", "one"},
                                                      {"simulate", file, "--seed", "-1"},
                                                      {"simulate", file, "--duration", "long"},
                                                      {"simulate", file, "--replications", "0"},
                                                      {"simulate", file, "--threads", "0"},
                                                      {"simulate", file, "--scenario", "stedy"},
                                                      {"simulate", file, "--set", "orders.replicas"},
                                                      {"simulate", file, "--set", "oders.replicas=2"},
                                                      {"simulate", file, "--set", "orders.replica=2"},
                                                      {"simulate", file, "--set", "orders.replicas=many"},
                                                      {"simulate", file, "--set", "order.handling.failure=1.5"},
                                                      {"simulate", file, "--json", "--csv", folder / "csv"},
                                                      {"forecast", file, "--set", "orders.replicas=-1"},
                                                      {"export", file},
                                                      {"export", file, "--to", "sgv"},
                                                      {"export", file, "--to", "asyncapi", "--per", "service"},
                                                      {"new"},
                                                      {"new", folder / "b.txt"},
                                                      {"new", folder / "b.storm", "--template", "web-shopp"},
                                                      {"convert", file},
                                                      {"convert", file, "-o", folder / "b.doc"},
                                                      {"chekc", file},
                                                      {"--fast"}};
    for (const std::vector<std::string>& arguments : lines) {
        CAPTURE(arguments);
        const Ran ran = run(arguments);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK(isOneLine(ran.err));
        CHECK(ran.err.starts_with("stormglass: "));
        CHECK(folder.names() == std::vector<std::string>{"a.storm.json"});
    }
}

TEST_CASE("a slip of the pen is met with the nearest there is", "[cli]") {
    const Folder folder;
    const std::string file = folder.write("a.storm.json", oneQueue());
    CHECK(run({"simulate", file, "--set", "oders.replicas=2"}).err.find("“orders”") != std::string::npos);
    CHECK(run({"simulate", file, "--set", "orders.replica=2"}).err.find("“replicas”") != std::string::npos);
    CHECK(run({"simulate", file, "--set", "order.handling.failur=0.2"}).err.find("“handling.failure”") !=
          std::string::npos);
    CHECK(run({"simulate", file, "--scenario", "stedy"}).err.find("“steady”") != std::string::npos);
    CHECK(run({"chekc", file}).err.find("“check”") != std::string::npos);
    CHECK(run({"export", file, "--to", "sgv"}).err.find("“svg”") != std::string::npos);
}

TEST_CASE("a result that can't be written is no success", "[cli]") {
    if (!std::filesystem::exists("/dev/full")) {
        return;
    }
    const Folder folder;
    const std::string file = folder.write("a.storm.json", oneQueue());
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"check", file}, {"show", file, "--json"}, {"new", "--list"}, {"--help"}}) {
        const Ran ran = run(Run{.arguments = arguments, .outFile = "/dev/full"});
        CAPTURE(arguments);
        CHECK(ran.code == 4);
        CHECK(isOneLine(ran.err));
    }
}
