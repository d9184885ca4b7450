// SPDX-License-Identifier: Apache-2.0
#include "model/changes/gate.hpp"
#include "model/exchange/detail/board_references.hpp"
#include "model/exchange/detail/fault_reasons.hpp"
#include "model/exchange/detail/json_place.hpp"
#include "model/exchange/detail/json_tree.hpp"
#include "model/exchange/detail/record_shapes.hpp"
#include "model/exchange/detail/scenario_references.hpp"
#include "model/exchange/text_form.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace stormglass::model {

namespace {

using detail::pointerStep;
using detail::pointerTo;
using detail::Problem;
using Reason = TextFault::Reason;
using Outcome = Result<void, Problem>;

constexpr std::array<const char*, 4> kSections{"elements", "flows", "journeys", "scenarios"};

Failure<Problem> refused(Reason reason, std::string pointer, std::string expected = {}, std::string found = {}) {
    return Failure{Problem{reason, std::move(pointer), std::move(expected), std::move(found)}};
}

Problem problemOf(ParameterFault fault, const std::string& pointer) {
    return {detail::reasonOf(fault.reason), pointer + fault.pointer, std::move(fault.expected), std::move(fault.found),
            fault.reason == FaultReason::unknownKey};
}

/// Takes a member out of a record, so that its properties remain.
std::optional<Value> take(Value& record, const char* key) {
    const auto found = record.find(key);
    if (found == record.end()) {
        return {};
    }
    Value value = std::move(*found);
    record.erase(found);
    return value;
}

std::string takeText(Value& record, const char* key) {
    std::optional<Value> value = take(record, key);
    return value ? std::move(value->get_ref<std::string&>()) : std::string{};
}

std::optional<ElementId> takeId(Value& record, const char* key) {
    std::optional<Value> value = take(record, key);
    return value ? std::optional(ElementId{std::move(value->get_ref<std::string&>())}) : std::nullopt;
}

BoardPoint pointOf(const Value& pair) {
    return {pair[0].get<double>(), pair[1].get<double>()};
}

/// A size that is the kind's own is not kept: it says nothing.
std::optional<BoardSize> takeSize(Value& record, ElementKind kind) {
    const std::optional<Value> pair = take(record, "size");
    if (!pair) {
        return {};
    }
    const BoardSize size{(*pair)[0].get<double>(), (*pair)[1].get<double>()};
    return size == naturalSize(kind) ? std::nullopt : std::optional(size);
}

/// Reads one document. Records are checked and collected first, then what they name, then the board is put together.
class Reader {
  public:
    explicit Reader(const Catalogue& catalogue) : m_catalogue(catalogue), m_shapes(catalogue) {}

    Result<Board, Problem> read(const Value& root) {
        for (const auto step :
             {&Reader::readDocument, &Reader::readElements, &Reader::flattenOccurrences, &Reader::readFlows,
              &Reader::readJourneys, &Reader::readScenarios, &Reader::checkReferences}) {
            if (Outcome outcome = (this->*step)(root); !outcome) {
                return Failure{outcome.error()};
            }
        }
        return std::move(m_board);
    }

  private:
    Outcome readDocument(const Value& root) {
        if (!root.is_object() || !root.contains("stormglass")) {
            return refused(Reason::notADocument, {}, "a record with the key stormglass");
        }
        const Value& version = root["stormglass"];
        if (version.is_number_integer() && version.get<double>() > 1) {
            return refused(Reason::newerFormat, "/stormglass", "1", version.dump());
        }
        Value rest = Value::object();
        for (const auto& [key, value] : root.items()) {
            const bool isSection = std::ranges::find(kSections, key) != kSections.end();
            if (isSection && !value.is_array()) {
                return refused(Reason::wrongForm, pointerStep(key), "a list", value.type_name());
            }
            if (!isSection) {
                rest.get_ref<Value::object_t&>().emplace_back(key, value);
            }
        }
        Result<Value, ParameterFault> checked = normalisedProperties(m_shapes.document(), rest);
        if (!checked) {
            return Failure{problemOf(std::move(checked).error(), {})};
        }
        take(*checked, "stormglass");
        BoardSettings settings;
        settings.name = takeText(*checked, "name");
        settings.properties = std::move(checked).value();
        m_board.put(std::move(settings));
        return {};
    }

    static const Value& section(const Value& root, const char* name) {
        static const Value nothing = Value::array();
        const auto found = root.find(name);
        return found == root.end() ? nothing : *found;
    }

    /// The record in canonical order, or what is wrong with it.
    static Result<Value, Problem> checkedRecord(const Parameters& shape, const Value& record,
                                                const std::string& pointer) {
        Result<Value, ParameterFault> checked = normalisedProperties(shape, record);
        if (!checked) {
            return Failure{problemOf(std::move(checked).error(), pointer)};
        }
        return std::move(checked).value();
    }

