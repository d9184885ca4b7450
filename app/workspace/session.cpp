// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/session.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

Session::Session(const model::Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {
    show(model::Board{});
}

QString Session::title() const {
    const std::string& name = board().settings().name;
    return name.empty() ? tr("Untitled") : QString::fromStdString(name);
}

void Session::show(model::Board board) {
    auto document = std::make_unique<model::Document>(std::move(board), m_clock);
    m_subscription = document->subscribe([this](const model::Board&, const model::Applied& applied) {
        const bool isNamed = std::any_of(applied.changes.begin(), applied.changes.end(), [](const model::Change& c) {
            return std::holds_alternative<model::RecordChange<model::BoardSettings>>(c);
        });
        emit changed(applied);
        if (isNamed) {
            emit titleChanged();
        }
    });
    m_document = std::move(document);
    emit replaced();
    emit titleChanged();
    emit historyChanged();
}

bool Session::edit(model::EditIntent intent, std::vector<model::Change> changes) {
    return finish(m_document->edit(std::move(intent), std::move(changes)));
}

bool Session::undo() {
    return finish(m_document->undo());
}

bool Session::redo() {
    return finish(m_document->redo());
}

bool Session::finish(const model::Result<model::Applied, model::Refusal>& outcome) {
    emit historyChanged();
    if (!outcome) {
        emit refused(sentenceFor(outcome.error()));
    }
    return outcome.ok();
}

} // namespace stormglass::app
