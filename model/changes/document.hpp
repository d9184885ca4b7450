// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/changes/gate.hpp"
#include "model/changes/history.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stormglass::model {

/// `start` is what a document began with: the first entry of its journal, never undone.
enum class EditAction : std::uint8_t { edit, undo, redo, start };

/// What a batch is for. `label` is a word of ours (e.g. "moveElements") that the interface translates. A batch with a
/// `mergeKey` joins the step before it if that has the same key and, where `mergeWithin` is set, ended no longer ago.
struct EditIntent {
    std::string label;
    std::string mergeKey = {};
    std::optional<std::chrono::milliseconds> mergeWithin = std::nullopt;
};

/// Nudges of the same things within a second are one step.
[[nodiscard]] EditIntent nudging(std::string what);
/// Everything typed in one editing session (`session` names it) is one step.
[[nodiscard]] EditIntent typing(std::string session);

/// What was done, as listeners and the journal get it. One step is one Ctrl+Z; several entries may share it.
struct Applied {
    std::uint64_t sequence = 0;
    std::uint64_t step = 0;
    EditAction action = EditAction::edit;
    std::string label;
    Clock::TimePoint time;
    std::vector<Change> changes; ///< one per record, in the order applied

    friend bool operator==(const Applied&, const Applied&) = default;
};

/// Where applied entries go to be kept. Called on the document's thread, in order, after the board has changed.
class Journal {
  public:
    virtual ~Journal() = default;
    virtual void append(const Applied& entry) = 0;
    /// False once storing has failed: the document then refuses edits, so that nothing more can be lost.
    [[nodiscard]] virtual bool acceptsEdits() const = 0;
};

/// A board that is edited: every alteration passes the gate, is told to listeners and journal, and can be undone.
/// Belongs to one thread. Undo appends the inverse; an edit after an undo starts a new branch, the old one stays in
/// history.
class Document {
  public:
    using Listener = std::function<void(const Board&, const Applied&)>;

    /// Ends a subscription when it goes.
    class Subscription {
      public:
        Subscription() = default;

        explicit Subscription(std::shared_ptr<Listener> listener) : m_listener(std::move(listener)) {}

      private:
        std::shared_ptr<Listener> m_listener;
    };

    /// Collects changes. Dropped without commit: nothing happened. Must not outlive the document.
    class Batch {
      public:
        void add(Change change) { m_changes.push_back(std::move(change)); }

        void add(std::vector<Change> changes);
        /// Applies all or nothing. A batch without effect gives an entry without changes and leaves no trace in
        /// history.
        [[nodiscard]] Result<Applied, Refusal> commit() &&;

      private:
        friend class Document;

        Batch(Document& document, EditIntent intent) : m_document(document), m_intent(std::move(intent)) {}

        Document& m_document;
        EditIntent m_intent;
        std::vector<Change> m_changes;
    };

    /// The clock must outlive the document. `past` is what earlier sessions left, for undo across them.
    explicit Document(Board board, const Clock& clock, const Past& past = {});

    [[nodiscard]] const Board& board() const noexcept { return m_board; }

    [[nodiscard]] Batch begin(EditIntent intent) { return Batch(*this, std::move(intent)); }

    [[nodiscard]] Result<Applied, Refusal> edit(EditIntent intent, std::vector<Change> changes);
    [[nodiscard]] Result<Applied, Refusal> undo();
    [[nodiscard]] Result<Applied, Refusal> redo();

    [[nodiscard]] bool canUndo() const noexcept { return m_history.canUndo(); }

    [[nodiscard]] bool canRedo() const noexcept { return m_history.canRedo(); }

    /// Label of the step that undo (redo) would take; empty if there is none.
    [[nodiscard]] std::string undoLabel() const { return m_history.undoLabel(); }

    [[nodiscard]] std::string redoLabel() const { return m_history.redoLabel(); }

    /// The listener is called after each alteration, on this thread, and may not edit. It ends with the subscription.
    [[nodiscard]] Subscription subscribe(Listener listener);

    /// The journal must outlive the document or be replaced by null before it goes.
    void setJournal(Journal* journal) noexcept { m_journal = journal; }

    /// Has every alteration judged by the catalogue as well, which must outlive the document.
    void setCatalogue(const Catalogue* catalogue) noexcept { m_catalogue = catalogue; }

    void setEditable(bool isEditable) noexcept { m_isEditable = isEditable; }

  private:
    [[nodiscard]] Result<std::vector<Change>, Refusal> pass(const std::vector<Change>& changes);
    [[nodiscard]] bool mayEdit() const;
    [[nodiscard]] Result<Applied, Refusal> travel(EditAction action);
    void announce(const Applied& entry);

    Board m_board;
    const Clock& m_clock;
    Journal* m_journal = nullptr;
    const Catalogue* m_catalogue = nullptr;
    History m_history;
    std::vector<std::weak_ptr<Listener>> m_listeners;
    std::uint64_t m_lastSequence = 0;
    bool m_isEditable = true;
    bool m_isAnnouncing = false;
};

} // namespace stormglass::model
