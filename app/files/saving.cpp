// SPDX-License-Identifier: Apache-2.0
#include "app/files/background.hpp"
#include "app/files/document_files.hpp"

#include <QDateTime>
#include <QLocale>

#include <utility>

namespace stormglass::app {

namespace fs = std::filesystem;

namespace {

/// What writing a text file came to: not written where somebody else changed it meanwhile.
struct Written {
    bool isChangedOnDisk = false;
    model::Result<std::string, model::StoreError> hash = std::string();
};

} // namespace

void DocumentFiles::save() {
    if (isBusy() || document() == nullptr) {
        return;
    }
    if (document()->isReadOnly()) {
        emit saveAsWanted(true);
        return;
    }
    switch (m_role) {
    case FileRole::draft:
        emit saveAsWanted(true);
        break;
    case FileRole::stored:
        nameVersion(QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat));
        break;
    case FileRole::text:
        saveText();
        break;
    }
}

void DocumentFiles::saveText() {
    if (!document()->origin()) {
        return;
    }
    setBusy(tr("Writing “%1”…").arg(fileName()));
    const std::uint64_t sequence = document()->status().appended;
    inBackground(
        m_pool, this,
        [this, path = m_path, board = m_session.board(), known = document()->origin()->hash] {
            const std::string onDisk = hashOnDisk(path);
            if (!onDisk.empty() && onDisk != known) {
                return Written{.isChangedOnDisk = true};
            }
            return Written{.hash = writeTextFile(path, board, m_catalogue)};
        },
        [this, sequence](const Written& written) {
            setBusy({});
            if (written.isChangedOnDisk) {
                tell(tr("“%1” was changed on disk by another program, so it was not overwritten.").arg(fileName()));
                lookAtDisk();
            } else {
                finishText(written.hash, sequence);
            }
        });
}

void DocumentFiles::finishText(const model::Result<std::string, model::StoreError>& written, std::uint64_t sequence) {
    if (!written) {
        tell(written.error());
        return;
    }
    // If the draft cannot remember it, the text is written all the same.
    remember({m_path.string(), *written, sequence});
    forgetDisk();
    refresh();
}

void DocumentFiles::saveAs(const QUrl& url, bool isWithHistory) {
    if (isBusy() || document() == nullptr) {
        return;
    }
    QString path = url.toLocalFile();
    if (path.endsWith(QLatin1String(".json"))) {
        saveAsText(path.toStdString());
        return;
    }
    if (!path.endsWith(QLatin1String(".storm"))) {
        path += QStringLiteral(".storm");
    }
    saveAsStored(path.toStdString(), isWithHistory);
}

/// The file dialog has asked before a file that is there is named here.
void DocumentFiles::saveAsStored(const fs::path& path, bool isWithHistory) {
    const bool isDraft = m_role != FileRole::stored;
    model::StoredDocument& doc = *document();
    if (isWithHistory && !doc.isReadOnly()) {
        if (const auto moved = doc.moveTo(path, model::IfExists::replace, isDraft); !moved) {
            tell(moved.error());
            refresh();
            return;
        }
        settleAs(FileRole::stored, doc.file());
        return;
    }
    // A copy holds what is committed: with edits that could not be stored it would not be the board one sees.
    if (const auto flushed = doc.flush(); !doc.isReadOnly() && !flushed) {
        tell(flushed.error());
        return;
    }
    if (const auto copied = doc.saveCopy(path, isWithHistory, model::IfExists::replace); !copied) {
        tell(copied.error());
        return;
    }
    if (isDraft && !doc.isReadOnly()) {
        doc.discard(); // the person asked for the board without what came before
    }
    open(QString::fromStdString(path.string()));
}

void DocumentFiles::saveAsText(const fs::path& path) {
    std::error_code error;
    if (m_role == FileRole::text && fs::equivalent(path, m_path, error)) {
        save();
        return;
    }
    model::StoredDocument& doc = *document();
    const std::uint64_t sequence = doc.status().appended;
    const auto hash = writeTextFile(path, m_session.board(), m_catalogue);
    if (!hash) {
        tell(hash.error());
        return;
    }
    const fs::path real = fs::canonical(path, error);
    if (doc.isReadOnly()) {
        open(QString::fromStdString(real.string()));
        return;
    }
    const bool isDraft = m_role != FileRole::stored;
    const fs::path draft = model::draftFileFor(m_draftsFolder, real);
    fs::create_directories(m_draftsFolder, error);
    if (const auto moved = doc.moveTo(draft, model::IfExists::replace, isDraft); !moved) {
        tell(moved.error());
        return;
    }
    static_cast<void>(doc.setOrigin({real.string(), *hash, sequence}));
    settleAs(FileRole::text, real);
    tell(tr("The text holds the board alone: its history and versions stay in a draft on this computer."));
}

} // namespace stormglass::app
