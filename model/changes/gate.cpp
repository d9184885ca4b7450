// SPDX-License-Identifier: Apache-2.0
#include "model/changes/gate.hpp"

#include "model/changes/references.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace stormglass::model {

namespace {

using Reason = Refusal::Reason;

constexpr std::size_t kMaxDepth = 64;
constexpr std::array<std::string_view, 8> kReservedWords{"success", "failure", "timeout",  "rejected",
                                                         "expired", "dropped", "emission", "scenario"};

std::string nameOf(const Element& e) {
    return e.id.value;
}

std::string nameOf(const Flow& f) {
    return f.slug.empty() ? f.from.value + ">" + f.to.value : f.slug;
}

std::string nameOf(const Journey& j) {
    return j.id.value;
}

std::string nameOf(const Scenario& s) {
    return s.id.value;
}

std::string nameOf(const BoardSettings&) {
    return {};
}

bool isFinite(double v) {
    return std::isfinite(v);
}

/// Serialising is the strictest judge of text there is here: nlohmann refuses what is not UTF-8.
bool isText(const std::string& text) {
    try {
        (void)Value(text).dump();
        return true;
    } catch (const Value::exception&) {
        return false;
    }
}

bool isSound(const Value& value, std::size_t depth = 0) {
    if (depth > kMaxDepth) {
        return false;
    }
    switch (value.type()) {
    case Value::value_t::number_float:
        return isFinite(value.get<double>());
    case Value::value_t::string:
        return isText(value.get_ref<const std::string&>());
    case Value::value_t::array:
        return std::ranges::all_of(value, [depth](const Value& v) { return isSound(v, depth + 1); });
    case Value::value_t::object:
        return std::ranges::all_of(value.items(), [depth](const auto& item) {
            return isText(item.key()) && isSound(item.value(), depth + 1);
        });
    case Value::value_t::null:
    case Value::value_t::boolean:
    case Value::value_t::number_integer:
    case Value::value_t::number_unsigned:
        return true;
    case Value::value_t::binary:
    case Value::value_t::discarded:
        return false;
    }
    return false;
}

bool isSound(const BoardPoint& p) {
    return isFinite(p.x) && isFinite(p.y);
}

template <class Record> bool hasSoundProperties(const Record& record) {
    return record.properties.is_object() && isSound(record.properties);
}

bool hasSoundValues(const Element& e) {
    const bool isPlaced = !e.at || isSound(*e.at);
    const bool isSized =
        !e.size || (isFinite(e.size->width) && isFinite(e.size->height) && e.size->width > 0 && e.size->height > 0);
    return isPlaced && isSized && isText(e.label) && hasSoundProperties(e);
}

bool hasSoundValues(const Flow& f) {
    return isText(f.label) && hasSoundProperties(f) &&
           std::ranges::all_of(f.bends, [](const BoardPoint& p) { return isSound(p); });
}

template <class Record> bool hasSoundValues(const Record& r) {
    return isText(r.label) && hasSoundProperties(r);
}

bool hasSoundValues(const BoardSettings& s) {
    return isText(s.name) && hasSoundProperties(s);
}

template <class Record> bool hasUsableId(const Record& r) {
    return isUsableId(r.id.value);
}

bool hasUsableId(const Flow& f) {
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return f.id.value > 0 && f.id.value < kLargest && (f.slug.empty() || isUsableId(f.slug));
}

bool hasUsableId(const BoardSettings&) {
    return true;
}

/// The id a record takes in the shared namespace; empty for a flow without one.
template <class Record> std::string sharedIdOf(const Record& r) {
    if constexpr (std::is_same_v<Record, Flow>) {
        return r.slug;
    } else {
        return r.id.value;
    }
}

const auto& tableOf(const Board& b, const Element&) {
    return b.elements();
}

const auto& tableOf(const Board& b, const Flow&) {
    return b.flows();
}

const auto& tableOf(const Board& b, const Journey&) {
    return b.journeys();
}

const auto& tableOf(const Board& b, const Scenario&) {
    return b.scenarios();
}

/// Identity of a record over all tables, ordered, so that a batch can be folded into one change per record.
template <class Record> std::tuple<int, std::string, std::uint64_t> keyOf(const Record& r) {
    if constexpr (std::is_same_v<Record, Element>) {
        return {0, r.id.value, 0};
    } else if constexpr (std::is_same_v<Record, Flow>) {
        return {1, {}, r.id.value};
    } else if constexpr (std::is_same_v<Record, Journey>) {
        return {2, r.id.value, 0};
    } else if constexpr (std::is_same_v<Record, Scenario>) {
        return {3, r.id.value, 0};
    } else {
        return {4, {}, 0};
    }
}

template <class Record> std::optional<Record> currentOf(const Board& board, const Record& record) {
    if constexpr (std::is_same_v<Record, BoardSettings>) {
        return board.settings();
    } else {
        const Record* found = board.find(record.id);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
}

/// Folds the batch into one change per record, in the order of first mention, and checks each against what it finds.
class Folding {
  public:
    explicit Folding(const Board& board) : m_board(board) {}

    Result<void, Refusal> add(const Change& change) {
        return std::visit([this](const auto& c) { return addOne(c); }, change);
    }

    std::vector<Change> takeNet() && {
        std::erase_if(m_net, [](const Change& change) {
            return std::visit([](const auto& c) { return c.before == c.after; }, change);
        });
        return std::move(m_net);
    }

  private:
    template <class Record> Result<void, Refusal> addOne(const RecordChange<Record>& c) {
        if (!c.before && !c.after) {
            return Failure{Refusal{Reason::empty, {}}};
        }
        const Record& subject = c.before ? *c.before : *c.after;
        if (std::is_same_v<Record, BoardSettings> && (!c.before || !c.after)) {
            return Failure{Refusal{Reason::empty, {}}};
        }
        if (c.before && c.after && keyOf(*c.before) != keyOf(*c.after)) {
            return Failure{Refusal{Reason::malformedId, nameOf(*c.before), nameOf(*c.after)}};
        }
        const auto [slot, isNew] = m_slots.try_emplace(keyOf(subject), m_net.size());
        if (isNew) {
            if (currentOf(m_board, subject) != c.before) {
                return Failure{Refusal{Reason::stale, nameOf(subject)}};
            }
            m_net.emplace_back(c);
        } else {
            auto& earlier = std::get<RecordChange<Record>>(m_net[slot->second]);
            if (earlier.after != c.before) {
                return Failure{Refusal{Reason::stale, nameOf(subject)}};
            }
            earlier.after = c.after;
        }
        return checkRecord(c);
    }

    template <class Record> Result<void, Refusal> checkRecord(const RecordChange<Record>& c) {
        if (c.after && !hasUsableId(*c.after)) {
            return Failure{Refusal{Reason::malformedId, nameOf(*c.after)}};
        }
        if (c.after && !hasSoundValues(*c.after)) {
            return Failure{Refusal{Reason::malformedValue, nameOf(*c.after)}};
        }
        return {};
    }

    const Board& m_board;
    std::map<std::tuple<int, std::string, std::uint64_t>, std::size_t> m_slots;
    std::vector<Change> m_net;
};

void takeAway(Board& board, const Change& change) {
    std::visit(
        [&board](const auto& c) {
            if constexpr (!std::is_same_v<decltype(c), const RecordChange<BoardSettings>&>) {
                if (c.before) {
                    board.erase(c.before->id);
                }
            }
        },
        change);
}

template <class Record> Result<void, Refusal> putChecked(Board& board, const Record& record) {
    if constexpr (!std::is_same_v<Record, BoardSettings>) {
        const std::string id = sharedIdOf(record);
        if (!id.empty() && board.isIdTaken(id)) {
            return Failure{Refusal{Reason::takenId, nameOf(record), id}};
        }
        if (!tableOf(board, record).isRankFree(record.rank)) {
            return Failure{Refusal{Reason::takenRank, nameOf(record)}};
        }
    }
    board.put(record);
    return {};
}

Result<void, Refusal> checkReferences(const Board& board, const Change& change) {
    return std::visit(
        [&board](const auto& c) -> Result<void, Refusal> {
            if (c.after) {
                return checkReferencesOf(board, *c.after);
            }
            return {};
        },
        change);
}

/// True if records that the batch leaves alone may have lost what they refer to: something went, or changed its nature.
bool endangersReferences(const Change& change) {
    const auto* c = std::get_if<RecordChange<Element>>(&change);
    return c != nullptr && c->before &&
           (!c->after || c->after->kind != c->before->kind || c->after->same != c->before->same);
}

template <class Table> Result<void, Refusal> checkTable(const Board& board, const Table& table) {
    for (const auto& record : table) {
        if (auto checked = checkReferencesOf(board, record); !checked) {
            return checked;
        }
    }
    return {};
}

Result<void, Refusal> checkWholeBoard(const Board& board) {
    if (auto checked = checkTable(board, board.elements()); !checked) {
        return checked;
    }
    if (auto checked = checkTable(board, board.flows()); !checked) {
        return checked;
    }
    return checkTable(board, board.journeys());
}

Result<void, Refusal> checkOutcome(const Board& board, const std::vector<Change>& net) {
    if (std::ranges::any_of(net, endangersReferences)) {
        return checkWholeBoard(board);
    }
    for (const Change& change : net) {
        if (auto checked = checkReferences(board, change); !checked) {
            return checked;
        }
    }
    return {};
}

void rollBack(Board& board, const std::vector<Change>& net, std::size_t putCount) {
    for (std::size_t i = 0; i < putCount; ++i) {
        takeAway(board, inverseOf(net[i]));
    }
    for (const Change& change : net) {
        std::visit(
            [&board](const auto& c) {
                if (c.before) {
                    board.put(*c.before);
                }
            },
            change);
    }
}

} // namespace

bool isUsableId(std::string_view id) noexcept {
    bool wasDash = true;
    for (const char c : id) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!isPlain && (c != '-' || wasDash)) {
            return false;
        }
        wasDash = !isPlain;
    }
    return !wasDash && std::ranges::find(kReservedWords, id) == kReservedWords.end();
}

Result<std::vector<Change>, Refusal> applyChanges(Board& board, std::span<const Change> changes) {
    Folding folding(board);
    for (const Change& change : changes) {
        if (auto folded = folding.add(change); !folded) {
            return Failure{folded.error()};
        }
    }
    std::vector<Change> net = std::move(folding).takeNet();

    // Everything touched leaves the board before anything comes back, so that ranks and ids can change hands in one
    // batch.
    for (const Change& change : net) {
        takeAway(board, change);
    }
    std::size_t putCount = 0;
    Result<void, Refusal> outcome;
    for (; putCount < net.size() && outcome; ++putCount) {
        outcome = std::visit(
            [&board](const auto& c) -> Result<void, Refusal> {
                return c.after ? putChecked(board, *c.after) : Result<void, Refusal>{};
            },
            net[putCount]);
    }
    if (!outcome) {
        rollBack(board, net, putCount - 1);
        return Failure{outcome.error()};
    }
    if (outcome = checkOutcome(board, net); !outcome) {
        rollBack(board, net, net.size());
        return Failure{outcome.error()};
    }
    return net;
}

} // namespace stormglass::model
