// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/validate.hpp"
#include "model/changes/gate.hpp"
#include "model/notation/grammar.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace stormglass::tests {

/// A legal board drawn from a fixed seed, with any parameter of the catalogue anywhere: what reader, gate, store and
/// writer must all take. It need not make sense. The raw generator is used, so that every library gives the same ones.
class RandomBoard {
  public:
    RandomBoard(unsigned seed, const model::Catalogue& catalogue) : m_random(seed), m_catalogue(catalogue) {}

    model::Board make(std::size_t elementCount) {
        using namespace model;
        addElements(elementCount);
        for (std::size_t i = 0; i < elementCount + elementCount / 2; ++i) {
            addFlow();
        }
        for (std::size_t i = 0; i < 3; ++i) {
            Journey journey{JourneyId{"journey-" + std::to_string(i)},
                            someText(),
                            ElementId{anyId()},
                            ElementId{anyId()},
                            {},
                            static_cast<Rank>(i)};
            journey.properties = properties(m_catalogue.ofJourney());
            m_board.put(std::move(journey));
            Scenario scenario{ScenarioId{"run-" + std::to_string(i)}, someText(), {}, static_cast<Rank>(i)};
            scenario.properties = properties(m_catalogue.ofScenario());
            m_board.put(std::move(scenario));
        }
        m_board.put(BoardSettings{someText(), properties(m_catalogue.ofDocument())});
        return m_board;
    }

  private:
    std::size_t below(std::size_t n) { return m_random() % n; }

    bool often() { return below(3) != 0; }

    std::string anyId() { return m_ids[below(m_ids.size())]; }

    std::string idOf(const std::vector<model::ElementKind>& kinds) {
        std::vector<std::string> right;
        for (const model::Element& element : m_board.elements()) {
            if (kinds.empty() || std::ranges::find(kinds, element.kind) != kinds.end()) {
                right.push_back(element.id.value);
            }
        }
        return right.empty() ? std::string{} : right[below(right.size())];
    }

    std::string someText() {
        static const std::vector<std::string> texts{"",     "Order placed", "Größe \"M\" \\ 8 ms", "a\nb\tc", "注文",
                                                    "\x01", "…and so on 🎉", "</script>",           "null"};
        return texts[below(texts.size())];
    }

    double someNumber(const model::Range& range) {
        const double low = std::max(range.low, -1000.0);
        const double high = std::min(range.high, low + 5000.0);
        if (range.isWhole) {
            return low + static_cast<double>(below(static_cast<std::size_t>(high - low) + 1));
        }
        const double share = static_cast<double>(below(1'000'003) + 1) / 1'000'003.0;
        return below(4) == 0 ? high : low + (high - low) * share * share;
    }

    /// Null if nothing legal came to hand.
    model::Value some(const model::ParameterType& type, std::string_view key) {
        using model::Form;
        using model::Value;
        switch (type.form) {
        case Form::truth:
            return below(2) == 0;
        case Form::number:
            return someNumber(type.range);
        case Form::text:
            return textFor(key);
        case Form::word:
            return std::string(type.words[below(type.words.size())]);
        case Form::name:
            return "name-" + std::to_string(below(9));
        case Form::reference: {
            const std::string id = idOf(type.kinds);
            return id.empty() ? Value() : Value(id);
        }
        case Form::record:
            return properties(type.fields);
        case Form::oneOf: {
            const model::Parameter& field = type.fields[below(type.fields.size())];
            return Value{{std::string(field.key), some(field.type, field.key)}};
        }
        case Form::list: {
            Value items = Value::array();
            const std::size_t count = key == "day" ? 24 : key == "week" ? 168 : key.empty() ? 2 : below(4);
            for (std::size_t i = 0; i < count; ++i) {
                items.push_back(some(type.item.front(), key == "points" || key == "quantiles" ? "" : key));
            }
            return items;
        }
        case Form::map:
            return someMap(type, key);
        case Form::anyOf:
            return some(type.alternatives[below(type.alternatives.size())], key);
        case Form::anything:
            return Value{{"nested", {1, 2.5, "x", nullptr, true}}};
        }
        return {};
    }

