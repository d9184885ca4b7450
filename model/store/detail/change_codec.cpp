// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/change_codec.hpp"

#include "model/store/detail/record_codec.hpp"

#include <algorithm>
#include <map>

namespace stormglass::model::detail {

namespace {

constexpr const char* kElement = "element";
constexpr const char* kFlow = "flow";
constexpr const char* kJourney = "journey";
constexpr const char* kScenario = "scenario";
constexpr const char* kSettings = "settings";

template <class Record> Value keyed(const Record& record) {
    if constexpr (std::is_same_v<Record, Element>) {
        return Value{{kElement, record.id.value}};
    } else if constexpr (std::is_same_v<Record, Flow>) {
        return Value{{kFlow, record.id.value}};
    } else if constexpr (std::is_same_v<Record, Journey>) {
        return Value{{kJourney, record.id.value}};
    } else if constexpr (std::is_same_v<Record, Scenario>) {
        return Value{{kScenario, record.id.value}};
    } else {
        return Value{{kSettings, true}};
    }
}

template <class Record> Value encodeChange(const RecordChange<Record>& change) {
    Value out = keyed(change.before ? *change.before : *change.after);
    if (change.before && change.after) {
        Difference difference = differenceOf(encode(*change.before), encode(*change.after));
        out["before"] = std::move(difference.before);
        out["after"] = std::move(difference.after);
    } else if (change.before) {
        out["before"] = encode(*change.before);
    } else {
        out["after"] = encode(*change.after);
    }
    return out;
}

/// Walks payloads along the board. What they have touched is held encoded, the rest is read from the board.
class Walk {
  public:
    Walk(const Board& board, Direction direction) : m_board(board), m_direction(direction) {}

    bool step(const Value& delta) {
        if (!delta.is_object() || delta.empty()) {
            return false;
        }
        const std::string& kind = delta.begin().key();
        const Value& id = delta.begin().value();
        if (kind == kFlow && id.is_number_unsigned()) {
            return stepRecord<Flow>(delta, FlowId{id.get<std::uint64_t>()});
        }
        if (kind == kSettings) {
            return stepSettings(delta);
        }
        if (!id.is_string()) {
            return false;
        }
        if (kind == kElement) {
            return stepRecord<Element>(delta, ElementId{id.get<std::string>()});
        }
        if (kind == kJourney) {
            return stepRecord<Journey>(delta, JourneyId{id.get<std::string>()});
        }
        return kind == kScenario && stepRecord<Scenario>(delta, ScenarioId{id.get<std::string>()});
    }

    std::vector<Change> takeChanges() && { return std::move(m_changes); }

  private:
    using Encoded = std::optional<Value>; ///< nothing: no such record

    template <class Record> bool stepRecord(const Value& delta, const auto& id) {
        const auto [slot, isNew] = m_current.try_emplace(delta.begin().key() + delta.begin().value().dump());
        Encoded& current = slot->second;
        if (const Record* found = isNew ? m_board.find(id) : nullptr) {
            current = encode(*found);
        }
        RecordChange<Record> change;
        if (!advance(delta, current, change)) {
            return false;
        }
        if (change.before) {
            change.before->id = id;
        }
        if (change.after) {
            change.after->id = id;
        }
        m_changes.emplace_back(std::move(change));
        return true;
    }

    bool stepSettings(const Value& delta) {
        Encoded& current = m_current.try_emplace(kSettings).first->second;
        if (!current) {
            current = encode(m_board.settings());
        }
        RecordChange<BoardSettings> change;
        if (!advance(delta, current, change) || !change.before || !change.after) {
            return false;
        }
        m_changes.emplace_back(std::move(change));
        return true;
    }

    /// Takes `current` over the delta and says how it was before and after.
    template <class Record> bool advance(const Value& delta, Encoded& current, RecordChange<Record>& change) {
        const bool isForward = m_direction == Direction::forward;
        const auto from = delta.find(isForward ? "before" : "after");
        const auto to = delta.find(isForward ? "after" : "before");
        if (current.has_value() != (from != delta.end())) {
            return false;
        }
        if (current && !(change.before = decode<Record>(*current))) {
            return false;
        }
        if (from != delta.end() && to != delta.end()) {
            current = patched(*current, *from, *to);
        } else {
            current = to == delta.end() ? std::nullopt : Encoded(*to);
        }
        if (to != delta.end() && (!current || !(change.after = decode<Record>(*current)))) {
            return false;
        }
        return change.before || change.after;
    }

    const Board& m_board;
    Direction m_direction;
    std::map<std::string, Encoded> m_current;
    std::vector<Change> m_changes;
};

bool walkPayload(Walk& walk, const std::string& payload, Direction direction) {
    const std::optional<Value> deltas = parsed(payload);
    if (!deltas || !deltas->is_array()) {
        return false;
    }
    if (direction == Direction::forward) {
        return std::all_of(deltas->begin(), deltas->end(), [&walk](const Value& delta) { return walk.step(delta); });
    }
    return std::all_of(deltas->rbegin(), deltas->rend(), [&walk](const Value& delta) { return walk.step(delta); });
}

} // namespace

std::string encodeChanges(std::span<const Change> changes) {
    Value out = Value::array();
    for (const Change& change : changes) {
        out.push_back(std::visit([](const auto& c) { return encodeChange(c); }, change));
    }
    return out.dump();
}

Result<std::vector<Change>, Refusal> decodeChanges(const Board& board, std::span<const std::string> payloads,
                                                   Direction direction) {
    Walk walk(board, direction);
    const auto takePayload = [&](const std::string& payload) { return walkPayload(walk, payload, direction); };
    const bool isGood = direction == Direction::forward ? std::all_of(payloads.begin(), payloads.end(), takePayload)
                                                        : std::all_of(payloads.rbegin(), payloads.rend(), takePayload);
    if (!isGood) {
        return Failure{Refusal{Refusal::Reason::damagedHistory, {}}};
    }
    return std::move(walk).takeChanges();
}

std::optional<Value> parsed(std::string_view text) {
    Value value = Value::parse(text, nullptr, false);
    return value.is_discarded() ? std::nullopt : std::optional(std::move(value));
}

} // namespace stormglass::model::detail