    /// Takes the id for the record in the one namespace of the document.
    Outcome claim(const std::string& id, const std::string& pointer) {
        if (!isUsableId(id)) {
            return refused(Reason::badName, pointer + "/id", "an id that is no word of the notation", id);
        }
        if (!m_ids.insert(id).second) {
            return refused(Reason::duplicateId, pointer + "/id", "an id of its own", id);
        }
        return {};
    }

    static Result<ElementKind, Problem> kindOf(const Value& record, const std::string& pointer,
                                               const Parameters& anyElement) {
        if (!record.is_object()) {
            return refused(Reason::wrongForm, pointer, "a record", record.type_name());
        }
        const auto word = record.find("kind");
        if (word == record.end()) {
            return refused(Reason::missingKey, pointer, "kind");
        }
        const std::optional<ElementKind> kind =
            word->is_string() ? elementKindFromName(word->get_ref<const std::string&>()) : std::nullopt;
        if (kind) {
            return *kind;
        }
        const auto type = std::ranges::find(anyElement, "kind", &Parameter::key);
        return Failure{problemOf(normalised(type->type, *word).error(), pointer + "/kind")};
    }

    Outcome readElements(const Value& root) {
        const Value& records = section(root, "elements");
        m_elements.reserve(records.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (Outcome outcome = readElement(records[i], pointerTo("elements", i)); !outcome) {
                return outcome;
            }
        }
        return {};
    }

    Outcome readElement(const Value& record, const std::string& pointer) {
        Result<ElementKind, Problem> kind = kindOf(record, pointer, m_shapes.element(ElementKind::event));
        if (!kind) {
            return Failure{std::move(kind).error()};
        }
        const bool isOccurrence = record.contains("same");
        Result<Value, Problem> checked =
            checkedRecord(isOccurrence ? m_shapes.occurrence() : m_shapes.element(*kind), record, pointer);
        if (!checked) {
            Problem problem = std::move(checked).error();
            if (isOccurrence && problem.reason == Reason::unknownKey) {
                problem.reason = Reason::brokenOccurrence;
            }
            return Failure{std::move(problem)};
        }
        Element element;
        element.kind = *kind;
        element.id.value = takeText(*checked, "id");
        take(*checked, "kind");
        element.label = takeText(*checked, "label");
        if (const std::optional<Value> at = take(*checked, "at")) {
            element.at = pointOf(*at);
        }
        element.size = takeSize(*checked, *kind);
        element.same = takeId(*checked, "same");
        element.context = takeId(*checked, "context");
        element.lane = takeId(*checked, "lane");
        element.service = takeId(*checked, "service");
        element.properties = std::move(checked).value();
        element.rank = static_cast<Rank>(m_elements.size());
        Outcome claimed = claim(element.id.value, pointer);
        m_elements.push_back(std::move(element));
        return claimed;
    }

    /// Points every occurrence at its original, whatever the way there, and puts the elements on the board.
    Outcome flattenOccurrences(const Value&) {
        std::unordered_map<ElementId, std::size_t> byId;
        for (std::size_t i = 0; i < m_elements.size(); ++i) {
            byId.emplace(m_elements[i].id, i);
        }
        std::vector<std::size_t> seenFrom(m_elements.size(), m_elements.size());
        for (std::size_t i = 0; i < m_elements.size(); ++i) {
            std::vector<std::size_t> way;
            std::size_t at = i;
            while (m_elements[at].same) {
                const auto next = byId.find(*m_elements[at].same);
                if (next == byId.end()) {
                    return refused(Reason::danglingId, pointerTo("elements", at) + "/same", {},
                                   m_elements[at].same->value);
                }
                if (std::exchange(seenFrom[at], i) == i) {
                    return refused(Reason::brokenOccurrence, pointerTo("elements", i) + "/same",
                                   "an element that stands for itself", m_elements[i].same->value);
                }
                way.push_back(at);
                at = next->second;
            }
            for (const std::size_t step : way) {
                m_elements[step].same = m_elements[at].id; // whoever comes here later has one step to go
            }
        }
        for (Element& element : m_elements) {
            m_board.put(std::move(element));
        }
        return {};
    }

    Outcome readFlows(const Value& root) {
        const Value& records = section(root, "flows");
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (Outcome outcome = readFlow(records[i], pointerTo("flows", i)); !outcome) {
                return outcome;
            }
        }
        return {};
    }

    /// The kind of the element at a flow's end; nothing where the end is missing or no element, which is a fault found
    /// later.
    std::optional<ElementKind> endKind(const Value& record, const char* key) const {
        const auto end = record.is_object() ? record.find(key) : record.end();
        if (!record.is_object() || end == record.end() || !end->is_string()) {
            return {};
        }
        const Element* element = m_board.find(ElementId{end->get<std::string>()});
        return element == nullptr ? std::nullopt : std::optional(element->kind);
    }

