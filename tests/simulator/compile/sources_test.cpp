// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"

#include <fstream>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

sim::Compiled loaded(const std::string& arrivals, const std::string& scenario = R"("duration": 10)",
                     const std::filesystem::path& folder = {}) {
    return compiledOf(documentOf(R"({"id": "user", "kind": "actor", "arrivals": )" + arrivals +
                                     R"(}, {"id": "ask", "kind": "command"})",
                                 R"({"from": "user", "to": "ask"})",
                                 R"(, "scenarios": [{"id": "run", )" + scenario + "}]"),
                      {}, folder);
}

const sim::Source& source(const sim::Compiled& compiled) {
    REQUIRE(compiled.network.sources.size() == 1);
    return compiled.network.sources[0];
}

double meanInterval(const sim::Compiled& compiled) {
    return meanOf(compiled.network.distributions[source(compiled).interval.distribution],
                  compiled.network.distributionTable);
}

/// begin, from, slope of each piece
std::vector<std::array<double, 3>> piecesOf(const std::string& profile) {
    const sim::Compiled compiled = loaded(R"({"poisson": {"rate": 1}, "profile": )" + profile + "}");
    std::vector<std::array<double, 3>> pieces;
    for (const sim::Profile& row : rowsOf(compiled.network.profiles, source(compiled).profiles)) {
        for (const sim::ProfilePiece& piece : rowsOf(compiled.network.profilePieces, row.pieces)) {
            pieces.push_back({piece.begin, piece.from, piece.slope});
        }
    }
    return pieces;
}

using Pieces = std::vector<std::array<double, 3>>;

} // namespace

SCENARIO("actors and externals that only send do so once a second unless somebody says otherwise", "[compile]") {
    const std::string elements = R"({"id": "user", "kind": "actor"}, {"id": "ask", "kind": "command"},
        {"id": "bank", "kind": "external"}, {"id": "paid", "kind": "event"}, {"id": "view", "kind": "readModel"},
        {"id": "idle", "kind": "actor"})";
    const sim::Compiled compiled = compiledOf(documentOf(
        elements, R"({"from": "user", "to": "ask"}, {"from": "view", "to": "user"}, {"from": "bank", "to": "paid"})"));
    CHECK(compiled.names.sources == std::vector<std::string>{"user", "bank"});
    CHECK(compiled.network.sources[0].kind == sim::ArrivalKind::poisson);
    CHECK(compiled.network.sources[0].rate == 1);
    const sim::Compiled asked = compiledOf(documentOf(
        elements, R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "bank"}, {"from": "bank", "to": "paid"})"));
    CHECK(asked.names.sources == std::vector<std::string>{"user"});
}

SCENARIO("loadFactor multiplies rates and users and divides intervals and trace times", "[compile]") {
    const std::string doubled = R"("loadFactor": 2)";
    CHECK(source(loaded(R"({"poisson": {"rate": 3}})", doubled)).rate == 6);
    const sim::Compiled bursty =
        loaded(R"({"bursty": {"rate": 1, "burstRate": 5, "burstEvery": 7, "burstLength": 2}})", doubled);
    CHECK(source(bursty).rate == 2);
    CHECK(source(bursty).burstRate == 10);
    CHECK(source(bursty).burstEvery == 7);
    CHECK(meanInterval(loaded(R"({"renewal": {"interval": {"uniform": {"min": 1, "max": 3}}}})", doubled)) ==
          Approx(1));
    CHECK(source(loaded(R"({"users": {"count": 3}})", R"("loadFactor": 0.5)")).users == 2);
    const sim::Compiled trace = loaded(R"({"trace": {"times": [4, 1, 2]}})", doubled);
    CHECK(trace.network.traceTimes == std::vector<double>{0.5, 1, 2});
}

