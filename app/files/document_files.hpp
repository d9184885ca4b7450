// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/files/opening.hpp"
#include "app/files/text_file.hpp"
#include "app/workspace/keyed_list_model.hpp"
#include "app/workspace/workspace.hpp"

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace stormglass::app {

/// A board the program brings along, in text form. The text must outlive the program's files.
struct Example {
    std::string_view name;
    std::string_view text;
};

/// The file of the board on the screen: opening and saving, drafts, what is stored, what changed on disk. Nothing asks
/// before closing: every edit is stored as it is made, in the file or in a draft the next start offers.
class DocumentFiles : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program makes the files")
    Q_PROPERTY(State state READ state NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString stateText READ stateText NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString windowTitle READ windowTitle NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString fileName READ fileName NOTIFY stateChanged FINAL)
    Q_PROPERTY(Bar bar READ bar NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString barText READ barText NOTIFY stateChanged FINAL)
    Q_PROPERTY(QStringList differences READ differences NOTIFY differencesChanged FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged FINAL)
    Q_PROPERTY(QString busyText READ busyText NOTIFY busyChanged FINAL)
    Q_PROPERTY(QUrl folder READ folder NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString suggestedName READ suggestedName NOTIFY stateChanged FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* drafts READ drafts CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* recent READ recent CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* examples READ examples CONSTANT FINAL)

  public:
    /// What is kept of what one sees.
    enum class State {
        Fresh,     ///< nothing was edited yet
        Stored,    ///< every edit survives a crash
        Storing,   ///< the last ones are on their way
        Unwritten, ///< stored in a draft, not yet in the text file
        ReadOnly,
        Failed, ///< editing is paused: the last edits are in memory only
    };
    Q_ENUM(State)
    /// What the bar over the board offers.
    enum class Bar {
        NoBar,
        DiskBar,     ///< the text file changed: reload, keepMine, compare
        ReadOnlyBar, ///< openAgain, saveAs
        FailureBar,  ///< retry, saveAs
    };
    Q_ENUM(Bar)

    /// Begins with a new board. Adds its actions to the workspace; that, catalogue and clock must outlive the files.
    DocumentFiles(Workspace& workspace, const model::Catalogue& catalogue, const model::Clock& clock,
                  std::vector<Example> examples, std::filesystem::path drafts, QObject* parent = nullptr);
    DocumentFiles(const DocumentFiles&) = delete;
    DocumentFiles& operator=(const DocumentFiles&) = delete;
    DocumentFiles(DocumentFiles&&) = delete;
    DocumentFiles& operator=(DocumentFiles&&) = delete;
    /// Closes the document, which stores what is left.
    ~DocumentFiles() override;

    [[nodiscard]] State state() const { return m_state; }

    [[nodiscard]] QString stateText() const;
    /// "Shop" or "Shop (not written yet)".
    [[nodiscard]] QString windowTitle() const;
    /// Of the file a person knows; empty for a draft.
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] Bar bar() const;
    [[nodiscard]] QString barText() const;

    /// What differs between the board and its file on disk, by line; after compare().
    [[nodiscard]] QStringList differences() const { return m_differences; }

    [[nodiscard]] bool isBusy() const { return !m_busyText.isEmpty(); }

    /// "Opening “shop.storm”…"; empty if nothing is under way.
    [[nodiscard]] QString busyText() const { return m_busyText; }

    /// Where file dialogs begin.
    [[nodiscard]] QUrl folder() const;
    [[nodiscard]] QString suggestedName() const;

    [[nodiscard]] KeyedListModel* drafts() { return &m_drafts; }

    [[nodiscard]] KeyedListModel* recent() { return &m_recent; }

    [[nodiscard]] KeyedListModel* examples() { return &m_exampleList; }

    [[nodiscard]] FileRole role() const { return m_role; }

    /// @name Verbs. Each takes effect when the event loop runs; what goes wrong is said by the workspace's notice.
    /// @{
    Q_INVOKABLE void newBoard();
    Q_INVOKABLE void open(const QString& path);

    Q_INVOKABLE void openUrl(const QUrl& url) { open(url.toLocalFile()); }

    /// Opens before anything is shown; the sentence that says why not, or nothing.
    [[nodiscard]] QString openNow(const QString& path);

    Q_INVOKABLE void openExample(const QString& name);
    Q_INVOKABLE void openDraft(const QString& file);
    Q_INVOKABLE void discardDraft(const QString& file);
    /// Looks for drafts of earlier sessions; draftsFound follows if there are any.
    Q_INVOKABLE void lookForDrafts();
    /// Writes the text file, makes a named version of a .storm, or asks where to (saveAsWanted).
    Q_INVOKABLE void save();
    /// Goes on in that file. Without history the copy holds the board alone.
    Q_INVOKABLE void saveAs(const QUrl& url, bool isWithHistory);
    Q_INVOKABLE void nameVersion(const QString& name);
    Q_INVOKABLE void retry();
    /// Tries to get a read-only document for writing.
    Q_INVOKABLE void openAgain();
    /// Looks whether the text file changed on disk; called when the window gets the focus.
    Q_INVOKABLE void lookAtDisk();
    Q_INVOKABLE void reload();
    Q_INVOKABLE void keepMine();
    Q_INVOKABLE void compare();
    /// True if closing loses nothing. Else closeRefused follows, and closing again is allowed once `mayLose` was
    /// called.
    Q_INVOKABLE bool mayClose();

    Q_INVOKABLE void mayLose() { m_mayLose = true; }

    /// @}

  signals:
    void stateChanged();
    void busyChanged();
    void differencesChanged();
    void opened();
    /// @name What dialogs answer.
    /// @{
    void openWanted();
    void saveAsWanted(bool isWithHistory);
    void draftsWanted();
    void draftsFound();
    void recentWanted();
    void examplesWanted();
    void versionNameWanted();
    void closeRefused();
    /// @}

  private:
    [[nodiscard]] model::StoredDocument* document() const { return m_session.stored(); }

    [[nodiscard]] OpeningDesk desk();
    [[nodiscard]] State stateNow() const;
    [[nodiscard]] bool isUnwritten() const;
    [[nodiscard]] bool mayReplace();
    void addActions();
    void refresh();
    void setBusy(const QString& text);
    void tell(const QString& text);
    void tell(const model::StoreError& error);
    void openWith(const QString& name, std::function<Opening(const OpeningDesk&)> how);
    void take(Opening opening);
    void settleAs(FileRole role, std::filesystem::path path);
    void saveText();
    void saveAsText(const std::filesystem::path& path);
    void saveAsStored(const std::filesystem::path& path, bool isWithHistory);
    void finishText(const model::Result<std::string, model::StoreError>& written, std::uint64_t sequence);
    void showDisk(TextFile text);
    void remember(const model::Origin& origin);
    void forgetDisk();
    void listRecent();

    Workspace& m_workspace;
    Session& m_session;
    const model::Catalogue& m_catalogue;
    const model::Clock& m_clock;
    std::vector<Example> m_examples;
    std::filesystem::path m_draftsFolder;
    FileRole m_role = FileRole::draft;
    std::filesystem::path m_path;
    State m_state = State::Fresh;
    std::optional<TextFile> m_disk; ///< set while it differs from what the board stands for
    QStringList m_differences;
    QString m_busyText;
    KeyedListModel m_drafts;
    KeyedListModel m_recent;
    KeyedListModel m_exampleList;
    bool m_mayLose = false;
    QThreadPool m_pool; ///< last: done before the rest goes
};

} // namespace stormglass::app
