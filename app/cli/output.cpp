// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.hpp"

#include "app/wording/naming.hpp"
#include "app/wording/store_words.hpp"
#include "model/exchange/plain_file.hpp"
#include "model/exchange/text_form.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

ExitCode outcome(const std::string& file, const model::Result<void, model::StoreError>& written,
                 const Console& console) {
    if (!written) {
        console.complain(file, wording::sentenceFor(written.error()));
        return ExitCode::badOutput;
    }
    return ExitCode::done;
}

std::string author() {
    for (const char* variable : {"STORMGLASS_AUTHOR", "USER", "LOGNAME"}) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
        if (const char* name = std::getenv(variable); name != nullptr && *name != '\0') {
            return name;
        }
    }
    return {};
}

} // namespace

ExitCode writeOutput(const std::string& file, std::string_view bytes, const Console& console) {
    if (file == "-") {
        console.out << bytes;
        return ExitCode::done;
    }
    return outcome(file, model::writePlainFile(file, bytes), console);
}

bool isStoredName(const std::string& file) {
    return file.ends_with(".storm");
}

bool isDocumentName(const std::string& file, const Console& console) {
    if (file == "-" || isStoredName(file) || file.ends_with(".json")) {
        return true;
    }
    console.complain(file, "The name doesn't tell which form to write. End it in .storm or .storm.json.");
    return false;
}

bool isTaken(const std::string& file) {
    std::error_code none;
    const std::filesystem::file_status status = std::filesystem::status(file, none);
    return std::filesystem::is_directory(status) ||
           (std::filesystem::is_regular_file(status) && std::filesystem::file_size(file, none) > 0);
}

ExitCode writeDocument(const std::string& file, const model::Board& board, const model::Catalogue& catalogue,
                       model::IfExists ifExists, const Console& console) {
    if (!isStoredName(file)) {
        return writeOutput(file, model::writeText(board, catalogue), console);
    }
    const model::SystemClock clock;
    const model::Authorship by{author(), std::string("stormglass ") + STORMGLASS_VERSION, {}};
    return outcome(file, model::writeStored(file, board, by, clock, ifExists), console);
}

void printJson(const model::Value& value, const Console& console) {
    console.out << value.dump(2, ' ', false, model::Value::error_handler_t::replace) << '\n';
}

} // namespace stormglass::cli
