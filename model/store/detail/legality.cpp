// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/legality.hpp"

#include "model/behaviour/validate.hpp"

#include <algorithm>

namespace stormglass::model::detail {

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

template <class Record> std::optional<std::string> faultIn(const Catalogue& catalogue, const Record& record) {
    if (record.properties.empty()) {
        return std::nullopt;
    }
    const Parameters& parameters = parametersOf(catalogue, record);
    for (const auto& [key, value] : record.properties.items()) {
        const auto found =
            std::ranges::find_if(parameters, [&key](const Parameter& parameter) { return parameter.key == key; });
        if (found == parameters.end()) {
            continue;
        }
        if (const auto checked = normalised(found->type, value); !checked) {
            return nameOf(record) + "." + key + checked.error().pointer;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> firstIllegal(const Catalogue& catalogue, std::span<const Change> changes) {
    for (const Change& change : changes) {
        auto fault = std::visit(
            [&catalogue](const auto& c) { return c.after ? faultIn(catalogue, *c.after) : std::nullopt; }, change);
        if (fault) {
            return fault;
        }
    }
    return std::nullopt;
}

} // namespace stormglass::model::detail
