// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/validate.hpp"
#include "model/exchange/detail/compact_json.hpp"
#include "model/exchange/detail/erase_at.hpp"
#include "model/exchange/detail/record_shapes.hpp"
#include "model/exchange/detail/scenario_references.hpp"
#include "model/exchange/text_form.hpp"

#include <optional>
#include <type_traits>

namespace stormglass::model {

namespace {

constexpr int kFormat = 1;

Value admitted(const Parameters& shape, const Value& record);

/// The value if it is legal, a record without those of its parts that are not, or nothing.
std::optional<Value> admittedPart(const ParameterType& type, const Value& value) {
    if (Result<Value, ParameterFault> whole = normalised(type, value)) {
        return std::move(whole).value();
    }
    if (type.form == Form::record && value.is_object()) {
        if (Result<Value, ParameterFault> rest = normalised(type, admitted(type.fields, value))) {
            return std::move(rest).value();
        }
    }
    return {};
}

/// What of the record the text form admits, in canonical order. A note that changed its kind may still hold what its
/// new kind can't carry; that does nothing and stays out of the text, which must be readable.
Value admitted(const Parameters& shape, const Value& record) {
    if (Result<Value, ParameterFault> whole = normalisedProperties(shape, record)) {
        return std::move(whole).value();
    }
    Value kept = Value::object();
    for (const Parameter& parameter : shape) {
        const auto found = record.find(parameter.key);
        if (found != record.end()) {
            if (std::optional<Value> part = admittedPart(parameter.type, *found)) {
                kept[std::string(parameter.key)] = *std::move(part);
            }
        }
    }
    for (const auto& [key, value] : record.items()) {
        if (key.starts_with("x-")) {
            kept[key] = value;
        }
    }
    return kept;
}

void append(Value& record, const char* key, Value value) {
    record.get_ref<Value::object_t&>().emplace_back(key, std::move(value));
}

void appendText(Value& record, const char* key, const std::string& text) {
    if (!text.empty()) {
        append(record, key, text);
    }
}

void appendId(Value& record, const char* key, const std::optional<ElementId>& id) {
    if (id) {
        append(record, key, id->value);
    }
}

void appendProperties(Value& record, const Value& properties) {
    for (const auto& [key, value] : properties.items()) {
        append(record, key.c_str(), value);
    }
}

Value pairOf(double a, double b) {
    return Value::array({a, b});
}

Value recordOf(const Element& element) {
    Value record = Value::object();
    append(record, "id", element.id.value);
    append(record, "kind", std::string(nameOf(element.kind)));
    appendText(record, "label", element.label);
    if (element.at) {
        append(record, "at", pairOf(element.at->x, element.at->y));
    }
    if (element.size && *element.size != naturalSize(element.kind)) {
        append(record, "size", pairOf(element.size->width, element.size->height));
    }
    appendId(record, "same", element.same);
    appendId(record, "context", element.context);
    appendId(record, "lane", element.lane);
    appendId(record, "service", element.service);
    appendProperties(record, element.properties);
    return record;
}

Value recordOf(const Flow& flow) {
    Value record = Value::object();
    appendText(record, "id", flow.slug);
    append(record, "from", flow.from.value);
    append(record, "to", flow.to.value);
    appendId(record, "via", flow.via);
    appendText(record, "label", flow.label);
    if (flow.joint) {
        append(record, "joint", true);
    }
    if (!flow.bends.empty()) {
        Value bends = Value::array();
        for (const BoardPoint& bend : flow.bends) {
            bends.push_back(pairOf(bend.x, bend.y));
        }
        append(record, "bends", std::move(bends));
    }
    appendProperties(record, flow.properties);
    return record;
}

Value recordOf(const Journey& journey) {
    Value record = Value::object();
    append(record, "id", journey.id.value);
    appendText(record, "label", journey.label);
    append(record, "from", journey.from.value);
    append(record, "to", journey.to.value);
    appendProperties(record, journey.properties);
    return record;
}

Value recordOf(const Scenario& scenario) {
    Value record = Value::object();
    append(record, "id", scenario.id.value);
    appendText(record, "label", scenario.label);
    appendProperties(record, scenario.properties);
    return record;
}

/// The record's properties without what the reader would refuse because it names what is gone or not of the right kind
/// any more: a handler deleted, a channel made a note. Each look finds the next such mention.
template <class Record, class Check> Record repaired(Record record, Check check) {
    while (const std::optional<detail::Problem> problem = check(record)) {
        if (!detail::eraseAt(record.properties, problem->pointer)) {
            break;
        }
    }
    return record;
}

class Writer {
  public:
    Writer(const Board& board, const Catalogue& catalogue)
        : m_board(board)
        , m_catalogue(catalogue)
        , m_shapes(catalogue)
        , m_references(board, catalogue)
        , m_scenarios(board, catalogue, m_references) {}

