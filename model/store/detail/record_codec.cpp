// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/record_codec.hpp"

#include <algorithm>

namespace stormglass::model::detail {

namespace {

constexpr const char* kProperties = "properties";
constexpr const char* kAllProperties = "allProperties";

Value encode(const BoardPoint& p) {
    return Value::array({p.x, p.y});
}

void putText(Value& out, const char* key, const std::string& text) {
    if (!text.empty()) {
        out[key] = text;
    }
}

void putId(Value& out, const char* key, const std::optional<ElementId>& id) {
    if (id) {
        out[key] = id->value;
    }
}

void putProperties(Value& out, const Value& properties) {
    if (!properties.empty()) {
        out[kProperties] = properties;
    }
}

/// Reads the keys of one record and remembers whether each was of the right form and none was left over.
class Reading {
  public:
    explicit Reading(const Value& value) : m_value(value), m_isGood(value.is_object()) {}

    std::string text(const char* key) {
        const Value* found = find(key, &Value::is_string);
        return found == nullptr ? std::string{} : found->get<std::string>();
    }

    std::optional<ElementId> id(const char* key) {
        const Value* found = find(key, &Value::is_string);
        return found == nullptr ? std::nullopt : std::optional(ElementId{found->get<std::string>()});
    }

    Rank rank() {
        const Value* found = find("rank", &Value::is_number_integer);
        m_isGood = m_isGood && found != nullptr;
        return found == nullptr ? 0 : found->get<Rank>();
    }

    bool truth(const char* key) {
        const Value* found = find(key, &Value::is_boolean);
        return found != nullptr && found->get<bool>();
    }

    Value properties() {
        const Value* found = find(kProperties, &Value::is_object);
        return found == nullptr ? Value::object() : *found;
    }

    std::optional<BoardPoint> pair(const char* key) {
        const Value* found = find(key, &Value::is_array);
        return found == nullptr ? std::nullopt : pairOf(*found);
    }

    std::vector<BoardPoint> pairs(const char* key) {
        std::vector<BoardPoint> points;
        if (const Value* found = find(key, &Value::is_array)) {
            for (const Value& item : *found) {
                points.push_back(pairOf(item).value_or(BoardPoint{}));
            }
        }
        return points;
    }

    void fail() noexcept { m_isGood = false; }

    [[nodiscard]] bool isGood() const { return m_isGood && m_seen == m_value.size(); }

  private:
    const Value* find(const char* key, bool (Value::*isRight)() const noexcept) {
        const auto found = m_isGood ? m_value.find(key) : m_value.end();
        if (found == m_value.end()) {
            return nullptr;
        }
        ++m_seen;
        m_isGood = ((*found).*isRight)();
        return m_isGood ? &*found : nullptr;
    }

    std::optional<BoardPoint> pairOf(const Value& value) {
        if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number()) {
            m_isGood = false;
            return std::nullopt;
        }
        return BoardPoint{value[0].get<double>(), value[1].get<double>()};
    }

    const Value& m_value;
    bool m_isGood;
    std::size_t m_seen = 0;
};

template <class Record> std::optional<Record> finished(const Reading& reading, Record record) {
    return reading.isGood() ? std::optional(std::move(record)) : std::nullopt;
}

bool holds(const Value& record, const Value& part) {
    return std::ranges::all_of(part.items(), [&record](const auto& item) {
        const auto found = record.find(item.key());
        return found != record.end() && *found == item.value();
    });
}

std::optional<Value> patchedKeys(Value record, const Value& from, const Value& to) {
    if (!from.is_object() || !to.is_object() || !holds(record, from)) {
        return std::nullopt;
    }
    for (const auto& [key, value] : from.items()) {
        if (!to.contains(key)) {
            record.erase(key);
        }
    }
    for (const auto& [key, value] : to.items()) {
        record[key] = value;
    }
    return record;
}

Difference keysThatDiffer(const Value& before, const Value& after) {
    Difference difference;
    for (const auto& [key, value] : before.items()) {
        if (const auto found = after.find(key); found == after.end() || *found != value) {
            difference.before[key] = value;
        }
    }
    for (const auto& [key, value] : after.items()) {
        if (const auto found = before.find(key); found == before.end() || *found != value) {
            difference.after[key] = value;
        }
    }
    return difference;
}

Value propertiesOf(const Value& record) {
    return record.value(kProperties, Value::object());
}

Value withoutProperties(Value record) {
    record.erase(kProperties);
    record.erase(kAllProperties);
    return record;
}

} // namespace

Value encode(const Element& e) {
    Value out{{"kind", nameOf(e.kind)}, {"rank", e.rank}};
    putText(out, "label", e.label);
    if (e.at) {
        out["at"] = encode(*e.at);
    }
    if (e.size) {
        out["size"] = Value::array({e.size->width, e.size->height});
    }
    putId(out, "same", e.same);
    putId(out, "service", e.service);
    putId(out, "context", e.context);
    putId(out, "lane", e.lane);
    putProperties(out, e.properties);
    return out;
}

