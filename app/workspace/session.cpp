// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/session.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

Session::Session(const model::Clock& clock, QObject* parent) : QObject(parent), m_clock(clock) {
    show(model::Board{});
}

QString Session::title() const {
    if (const std::string& name = board().settings().name; !name.empty()) {
        return QString::fromStdString(name);
    }
    return m_fileTitle.isEmpty() ? tr("Untitled") : m_fileTitle;
}

void Session::setFileTitle(const QString& title) {
    if (title != m_fileTitle) {
        m_fileTitle = title;
        emit titleChanged();
    }
}

void Session::show(model::Board board) {
    auto loose = std::make_unique<model::Document>(std::move(board), m_clock);
    present(*loose);
    m_stored.reset();
    m_loose = std::move(loose);
    emit replaced();
    emit titleChanged();
    emit historyChanged();
}

void Session::show(std::unique_ptr<model::StoredDocument> stored) {
    present(stored->document());
    m_loose.reset();
    m_stored = std::move(stored);
    emit replaced();
    emit titleChanged();
    emit historyChanged();
}

void Session::present(model::Document& document) {
    m_subscription =
        document.subscribe([this](const model::Board&, const model::Applied& applied) { tellChange(applied); });
    m_document = &document;
    m_fileTitle.clear();
}

void Session::tellChange(const model::Applied& applied) {
    const bool isNamed = std::any_of(applied.changes.begin(), applied.changes.end(), [](const model::Change& c) {
        return std::holds_alternative<model::RecordChange<model::BoardSettings>>(c);
    });
    emit changed(applied);
    if (isNamed) {
        emit titleChanged();
    }
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

QString Session::refusalOf(const model::Refusal& refusal) const {
    if (refusal.reason == model::Refusal::Reason::notEditable && m_stored != nullptr && m_stored->isReadOnly()) {
        return tr("This board is read only here. Save it under another name to change it.");
    }
    return sentenceFor(refusal);
}

bool Session::finish(const model::Result<model::Applied, model::Refusal>& outcome) {
    emit historyChanged();
    if (!outcome) {
        emit refused(refusalOf(outcome.error()));
    }
    return outcome.ok();
}

} // namespace stormglass::app