    Outcome readFlow(const Value& record, const std::string& pointer) {
        const std::optional<ElementKind> from = endKind(record, "from");
        const std::optional<ElementKind> to = endKind(record, "to");
        Result<Value, Problem> checked =
            checkedRecord(from && to ? m_shapes.flow(*from, *to) : m_shapes.anyFlow(), record, pointer);
        if (!checked) {
            return Failure{std::move(checked).error()};
        }
        Flow flow;
        flow.id = m_board.nextFlowId();
        flow.slug = takeText(*checked, "id");
        flow.from.value = takeText(*checked, "from");
        flow.to.value = takeText(*checked, "to");
        flow.via = takeId(*checked, "via");
        flow.label = takeText(*checked, "label");
        flow.joint = take(*checked, "joint").value_or(false).get<bool>();
        if (const std::optional<Value> bends = take(*checked, "bends")) {
            std::ranges::transform(*bends, std::back_inserter(flow.bends), pointOf);
        }
        flow.properties = std::move(checked).value();
        flow.rank = m_board.flows().nextRank();
        if (Outcome outcome = flow.slug.empty() ? Outcome{} : claim(flow.slug, pointer); !outcome) {
            return outcome;
        }
        m_board.put(std::move(flow));
        return {};
    }

    Outcome readJourneys(const Value& root) {
        const Value& records = section(root, "journeys");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const std::string pointer = pointerTo("journeys", i);
            Result<Value, Problem> checked = checkedRecord(m_shapes.journey(), records[i], pointer);
            if (!checked) {
                return Failure{std::move(checked).error()};
            }
            Journey journey;
            journey.id.value = takeText(*checked, "id");
            journey.label = takeText(*checked, "label");
            journey.from.value = takeText(*checked, "from");
            journey.to.value = takeText(*checked, "to");
            journey.properties = std::move(checked).value();
            journey.rank = static_cast<Rank>(i);
            if (Outcome outcome = claim(journey.id.value, pointer); !outcome) {
                return outcome;
            }
            m_board.put(std::move(journey));
        }
        return {};
    }

    Outcome readScenarios(const Value& root) {
        const Value& records = section(root, "scenarios");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const std::string pointer = pointerTo("scenarios", i);
            Result<Value, Problem> checked = checkedRecord(m_shapes.scenario(), records[i], pointer);
            if (!checked) {
                return Failure{std::move(checked).error()};
            }
            Scenario scenario;
            scenario.id.value = takeText(*checked, "id");
            scenario.label = takeText(*checked, "label");
            scenario.properties = std::move(checked).value();
            scenario.rank = static_cast<Rank>(i);
            if (Outcome outcome = claim(scenario.id.value, pointer); !outcome) {
                return outcome;
            }
            m_board.put(std::move(scenario));
        }
        return {};
    }

    Outcome checkReferences(const Value&) {
        const detail::BoardReferences references(m_board, m_catalogue);
        detail::ScenarioReferences scenarios(m_board, m_catalogue, references);
        const auto checkAll = [](const auto& table, const char* section, auto&& check) -> Outcome {
            std::size_t index = 0;
            for (const auto& record : table) {
                if (std::optional<Problem> problem = check(record, pointerTo(section, index++))) {
                    return Failure{std::move(*problem)};
                }
            }
            return {};
        };
        const auto check = [&references](const auto& record, const std::string& pointer) {
            return references.check(record, pointer);
        };
        if (Outcome outcome = checkAll(m_board.elements(), "elements", check); !outcome) {
            return outcome;
        }
        if (Outcome outcome = checkAll(m_board.flows(), "flows", check); !outcome) {
            return outcome;
        }
        if (Outcome outcome = checkAll(m_board.journeys(), "journeys", check); !outcome) {
            return outcome;
        }
        return checkAll(m_board.scenarios(), "scenarios",
                        [&scenarios](const Scenario& scenario, const std::string& pointer) {
                            return scenarios.check(scenario, pointer);
                        });
    }

    const Catalogue& m_catalogue;
    detail::RecordShapes m_shapes;
    Board m_board;
    std::vector<Element> m_elements;
    std::unordered_set<std::string> m_ids;
};

TextFault locatedIn(std::string_view text, const Value& root, Problem problem) {
    detail::Trail trail = detail::trailOf(root, problem.pointer);
    const std::size_t byte = detail::byteOf(text, trail.steps, problem.isAboutKey && !trail.steps.empty());
    const detail::LineAndColumn place = detail::lineAndColumnOf(text, byte);
    return {problem.reason,          place.line, place.column, std::move(trail.path), std::move(problem.expected),
            std::move(problem.found)};
}

} // namespace

Result<Board, TextFault> readText(std::string_view text, const Catalogue& catalogue) {
    Result<Value, TextFault> root = detail::readTree(text);
    if (!root) {
        return Failure{std::move(root).error()};
    }
    Result<Board, Problem> board = Reader(catalogue).read(*root);
    if (!board) {
        return Failure{locatedIn(text, *root, std::move(board).error())};
    }
    return std::move(board).value();
}

} // namespace stormglass::model
