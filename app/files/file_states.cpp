// SPDX-License-Identifier: Apache-2.0
#include "app/files/document_files.hpp"

#include <QDateTime>
#include <QLocale>
#include <QStandardPaths>

/// What a person is told of how the board is kept.
namespace stormglass::app {

namespace {

using Reason = model::StoreError::Reason;

QString holderText(const model::LeaseHolder& holder) {
    const auto since = QDateTime::fromMSecsSinceEpoch(holder.since.time_since_epoch().count());
    const QString time = QLocale().toString(since, QLocale::ShortFormat);
    return QObject::tr("%1, process %2 on %3, since %4")
        .arg(QString::fromStdString(holder.program))
        .arg(holder.processId)
        .arg(QString::fromStdString(holder.host), time);
}

QString readOnlyText(const model::StoreError& why) {
    switch (why.reason) {
    case Reason::locked:
        return QObject::tr("Read only: open in %1").arg(holderText(why.holder));
    case Reason::damaged:
        return QObject::tr("Read only: its history is damaged");
    case Reason::missing:
    case Reason::notAFile:
    case Reason::notADocument:
    case Reason::newerFormat:
    case Reason::tooLarge:
    case Reason::readOnly:
    case Reason::exists:
    case Reason::full:
    case Reason::io:
        break;
    }
    return QObject::tr("Read only: the file or its folder cannot be written");
}

QString failureText(const model::StoreError& failure) {
    switch (failure.reason) {
    case Reason::full:
        return QObject::tr("Not stored: the disk is full");
    case Reason::readOnly:
        return QObject::tr("Not stored: the folder cannot be written");
    case Reason::damaged:
        return QObject::tr("Not stored: the file is damaged");
    case Reason::locked:
        return QObject::tr("Not stored: another program holds the file");
    case Reason::missing:
        return QObject::tr("Not stored: the file was moved or replaced by another program");
    case Reason::notAFile:
    case Reason::notADocument:
    case Reason::newerFormat:
    case Reason::tooLarge:
    case Reason::exists:
    case Reason::io:
        break;
    }
    return QObject::tr("Not stored: the system refused to write");
}

} // namespace

bool DocumentFiles::isUnwritten() const {
    const auto& origin = document()->origin();
    return m_role == FileRole::text && origin && origin->sequence != document()->status().appended;
}

DocumentFiles::State DocumentFiles::stateNow() const {
    if (document() == nullptr) {
        return State::Fresh;
    }
    const model::StoreStatus status = document()->status();
    if (document()->isReadOnly()) {
        return State::ReadOnly;
    }
    if (status.failure) {
        return State::Failed;
    }
    if (!status.isSettled()) {
        return State::Storing;
    }
    if (isUnwritten()) {
        return State::Unwritten;
    }
    return m_role == FileRole::draft && status.stored == 0 ? State::Fresh : State::Stored;
}

QString DocumentFiles::stateText() const {
    switch (m_state) {
    case State::Fresh:
        return {};
    case State::Stored:
        return m_role == FileRole::draft ? tr("Stored as a draft") : tr("Stored");
    case State::Storing:
        return tr("Storing…");
    case State::Unwritten:
        return tr("Not written yet");
    case State::ReadOnly:
        return tr("Read only");
    case State::Failed:
        return document() != nullptr && document()->status().failure ? failureText(*document()->status().failure)
                                                                     : tr("Not stored");
    }
    return {};
}

QString DocumentFiles::windowTitle() const {
    QString title = m_session.title();
    switch (m_state) {
    case State::Unwritten:
        return tr("%1 (not written yet)").arg(title);
    case State::ReadOnly:
        return tr("%1 (read only)").arg(title);
    case State::Failed:
        return tr("%1 (not stored)").arg(title);
    case State::Fresh:
    case State::Stored:
    case State::Storing:
        break;
    }
    return title;
}

QString DocumentFiles::fileName() const {
    return QString::fromStdString(m_path.filename().string());
}

DocumentFiles::Bar DocumentFiles::bar() const {
    if (m_state == State::Failed) {
        return Bar::FailureBar;
    }
    if (m_state == State::ReadOnly) {
        return Bar::ReadOnlyBar;
    }
    return m_disk ? Bar::DiskBar : Bar::NoBar;
}

QString DocumentFiles::barText() const {
    switch (bar()) {
    case Bar::NoBar:
        return {};
    case Bar::DiskBar:
        return m_disk->board() != nullptr
                   ? tr("“%1” was changed on disk by another program.").arg(fileName())
                   : tr("“%1” was changed on disk by another program and cannot be read now.").arg(fileName());
    case Bar::ReadOnlyBar:
        return readOnlyText(*document()->whyReadOnly());
    case Bar::FailureBar:
        return tr("%1. Editing is paused; nothing is lost as long as this window is open. "
                  "Make room and try again, or save the board elsewhere.")
            .arg(stateText());
    }
    return {};
}

QUrl DocumentFiles::folder() const {
    const QString folder = m_path.empty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                          : QString::fromStdString(m_path.parent_path().string());
    return QUrl::fromLocalFile(folder);
}

QString DocumentFiles::suggestedName() const {
    if (!m_path.empty()) {
        return fileName();
    }
    QString name = m_session.title().simplified();
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    return name + QStringLiteral(".storm");
}

} // namespace stormglass::app
