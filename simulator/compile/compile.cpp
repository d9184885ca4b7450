// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/compile.hpp"

#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>

namespace stormglass::sim {

namespace compiling {

Classes::Classes(const Directory& directory, Names& names) {
    for (const Index node : directory.sources()) {
        const model::Value* classes = directory.fieldsOf(node).within("arrivals").written("classes");
        if (classes == nullptr) {
            continue;
        }
        for (const auto& [name, weight] : classes->get_ref<const model::Value::object_t&>()) {
            const auto next = static_cast<Index>(names.classes.size());
            const auto [slot, isNew] = m_numbers.try_emplace(name, std::min(next, kNoClass));
            if (isNew && next < kNoClass) {
                names.classes.push_back(name);
            }
        }
    }
}

Index Classes::find(std::string_view name) const {
    const auto found = m_numbers.find(name);
    return found == m_numbers.end() ? kNoClass : found->second;
}

Compilation::Compilation(const Prepared& from, const model::Catalogue& catalogue, Compiled& target)
    : prepared(from)
    , directory(from.board, catalogue)
    , scenario(catalogue.ofScenario(), &from.scenario.properties)
    , compiled(target)
    , network(target.network)
    , writer(target.network)
    , classes(directory, target.names) {
    writer.reserve(directory.nodes().size());
    network.sources.resize(directory.sources().size());
    network.messages.resize(directory.messages().size());
    network.handlers.resize(directory.handlers().size());
    network.channels.resize(directory.channels().size());
    network.flowCount = static_cast<Index>(directory.arrows().size());
    network.classCount = static_cast<Index>(target.names.classes.size());
}

Index Compilation::messageOf(std::string_view id) const {
    const Index at = directory.find(id);
    return at != kNone && isMessage(element(at).kind) ? directory.nodes()[at].message : kNone;
}

Index Compilation::channelOf(const model::Value* id) const {
    const Index at = id == nullptr || !id->is_string() ? kNone : directory.find(id->get_ref<const std::string&>());
    return at == kNone ? kNone : directory.nodes()[at].channel;
}

Index Compilation::serviceOf(std::string_view id) const {
    const Index at = directory.find(id);
    return at == kNone ? kNone : directory.nodes()[at].service;
}

namespace {

void nameRows(const Directory& directory, Names& names) {
    const auto name = [&directory](const std::vector<Index>& nodes, std::vector<std::string>& ids) {
        ids.reserve(nodes.size());
        std::ranges::transform(nodes, std::back_inserter(ids), [&](Index node) { return directory.idOf(node); });
    };
    name(directory.sources(), names.sources);
    name(directory.messages(), names.messages);
    name(directory.handlers(), names.handlers);
    name(directory.channels(), names.channels);
    names.flows = directory.paths();
    for (Index message = 0; message < names.messages.size(); ++message) {
        if (directory.isTick(message)) {
            names.messages[message].clear();
        }
    }
}

} // namespace

} // namespace compiling

model::Result<Compiled, CompileError> compile(const Prepared& prepared, const model::Catalogue& catalogue,
                                              const std::filesystem::path& folder) {
    Compiled compiled;
    compiling::Compilation compilation(prepared, catalogue, compiled);
    compiling::nameRows(compilation.directory, compiled.names);
    compiled.duration = compilation.scenario.number("duration", compiled.duration);
    writeServices(compilation);
    writeChannels(compilation);
    writeHandlers(compilation);
    writeDeliveries(compilation);
    writeEmissions(compilation);
    if (std::optional<CompileError> error = writeSources(compilation, folder)) {
        return model::Failure{std::move(*error)};
    }
    writeJourneys(compilation);
    writeDisturbances(compilation);
    writeMeasures(compilation);
    listOddities(compilation);
    return compiled;
}

} // namespace stormglass::sim