SCENARIO("profiles become pieces", "[compile]") {
    CHECK(piecesOf(R"({"spike": {"at": 5, "for": 2, "factor": 4}})") == Pieces{{0, 1, 0}, {5, 4, 0}, {7, 1, 0}});
    CHECK(piecesOf(R"({"spike": {"at": 0, "for": 2, "factor": 4}})") == Pieces{{0, 4, 0}, {2, 1, 0}});
    CHECK(piecesOf(R"({"ramp": {"from": 1, "to": 3, "at": 10, "for": 4}})") ==
          Pieces{{0, 1, 0}, {10, 1, 0.5}, {14, 3, 0}});
    CHECK(piecesOf(R"({"step": {"at": 3, "factor": 2}})") == Pieces{{0, 1, 0}, {3, 2, 0}});
    CHECK(piecesOf(R"({"points": [[1, 2], [3, 6], [4, 0]]})") == Pieces{{1, 2, 2}, {3, 6, -6}, {4, 0, 0}});
    CHECK(piecesOf(R"([{"step": {"at": 3, "factor": 2}}, {"step": {"at": 4, "factor": 5}}])").size() == 4);
    const sim::Compiled sine =
        loaded(R"({"poisson": {"rate": 1}, "profile": {"sine": {"amplitude": 0.5, "period": 8}}})");
    CHECK(sine.network.profiles[0].amplitude == 0.5);
    CHECK(sine.network.profiles[0].period == 8);
}

SCENARIO("a day repeats, and the scenario's profile multiplies the source's", "[compile]") {
    const std::string day = "[1,1,1,1,1,1,2,3,4,4,4,4,4,4,4,4,4,4,3,3,2,2,1,1]";
    const sim::Compiled compiled = loaded(R"({"poisson": {"rate": 1}, "profile": {"day": )" + day + "}}",
                                          R"("profile": {"step": {"at": 3, "factor": 2}})");
    CHECK(source(compiled).profiles.count == 2);
    CHECK(compiled.network.profiles[0].repeatEvery == 86400);
    CHECK(compiled.network.profiles[0].pieces.count == 24);
    CHECK(compiled.network.profilePieces[7].begin == 7 * 3600);
    CHECK(compiled.network.profiles[1].repeatEvery == 0);
}

SCENARIO("classes of one name are one class, whoever brings them", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "a", "kind": "actor", "arrivals": {"poisson": {"rate": 1}, "classes": {"gold": 1, "lead": 1, "tin": 2}}},
           {"id": "b", "kind": "actor", "arrivals": {"poisson": {"rate": 1}, "classes": {"gold": 3, "tin": 1}}},
           {"id": "ask", "kind": "command"})",
        R"({"from": "a", "to": "ask"}, {"from": "b", "to": "ask"})"));
    CHECK(compiled.names.classes == std::vector<std::string>{"gold", "lead", "tin"});
    const auto weights = [&](std::size_t row) {
        const auto found = rowsOf(compiled.network.classWeights, compiled.network.sources[row].classWeights);
        return std::vector<double>(found.begin(), found.end());
    };
    CHECK(weights(0) == std::vector<double>{0.25, 0.5, 1});
    CHECK(weights(1) == std::vector<double>{0.75, 0.75, 1});
}

SCENARIO("a trace comes from a file beside the document", "[compile]") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "stormglass-compile-test";
    std::filesystem::create_directories(folder);
    const std::string first = GENERATE("time,note\n0.5,first", "\xEF\xBB\xBF\"0.5\",first"); // as spreadsheets begin
    std::ofstream(folder / "times.csv") << first << "\n\n2,\"second\"\n1.25\n";
    const sim::Compiled compiled = loaded(R"({"trace": {"file": "times.csv"}})", R"("duration": 10)", folder);
    CHECK(compiled.network.traceTimes == std::vector<double>{0.5, 1.25, 2});
    std::filesystem::remove_all(folder);
}

SCENARIO("a trace that is not there is an error that names the file and the parameter", "[compile]") {
    const model::Catalogue catalogue;
    const model::Board board = boardOf(
        documentOf(R"({"id": "user", "kind": "actor", "arrivals": {"trace": {"file": "gone.csv"}}})", ""), catalogue);
    const auto prepared = sim::prepare(board, catalogue, std::nullopt, {});
    const auto compiled = sim::compile(prepared.value(), catalogue, "nowhere");
    REQUIRE_FALSE(compiled.ok());
    CHECK(compiled.error().badTrace == "nowhere/gone.csv");
    CHECK(compiled.error().subject == "user.arrivals.trace.file");
}
