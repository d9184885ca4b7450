// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"
#include "model/changes/gate.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stormglass::model {

using StepId = std::uint64_t;

/// One Ctrl+Z. Steps form a tree: an edit after an undo starts a new branch beside the old one. Undo goes to `parent`,
/// redo to `next`. Step 0 is the start: it made nothing and cannot be undone.
struct Step {
    StepId id = 0;
    StepId parent = 0;
    StepId next = 0; ///< the branch redo takes from here; 0: none
    std::string label;

    friend bool operator==(const Step&, const Step&) = default;
};

/// Where steps are read from that memory does not hold: the document's file. Called on the document's thread.
class StepArchive {
  public:
    virtual ~StepArchive() = default;
    /// The step of this id, nothing if there is none.
    [[nodiscard]] virtual std::optional<Step> step(StepId id) = 0;
    /// The changes that take the step back from the board as it stands right after it.
    [[nodiscard]] virtual Result<std::vector<Change>, Refusal> changesToUndo(StepId id, const Board& now) = 0;
    /// The changes that do the step again on the board as it stands right before it.
    [[nodiscard]] virtual Result<std::vector<Change>, Refusal> changesToRedo(StepId id, const Board& now) = 0;
};

/// Where a document stands when it is opened: what earlier sessions left behind.
struct Past {
    StepArchive* archive = nullptr; ///< must outlive the document; null: there is no past
    StepId head = 0;                ///< the step the board stands after
    StepId lastStep = 0;            ///< the highest step there ever was
    std::uint64_t lastSequence = 0; ///< the highest journal entry there ever was
};

/// What can be undone and redone. Holds the latest steps in memory, up to a bound, and reads older ones from the
/// archive when they are wanted; without an archive they are forgotten. So neither opening nor memory grow with
/// history.
class History {
  public:
    /// As many changed records as memory keeps.
    static constexpr std::size_t kDefaultLimit = 20'000;

    explicit History(const Past& past = {}, std::size_t limit = kDefaultLimit);

    [[nodiscard]] bool canUndo() const noexcept { return m_head != 0; }

    [[nodiscard]] bool canRedo() const noexcept { return m_next != 0; }

    /// Label of the step that undo (redo) would take; empty if there is none.
    [[nodiscard]] std::string undoLabel() const { return canUndo() ? m_held.at(m_head).step.label : std::string{}; }

    [[nodiscard]] std::string redoLabel() const { return canRedo() ? m_held.at(m_next).step.label : std::string{}; }

    [[nodiscard]] StepId head() const noexcept { return m_head; }

    [[nodiscard]] StepId next() const noexcept { return m_next; }

    /// True if an edit with this key at this time goes on with the step at the head.
    [[nodiscard]] bool joinsHead(const std::string& mergeKey, std::optional<std::chrono::milliseconds> within,
                                 Clock::TimePoint now) const;
    /// A new step after the head, which becomes the head.
    void begin(std::string label, std::string mergeKey);
    /// More changes of the step at the head.
    void extend(const std::vector<Change>& changes, Clock::TimePoint now);

    /// The changes that undo (redo) would apply to the board as it stands. There must be something to undo (redo).
    [[nodiscard]] Result<std::vector<Change>, Refusal> changesToUndo(const Board& now);
    [[nodiscard]] Result<std::vector<Change>, Refusal> changesToRedo(const Board& now);
    void moveBack();
    void moveForward();

  private:
    struct Held {
        Step step;
        std::string mergeKey;
        Clock::TimePoint lastTime{};
        std::optional<std::vector<Change>> changes = std::nullopt; ///< nothing: the archive has them
    };

    Held* ensure(StepId id);
    void standAt(StepId head);
    void evict();

    StepArchive* m_archive;
    std::size_t m_limit;
    std::map<StepId, Held> m_held; ///< the start, the head and its next are always here
    std::size_t m_heldChanges = 0;
    StepId m_head = 0;
    StepId m_next = 0;
    StepId m_lastStep;
};

/// The changes taken back: inverses in reverse order.
[[nodiscard]] std::vector<Change> inverseOf(const std::vector<Change>& changes);

} // namespace stormglass::model
