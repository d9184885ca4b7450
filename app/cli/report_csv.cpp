// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report_csv.hpp"

#include "app/wording/estimate_words.hpp"
#include "model/base/value.hpp"
#include "simulator/run/report_json.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace stormglass::cli {

namespace {

using model::Value;

std::string quoted(const std::string& field) {
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
        return field;
    }
    std::string out = "\"";
    for (const char c : field) {
        out += c;
        out += c == '"' ? "\"" : "";
    }
    return out + '"';
}

std::string fieldOf(const Value& value) {
    if (value.is_null()) {
        return {};
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string_view suffixOf(std::string_view path) {
    switch (wording::unitOfMeasure(path)) {
    case model::Unit::seconds:
        return "_s";
    case model::Unit::perSecond:
        return "_per_s";
    case model::Unit::probability:
        return "_share";
    case model::Unit::none:
    case model::Unit::messages:
    case model::Unit::workers:
    case model::Unit::moneyPerHour:
    case model::Unit::boardUnits:
        break;
    }
    return {};
}

/// Rows under columns that come to light one by one.
class Sheet {
  public:
    void beginRow() { m_rows.emplace_back(); }

    void set(const std::string& column, std::string field) {
        if (std::ranges::find(m_columns, column) == m_columns.end()) {
            m_columns.push_back(column);
        }
        m_rows.back()[column] = std::move(field);
    }

    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }

    [[nodiscard]] std::string text() const {
        std::string out;
        appendLine(out, [](const std::string& column) { return column; });
        for (const auto& row : m_rows) {
            appendLine(out, [&row](const std::string& column) {
                const auto found = row.find(column);
                return found == row.end() ? std::string{} : found->second;
            });
        }
        return out;
    }

  private:
    template <class Field> void appendLine(std::string& out, Field field) const {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            out += i == 0 ? "" : ",";
            out += quoted(field(m_columns[i]));
        }
        out += "\r\n";
    }

    std::vector<std::string> m_columns;
    std::vector<std::map<std::string, std::string>> m_rows;
};

bool isEstimate(const Value& value) {
    return value.is_object() && value.contains("value") && value.contains("low");
}

bool isCount(std::string_view key) {
    return key == "count" || key == "unfinished" || key == "sampled" || key == "little";
}

/// Flattens a record: "waiting.p99" becomes waiting_p99_s, waiting_p99_s_low, waiting_p99_s_high. Lists have sheets of
/// their own.
void flatten(Sheet& sheet, const Value& value, const std::string& path) {
    std::string column = path;
    std::ranges::replace(column, '.', '_');
    if (isEstimate(value)) {
        column += suffixOf(path);
        sheet.set(column, fieldOf(value["value"]));
        sheet.set(column + "_low", fieldOf(value["low"]));
        sheet.set(column + "_high", fieldOf(value["high"]));
    } else if (value.is_object()) {
        for (const auto& [key, part] : value.items()) {
            flatten(sheet, part, path.empty() ? key : path + "." + key);
        }
    } else if (!value.is_array()) {
        sheet.set(value.is_number() && !isCount(path) ? column + std::string(suffixOf(path)) : column, fieldOf(value));
    }
}

std::string sheetOfPlaces(const Value& places) {
    Sheet sheet;
    for (const auto& [id, place] : places.items()) {
        sheet.beginRow();
        sheet.set("id", id);
        flatten(sheet, place, {});
    }
    return sheet.empty() ? std::string{} : sheet.text();
}

std::string breakdowns(const Value& journeys) {
    Sheet sheet;
    for (const auto& [id, journey] : journeys.items()) {
        const auto parts = journey.find("breakdown");
        for (std::size_t i = 0; parts != journey.end() && i < parts->size(); ++i) {
            sheet.beginRow();
            sheet.set("journey", id);
            flatten(sheet, (*parts)[i], {});
        }
    }
    return sheet.empty() ? std::string{} : sheet.text();
}

std::string partitions(const Value& channels) {
    Sheet sheet;
    for (const auto& [id, channel] : channels.items()) {
        const auto list = channel.find("partitions");
        for (std::size_t i = 0; list != channel.end() && i < list->size(); ++i) {
            sheet.beginRow();
            sheet.set("channel", id);
            sheet.set("partition", std::to_string(i));
            flatten(sheet, (*list)[i], {});
        }
    }
    return sheet.empty() ? std::string{} : sheet.text();
}

std::string accounting(const Value& rows) {
    Sheet sheet;
    for (const auto& [id, row] : rows.items()) {
        sheet.beginRow();
        sheet.set("message", id);
        for (const auto& [key, count] : row.items()) {
            sheet.set(key, fieldOf(count));
        }
    }
    return sheet.empty() ? std::string{} : sheet.text();
}

std::string objectives(const Value& list) {
    Sheet sheet;
    for (const Value& objective : list) {
        sheet.beginRow();
        for (const auto& [key, value] : objective.items()) {
            if (isEstimate(value)) {
                sheet.set(key, fieldOf(value["value"]));
                sheet.set(key + "_low", fieldOf(value["low"]));
                sheet.set(key + "_high", fieldOf(value["high"]));
            } else {
                sheet.set(key, fieldOf(value));
            }
        }
    }
    return sheet.empty() ? std::string{} : sheet.text();
}

std::string runSheet(const Value& report) {
    Sheet sheet;
    sheet.beginRow();
    for (const char* key : {"scenario", "kind", "seed", "replications", "verdict", "simulatedEvents"}) {
        if (report.contains(key)) {
            sheet.set(key, fieldOf(report[key]));
        }
    }
    for (const char* key : {"duration", "warmUp"}) {
        if (report.contains(key)) {
            sheet.set(std::string(key) + "_s", fieldOf(report[key]));
        }
    }
    return sheet.text();
}

Value section(const Value& report, const char* key) {
    return report.contains(key) ? report[key] : Value::object();
}

} // namespace

std::vector<std::pair<std::string, std::string>> reportCsv(const sim::RunReport& report) {
    const Value json = sim::reportJson(report);
    std::vector<std::pair<std::string, std::string>> files{
        {"run.csv", runSheet(json)},
        {"journeys.csv", sheetOfPlaces(section(json, "journeys"))},
        {"breakdown.csv", breakdowns(section(json, "journeys"))},
        {"elements.csv", sheetOfPlaces(section(json, "elements"))},
        {"services.csv", sheetOfPlaces(section(json, "services"))},
        {"channels.csv", sheetOfPlaces(section(json, "channels"))},
        {"partitions.csv", partitions(section(json, "channels"))},
        {"objectives.csv", objectives(section(json, "objectives"))},
        {"accounting.csv", accounting(section(json, "accounting"))},
    };
    std::erase_if(files, [](const auto& file) { return file.second.empty(); });
    return files;
}

} // namespace stormglass::cli
