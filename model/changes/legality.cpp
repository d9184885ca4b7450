// SPDX-License-Identifier: Apache-2.0
#include "model/changes/legality.hpp"

#include "model/behaviour/validate.hpp"

#include <algorithm>

namespace stormglass::model {

namespace {

const Parameters& parametersOf(const Catalogue& catalogue, const Element& e) {
    return catalogue.of(e.kind);
}

const Parameters& parametersOf(const Catalogue& catalogue, const Flow&) {
    return catalogue.ofFlow();
}

const Parameters& parametersOf(const Catalogue& catalogue, const Journey&) {
    return catalogue.ofJourney();
}

const Parameters& parametersOf(const Catalogue& catalogue, const Scenario&) {
    return catalogue.ofScenario();
}

const Parameters& parametersOf(const Catalogue& catalogue, const BoardSettings&) {
    return catalogue.ofDocument();
}

std::string nameOf(const Flow& f) {
    return f.from.value + ">" + f.to.value;
}

std::string nameOf(const BoardSettings&) {
    return "setting";
}

template <class Record> std::string nameOf(const Record& record) {
    return record.id.value;
}

/// True if an edit leaves alone what the catalogue judges: moving a note need not read its behaviour.
template <class Record> bool keepsProperties(const RecordChange<Record>& change) {
    if constexpr (std::is_same_v<Record, Element>) {
        return change.before && change.before->kind == change.after->kind &&
               change.before->properties == change.after->properties;
    } else {
        return change.before && change.before->properties == change.after->properties;
    }
}

template <class Record> std::optional<std::string> faultIn(const Catalogue& catalogue, const Record& record) {
    if (record.properties.empty()) {
        return std::nullopt;
    }
    const Parameters& parameters = parametersOf(catalogue, record);
    for (const auto& item : record.properties.items()) {
        const std::string& key = item.key();
        const auto found =
            std::ranges::find_if(parameters, [&key](const Parameter& parameter) { return parameter.key == key; });
        if (found == parameters.end()) {
            continue;
        }
        if (const auto checked = normalised(found->type, item.value()); !checked) {
            return nameOf(record) + "." + key + checked.error().pointer;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> firstIllegal(const Catalogue& catalogue, std::span<const Change> changes) {
    for (const Change& change : changes) {
        auto fault = std::visit(
            [&catalogue](const auto& c) {
                return c.after && !keepsProperties(c) ? faultIn(catalogue, *c.after) : std::nullopt;
            },
            change);
        if (fault) {
            return fault;
        }
    }
    return std::nullopt;
}

} // namespace stormglass::model
