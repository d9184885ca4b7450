// SPDX-License-Identifier: Apache-2.0
#include "app/wording/override_words.hpp"

#include "app/wording/fault_words.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace stormglass::wording {

namespace {

std::vector<std::string> targetsOf(const model::Board& board) {
    std::vector<std::string> targets{"scenario"};
    for (const model::Element& element : board.elements()) {
        targets.push_back(element.id.value);
    }
    for (const model::Flow& flow : board.flows()) {
        targets.push_back(board.pathOf(flow));
    }
    for (const model::Journey& journey : board.journeys()) {
        targets.push_back(journey.id.value);
    }
    return targets;
}

/// All paths below a parameter that a person might have meant.
void collectPaths(const model::Parameters& parameters, const std::string& prefix, std::vector<std::string>& paths) {
    for (const model::Parameter& parameter : parameters) {
        const std::string path = prefix + std::string(parameter.key);
        paths.push_back(path);
        collectPaths(parameter.type.fields, path + ".", paths);
        for (const model::ParameterType& alternative : parameter.type.alternatives) {
            collectPaths(alternative.fields, path + ".", paths);
        }
    }
}

const model::Parameters* parametersOf(const std::string& target, const model::Board& board,
                                      const model::Catalogue& catalogue) {
    if (target == "scenario") {
        return &catalogue.ofScenario();
    }
    if (const model::Element* element = board.definitionOf(model::ElementId{target})) {
        return &catalogue.of(element->kind);
    }
    if (board.flowByPath(target) != nullptr) {
        return &catalogue.ofFlow();
    }
    return board.find(model::JourneyId{target}) != nullptr ? &catalogue.ofJourney() : nullptr;
}

std::string unknownKey(const std::string& target, const std::string& key, const model::Board& board,
                       const model::Catalogue& catalogue) {
    std::vector<std::string> paths;
    std::string keys;
    if (const model::Parameters* parameters = parametersOf(target, board, catalogue)) {
        collectPaths(*parameters, {}, paths);
        for (const model::Parameter& parameter : *parameters) {
            keys += keys.empty() ? "" : ", ";
            keys += parameter.key;
        }
    }
    return fmt::format("{} has no parameter {}.{} It has: {}.", inQuotes(target), inQuotes(key), suggestion(key, paths),
                       keys);
}

} // namespace

std::string sentenceFor(const model::OverrideFault& fault, const model::Board& board,
                        const model::Catalogue& catalogue) {
    using Reason = model::OverrideFault::Reason;
    const std::size_t dot = fault.path.find('.');
    const std::string target = fault.path.substr(0, dot);
    const std::string key = dot == std::string::npos ? std::string{} : fault.path.substr(dot + 1);
    switch (fault.reason) {
    case Reason::badPath:
        return fmt::format("{} names no parameter. Write an id, a dot and the parameter, for example "
                           "orders.replicas.",
                           inQuotes(fault.path));
    case Reason::unknownTarget:
        return fmt::format("Nothing in the document goes by {}.{} Name an element, a flow, a journey or “scenario”.",
                           inQuotes(target), suggestion(target, targetsOf(board)));
    case Reason::unknownKey:
        return unknownKey(target, key, board, catalogue);
    case Reason::badReference:
        return fmt::format("{} names {}, which is not there or of the wrong kind.", fault.path, fault.fault.found);
    case Reason::refused:
        return fmt::format("{}: {}", fault.path, sentenceFor(fault.fault));
    }
    return {};
}

} // namespace stormglass::wording
