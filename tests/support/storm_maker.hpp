// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "tests/support/random_storm.hpp"

#include <random>
#include <string>
#include <vector>

namespace stormglass::tests {

/// Makes one random storm. Split over files: what stands on the board, how it behaves, what the scenario does to it.
class StormMaker {
  public:
    StormMaker(std::uint64_t seed, const Recipe& recipe)
        : m_random(static_cast<std::uint32_t>(seed)), m_recipe(recipe) {}

    std::string make();

  private:
    using Value = model::Value;
    using Ids = std::vector<std::string>;

    // Chance. The raw generator is used: distributions differ between libraries.
    std::size_t below(std::size_t n) { return m_random() % n; }

    bool maybe(double p) { return uniform() < p; }

    /// Draws whether or not the recipe allows it.
    bool maybe(Feature feature, double p) { return maybe(p) && m_recipe.allows(feature); }

    double uniform() { return static_cast<double>(m_random()) / 4294967296.0; }

    double between(double low, double high) { return low + (high - low) * uniform(); }

    const std::string& anyOf(const Ids& ids) { return ids[below(ids.size())]; }

    Value someTime(double mean);
    Value someCount(double mean);
    Value someKeys();

    // The board.
    void addAll(const char* kind, const char* prefix, std::size_t count, Ids& ids);
    void addFlow(const std::string& from, const std::string& to, const Value& more = Value::object());
    void addSources();
    void addCommands();
    void addQueries();
    void addEvents();
    void addReactions();
    void addDecisions();
    void addDeadLetterReaders();
    Value subscription();
    Value emission(const std::string& from, bool fromHandler);
    void addJourneys();

    // Behaviour.
    Value arrivals();
    Value profile();
    Value handling();
    void addRetry(Value& handling);
    void addGuards(Value& handling);
    Value waitFor();
    Value per();
    void addServices();
    void describe(Value& service);
    void addChannels();
    void addHandlers();
    Value batch();

    // The scenario.
    Value scenario();
    Value fault();
    Value effect();
    Value objectives();

    std::mt19937 m_random;
    Recipe m_recipe;
    bool m_hasClasses = false; ///< the actors' instances are premium or standard
    Value m_elements = Value::array();
    Value m_flows = Value::array();
    Value m_journeys = Value::array();
    Ids m_actors, m_commands, m_queries, m_events, m_aggregates, m_policies, m_readModels, m_externals;
    Ids m_services, m_channels, m_letters, m_handlers, m_messages;
};

} // namespace stormglass::tests
