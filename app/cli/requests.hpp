// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/notation/grammar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What each verb was asked for, as values: whoever parses the arguments knows nothing of what is done with them.
/// File names may be "-", the standard stream.
namespace stormglass::cli {

struct NewRequest {
    std::string file;
    std::string templateName; ///< empty: a blank board
    bool isList = false;
    bool isForced = false;
};

struct CheckRequest {
    std::string file;
    model::Level level = model::Level::design;
    bool isJson = false;
};

struct ForecastRequest {
    std::string file;
    std::optional<std::string> scenario;
    std::vector<std::string> sets; ///< PATH=VALUE, as written
    bool isJson = false;
};

struct SimulateRequest {
    std::string file;
    std::optional<std::string> scenario;
    std::vector<std::string> sets;
    std::optional<std::uint64_t> seed;
    std::optional<double> duration; ///< seconds
    std::optional<double> warmUp;   ///< seconds
    std::optional<std::uint32_t> replications;
    std::optional<double> precision;   ///< relative half-width
    std::optional<double> wallSeconds; ///< time budget
    unsigned threads = 0;              ///< 0: all
    bool isJson = false;
    std::string csvFolder;    ///< empty: none
    std::string timelineFile; ///< empty: none
    std::string traceFile;    ///< empty: none
};

struct ExportRequest {
    std::string file;
    std::string format;
    std::string out = "-";
    bool isPerService = false;
    bool isList = false;
    bool isDark = false;
    bool isTransparent = false;
    double scale = 1; ///< PNG: pixels per board unit
};

struct ImportRequest {
    std::vector<std::string> files;
    std::string out;
    bool isForced = false;
};

struct ConvertRequest {
    std::string file;
    std::string out;
    bool isForced = false;
};

struct ShowRequest {
    std::string file;
    bool isJson = false;
};

struct DiffRequest {
    std::string before;
    std::string after;
    bool isJson = false;
};

struct HistoryRequest {
    std::string file;
    bool isJson = false;
};

/// Prints the JSON Schema of the text form.
struct SchemaRequest {};

using Request = std::variant<NewRequest, CheckRequest, ForecastRequest, SimulateRequest, ExportRequest, ImportRequest,
                             ConvertRequest, ShowRequest, DiffRequest, HistoryRequest, SchemaRequest>;

} // namespace stormglass::cli
