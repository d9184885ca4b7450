// SPDX-License-Identifier: Apache-2.0
// new, convert and import: documents come into being or change their form.
#include "app/cli/input.hpp"
#include "app/cli/output.hpp"
#include "app/cli/templates.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"
#include "model/base/contracts.hpp"
#include "model/exchange/schema.hpp"
#include "model/exchange/text_form.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

std::vector<std::string> templateNames() {
    std::vector<std::string> names;
    std::ranges::transform(templates(), std::back_inserter(names),
                           [](const Template& each) { return std::string(each.name); });
    return names;
}

model::Board boardOf(const Template& made, const model::Catalogue& catalogue) {
    auto board = model::readText(made.text, catalogue);
    STORMGLASS_EXPECTS(board.ok()); // a test reads every template
    return std::move(board).value();
}

int listTemplates(const Console& console) {
    const model::Catalogue catalogue;
    for (const Template& each : templates()) {
        console.out << fmt::format("{:<20} {}\n", each.name, boardOf(each, catalogue).settings().name);
    }
    return asInt(ExitCode::done);
}

/// "orders.storm.json" in any folder gives "orders".
std::string stemOf(const std::string& file) {
    std::string stem = std::filesystem::path(file).filename().string();
    for (const std::string_view ending : {".json", ".storm"}) {
        if (stem.ends_with(ending)) {
            stem.resize(stem.size() - ending.size());
        }
    }
    return file == "-" ? std::string{} : stem;
}

/// False, with a line on standard error, if something stands there that the user didn't ask to replace.
bool mayWrite(const std::string& file, bool isForced, const Console& console) {
    if (!isForced && file != "-" && isTaken(file)) {
        console.complain(file, "There is such a file already, and it is not overwritten unasked. Choose another name "
                               "or add --force.");
        return false;
    }
    return true;
}

model::IfExists ifExists(const std::string& file, bool isForced) {
    return isForced || !isTaken(file) ? model::IfExists::replace : model::IfExists::refuse;
}

} // namespace

int run(const NewRequest& request, const Console& console) {
    if (request.isList) {
        return listTemplates(console);
    }
    if (request.file.empty()) {
        console.complain("new", "A name is missing. Write for example: stormglass new shop.storm");
        return asInt(ExitCode::wrongUsage);
    }
    const auto wanted = std::ranges::find(templates(), request.templateName, &Template::name);
    if (!request.templateName.empty() && wanted == templates().end()) {
        console.complain("new", fmt::format("There is no template {}.{} The templates are: {}.",
                                            wording::inQuotes(request.templateName),
                                            wording::suggestion(request.templateName, templateNames()),
                                            wording::enumerated(templateNames())));
        return asInt(ExitCode::wrongUsage);
    }
    if (!isDocumentName(request.file, console)) {
        return asInt(ExitCode::wrongUsage);
    }
    if (!mayWrite(request.file, request.isForced, console)) {
        return asInt(ExitCode::badOutput);
    }
    const model::Catalogue catalogue;
    model::Board board;
    if (wanted != templates().end()) {
        board = boardOf(*wanted, catalogue);
    } else {
        board.put(model::BoardSettings{stemOf(request.file), model::Value::object()});
    }
    return asInt(writeDocument(request.file, board, catalogue, ifExists(request.file, request.isForced), console));
}

int run(const ConvertRequest& request, const Console& console) {
    if (!isDocumentName(request.out, console)) {
        return asInt(ExitCode::wrongUsage);
    }
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.file, catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    if (isStoredName(request.out) && !mayWrite(request.out, request.isForced, console)) {
        return asInt(ExitCode::badOutput);
    }
    const ExitCode code =
        writeDocument(request.out, input->board, catalogue, ifExists(request.out, request.isForced), console);
    if (code == ExitCode::done && input->isStored) {
        console.note(isStoredName(request.out) ? "The copy's history begins here; the original keeps its own."
                                               : "The text form holds the model alone: history, versions and kept "
                                                 "runs stay in the .storm document.");
    }
    return asInt(code);
}

int run(const ImportRequest& request, const Console& console) {
    if (request.files.size() != 1) {
        console.complain("import", "The text form is one document in one file. Import one file at a time.");
        return asInt(ExitCode::wrongUsage);
    }
    if (!isDocumentName(request.out, console)) {
        return asInt(ExitCode::wrongUsage);
    }
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.files.front(), catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    if (!mayWrite(request.out, request.isForced, console)) {
        return asInt(ExitCode::badOutput);
    }
    return asInt(writeDocument(request.out, input->board, catalogue, ifExists(request.out, request.isForced), console));
}

int run(const SchemaRequest&, const Console& console) {
    console.out << model::schemaText(model::Catalogue{});
    return asInt(ExitCode::done);
}

} // namespace stormglass::cli
