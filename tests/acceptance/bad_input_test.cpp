// SPDX-License-Identifier: Apache-2.0
// What bad input gets: a clear line with place and reason, the documented exit code, and no file is harmed.
#include "tests/acceptance/models.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <unistd.h>

using namespace stormglass::tests;

namespace {

/// Every verb that reads a document, on this file.
std::vector<std::vector<std::string>> readingVerbs(const std::string& file, const Folder& folder) {
    return {{"check", file},
            {"forecast", file},
            {"simulate", file, "--json"},
            {"show", file},
            {"export", file, "--to", "asyncapi"},
            {"export", file, "--to", "svg"},
            {"diff", file, file},
            {"import", file, "-o", folder / "made.storm"},
            {"convert", file, "-o", folder / "made.storm.json"}};
}

void refused(const std::string& file, const Folder& folder, const std::string& place) {
    const std::vector<std::string> before = folder.names();
    const std::string content = std::filesystem::is_regular_file(file) ? contentOf(file) : std::string{};
    for (const std::vector<std::string>& arguments : readingVerbs(file, folder)) {
        CAPTURE(arguments);
        const Ran ran = run(arguments);
        CHECK(ran.code == 3);
        CHECK(ran.out.empty());
        CHECK(ran.err.starts_with("stormglass: "));
        CHECK(ran.err.find(place) != std::string::npos);
        CHECK(std::ranges::count(ran.err, '\n') == (arguments.front() == "diff" ? 2 : 1));
    }
    CHECK(folder.names() == before);
    CHECK((content.empty() || contentOf(file) == content));
}

struct Bad {
    const char* what;
    const char* instead;
    const char* place; ///< what the line must name
};

} // namespace

TEST_CASE("what is no document is refused by every verb", "[cli][bad]") {
    const Folder folder;
    std::filesystem::create_directory(folder / "folder");
    const std::string queue = oneQueue();
    refused(folder / "missing.storm", folder, "missing.storm: There is no such file");
    refused(folder / "missing.storm.json", folder, "missing.storm.json");
    refused(folder / "folder", folder, "This is not a file");
    refused(folder.write("empty.storm.json", ""), folder, "empty");
    refused(folder.write("empty.storm", ""), folder, "empty");
    refused(folder.write("cut.storm.json", queue.substr(0, queue.size() / 2)), folder, "cut.storm.json:");
    refused(folder.write("foreign.json", R"({"asyncapi": "3.0.0"})"), folder, "not a Stormglass document");
    refused(folder.write("noise.storm", std::string(5000, '\x07')), folder, "noise.storm");
    refused(folder.write("newer.storm.json", with(queue, "\"stormglass\": 1", "\"stormglass\": 7")), folder,
            "format 7");
    refused(folder.write("latin.storm.json", with(queue, "One queue",
                                                  "Gr\xF6\xDF"
                                                  "e")),
            folder, "UTF-8");
}

TEST_CASE("a mistake in a document is told with line, column and path", "[cli][bad]") {
    const Bad bad = GENERATE(
        Bad{"\"kind\": \"command\"", "\"kind\": \"comand\"", ":6:35: elements[1].kind: "},
        Bad{"\"label\": \"Place order\"", "\"labl\": \"Place order\"", ":6:46: elements[1].labl: "},
        Bad{"\"to\": \"order\"", "\"to\": \"ordr\"", "flows[1].to: "},
        Bad{"\"service\": \"orders\"", "\"service\": \"ordres\"", "elements[2].service: "},
        Bad{"\"mean\": 1.0", "\"mean\": -1.0", "elements[2].handling.time.exponential.mean: "},
        Bad{"\"rate\": 0.9", "\"rate\": NaN", ":5:"}, Bad{"\"rate\": 0.9", "\"rate\": 1e400", ":5:"},
        Bad{"{\"time\"", "{\"failure\": 1.01, \"time\"", "elements[2].handling.failure: "},
        Bad{"\"concurrency\": 1", "\"concurrency\": 0", "elements[4].concurrency: "},
        Bad{"\"id\": \"order-placed\"", "\"id\": \"order\"", "elements[3].id: "},
        Bad{"\"id\": \"order-placed\"", "\"id\": \"Order Placed\"", "elements[3].id: "},
        Bad{"\"id\": \"order-placed\"", "\"id\": \"timeout\"", "elements[3].id: "},
        Bad{"\"duration\": 100000", "\"duration\": -5", "scenarios[0].duration: "},
        Bad{"\"seed\": 1", "\"seed\": 1, \"set\": {\"ordrs.replicas\": 2}", "scenarios[0].set[\"ordrs.replicas\"]: "},
        Bad{"{\"id\": \"orders\"",
            "{\"id\": \"x\", \"kind\": \"event\", \"same\": \"y\"}, {\"id\": \"y\", \"kind\": \"event\", \"same\": "
            "\"x\"}, {\"id\": \"orders\"",
            "elements[4].same: "});
    CAPTURE(bad.instead);
    const Folder folder;
    const std::string file = folder.write("bad.storm.json", with(oneQueue(), bad.what, bad.instead));
    const Ran ran = run({"check", file});
    CAPTURE(ran.err);
    CHECK(ran.code == 3);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("stormglass: " + file + ":"));
    CHECK(ran.err.find(bad.place) != std::string::npos);
    CHECK(std::ranges::count(ran.err, '\n') == 1);
}