Value encode(const Flow& f) {
    Value out{{"from", f.from.value}, {"to", f.to.value}, {"rank", f.rank}};
    putText(out, "id", f.slug);
    putId(out, "via", f.via);
    putText(out, "label", f.label);
    if (!f.bends.empty()) {
        Value& bends = out["bends"] = Value::array();
        std::ranges::for_each(f.bends, [&bends](const BoardPoint& p) { bends.push_back(encode(p)); });
    }
    if (f.joint) {
        out["joint"] = true;
    }
    putProperties(out, f.properties);
    return out;
}

Value encode(const Journey& j) {
    Value out{{"from", j.from.value}, {"to", j.to.value}, {"rank", j.rank}};
    putText(out, "label", j.label);
    putProperties(out, j.properties);
    return out;
}

Value encode(const Scenario& s) {
    Value out{{"rank", s.rank}};
    putText(out, "label", s.label);
    putProperties(out, s.properties);
    return out;
}

Value encode(const BoardSettings& s) {
    Value out = Value::object();
    putText(out, "name", s.name);
    putProperties(out, s.properties);
    return out;
}

template <> std::optional<Element> decode<Element>(const Value& value) {
    Reading read(value);
    Element e;
    const auto kind = elementKindFromName(read.text("kind"));
    if (!kind) {
        return std::nullopt;
    }
    e.kind = *kind;
    e.rank = read.rank();
    e.label = read.text("label");
    e.at = read.pair("at");
    if (const auto size = read.pair("size")) {
        e.size = BoardSize{size->x, size->y};
    }
    e.same = read.id("same");
    e.service = read.id("service");
    e.context = read.id("context");
    e.lane = read.id("lane");
    e.properties = read.properties();
    return finished(read, std::move(e));
}

template <> std::optional<Flow> decode<Flow>(const Value& value) {
    Reading read(value);
    Flow f;
    f.from = ElementId{read.text("from")};
    f.to = ElementId{read.text("to")};
    f.rank = read.rank();
    f.slug = read.text("id");
    f.via = read.id("via");
    f.label = read.text("label");
    f.bends = read.pairs("bends");
    f.joint = read.truth("joint");
    f.properties = read.properties();
    return finished(read, std::move(f));
}

template <> std::optional<Journey> decode<Journey>(const Value& value) {
    Reading read(value);
    Journey j;
    j.from = ElementId{read.text("from")};
    j.to = ElementId{read.text("to")};
    j.rank = read.rank();
    j.label = read.text("label");
    j.properties = read.properties();
    return finished(read, std::move(j));
}

template <> std::optional<Scenario> decode<Scenario>(const Value& value) {
    Reading read(value);
    Scenario s;
    s.rank = read.rank();
    s.label = read.text("label");
    s.properties = read.properties();
    return finished(read, std::move(s));
}

template <> std::optional<BoardSettings> decode<BoardSettings>(const Value& value) {
    Reading read(value);
    BoardSettings s;
    s.name = read.text("name");
    s.properties = read.properties();
    return finished(read, std::move(s));
}

std::optional<Value> patched(Value record, const Value& from, const Value& to) {
    if (!record.is_object() || !from.is_object() || !to.is_object()) {
        return std::nullopt;
    }
    std::optional<Value> properties;
    if (from.contains(kAllProperties) || to.contains(kAllProperties)) {
        if (propertiesOf(record) != from.value(kAllProperties, Value::object())) {
            return std::nullopt;
        }
        properties = to.value(kAllProperties, Value::object());
    } else {
        properties = patchedKeys(propertiesOf(record), propertiesOf(from), propertiesOf(to));
    }
    auto out = patchedKeys(withoutProperties(std::move(record)), withoutProperties(from), withoutProperties(to));
    if (!properties || !properties->is_object() || !out) {
        return std::nullopt;
    }
    putProperties(*out, *properties);
    return out;
}

Difference differenceOf(const Value& before, const Value& after) {
    Difference difference = keysThatDiffer(withoutProperties(before), withoutProperties(after));
    const Value propertiesBefore = propertiesOf(before);
    const Value propertiesAfter = propertiesOf(after);
    const Difference byKey = keysThatDiffer(propertiesBefore, propertiesAfter);
    const bool isExact = patchedKeys(propertiesBefore, byKey.before, byKey.after) == propertiesAfter &&
                         patchedKeys(propertiesAfter, byKey.after, byKey.before) == propertiesBefore;
    const char* key = isExact ? kProperties : kAllProperties;
    const Value& partBefore = isExact ? byKey.before : propertiesBefore;
    const Value& partAfter = isExact ? byKey.after : propertiesAfter;
    if (!partBefore.empty()) {
        difference.before[key] = partBefore;
    }
    if (!partAfter.empty()) {
        difference.after[key] = partAfter;
    }
    return difference;
}

} // namespace stormglass::model::detail
