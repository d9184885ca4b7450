// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/compile/detail/directory.hpp"
#include "simulator/compile/detail/network_writer.hpp"

#include <bit>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stormglass::sim::compiling {

/// Classes over all sources: one number for each name.
class Classes {
  public:
    Classes() = default;
    Classes(const Directory& directory, Names& names);

    /// kNoClass for a name without a number: none, or one beyond the most there can be.
    [[nodiscard]] Index find(std::string_view name) const;

    [[nodiscard]] bool isClass(std::string_view name) const { return m_numbers.contains(name); }

  private:
    std::unordered_map<std::string_view, Index> m_numbers;
};

/// What the parts of the compiler share while they write one network.
struct Compilation {
    Compilation(const Prepared& prepared, const model::Catalogue& catalogue, Compiled& target);

    const Prepared& prepared;
    const Directory directory;
    Fields scenario;
    Compiled& compiled;
    Network& network;
    NetworkWriter writer;
    Classes classes;

    [[nodiscard]] const model::Element& element(Index node) const { return *directory.nodes()[node].element; }

    /// Row of the message with this id; kNone if it names none.
    [[nodiscard]] Index messageOf(std::string_view id) const;
    /// Row of the channel a parameter names; kNone if nothing is written.
    [[nodiscard]] Index channelOf(const model::Value* id) const;
    [[nodiscard]] Index serviceOf(std::string_view id) const;

    /// A parameter or arrow that does nothing where it stands.
    void doesNothing(std::string path) { compiled.notSimulated.push_back(std::move(path)); }
};

/// @name The parts, in the order in which they run. Each fills the tables it is named after.
/// @{
void writeServices(Compilation& compilation);
void writeChannels(Compilation& compilation);
void writeHandlers(Compilation& compilation);
void writeDeliveries(Compilation& compilation); ///< messages, receivers, publications, groups
void writeEmissions(Compilation& compilation);  ///< outFlows of sources and handlers
[[nodiscard]] std::optional<CompileError> writeSources(Compilation& compilation, const std::filesystem::path& folder);
void writeJourneys(Compilation& compilation);
void writeDisturbances(Compilation& compilation); ///< faults, replay, backlog, recoveryFrom
void writeMeasures(Compilation& compilation);     ///< asked, histograms
void listOddities(Compilation& compilation);      ///< notSimulated
/// @}

/// The factors a value of `profile` makes (one shape, or a list that multiplies), appended to the network's.
[[nodiscard]] Range writeProfiles(const model::Value* own, const model::Value* scenarios, Network& network);
/// When the last spike of a profile ends; nothing if it has none.
[[nodiscard]] std::optional<double> lastSpikeEnd(const model::Value* profile);

/// Emission times in a file: the first number of each line, lines without one skipped; nothing if it cannot be read.
[[nodiscard]] std::optional<std::vector<double>> readTrace(const std::filesystem::path& file);

/// What an arrow out of a message lets pass: the classes its `on` names.
[[nodiscard]] ClassMask passingClasses(const Compilation& compilation, const Arrow& arrow);

} // namespace stormglass::sim::compiling
