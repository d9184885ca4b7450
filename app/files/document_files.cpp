// SPDX-License-Identifier: Apache-2.0
#include "app/files/document_files.hpp"

#include "app/files/background.hpp"
#include "app/files/difference_words.hpp"
#include "app/wording/store_words.hpp"
#include "model/changes/difference.hpp"

#include <QFileInfo>
#include <QStandardPaths>

#include <limits>
#include <utility>

namespace stormglass::app {

namespace fs = std::filesystem;

namespace {

/// A text file that somebody else wrote, kept beside edits of ours: no state of ours is in it.
constexpr std::uint64_t kNeverWritten = std::numeric_limits<std::uint64_t>::max();

QString nameOf(const fs::path& path) {
    return QString::fromStdString(path.filename().string());
}

} // namespace

DocumentFiles::DocumentFiles(Workspace& workspace, const model::Catalogue& catalogue, const model::Clock& clock,
                             std::vector<Example> examples, fs::path drafts, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_session(*workspace.session())
    , m_catalogue(catalogue)
    , m_clock(clock)
    , m_examples(std::move(examples))
    , m_draftsFolder(std::move(drafts))
    , m_drafts({"title", "detail"})
    , m_recent({"title", "detail"})
    , m_exampleList({"title", "detail"}) {
    m_pool.setMaxThreadCount(1); // in order: a look at the disk never overtakes writing
    connect(&m_session, &Session::changed, this, &DocumentFiles::refresh);
    connect(&m_session, &Session::replaced, this, &DocumentFiles::refresh);
    connect(&m_session, &Session::titleChanged, this, &DocumentFiles::stateChanged);
    connect(m_workspace.settings(), &WindowSettings::changed, this, &DocumentFiles::listRecent);
    addActions();
    listRecent();
    std::vector<KeyedListModel::Row> rows;
    for (const Example& example : m_examples) {
        const QString name = QString::fromUtf8(example.name.data(), static_cast<qsizetype>(example.name.size()));
        rows.push_back({name, {QString(name).replace(QLatin1Char('-'), QLatin1Char(' ')), tr("Example")}});
    }
    m_exampleList.setRows(std::move(rows));
    take(beginDraft(model::Board{}, desk()));
}

DocumentFiles::~DocumentFiles() {
    m_pool.waitForDone();
    m_session.show(model::Board{}); // the document's thread speaks to us: it ends first
}

OpeningDesk DocumentFiles::desk() {
    return {m_catalogue, m_clock, authorship(), m_draftsFolder,
            [this] { QMetaObject::invokeMethod(this, &DocumentFiles::refresh, Qt::QueuedConnection); }};
}

void DocumentFiles::setBusy(const QString& text) {
    m_busyText = text;
    emit busyChanged();
    m_workspace.actions()->refresh();
}

void DocumentFiles::tell(const QString& text) {
    m_workspace.setNotice(text);
}

void DocumentFiles::tell(const model::StoreError& error) {
    tell(QString::fromStdString(wording::sentenceFor(error)));
}

/// False while edits would be lost that could not be stored.
bool DocumentFiles::mayReplace() {
    if (isBusy()) {
        return false;
    }
    return mayClose();
}

bool DocumentFiles::mayClose() {
    if (m_mayLose || document() == nullptr || document()->isReadOnly()) {
        return true;
    }
    static_cast<void>(document()->flush());
    if (document()->status().isSettled()) {
        return true;
    }
    refresh();
    emit closeRefused();
    return false;
}

void DocumentFiles::openWith(const QString& name, std::function<Opening(const OpeningDesk&)> how) {
    if (!mayReplace()) {
        return;
    }
    setBusy(tr("Opening “%1”…").arg(name));
    inBackground(
        m_pool, this, [how = std::move(how), desk = desk()] { return how(desk); },
        [this](Opening opening) {
            setBusy({});
            take(std::move(opening));
        });
}

void DocumentFiles::newBoard() {
    if (mayReplace()) {
        take(beginDraft(model::Board{}, desk()));
    }
}

void DocumentFiles::open(const QString& path) {
    const fs::path file = path.toStdString();
    std::error_code error;
    if (!m_path.empty() && fs::equivalent(file, m_path, error)) {
        lookAtDisk(); // it is open here already
        return;
    }
    openWith(nameOf(file), [file](const OpeningDesk& desk) { return openFile(file, desk); });
}

QString DocumentFiles::openNow(const QString& path) {
    Opening opening = openFile(path.toStdString(), desk());
    if (!opening.fault.isEmpty()) {
        return opening.fault;
    }
    take(std::move(opening));
    return {};
}

void DocumentFiles::openDraft(const QString& file) {
    const fs::path draft = file.toStdString();
    openWith(tr("draft"), [draft](const OpeningDesk& desk) { return app::openDraft(draft, desk); });
}

void DocumentFiles::openExample(const QString& name) {
    for (const Example& example : m_examples) {
        if (name.toStdString() == example.name && mayReplace()) {
            auto board = model::readText(example.text, m_catalogue);
            if (board) {
                take(beginDraft(std::move(board).value(), desk()));
            }
        }
    }
}

void DocumentFiles::openAgain() {
    const fs::path file = m_role == FileRole::draft ? document()->file() : m_path;
    openWith(nameOf(file), [file](const OpeningDesk& desk) { return openFile(file, desk); });
}

void DocumentFiles::take(Opening opening) {
    if (opening.document == nullptr) {
        tell(opening.fault);
        return;
    }
    m_mayLose = false;
    m_session.show(std::move(opening.document));
    settleAs(opening.role, std::move(opening.path));
    tell(opening.remark);
    emit opened();
    if (m_role == FileRole::text) {
        lookAtDisk();
    }
}

/// The document on the screen is this file's from now on.
void DocumentFiles::settleAs(FileRole role, fs::path path) {
    m_role = role;
    m_path = std::move(path);
    forgetDisk();
    QString title = nameOf(m_path);
    for (const char* ending : {".json", ".storm"}) {
        if (title.endsWith(QLatin1String(ending))) {
            title.chop(static_cast<int>(qstrlen(ending)));
        }
    }
    m_session.setFileTitle(title);
    if (!m_path.empty()) {
        m_workspace.settings()->rememberFile(QString::fromStdString(m_path.string()));
    }
    refresh();
}

void DocumentFiles::refresh() {
    const State state = stateNow();
    if (state != m_state) {
        m_state = state;
    }
    emit stateChanged();
    m_workspace.actions()->refresh();
}

void DocumentFiles::nameVersion(const QString& name) {
    if (document() == nullptr || document()->isReadOnly()) {
        return;
    }
    if (const auto named = document()->nameVersion(name.toStdString()); !named) {
        tell(named.error());
    } else {
        tell(tr("Kept as version “%1”.").arg(name));
    }
}

void DocumentFiles::retry() {
    if (document() != nullptr) {
        static_cast<void>(document()->retry());
        refresh();
    }
}

void DocumentFiles::forgetDisk() {
    m_disk.reset();
    m_differences.clear();
    emit differencesChanged();
}

void DocumentFiles::lookAtDisk() {
    if (m_role != FileRole::text || document() == nullptr || isBusy()) {
        return;
    }
    inBackground(
        m_pool, this, [this, path = m_path] { return readTextFile(path, m_catalogue); },
        [this, path = m_path](TextFile text) {
            if (path == m_path && m_role == FileRole::text) {
                showDisk(std::move(text));
            }
        });
}

/// A file that is gone is no other version: the next save writes it again.
void DocumentFiles::showDisk(TextFile text) {
    const auto& origin = document()->origin();
    if (text.hash.empty() || !origin || origin->hash == text.hash) {
        if (m_disk) {
            forgetDisk();
            refresh();
        }
        return;
    }
    m_differences.clear();
    m_disk = std::move(text);
    emit differencesChanged();
    refresh();
}

void DocumentFiles::remember(const model::Origin& origin) {
    if (const auto kept = document()->setOrigin(origin); !kept) {
        tell(kept.error());
    }
}

void DocumentFiles::compare() {
    if (!m_disk) {
        return;
    }
    if (const model::Board* theirs = m_disk->board()) {
        m_differences = differenceWords(model::changesBetween(m_session.board(), *theirs));
    }
    emit differencesChanged();
}

void DocumentFiles::reload() {
    if (!m_disk || document() == nullptr) {
        return;
    }
    const model::Board* theirs = m_disk->board();
    if (theirs == nullptr) {
        tell(tr("What the file holds now cannot be read as a board."));
        return;
    }
    const std::string hash = m_disk->hash;
    if (m_session.edit({"reload"}, model::changesBetween(m_session.board(), *theirs))) {
        remember({m_path.string(), hash, document()->status().appended});
        forgetDisk();
        refresh();
    }
}

void DocumentFiles::keepMine() {
    if (m_disk && document() != nullptr) {
        remember({m_path.string(), m_disk->hash, kNeverWritten});
        forgetDisk();
        refresh();
    }
}

} // namespace stormglass::app
