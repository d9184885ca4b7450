// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"
#include "model/changes/change.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <span>

namespace stormglass::model::detail {

/// The board these tables hold, every record checked as the gate would and, where one is given, the catalogue. Stops
/// with `damaged`, naming the record, or `tooLarge`.
[[nodiscard]] Board readBoard(SQLite::Database& database, const Catalogue* catalogue);

/// Everything on the board as one list of additions, from an empty board on.
[[nodiscard]] std::vector<Change> asAdditions(const Board& board);

/// Keeps the state tables in step with the journal. Works inside the caller's transaction.
class StateTables {
  public:
    explicit StateTables(SQLite::Database& database);

    void apply(std::span<const Change> changes);

  private:
    void takeAway(const Change& change);
    void put(const Change& change);
    void putRecord(const Element& element);
    void putRecord(const Flow& flow);
    void putRecord(const Journey& journey);
    void putRecord(const Scenario& scenario);
    void putRecord(const BoardSettings& settings);
    void erase(const Element& element);
    void erase(const Flow& flow);
    void erase(const Journey& journey);
    void erase(const Scenario& scenario);
    void erase(const BoardSettings& settings) noexcept;

    SQLite::Statement m_putElement;
    SQLite::Statement m_putFlow;
    SQLite::Statement m_putJourney;
    SQLite::Statement m_putScenario;
    SQLite::Statement m_putSettings;
    SQLite::Statement m_raiseFlowId;
    SQLite::Statement m_eraseElement;
    SQLite::Statement m_eraseFlow;
    SQLite::Statement m_eraseJourney;
    SQLite::Statement m_eraseScenario;
};

} // namespace stormglass::model::detail
