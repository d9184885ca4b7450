// SPDX-License-Identifier: Apache-2.0
#include "tests/acceptance/models.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <sys/stat.h>

using namespace stormglass::tests;

namespace {

std::vector<std::string> templateNames() {
    std::vector<std::string> names;
    const std::string list = run({"new", "--list"}).out;
    for (std::size_t at = 0; at < list.size(); at = list.find('\n', at) + 1) {
        names.push_back(list.substr(at, list.find(' ', at) - at));
    }
    return names;
}

} // namespace

TEST_CASE("a document goes from text to its stored form and back without loss", "[cli]") {
    const Folder folder;
    for (const std::string& name : templateNames()) {
        INFO(name);
        const std::string original = contentOf(source("resources/examples/" + name + ".storm.json"));
        CHECK(run({"new", folder / (name + ".storm.json"), "--template", name}).code == 0);
        CHECK(contentOf(folder / (name + ".storm.json")) == original);
        CHECK(run({"convert", folder / (name + ".storm.json"), "-o", folder / (name + ".storm")}).code == 0);
        const Ran text = run({"convert", folder / (name + ".storm"), "-o", "-"});
        CHECK(text.code == 0);
        CHECK(text.out == original);
        CHECK(text.err.find("history") != std::string::npos); // it says what the text form does not hold
    }
    std::vector<std::string> names = folder.names();
    CHECK(std::ranges::none_of(names, [](const std::string& each) { return each.ends_with("-wal"); }));
}

TEST_CASE("a blank document is sound", "[cli]") {
    const Folder folder;
    for (const std::string name : {"blank.storm", "blank.storm.json"}) {
        CHECK(run({"new", folder / name}).code == 0);
        CHECK(run({"check", folder / name}).code == 0);
        CHECK(jsonOf(run({"show", folder / name, "--json"}))["name"] == "blank");
        CHECK(run({"simulate", folder / name, "--json"}).code == 0);
    }
    CHECK(run({"new", "-"}).out == "{\n  \"stormglass\": 1,\n  \"elements\": []\n}\n");
}

TEST_CASE("nothing is overwritten unasked", "[cli]") {
    const Folder folder;
    const std::string precious = folder.write("precious.storm.json", oneQueue());
    REQUIRE(run({"convert", precious, "-o", folder / "precious.storm"}).code == 0);
    const std::string stored = contentOf(folder / "precious.storm");
    CHECK(run({"new", precious}).code == 4);
    CHECK(run({"new", folder / "precious.storm"}).code == 4);
    CHECK(run({"convert", precious, "-o", folder / "precious.storm"}).code == 4);
    CHECK(run({"import", precious, "-o", folder / "precious.storm"}).code == 4);
    CHECK(contentOf(precious) == oneQueue());
    CHECK(contentOf(folder / "precious.storm") == stored);
    CHECK(run({"new", folder / "precious.storm", "--force"}).code == 0);
    CHECK(jsonOf(run({"show", folder / "precious.storm", "--json"}))["flows"] == 0);
}

TEST_CASE("text is replaced whole: its mode is kept and a link is followed", "[cli]") {
    const Folder folder;
    const std::string source = folder.write("a.storm.json", oneQueue());
    const std::string target = folder.write("target.storm.json", "{}");
    REQUIRE(::chmod(target.c_str(), 0640) == 0);
    std::filesystem::create_symlink("target.storm.json", folder / "link.storm.json");
    CHECK(run({"convert", source, "-o", folder / "link.storm.json"}).code == 0);
    CHECK(std::filesystem::is_symlink(folder / "link.storm.json"));
    CHECK(contentOf(target).find("\"One queue\"") != std::string::npos);

    struct stat status {};

    REQUIRE(::stat(target.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0640);
    CHECK(folder.names() == std::vector<std::string>{"a.storm.json", "link.storm.json", "target.storm.json"});
}

TEST_CASE("reading verbs change no byte and leave nothing beside a document", "[cli]") {
    const Folder folder;
    REQUIRE(run({"new", folder / "shop.storm", "--template", "web-shop"}).code == 0);
    const std::string before = contentOf(folder / "shop.storm");
    const std::vector<std::string> names = folder.names();
    CHECK(run({"check", folder / "shop.storm"}).code == 0);
    CHECK(run({"show", folder / "shop.storm"}).code == 0);
    CHECK(run({"history", folder / "shop.storm"}).code == 0);
    CHECK(run({"forecast", folder / "shop.storm"}).code <= 1);
    CHECK(run({"export", folder / "shop.storm", "--to", "asyncapi"}).code == 0);
    CHECK(contentOf(folder / "shop.storm") == before);
    CHECK(folder.names() == names);
}

TEST_CASE("show and diff tell what is there and what differs", "[cli]") {
    const Folder folder;
    const std::string a = folder.write("a.storm.json", oneQueue());
    const std::string b = folder.write(
        "b.storm.json", with(with(oneQueue(), "\"replicas\": 1", "\"replicas\": 2"), "\"seed\": 1", "\"seed\": 2"));
    const auto shown = jsonOf(run({"show", a, "--json"}));
    CHECK(shown["elements"]["aggregate"] == 1);
    CHECK(shown["services"][0]["handlers"][0] == "order");
    CHECK(shown["scenarios"][0]["id"] == "steady");
    const auto differences = jsonOf(run({"diff", a, b, "--json"}))["differences"];
    REQUIRE(differences.size() == 2);
    CHECK(differences[0]["id"] == "orders");
    CHECK(differences[0]["keys"] == nlohmann::json::array({"replicas"}));
    CHECK(differences[1]["id"] == "steady");
    CHECK(jsonOf(run({"diff", a, a, "--json"}))["differences"].empty());
}

TEST_CASE("check finds what is wrong, tells how to mend it and exits 1 for errors alone", "[cli]") {
    const Folder folder;
    const std::string good = folder.write("good.storm.json", oneQueue());
    const auto fine = jsonOf(run({"check", good, "--json"}));
    CHECK(fine["errors"] == 0);
    CHECK(run({"check", good}).code == 0);
    const std::string odd = folder.write(
        "odd.storm.json",
        with(oneQueue(), "{\"from\": \"order\", \"to\": \"order-placed\"}",
             "{\"from\": \"order\", \"to\": \"order-placed\"}, {\"from\": \"orders\", \"to\": \"customer\"}"));
    const Ran ran = run({"check", odd, "--json"});
    CHECK(ran.code == 1);
    const auto found = jsonOf(ran);
    CHECK(found["errors"] == 1);
    const auto& first = found["findings"][0];
    CHECK(first["severity"] == "error");
    CHECK(first["elements"][0] == "orders");
    CHECK(first["flows"][0] == "orders>customer");
    CHECK_FALSE(first["message"].get<std::string>().empty());
    CHECK_FALSE(first["fix"].get<std::string>().empty());
    const std::string heavy = folder.write("heavy.storm.json", with(oneQueue(), "\"rate\": 0.9", "\"rate\": 1.5"));
    CHECK(run({"check", heavy}).out.find("[unstable]") != std::string::npos);
    CHECK(run({"check", heavy}).code == 0);
}

TEST_CASE("the schema printed is the one that is shipped", "[cli]") {
    CHECK(run({"schema"}).out == contentOf(source("resources/schema/stormglass.schema.json")));
}