    std::string write() && {
        m_out = "{\n";
        writeHead();
        writeSection("elements", m_board.elements(), [this](const Element& e) -> const Parameters& {
            return e.same ? m_shapes.occurrence() : m_shapes.element(e.kind);
        });
        writeSection("flows", m_board.flows(), [this](const Flow& f) -> const Parameters& { return shapeOf(f); });
        writeSection("journeys", m_board.journeys(),
                     [this](const Journey&) -> const Parameters& { return m_shapes.journey(); });
        writeSection("scenarios", m_board.scenarios(),
                     [this](const Scenario&) -> const Parameters& { return m_shapes.scenario(); });
        m_out += "\n}\n";
        return std::move(m_out);
    }

  private:
    void writeHead() {
        Value head = Value::object();
        append(head, "stormglass", kFormat);
        appendText(head, "name", m_board.settings().name);
        appendProperties(head, m_board.settings().properties);
        head = admitted(m_shapes.document(), head);
        bool isFirst = true;
        for (const auto& [key, value] : head.items()) {
            m_out += isFirst ? "  " : ",\n  ";
            isFirst = false;
            detail::appendQuoted(m_out, key);
            m_out += ": ";
            detail::appendCompact(m_out, value);
        }
    }

    template <class Table, class Shape> void writeSection(std::string_view name, const Table& table, Shape shapeOf) {
        if (table.empty() && name != "elements") {
            return;
        }
        m_out += ",\n  ";
        detail::appendQuoted(m_out, name);
        m_out += ": [";
        bool isFirst = true;
        for (const auto& record : table) {
            m_out += isFirst ? "\n    " : ",\n    ";
            isFirst = false;
            auto legal = record;
            legal.properties = admitted(parametersOf(record), record.properties);
            const auto sound = repaired(std::move(legal), [this](const auto& each) { return firstFault(each); });
            detail::appendCompact(m_out, admitted(shapeOf(record), recordOf(sound)));
        }
        m_out += table.empty() ? "]" : "\n  ]";
    }

    const Parameters& parametersOf(const Element& element) const { return m_catalogue.of(element.kind); }

    const Parameters& parametersOf(const Flow&) const { return m_catalogue.ofFlow(); }

    const Parameters& parametersOf(const Journey&) const { return m_catalogue.ofJourney(); }

    const Parameters& parametersOf(const Scenario&) const { return m_catalogue.ofScenario(); }

    template <class Record> std::optional<detail::Problem> firstFault(const Record& record) {
        if constexpr (std::is_same_v<Record, Scenario>) {
            return m_scenarios.check(record, {});
        } else {
            return m_references.check(record, {});
        }
    }

    const Parameters& shapeOf(const Flow& flow) const {
        const Element* from = m_board.find(flow.from);
        const Element* to = m_board.find(flow.to);
        return from == nullptr || to == nullptr ? m_shapes.anyFlow() : m_shapes.flow(from->kind, to->kind);
    }

    const Board& m_board;
    const Catalogue& m_catalogue;
    detail::RecordShapes m_shapes;
    detail::BoardReferences m_references;
    detail::ScenarioReferences m_scenarios;
    std::string m_out;
};

} // namespace

std::string writeText(const Board& board, const Catalogue& catalogue) {
    return Writer(board, catalogue).write();
}

} // namespace stormglass::model
