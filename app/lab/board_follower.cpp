// SPDX-License-Identifier: Apache-2.0
#include "app/lab/board_follower.hpp"

#include <algorithm>

namespace stormglass::app {

namespace {

bool isMoveOf(model::Element before, const model::Element& after) {
    before.at = after.at;
    before.size = after.size;
    return before == after;
}

bool isMoveOf(model::Flow before, const model::Flow& after) {
    before.bends = after.bends;
    return before == after;
}

template <class Record> bool isMove(const model::RecordChange<Record>& change) {
    if constexpr (std::is_same_v<Record, model::Element> || std::is_same_v<Record, model::Flow>) {
        return change.before && change.after && isMoveOf(*change.before, *change.after);
    } else {
        return false;
    }
}

} // namespace

bool altersMeaning(const model::Applied& applied) {
    return std::any_of(applied.changes.begin(), applied.changes.end(), [](const model::Change& change) {
        return !std::visit([](const auto& c) { return isMove(c); }, change);
    });
}

BoardFollower::BoardFollower(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &BoardFollower::settle);
    connect(&session, &Session::replaced, this, [this] {
        noteAlteration();
        emit replaced();
    });
    connect(&session, &Session::changed, this, [this](const model::Applied& applied) {
        if (altersMeaning(applied)) {
            noteAlteration();
        }
    });
    m_timer.start();
}

const BoardSnapshot& BoardFollower::snapshot() {
    if (!m_snapshot) {
        m_snapshot = std::make_shared<const model::Board>(m_session.board());
    }
    return m_snapshot;
}

void BoardFollower::noteAlteration() {
    m_snapshot.reset();
    m_timer.start();
    emit altered();
}

void BoardFollower::settle() {
    emit settled(snapshot());
}

} // namespace stormglass::app
