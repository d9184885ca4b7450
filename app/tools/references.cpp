// SPDX-License-Identifier: Apache-2.0
#include "app/tools/references.hpp"

#include <array>
#include <string_view>

namespace stormglass::app::tools {

using namespace model;

namespace {

constexpr std::array<std::string_view, 5> kKeysOfIds{"pinnedTo", "deadLetter", "queryService", "waitFor", "on"};

bool holdsIds(std::string_view key) {
    for (const std::string_view known : kKeysOfIds) {
        if (key == known) {
            return true;
        }
    }
    return false;
}

void renameTexts(Value& value, const Names& names) {
    if (value.is_string()) {
        const auto found = names.find(value.get_ref<const std::string&>());
        if (found != names.end()) {
            value = found->second;
        }
    } else if (value.is_structured()) {
        for (Value& part : value) {
            renameTexts(part, names);
        }
    }
}

/// `per` has messages as its keys.
void renameKeys(Value& record, const Names& names) {
    Value renamed = Value::object();
    for (auto entry = record.begin(); entry != record.end(); ++entry) {
        const auto found = names.find(entry.key());
        renamed[found == names.end() ? entry.key() : found->second] = entry.value();
    }
    record = std::move(renamed);
}

void renameIn(Value& record, const Names& names) {
    if (!record.is_object()) {
        return;
    }
    for (auto entry = record.begin(); entry != record.end(); ++entry) {
        if (holdsIds(entry.key())) {
            renameTexts(entry.value(), names);
        } else if (entry.key() == "per" && entry.value().is_object()) {
            renameKeys(entry.value(), names);
        } else if (entry.key() == "handling") {
            renameIn(entry.value(), names);
        }
    }
}

void rename(std::optional<ElementId>& id, const Names& names) {
    if (id) {
        const auto found = names.find(id->value);
        id = found == names.end() ? id : ElementId{found->second};
    }
}

bool mentions(const Value& value, const std::set<ElementId>& ids) {
    if (value.is_string()) {
        return ids.contains(ElementId{value.get<std::string>()});
    }
    if (value.is_structured()) {
        for (const Value& part : value) {
            if (mentions(part, ids)) {
                return true;
            }
        }
    }
    return false;
}

void eraseIfMentioning(Value& record, const char* key, const std::set<ElementId>& gone) {
    const auto found = record.is_object() ? record.find(key) : record.end();
    if (found != record.end() && mentions(*found, gone)) {
        record.erase(key);
    }
}

void eraseKeys(Value& record, const std::set<ElementId>& gone) {
    Value kept = Value::object();
    for (auto entry = record.begin(); entry != record.end(); ++entry) {
        if (!gone.contains(ElementId{entry.key()})) {
            kept[entry.key()] = entry.value();
        }
    }
    record = std::move(kept);
}

} // namespace

Element withNames(Element element, const Names& names) {
    rename(element.same, names);
    rename(element.service, names);
    rename(element.context, names);
    rename(element.lane, names);
    renameIn(element.properties, names);
    return element;
}

Flow withNames(Flow flow, const Names& names) {
    const auto named = [&names](const ElementId& id) {
        const auto found = names.find(id.value);
        return found == names.end() ? id : ElementId{found->second};
    };
    flow.from = named(flow.from);
    flow.to = named(flow.to);
    rename(flow.via, names);
    renameIn(flow.properties, names);
    return flow;
}

Element withoutMentionsOf(Element element, const std::set<ElementId>& gone) {
    eraseIfMentioning(element.properties, "queryService", gone);
    if (const auto handling = element.properties.find("handling"); handling != element.properties.end()) {
        eraseIfMentioning(*handling, "waitFor", gone);
        if (const auto per = handling->find("per"); per != handling->end() && per->is_object()) {
            eraseKeys(*per, gone);
        }
    }
    return element;
}

Flow withoutMentionsOf(Flow flow, const std::set<ElementId>& gone) {
    eraseIfMentioning(flow.properties, "on", gone);
    return flow;
}

} // namespace stormglass::app::tools
