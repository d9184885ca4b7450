// SPDX-License-Identifier: Apache-2.0
#include "model/changes/difference.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace stormglass::model {

namespace {

/// Flows by path. Board::pathOf counts per pair of ends, so one walk names them all.
std::unordered_map<std::string, const Flow*> byPath(const Board& board) {
    std::unordered_map<std::string, const Flow*> paths;
    for (const Flow& flow : board.flows()) {
        paths.emplace(board.pathOf(flow), &flow);
    }
    return paths;
}

/// The flows of `to` under the numbers they have, or would have, in `from`.
std::vector<Flow> renumbered(const Board& from, const Board& to) {
    const auto known = byPath(from);
    std::uint64_t next = from.nextFlowId().value;
    std::vector<Flow> flows;
    for (Flow flow : to.flows()) {
        const auto found = known.find(to.pathOf(flow));
        flow.id = found == known.end() ? FlowId{next++} : found->second->id;
        flows.push_back(std::move(flow));
    }
    return flows;
}

template <class Table, class Record> std::vector<Record> recordsOf(const Table& table) {
    return {table.begin(), table.end()};
}

/// Ranks of `from` for what both hold, if that leaves the order of `wanted`; else those of `wanted`.
template <class Table, class Record> void keepRanks(const Table& from, std::vector<Record>& wanted) {
    std::int64_t last = from.empty() ? -1 : from.rankBefore();
    std::int64_t fresh = from.nextRank();
    std::vector<std::int64_t> ranks;
    for (const Record& record : wanted) {
        const Record* old = from.find(record.id);
        const std::int64_t rank = old == nullptr ? fresh++ : old->rank;
        if (rank <= last) {
            return;
        }
        ranks.push_back(last = rank);
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        wanted[i].rank = ranks[i];
    }
}

template <class Table, class Record>
void compare(const Table& from, std::vector<Record> wanted, std::vector<Change>& out) {
    keepRanks(from, wanted);
    std::unordered_map<decltype(Record::id), const Record*> byId;
    for (const Record& record : wanted) {
        byId.emplace(record.id, &record);
    }
    for (const Record& old : from) {
        if (!byId.contains(old.id)) {
            out.push_back(removed(old));
        }
    }
    for (const Record& record : wanted) {
        const Record* old = from.find(record.id);
        if (old == nullptr) {
            out.push_back(added(record));
        } else if (*old != record) {
            out.push_back(altered(*old, record));
        }
    }
}

} // namespace

std::vector<Change> changesBetween(const Board& from, const Board& to) {
    std::vector<Change> out;
    if (from.settings() != to.settings()) {
        out.push_back(altered(from.settings(), to.settings()));
    }
    compare(from.elements(), recordsOf<Board::Elements, Element>(to.elements()), out);
    compare(from.flows(), renumbered(from, to), out);
    compare(from.journeys(), recordsOf<Board::Journeys, Journey>(to.journeys()), out);
    compare(from.scenarios(), recordsOf<Board::Scenarios, Scenario>(to.scenarios()), out);
    return out;
}

} // namespace stormglass::model
