// SPDX-License-Identifier: Apache-2.0
#include "app/files/background.hpp"
#include "app/files/document_files.hpp"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

namespace stormglass::app {

namespace fs = std::filesystem;

namespace {

/// How long the undo history of a text file that is written anyway is kept after its last edit.
constexpr std::chrono::hours kWrittenDraftsKept{24 * 30};

KeyedListModel::Row rowOf(const model::Draft& draft) {
    const auto changed = QDateTime::fromMSecsSinceEpoch(draft.changed.time_since_epoch().count());
    const QString when = QLocale().toString(changed, QLocale::ShortFormat);
    const QString count =
        draft.elementCount == 1 ? QObject::tr("1 note") : QObject::tr("%1 notes").arg(draft.elementCount);
    QString title = QString::fromStdString(draft.name);
    QString detail = QObject::tr("%1, edited %2").arg(count, when);
    if (draft.origin) {
        const QFileInfo origin(QString::fromStdString(draft.origin->path));
        title = title.isEmpty() ? origin.fileName() : title;
        detail += QObject::tr(", not written to %1").arg(origin.filePath());
    }
    return {QString::fromStdString(draft.file.string()), {title.isEmpty() ? QObject::tr("Untitled") : title, detail}};
}

/// The drafts worth offering. Those that only keep the history of a written file go once they are old.
std::vector<KeyedListModel::Row> unsavedDrafts(const fs::path& folder, const model::Clock& clock) {
    std::vector<KeyedListModel::Row> rows;
    for (const model::Draft& draft : model::listDrafts(folder)) {
        if (draft.isUnsaved()) {
            rows.push_back(rowOf(draft));
        } else if (clock.now() - draft.changed > kWrittenDraftsKept) {
            static_cast<void>(model::discardDraft(draft.file, clock));
        }
    }
    return rows;
}

} // namespace

void DocumentFiles::lookForDrafts() {
    inBackground(
        m_pool, this, [this, folder = m_draftsFolder] { return unsavedDrafts(folder, m_clock); },
        [this](std::vector<KeyedListModel::Row> rows) {
            const bool hasAny = !rows.empty();
            m_drafts.setRows(std::move(rows));
            if (hasAny) {
                emit draftsFound();
            }
        });
}

void DocumentFiles::discardDraft(const QString& file) {
    if (const auto gone = model::discardDraft(file.toStdString(), m_clock); !gone) {
        tell(gone.error());
    }
    std::vector<KeyedListModel::Row> rows = m_drafts.rows();
    std::erase_if(rows, [&file](const KeyedListModel::Row& row) { return row.key == file; });
    m_drafts.setRows(std::move(rows));
}

void DocumentFiles::listRecent() {
    std::vector<KeyedListModel::Row> rows;
    for (const QString& path : m_workspace.settings()->recentFiles()) {
        const QFileInfo file(path);
        rows.push_back({path, {file.fileName(), file.path()}});
    }
    m_recent.setRows(std::move(rows));
}

} // namespace stormglass::app
