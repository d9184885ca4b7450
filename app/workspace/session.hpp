// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"
#include "model/changes/document.hpp"
#include "model/store/stored_document.hpp"

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

namespace stormglass::app {

/// The sentence that tells a person why an edit was refused and what to do.
[[nodiscard]] QString sentenceFor(const model::Refusal& refusal);

/// The name of an edit as people read it in menus and history, from Document's word ("moveElements" → "Move").
[[nodiscard]] QString editLabel(const std::string& word);

/// The open document, told in Qt's words. All edits of the window pass here; what is refused is said by `refused` and
/// changes nothing.
class Session : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The workspace owns the session")
    Q_PROPERTY(QString title READ title NOTIFY titleChanged FINAL)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY historyChanged FINAL)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY historyChanged FINAL)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY historyChanged FINAL)

  public:
    /// The clock must outlive the session.
    explicit Session(const model::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] const model::Board& board() const { return m_document->board(); }

    [[nodiscard]] model::Document& document() { return *m_document; }

    /// The file the document lives in; null for a board that is only shown.
    [[nodiscard]] model::StoredDocument* stored() { return m_stored.get(); }

    /// The name of the board, else that of its file; "Untitled" while it has neither.
    [[nodiscard]] QString title() const;

    [[nodiscard]] bool canUndo() const { return m_document->canUndo(); }

    [[nodiscard]] bool canRedo() const { return m_document->canRedo(); }

    /// True while nothing stands on the board.
    [[nodiscard]] bool isEmpty() const { return board().elements().empty() && board().flows().empty(); }

    /// What undo (redo) would take back, as people read it; empty if there is nothing.
    [[nodiscard]] QString undoLabel() const { return editLabel(m_document->undoLabel()); }

    [[nodiscard]] QString redoLabel() const { return editLabel(m_document->redoLabel()); }

    /// What a board without a name is called.
    void setFileTitle(const QString& title);

    /// Shows another board, with nothing to undo and in no file.
    void show(model::Board board);
    /// Shows a document with its history; what was shown before is closed.
    void show(std::unique_ptr<model::StoredDocument> stored);

    /// Does the edit. False, and `refused` is emitted, if the gate did not let it pass.
    bool edit(model::EditIntent intent, std::vector<model::Change> changes);
    bool undo();
    bool redo();

  signals:
    /// Another document is shown: everything read from the old one is void.
    void replaced();
    /// The board was altered (also by undo and redo).
    void changed(const stormglass::model::Applied& applied);
    void titleChanged();
    void historyChanged();
    void refused(const QString& why);

  private:
    void present(model::Document& document);
    void tellChange(const model::Applied& applied);
    [[nodiscard]] QString refusalOf(const model::Refusal& refusal) const;
    bool finish(const model::Result<model::Applied, model::Refusal>& outcome);

    const model::Clock& m_clock;
    std::unique_ptr<model::Document> m_loose; ///< one of these two
    std::unique_ptr<model::StoredDocument> m_stored;
    model::Document* m_document = nullptr; ///< whichever it is
    model::Document::Subscription m_subscription;
    QString m_fileTitle;
};

} // namespace stormglass::app