    model::Value someMap(const model::ParameterType& type, std::string_view key) {
        using namespace model;
        if (key == "set") {
            return Value{{"scenario.loadFactor", 2}};
        }
        const bool isBacklog = key == "backlog";
        const std::string name =
            isBacklog      ? idOf({ElementKind::aggregate, ElementKind::policy, ElementKind::queue, ElementKind::topic})
            : key == "per" ? anyId()
                           : "premium";
        return name.empty() ? Value() : Value{{name, some(type.item.front(), key)}};
    }

    /// Texts that name something must name what is there.
    std::string textFor(std::string_view key) {
        if (key == "target" || key == "of") {
            return anyId();
        }
        return key == "on" ? "failure" : someText();
    }

    model::Value properties(const model::Parameters& parameters) {
        using model::Value;
        Value made = Value::object();
        for (const model::Parameter& parameter : parameters) {
            if (!parameter.isRequired && often()) {
                continue;
            }
            Value value = some(parameter.type, parameter.key);
            const auto checked = model::normalised(parameter.type, value);
            if (checked) {
                made[std::string(parameter.key)] = *checked;
            }
        }
        if (below(8) == 0) {
            made["x-note"] = Value{{"kept", {1.0, -0.0, 1e300, "as it is"}}};
        }
        return made;
    }

    void addElements(std::size_t count) {
        using namespace model;
        for (std::size_t i = 0; i < count; ++i) {
            Element element;
            element.kind = allElementKinds()[i < kElementKindCount ? i : below(kElementKindCount)];
            element.id.value = "element-" + std::to_string(i);
            element.rank = static_cast<Rank>(i);
            m_ids.push_back(element.id.value);
            m_board.put(element);
        }
        for (const std::string& id : m_ids) {
            Element element = *m_board.find(ElementId{id});
            fill(element);
            m_board.put(std::move(element));
        }
    }

    void fill(model::Element& element) {
        using namespace model;
        if (often()) {
            element.at = BoardPoint{static_cast<double>(below(2000)) - 1000, static_cast<double>(below(2000)) / 3};
        }
        if (below(5) == 0) {
            element.size = BoardSize{static_cast<double>(below(400) + 1) / 7, 50};
        }
        maybe(element.context, ElementKind::context);
        maybe(element.lane, ElementKind::lane);
        if (below(6) == 0) {
            for (const Element& other : m_board.elements()) {
                if (other.kind == element.kind && !other.same && other.id != element.id &&
                    m_board.occurrencesOf(element.id).empty()) {
                    element.same = other.id;
                    return;
                }
            }
        }
        element.label = someText();
        element.properties = properties(m_catalogue.of(element.kind));
        if (isHandler(element.kind)) {
            maybe(element.service, ElementKind::service);
        }
    }

    void maybe(std::optional<model::ElementId>& reference, model::ElementKind kind) {
        const std::string id = below(3) == 0 ? idOf({kind}) : std::string{};
        if (!id.empty()) {
            reference = model::ElementId{id};
        }
    }

    void addFlow() {
        using namespace model;
        Flow flow;
        flow.id = m_board.nextFlowId();
        flow.rank = m_board.flows().nextRank();
        flow.from.value = anyId();
        flow.to.value = anyId();
        flow.label = below(4) == 0 ? someText() : std::string{};
        flow.slug = below(5) == 0 ? "flow-" + std::to_string(flow.id.value) : std::string{};
        flow.joint = below(6) == 0;
        if (below(4) == 0) {
            flow.bends = {{1, 2}, {static_cast<double>(below(100)) / 9, -4}};
        }
        const bool isFromMessage = isMessage(m_board.find(flow.from)->kind);
        const bool isToMessage = isMessage(m_board.find(flow.to)->kind);
        flow.properties = properties(m_catalogue.ofFlow());
        if (isFromMessage) { // CONTRACT section 4
            for (const char* key : {"on", "choice", "count", "mode", "parallel", "timeout", "keys"}) {
                flow.properties.erase(key);
            }
        }
        if (isFromMessage || !isToMessage) {
            const std::string channel = below(3) == 0 ? idOf({ElementKind::queue, ElementKind::topic}) : "";
            flow.via = channel.empty() ? std::nullopt : std::optional(ElementId{channel});
        }
        m_board.put(std::move(flow));
    }

    std::mt19937 m_random;
    const model::Catalogue& m_catalogue;
    model::Board m_board;
    std::vector<std::string> m_ids;
};

} // namespace stormglass::tests