TEST_CASE("standard input is judged like a file", "[cli][bad]") {
    const Ran good = run(Run{.arguments = {"check", "-"}, .input = oneQueue()});
    CHECK(good.code == 0);
    const Ran bad = run(Run{.arguments = {"simulate", "-"}, .input = "{\"stormglass\": 1, \"elements\": [{}]}"});
    CHECK(bad.code == 3);
    CHECK(bad.err.find("standard input:1:") != std::string::npos);
    CHECK(run(Run{.arguments = {"show", "-"}}).code == 3);
}

TEST_CASE("two hundred thousand elements are read, and a mistake among them is found", "[cli][bad]") {
    std::string text = R"({"stormglass": 1, "elements": [)";
    for (int i = 0; i < 200'000; ++i) {
        text += R"({"id": "n-)" + std::to_string(i) + R"(", "kind": "event"},)";
    }
    const Folder folder;
    const std::string good = folder.write("many.storm.json", text + R"({"id": "last", "kind": "event"}]})");
    CHECK(jsonOf(run({"show", good, "--json"}))["elements"]["event"] == 200'001);
    const std::string bad = folder.write("bad.storm.json", text + R"({"id": "last", "kind": "evnt"}]})");
    const Ran ran = run({"check", bad});
    CHECK(ran.code == 3);
    CHECK(ran.err.find("elements[200000].kind") != std::string::npos);
}

TEST_CASE("an output that can't be written exits 4 and leaves nothing behind", "[cli][bad]") {
    const Folder folder;
    const std::string file = folder.write("a.storm.json", oneQueue());
    std::filesystem::create_directory(folder / "folder.storm");
    std::filesystem::create_directory(folder / "folder.storm.json");
    const std::vector<std::string> before = folder.names();
    const std::vector<std::vector<std::string>> lines{
        {"convert", file, "-o", folder / "folder.storm"},
        {"convert", file, "-o", folder / "folder.storm.json"},
        {"import", file, "-o", folder / "folder.storm"},
        {"new", folder / "folder.storm"},
        {"new", folder / "folder.storm.json"},
        {"export", file, "--to", "asyncapi", "-o", folder / "folder.storm"},
        {"export", file, "--to", "asyncapi", "-o", folder / "no/such/folder.yaml"},
        {"convert", file, "-o", folder / "no/such/folder.storm"},
        {"simulate", file, "--duration", "2000", "--csv", file}};
    for (const std::vector<std::string>& arguments : lines) {
        CAPTURE(arguments);
        const Ran ran = run(arguments);
        CAPTURE(ran.err);
        CHECK(ran.code == 4);
        CHECK(ran.err.find("stormglass: ") != std::string::npos);
        CHECK(folder.names() == before);
        CHECK(contentOf(file) == oneQueue());
    }
}

TEST_CASE("a full disk is told and harms nothing", "[cli][bad]") {
    if (!std::filesystem::exists("/dev/full")) {
        return;
    }
    const Folder folder;
    const std::string file = folder.write("a.storm.json", oneQueue());
    const Ran ran = run({"export", file, "--to", "asyncapi", "-o", "/dev/full"});
    CHECK(ran.code == 4);
    CHECK(ran.err.find("room") != std::string::npos);
    CHECK(folder.names() == std::vector<std::string>{"a.storm.json"});
}

TEST_CASE("a read-only folder can be read from and not written to", "[cli][bad]") {
    if (::geteuid() == 0) {
        return; // root may write anywhere
    }
    const Folder folder;
    const std::string file = folder.write("a.storm.json", oneQueue());
    REQUIRE(run({"convert", file, "-o", folder / "a.storm"}).code == 0);
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    CHECK(run({"check", file}).code == 0);
    CHECK(run({"check", folder / "a.storm"}).code == 0);
    CHECK(run({"convert", file, "-o", folder / "b.storm.json"}).code == 4);
    CHECK(run({"convert", file, "-o", folder / "b.storm"}).code == 4);
    CHECK(folder.names() == std::vector<std::string>{"a.storm", "a.storm.json"});
}

TEST_CASE("a damaged document in its stored form is refused and left alone", "[cli][bad]") {
    const Folder folder;
    const std::string text = folder.write("a.storm.json", oneQueue());
    REQUIRE(run({"convert", text, "-o", folder / "a.storm"}).code == 0);
    std::string bytes = contentOf(folder / "a.storm");
    refused(folder.write("cut.storm", bytes.substr(0, bytes.size() / 2)), folder, "cut.storm: ");
    bytes.replace(0, 6, "foreig");
    refused(folder.write("foreign.storm", bytes), folder, "foreign.storm");
}
