// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.hpp"
#include "app/cli/output.hpp"
#include "app/cli/table.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/naming.hpp"
#include "model/behaviour/units.hpp"
#include "model/notation/topology.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <ostream>

namespace stormglass::cli {

namespace {

using model::Board;
using model::Element;
using model::Value;

std::string labelOf(const Element& element) {
    return element.label.empty() ? element.id.value : element.label;
}

std::vector<std::pair<model::ElementKind, std::size_t>> countsByKind(const Board& board) {
    std::map<model::ElementKind, std::size_t> counts;
    for (const Element& element : board.elements()) {
        counts[element.kind] += element.same ? 0 : 1;
    }
    return {counts.begin(), counts.end()};
}

std::vector<const Element*> handlersOf(const Board& board, const Element& service) {
    std::vector<const Element*> handlers;
    for (const Element& element : board.elements()) {
        if (element.service == service.id) {
            handlers.push_back(&element);
        }
    }
    return handlers;
}

Value asJson(const Board& board) {
    Value counts = Value::object();
    for (const auto& [kind, count] : countsByKind(board)) {
        counts[std::string(nameOf(kind))] = count;
    }
    Value services = Value::array();
    for (const Element& element : board.elements()) {
        if (element.kind == model::ElementKind::service && !element.same) {
            Value handlers = Value::array();
            for (const Element* handler : handlersOf(board, element)) {
                handlers.push_back(handler->id.value);
            }
            services.push_back({{"id", element.id.value}, {"label", element.label}, {"handlers", std::move(handlers)}});
        }
    }
    Value journeys = Value::array();
    for (const model::Journey& journey : board.journeys()) {
        journeys.push_back({{"id", journey.id.value},
                            {"label", journey.label},
                            {"from", journey.from.value},
                            {"to", journey.to.value}});
    }
    Value scenarios = Value::array();
    for (const model::Scenario& scenario : board.scenarios()) {
        scenarios.push_back({{"id", scenario.id.value}, {"label", scenario.label}});
    }
    return {{"name", board.settings().name},    {"description", board.settings().properties.value("description", "")},
            {"elements", std::move(counts)},    {"flows", board.flows().size()},
            {"services", std::move(services)},  {"journeys", std::move(journeys)},
            {"scenarios", std::move(scenarios)}};
}

void printCounts(const Board& board, std::ostream& out) {
    std::vector<std::string> counts;
    for (const auto& [kind, count] : countsByKind(board)) {
        if (count > 0) {
            const std::string one(wording::spokenKind(kind));
            const std::string many = one.ends_with('y') ? one.substr(0, one.size() - 1) + "ies" : one + "s";
            counts.push_back(wording::counted(count, one, many));
        }
    }
    counts.push_back(wording::counted(board.flows().size(), "arrow", "arrows"));
    out << wording::enumerated(counts) << ".\n";
}

void printServices(const Board& board, std::ostream& out) {
    Table table({"", "runs"});
    for (const Element& element : board.elements()) {
        if (element.kind == model::ElementKind::service && !element.same) {
            std::vector<std::string> names;
            for (const Element* handler : handlersOf(board, element)) {
                names.push_back(labelOf(*handler));
            }
            table.add({labelOf(element), names.empty() ? "nothing" : wording::enumerated(names)});
        }
    }
    if (!table.empty()) {
        out << "\nServices\n";
        table.print(out);
    }
}

void printJourneys(const Board& board, std::ostream& out) {
    Table table({"", "", ""});
    for (const model::Journey& journey : board.journeys()) {
        table.add({journey.id.value, journey.label,
                   wording::calledOn(board, journey.from) + " to " + wording::calledOn(board, journey.to)});
    }
    if (!table.empty()) {
        out << "\nJourneys\n";
        table.print(out);
    }
}

void printScenarios(const Board& board, std::ostream& out) {
    Table table({"", "", ""});
    for (const model::Scenario& scenario : board.scenarios()) {
        const auto duration = scenario.properties.find("duration");
        table.add({scenario.id.value, scenario.label,
                   duration == scenario.properties.end()
                       ? std::string{}
                       : model::formatQuantity(duration->get<double>(), model::Unit::seconds)});
    }
    if (!table.empty()) {
        out << "\nScenarios\n";
        table.print(out);
    }
}

} // namespace

int run(const ShowRequest& request, const Console& console) {
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.file, catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    const Board& board = input->board;
    if (request.isJson) {
        printJson(asJson(board), console);
        return asInt(ExitCode::done);
    }
    console.out << (board.settings().name.empty() ? input->name : board.settings().name) << '\n';
    if (const auto about = board.settings().properties.find("description");
        about != board.settings().properties.end()) {
        console.out << about->get<std::string>() << '\n';
    }
    printCounts(board, console.out);
    printServices(board, console.out);
    printJourneys(board, console.out);
    printScenarios(board, console.out);
    return asInt(ExitCode::done);
}

} // namespace stormglass::cli
