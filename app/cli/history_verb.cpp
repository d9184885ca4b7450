// SPDX-License-Identifier: Apache-2.0
// history and diff: how a document grew, and what differs between two.
#include "app/cli/input.hpp"
#include "app/cli/output.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/store_words.hpp"
#include "model/exchange/text_form.hpp"
#include "model/store/stored_board.hpp"

#include <chrono>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <map>
#include <ostream>

namespace stormglass::cli {

namespace {

using model::Value;

/// ISO 8601, UTC: the same on every machine.
std::string utc(model::Clock::TimePoint time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

std::string_view nameOf(model::EditAction action) noexcept {
    switch (action) {
    case model::EditAction::edit:
        return "edit";
    case model::EditAction::undo:
        return "undo";
    case model::EditAction::redo:
        return "redo";
    case model::EditAction::start:
        return "start";
    }
    return {};
}

Value asJson(const model::StoredHistory& history) {
    Value entries = Value::array();
    for (const model::HistoryEntry& entry : history.entries) {
        entries.push_back({{"sequence", entry.sequence},
                           {"step", entry.step},
                           {"action", std::string(nameOf(entry.action))},
                           {"label", entry.label},
                           {"author", entry.author},
                           {"session", entry.session},
                           {"time", utc(entry.time)}});
    }
    Value versions = Value::array();
    for (const model::NamedVersion& version : history.versions) {
        versions.push_back({{"name", version.name},
                            {"sequence", version.sequence},
                            {"author", version.author},
                            {"time", utc(version.time)}});
    }
    return {{"entries", std::move(entries)}, {"versions", std::move(versions)}};
}

void print(const model::StoredHistory& history, std::ostream& out) {
    Table table({"", "action", "what", "author", "version"});
    std::map<std::uint64_t, std::string> versions;
    for (const model::NamedVersion& version : history.versions) {
        versions[version.sequence] = version.name;
    }
    for (const model::HistoryEntry& entry : history.entries) {
        const auto version = versions.find(entry.sequence);
        table.add({utc(entry.time), std::string(nameOf(entry.action)), entry.label, entry.author,
                   version == versions.end() ? std::string{} : version->second});
    }
    table.print(out);
}

/// Every record of a board by what it goes by, as it stands in the text form.
std::map<std::string, std::map<std::string, Value>> recordsOf(const model::Board& board,
                                                              const model::Catalogue& catalogue) {
    const Value document = Value::parse(model::writeText(board, catalogue));
    std::map<std::string, std::map<std::string, Value>> sections;
    Value head = document;
    for (const char* section : {"elements", "flows", "journeys", "scenarios"}) {
        head.erase(section);
        const auto records = document.find(section);
        if (records == document.end()) {
            continue;
        }
        auto flow = board.flows().begin();
        for (const Value& record : *records) {
            const bool isFlow = std::string_view(section) == "flows";
            const std::string name = isFlow ? board.pathOf(*flow++) : record.at("id").get<std::string>();
            sections[section].emplace(name, record);
        }
    }
    sections["document"].emplace(board.settings().name, std::move(head));
    return sections;
}

/// What differs: "+" there is only after, "-" only before, "~" both, with the keys that differ.
struct Difference {
    char sign = '~';
    std::string section;
    std::string name;
    std::vector<std::string> keys = {};
};

std::vector<std::string> differingKeys(const Value& before, const Value& after) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : before.items()) {
        const auto other = after.find(key);
        if (other == after.end() || *other != value) {
            keys.push_back(key);
        }
    }
    for (const auto& [key, value] : after.items()) {
        if (!before.contains(key)) {
            keys.push_back(key);
        }
    }
    return keys;
}

std::vector<Difference> differences(const model::Board& before, const model::Board& after,
                                    const model::Catalogue& catalogue) {
    std::vector<Difference> found;
    auto olds = recordsOf(before, catalogue);
    auto news = recordsOf(after, catalogue);
    for (const char* section : {"document", "elements", "flows", "journeys", "scenarios"}) {
        for (const auto& [name, record] : olds[section]) {
            const auto other = news[section].find(name);
            if (other == news[section].end()) {
                found.push_back({'-', section, name});
            } else if (other->second != record) {
                found.push_back({'~', section, name, differingKeys(record, other->second)});
            }
        }
        for (const auto& [name, record] : news[section]) {
            if (!olds[section].contains(name)) {
                found.push_back({'+', section, name});
            }
        }
    }
    return found;
}

} // namespace

int run(const HistoryRequest& request, const Console& console) {
    const auto history = model::readHistory(request.file);
    if (!history) {
        console.complain(request.file, wording::sentenceFor(history.error()));
        return asInt(ExitCode::badInput);
    }
    if (request.isJson) {
        printJson(asJson(*history), console);
    } else {
        print(*history, console.out);
    }
    return asInt(ExitCode::done);
}

int run(const DiffRequest& request, const Console& console) {
    const model::Catalogue catalogue;
    const std::optional<Input> before = readInput(request.before, catalogue, console);
    const std::optional<Input> after = readInput(request.after, catalogue, console);
    if (!before || !after) {
        return asInt(ExitCode::badInput);
    }
    const std::vector<Difference> found = differences(before->board, after->board, catalogue);
    if (request.isJson) {
        Value list = Value::array();
        for (const Difference& each : found) {
            list.push_back({{"change", each.sign == '+'   ? "added"
                                       : each.sign == '-' ? "removed"
                                                          : "altered"},
                            {"section", each.section},
                            {"id", each.name},
                            {"keys", each.keys}});
        }
        printJson({{"differences", std::move(list)}}, console);
        return asInt(ExitCode::done);
    }
    for (const Difference& each : found) {
        const std::string keys = each.keys.empty() ? std::string{} : fmt::format(" ({})", fmt::join(each.keys, ", "));
        console.out << fmt::format("{} {} {}{}\n", each.sign, each.section, each.name, keys);
    }
    if (found.empty()) {
        console.note("The two documents say the same.");
    }
    return asInt(ExitCode::done);
}

} // namespace stormglass::cli
