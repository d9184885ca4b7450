// SPDX-License-Identifier: Apache-2.0
#include "model/changes/references.hpp"

#include <algorithm>

namespace stormglass::model {

namespace {

using Reason = Refusal::Reason;

Result<void, Refusal> refuse(Reason reason, std::string record, std::string other) {
    return Failure{Refusal{reason, std::move(record), std::move(other)}};
}

/// A reference to something of one kind, by an optional member.
Result<void, Refusal> checkKind(const Board& board, const std::string& record, const std::optional<ElementId>& id,
                                auto isRight) {
    if (!id) {
        return {};
    }
    const Element* found = board.find(*id);
    if (found == nullptr) {
        return refuse(Reason::danglingId, record, id->value);
    }
    return isRight(found->kind) ? Result<void, Refusal>{} : refuse(Reason::wrongKind, record, id->value);
}

/// Keys that begin with x- say nothing to us: they may stand anywhere.
bool holdsOnlyOwnKeys(const Value& properties) {
    return std::ranges::all_of(properties.items(), [](const auto& member) { return member.key().starts_with("x-"); });
}

Result<void, Refusal> checkSame(const Board& board, const Element& e) {
    const Element* original = board.find(*e.same);
    if (original == nullptr) {
        return refuse(Reason::danglingId, e.id.value, e.same->value);
    }
    const bool carriesNothing = e.label.empty() && !e.service && holdsOnlyOwnKeys(e.properties);
    const bool isFlat = !original->same && *e.same != e.id && board.occurrencesOf(e.id).empty();
    if (!carriesNothing || !isFlat || original->kind != e.kind) {
        return refuse(Reason::brokenOccurrence, e.id.value, e.same->value);
    }
    return {};
}

/// Text under `key` that names an element, null if there is none.
const std::string* idUnder(const Value& record, const char* key) {
    const auto found = record.is_object() ? record.find(key) : record.end();
    return found != record.end() && found->is_string() ? found->get_ptr<const std::string*>() : nullptr;
}

Result<void, Refusal> checkIdUnder(const Board& board, const Element& e, const Value& record, const char* key) {
    const std::string* id = idUnder(record, key);
    if (id != nullptr && board.find(ElementId{*id}) == nullptr) {
        return refuse(Reason::danglingId, e.id.value, *id);
    }
    return {};
}

void eraseIdUnder(Value& record, const char* key, const std::set<ElementId>& gone) {
    const std::string* id = idUnder(record, key);
    if (id != nullptr && gone.contains(ElementId{*id})) {
        record.erase(key);
    }
}

using Names = std::set<std::string>;

/// Whether an item of a scenario's list names, under this key, something that is gone.
bool mentions(const Value& item, const char* key, const Names& gone) {
    const std::string* name = idUnder(item, key);
    return name != nullptr && gone.contains(*name);
}

void eraseItems(Value& properties, const char* list, std::initializer_list<const char*> keys, const Names& gone) {
    const auto items = properties.find(list);
    if (items == properties.end() || !items->is_array()) {
        return;
    }
    auto& all = items->get_ref<Value::array_t&>();
    const std::size_t erased = std::erase_if(all, [&](const Value& item) {
        return std::ranges::any_of(keys, [&](const char* key) { return mentions(item, key, gone); });
    });
    if (erased > 0 && all.empty()) {
        properties.erase(list);
    }
}

/// Erases the keys that begin with a name that is gone, up to the first dot.
void eraseKeys(Value& properties, const char* map, const Names& gone) {
    const auto found = properties.find(map);
    if (found == properties.end() || !found->is_object()) {
        return;
    }
    Value kept = Value::object();
    for (const auto& [key, value] : found->items()) {
        if (!gone.contains(key.substr(0, key.find('.')))) {
            kept[key] = value;
        }
    }
    if (kept.empty() && !found->empty()) {
        properties.erase(map);
    } else {
        *found = std::move(kept);
    }
}

void forget(std::optional<ElementId>& id, const std::set<ElementId>& gone) {
    if (id && gone.contains(*id)) {
        id.reset();
    }
}

} // namespace

Result<void, Refusal> checkReferencesOf(const Board& board, const Element& e) {
    using enum ElementKind;
    if (e.same) {
        if (auto checked = checkSame(board, e); !checked) {
            return checked;
        }
    }
    for (const Element* occurrence : board.occurrencesOf(e.id)) {
        if (e.same || occurrence->kind != e.kind) {
            return refuse(Reason::brokenOccurrence, occurrence->id.value, e.id.value);
        }
    }
    if (auto checked = checkKind(board, e.id.value, e.service, [](ElementKind k) { return k == service; }); !checked) {
        return checked;
    }
    if (auto checked = checkKind(board, e.id.value, e.context, [](ElementKind k) { return k == context; }); !checked) {
        return checked;
    }
    if (auto checked = checkKind(board, e.id.value, e.lane, [](ElementKind k) { return k == lane; }); !checked) {
        return checked;
    }
    if (auto checked = checkIdUnder(board, e, e.properties, "pinnedTo"); !checked) {
        return checked;
    }
    if (auto checked = checkIdUnder(board, e, e.properties, "deadLetter"); !checked) {
        return checked;
    }
    const auto handling = e.properties.find("handling");
    return handling == e.properties.end() ? Result<void, Refusal>{} : checkIdUnder(board, e, *handling, "deadLetter");
}

Result<void, Refusal> checkReferencesOf(const Board& board, const Flow& f) {
    for (const ElementId& end : {f.from, f.to}) {
        if (board.find(end) == nullptr) {
            return refuse(Reason::danglingId, f.from.value + ">" + f.to.value, end.value);
        }
    }
    return checkKind(board, f.from.value + ">" + f.to.value, f.via, [](ElementKind k) { return isChannel(k); });
}

Result<void, Refusal> checkReferencesOf(const Board& board, const Journey& j) {
    for (const ElementId& end : {j.from, j.to}) {
        if (board.find(end) == nullptr) {
            return refuse(Reason::danglingId, j.id.value, end.value);
        }
    }
    return {};
}

Result<void, Refusal> checkReferencesOf(const Board&, const Scenario&) {
    return {};
}

Result<void, Refusal> checkReferencesOf(const Board&, const BoardSettings&) {
    return {};
}

Element withoutReferencesTo(Element e, const std::set<ElementId>& gone) {
    forget(e.service, gone);
    forget(e.context, gone);
    forget(e.lane, gone);
    eraseIdUnder(e.properties, "pinnedTo", gone);
    eraseIdUnder(e.properties, "deadLetter", gone);
    if (const auto handling = e.properties.find("handling"); handling != e.properties.end()) {
        eraseIdUnder(*handling, "deadLetter", gone);
    }
    return e;
}

Scenario withoutMentionsOf(Scenario s, const std::set<std::string>& gone) {
    eraseKeys(s.properties, "set", gone);
    eraseKeys(s.properties, "backlog", gone);
    eraseItems(s.properties, "faults", {"target"}, gone);
    eraseItems(s.properties, "objectives", {"of"}, gone);
    eraseItems(s.properties, "measures", {"of"}, gone);
    eraseItems(s.properties, "replay", {"channel", "into"}, gone);
    return s;
}

Flow withoutReferencesTo(Flow f, const std::set<ElementId>& gone) {
    forget(f.via, gone);
    return f;
}

} // namespace stormglass::model
