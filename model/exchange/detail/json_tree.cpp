// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/json_tree.hpp"

#include "model/exchange/detail/json_place.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace stormglass::model::detail {

namespace {

using Reason = TextFault::Reason;

constexpr std::size_t kFewKeys = 12; // looking through so few is faster than hashing them
constexpr int kNumberOverflow = 406; // nlohmann's number for a literal beyond the range of double

/// What nlohmann says is wrong, in two parts: "... - unexpected X; expected Y".
std::pair<std::string, std::string> foundAndExpected(std::string_view message) {
    const std::size_t dash = message.find(" - ");
    std::string_view what = dash == std::string_view::npos ? message : message.substr(dash + 3);
    const std::size_t expected = what.find("; expected ");
    std::string wish(expected == std::string_view::npos ? std::string_view{} : what.substr(expected + 11));
    what = what.substr(0, what.find("; "));
    if (what.starts_with("unexpected ")) {
        what.remove_prefix(11);
    }
    return {std::string(what), std::move(wish)};
}

/// Takes nlohmann's SAX events (its names) and builds the tree.
class TreeBuilder {
  public:
    explicit TreeBuilder(std::string_view text) : m_text(text) {}

    bool null() { return add(Value(nullptr)) != nullptr; }

    bool boolean(bool value) { return add(Value(value)) != nullptr; }

    bool number_integer(Value::number_integer_t value) { return add(Value(value)) != nullptr; }

    bool number_unsigned(Value::number_unsigned_t value) { return add(Value(value)) != nullptr; }

    bool number_float(Value::number_float_t value, const std::string&) { return add(Value(value)) != nullptr; }

    bool string(std::string& value) { return add(Value(std::move(value))) != nullptr; }

    bool binary(Value::binary_t&) { return false; } // there is none in a text

    bool start_object(std::size_t) { return open(Value::object()); }

    bool start_array(std::size_t) { return open(Value::array()); }

    bool end_object() { return close(); }

    bool end_array() { return close(); }

    bool key(std::string& key) {
        Open& open = m_open.back();
        auto& members = open.at->get_ref<Value::object_t&>();
        if (isKnown(open, members, key)) {
            return refuse(Reason::duplicateKey, members.size(), {}, std::move(key));
        }
        members.emplace_back(std::move(key), nullptr);
        return true;
    }

    bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) {
        auto [found, expected] = foundAndExpected(error.what());
        Reason reason = found.find("UTF-8") == std::string::npos ? Reason::notJson : Reason::notUtf8;
        if (error.id == kNumberOverflow) {
            reason = Reason::outOfRange;
            expected = "a number that fits 64 bits";
            found = token;
        }
        const std::size_t length = error.id == kNumberOverflow ? token.size() : 1; // else it is one character's fault
        const LineAndColumn place = lineAndColumnOf(m_text, position < length ? 0 : position - length);
        m_fault = TextFault{reason, place.line, place.column, pathHere(), std::move(expected), std::move(found)};
        return false;
    }

    Result<Value, TextFault> take() && {
        return m_fault ? Result<Value, TextFault>(Failure{std::move(*m_fault)}) : std::move(m_root);
    }

  private:
    struct Open {
        Value* at = nullptr;
        std::unordered_set<std::string> keys{}; ///< filled once there are many
    };

    static bool isKnown(Open& open, const Value::object_t& members, const std::string& key) {
        if (members.size() < kFewKeys) {
            return std::ranges::any_of(members, [&key](const auto& member) { return member.first == key; });
        }
        if (open.keys.empty()) {
            for (const auto& member : members) {
                open.keys.insert(member.first);
            }
        }
        return !open.keys.insert(key).second;
    }

    Value* add(Value value) {
        if (++m_values > kMostValues) {
            refuse(Reason::tooLarge, childCount(), std::to_string(kMostValues) + " values", {});
            return nullptr;
        }
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Value& parent = *m_open.back().at;
        if (parent.is_array()) {
            auto& items = parent.get_ref<Value::array_t&>();
            items.push_back(std::move(value));
            return &items.back();
        }
        Value& slot = parent.get_ref<Value::object_t&>().back().second;
        slot = std::move(value);
        return &slot;
    }

    bool open(Value container) {
        if (m_open.size() >= kDeepest) {
            return refuse(Reason::tooDeep, childCount(), std::to_string(kDeepest) + " levels", {});
        }
        Value* at = add(std::move(container));
        if (at != nullptr) {
            m_open.push_back({at});
        }
        return at != nullptr;
    }

    bool close() {
        m_open.pop_back();
        return true;
    }

    /// How many children of the open container are read: the number of the one that stands next.
    [[nodiscard]] std::size_t childCount() const {
        if (m_open.empty()) {
            return 0;
        }
        const Value& parent = *m_open.back().at;
        return parent.is_array() ? parent.size() : parent.size() - 1; // a member's key is there before its value
    }

    [[nodiscard]] Trail trailHere() const {
        Trail trail;
        for (std::size_t i = 0; i + 1 < m_open.size(); ++i) {
            const Value& parent = *m_open[i].at;
            trail.steps.push_back(parent.size() - 1); // what is open is its parent's last child
            if (parent.is_array()) {
                appendIndex(trail.path, parent.size() - 1);
            } else {
                appendKey(trail.path, parent.get_ref<const Value::object_t&>().back().first);
            }
        }
        return trail;
    }

    [[nodiscard]] std::string pathHere() const {
        Trail trail = trailHere();
        if (!m_open.empty()) {
            const Value& parent = *m_open.back().at;
            if (parent.is_array()) {
                appendIndex(trail.path, parent.size());
            } else if (!parent.empty()) {
                appendKey(trail.path, parent.get_ref<const Value::object_t&>().back().first);
            }
        }
        return trail.path;
    }

    bool refuse(Reason reason, std::size_t child, std::string expected, std::string found) {
        Trail trail = trailHere();
        const bool isAboutKey = reason == Reason::duplicateKey;
        if (!m_open.empty()) {
            trail.steps.push_back(child);
        }
        if (isAboutKey) {
            appendKey(trail.path, found);
        } else {
            trail.path = pathHere();
        }
        const LineAndColumn place = lineAndColumnOf(m_text, byteOf(m_text, trail.steps, isAboutKey));
        m_fault =
            TextFault{reason, place.line, place.column, std::move(trail.path), std::move(expected), std::move(found)};
        return false;
    }

    std::string_view m_text;
    Value m_root;
    std::vector<Open> m_open;
    std::size_t m_values = 0;
    std::optional<TextFault> m_fault;
};

} // namespace

Result<Value, TextFault> readTree(std::string_view text) {
    if (text.size() > kMostBytes) {
        return Failure{TextFault{Reason::tooLarge,
                                 1,
                                 1,
                                 {},
                                 std::to_string(kMostBytes >> 20U) + " MiB",
                                 std::to_string((text.size() >> 20U) + 1) + " MiB"}};
    }
    TreeBuilder builder(text);
    (void)Value::sax_parse(text.begin(), text.end(), &builder);
    return std::move(builder).take();
}

} // namespace stormglass::model::detail
