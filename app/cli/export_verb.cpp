// SPDX-License-Identifier: Apache-2.0
#include "app/cli/input.hpp"
#include "app/cli/output.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"
#include "app/wording/store_words.hpp"
#include "model/exchange/asyncapi.hpp"
#include "model/exchange/text_form.hpp"
#include "model/exchange/yaml.hpp"

#include <array>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

struct Format {
    std::string_view name;
    std::string_view about;
};

constexpr std::array<Format, 4> kFormats{{
    {"svg", "a scalable picture"},
    {"png", "a picture of pixels"},
    {"pdf", "a page for print"},
    {"asyncapi", "AsyncAPI 3.1: messages, channels, who sends and receives; YAML, or JSON if OUT ends in .json"},
}};

std::vector<std::string> formatNames() {
    std::vector<std::string> names;
    for (const Format& format : kFormats) {
        names.emplace_back(format.name);
    }
    return names;
}

int listFormats(const Console& console) {
    for (const Format& format : kFormats) {
        console.out << fmt::format("{:<10} {}\n", format.name, format.about);
    }
    return asInt(ExitCode::done);
}

std::optional<PictureFormat> pictureFormat(const std::string& name) {
    if (name == "svg") {
        return PictureFormat::svg;
    }
    if (name == "png") {
        return PictureFormat::png;
    }
    return name == "pdf" ? std::optional(PictureFormat::pdf) : std::nullopt;
}

std::string specText(const model::Value& document, bool isJson) {
    return isJson ? document.dump(2) + "\n" : model::writeYaml(document);
}

ExitCode writePerService(const std::string& folder, const model::Board& board, const Console& console) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder, error)) {
        console.complain(folder, fmt::format("The folder can't be made: {}. Choose another place.",
                                             wording::systemWords(error ? error.value() : ENOTDIR)));
        return ExitCode::badOutput;
    }
    for (const model::ServiceDocument& service : model::asyncApiPerService(board)) {
        const std::string file = (std::filesystem::path(folder) / (service.id + ".yaml")).string();
        if (const ExitCode code = writeOutput(file, specText(service.document, false), console);
            code != ExitCode::done) {
            return code;
        }
    }
    return ExitCode::done;
}

int exportSpec(const ExportRequest& request, const Input& input, const Console& console) {
    if (request.isPerService) {
        return asInt(writePerService(request.out, input.board, console));
    }
    const bool isJson = request.out.ends_with(".json");
    return asInt(writeOutput(request.out, specText(model::asyncApiOverview(input.board), isJson), console));
}

int exportPicture(const ExportRequest& request, PictureFormat format, const Input& input,
                  const model::Catalogue& catalogue, const Console& console) {
    if (!console.draw) {
        console.complain("export", "This build of Stormglass draws no pictures. Export asyncapi, or build it with Qt.");
        return asInt(ExitCode::wrongUsage);
    }
    PictureRequest picture;
    picture.format = format;
    picture.isDark = request.isDark;
    picture.isTransparent = request.isTransparent;
    picture.scale = request.scale;
    picture.source = model::writeText(input.board, catalogue);
    return asInt(writeOutput(request.out, console.draw(input.board, picture), console));
}

/// False, with a line on standard error, for what can't be asked for together.
bool isSensible(const ExportRequest& request, const Console& console) {
    const bool isPicture = pictureFormat(request.format).has_value();
    if (!isPicture && request.format != "asyncapi") {
        console.complain("export",
                         fmt::format("There is no format {}.{} The formats are: {}.", wording::inQuotes(request.format),
                                     wording::suggestion(request.format, formatNames()),
                                     wording::enumerated(formatNames())));
        return false;
    }
    if (request.isPerService && (isPicture || request.out == "-")) {
        console.complain("export", "--per service writes asyncapi files into a folder. Name it with -o FOLDER.");
        return false;
    }
    if ((request.format == "png" || request.format == "pdf") && request.out == "-" && console.isOutTerminal) {
        console.complain("export", "A picture is no text for a terminal. Name a file with -o, or redirect the output.");
        return false;
    }
    if (!(request.scale > 0) || request.scale > 64) {
        console.complain("--scale", "Write a number above 0, at most 64.");
        return false;
    }
    return true;
}

} // namespace

int run(const ExportRequest& request, const Console& console) {
    if (request.isList) {
        return listFormats(console);
    }
    if (request.file.empty() || request.format.empty()) {
        console.complain("export", "File or format is missing. Write: stormglass export FILE --to FORMAT -o OUT "
                                   "(formats: svg, png, pdf, asyncapi).");
        return asInt(ExitCode::wrongUsage);
    }
    if (!isSensible(request, console)) {
        return asInt(ExitCode::wrongUsage);
    }
    const model::Catalogue catalogue;
    const std::optional<Input> input = readInput(request.file, catalogue, console);
    if (!input) {
        return asInt(ExitCode::badInput);
    }
    const std::optional<PictureFormat> format = pictureFormat(request.format);
    return format ? exportPicture(request, *format, *input, catalogue, console) : exportSpec(request, *input, console);
}

} // namespace stormglass::cli
