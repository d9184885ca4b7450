// SPDX-License-Identifier: Apache-2.0
#include "model/store/stored_document.hpp"

#include "model/store/detail/change_codec.hpp"
#include "model/store/detail/commit_queue.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/keeper.hpp"
#include "model/store/detail/new_file.hpp"
#include "model/store/detail/task_thread.hpp"

#include <array>
#include <random>
#include <utility>

namespace stormglass::model {

namespace fs = std::filesystem;

namespace {

Authorship withSession(Authorship by) {
    if (by.session.empty()) {
        static constexpr std::string_view kDigits = "0123456789abcdef";
        std::random_device random;
        for (int i = 0; i < 16; ++i) {
            by.session += kDigits[random() % kDigits.size()];
        }
    }
    return by;
}

/// What came before the first entry of `pending`, from the board that stands after the last.
Board rewound(Board board, const std::vector<std::shared_ptr<const Applied>>& pending) {
    for (auto entry = pending.rbegin(); entry != pending.rend(); ++entry) {
        static_cast<void>(applyChanges(board, inverseOf((*entry)->changes)));
    }
    return board;
}

/// The right to write; stops with what stands against it.
detail::Lease leaseOf(const fs::path& file, const StoreSetup& setup) {
    if (!detail::isWritable(file)) {
        detail::stop(StoreError::Reason::readOnly, file.string());
    }
    return {file, setup.by.program, setup.clock};
}

} // namespace

/// Stands between the document and the store's thread: a journal that queues, an archive that asks and waits.
class StoredDocument::Store final : public Journal, public StepArchive {
  public:
    /// A document open for writing.
    Store(Board board, std::unique_ptr<detail::Keeper> keeper, const detail::JournalPosition& position,
          std::optional<Origin> origin, const StoreSetup& setup)
        : m_file(keeper->file())
        , m_origin(std::move(origin))
        , m_by(setup.by)
        , m_clock(setup.clock)
        , m_keeper(std::move(keeper))
        , m_queue(position.lastSequence, setup.onStatus)
        , m_thread(std::make_unique<detail::TaskThread>()) {
        m_document.emplace(std::move(board), setup.clock,
                           Past{this, position.head, position.lastStep, position.lastSequence});
        m_document->setCatalogue(&setup.catalogue);
        m_document->setJournal(this);
    }

    /// A document that can only be looked at.
    Store(fs::path file, Board board, StoreError why, std::optional<Origin> origin, const StoreSetup& setup)
        : m_file(std::move(file))
        , m_whyReadOnly(std::move(why))
        , m_origin(std::move(origin))
        , m_by(setup.by)
        , m_clock(setup.clock)
        , m_queue(0, {}) {
        m_document.emplace(std::move(board), setup.clock);
        m_document->setEditable(false);
    }

    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    Store(Store&&) = delete;
    Store& operator=(Store&&) = delete;
    ~Store() override = default;

    void append(const Applied& entry) override {
        m_queue.push(entry);
        m_thread->post([this] { m_queue.drainInto(*m_keeper); });
    }

    [[nodiscard]] bool acceptsEdits() const override { return !m_queue.status().failure; }

    [[nodiscard]] std::optional<Step> step(StepId id) override {
        const auto found = ask([this, id] { return m_keeper->step(id); });
        return found ? *found : std::nullopt;
    }

    [[nodiscard]] Result<std::vector<Change>, Refusal> changesToUndo(StepId id, const Board& now) override {
        return changesOf(id, now, detail::Direction::backward);
    }

    [[nodiscard]] Result<std::vector<Change>, Refusal> changesToRedo(StepId id, const Board& now) override {
        return changesOf(id, now, detail::Direction::forward);
    }

    /// Has the store's thread do it after all that is queued, and waits.
    template <class Task> auto ask(Task task) -> Result<std::invoke_result_t<Task>, StoreError> {
        return m_thread->call([&task] { return detail::guarded(task); });
    }

    Result<void, StoreError> flush() {
        if (m_thread != nullptr) {
            m_thread->call([] {});
        }
        const StoreStatus status = m_queue.status();
        return status.failure ? Result<void, StoreError>(Failure{*status.failure}) : Result<void, StoreError>();
    }

    Result<void, StoreError> retry() {
        m_queue.forgetFailure();
        m_thread->post([this] { m_queue.drainInto(*m_keeper); });
        return flush();
    }

    Result<void, StoreError> moveTo(const fs::path& to, IfExists ifExists, bool isOldRemoved) {
        const Board& board = m_document->board();
        auto moved = ask([this, &board, &to, ifExists, isOldRemoved] {
            const auto pending = m_queue.pending();
            const Board stored = pending.empty() ? board : rewound(board, pending);
            const detail::Beginning fallback{
                .board = stored, .sequence = m_queue.status().stored, .time = m_clock.now()};
            m_keeper->moveTo(to, ifExists, isOldRemoved, m_queue.status().failure ? &fallback : nullptr);
        });
        if (!moved) {
            return moved;
        }
        m_file = to;
        m_origin.reset();
        return retry();
    }

    fs::path m_file;
    std::optional<StoreError> m_whyReadOnly;
    std::optional<Origin> m_origin;
    Authorship m_by;
    const Clock& m_clock;
    std::unique_ptr<detail::Keeper> m_keeper; ///< the store's thread's; null if read only
    detail::CommitQueue m_queue;
    std::unique_ptr<detail::TaskThread> m_thread; ///< goes before keeper and queue, with all its tasks done
    std::optional<Document> m_document;           ///< goes first

  private:
    Result<std::vector<Change>, Refusal> changesOf(StepId id, const Board& now, detail::Direction direction) {
        const auto payloads = ask([this, id] { return m_keeper->payloads(id); });
        if (!payloads || payloads->empty()) {
            return Failure{Refusal{Refusal::Reason::damagedHistory, {}}};
        }
        return detail::decodeChanges(now, *payloads, direction);
    }
};

StoredDocument::StoredDocument(std::unique_ptr<Store> store) : m_store(std::move(store)) {}

StoredDocument::~StoredDocument() = default;

StoredDocument::Opened StoredDocument::open(const fs::path& file, StoreSetup setup) {
    return detail::guarded([&]() -> std::unique_ptr<StoredDocument> {
        setup.by = withSession(std::move(setup.by));
        const fs::path real = detail::regularFile(file);
        std::optional<detail::Lease> lease;
        auto held = detail::guarded([&] { lease.emplace(leaseOf(real, setup)); });
        detail::Reading reading = detail::openForReading(real, detail::schemaSteps());
        Board board = detail::readBoard(*reading.database, &setup.catalogue);
        auto origin = detail::readOrigin(*reading.database);
        // A journal whose end makes no sense cannot be gone on with, but the board can be looked at.
        const auto position = detail::guarded([&] { return detail::readPosition(*reading.database); });
        if (!held || !position) {
            const StoreError& why = held ? position.error() : held.error();
            return std::unique_ptr<StoredDocument>(
                new StoredDocument(std::make_unique<Store>(real, std::move(board), why, std::move(origin), setup)));
        }
        const bool isAtRest = reading.isAtRest;
        auto keeper =
            std::make_unique<detail::Keeper>(real, std::move(*lease), std::move(reading), setup.by, setup.clock);
        auto store = std::make_unique<Store>(std::move(board), std::move(keeper), *position, std::move(origin), setup);
        if (!isAtRest) {
            // What a crash left beside the file is taken in, so that closing leaves one file.
            store->m_thread->post([s = store.get()] { s->m_queue.readyFor(*s->m_keeper); });
        }
        return std::unique_ptr<StoredDocument>(new StoredDocument(std::move(store)));
    });
}

std::unique_ptr<StoredDocument> StoredDocument::begin(const fs::path& file, Board start, StoreSetup setup,
                                                      std::optional<Origin> origin) {
    setup.by = withSession(std::move(setup.by));
    auto keeper = std::make_unique<detail::Keeper>(file, start, origin, setup.by, setup.clock);
    return std::unique_ptr<StoredDocument>(new StoredDocument(std::make_unique<Store>(
        std::move(start), std::move(keeper), detail::JournalPosition{}, std::move(origin), setup)));
}

Document& StoredDocument::document() noexcept {
    return *m_store->m_document;
}

const Document& StoredDocument::document() const noexcept {
    return *m_store->m_document;
}

const fs::path& StoredDocument::file() const noexcept {
    return m_store->m_file;
}

const std::optional<StoreError>& StoredDocument::whyReadOnly() const noexcept {
    return m_store->m_whyReadOnly;
}

const std::optional<Origin>& StoredDocument::origin() const noexcept {
    return m_store->m_origin;
}

StoreStatus StoredDocument::status() const {
    return m_store->m_queue.status();
}

Result<void, StoreError> StoredDocument::flush() {
    return m_store->flush();
}

Result<void, StoreError> StoredDocument::retry() {
    return m_store->retry();
}

Result<void, StoreError> StoredDocument::nameVersion(const std::string& name) {
    return m_store->ask([this, &name] { m_store->m_keeper->nameVersion(name); });
}

Result<void, StoreError> StoredDocument::setOrigin(const Origin& origin) {
    auto kept = m_store->ask([this, &origin] { m_store->m_keeper->setOrigin(origin); });
    if (kept) {
        m_store->m_origin = origin;
    }
    return kept;
}

Result<void, StoreError> StoredDocument::saveCopy(const fs::path& file, bool isWithHistory, IfExists ifExists) {
    return detail::guarded([&] {
        const fs::path to = detail::target(file);
        if (isReadOnly()) {
            detail::copyStored(m_store->m_file, to, isWithHistory, ifExists, m_store->m_by, m_store->m_clock);
        } else {
            detail::orStop(m_store->ask([&] { m_store->m_keeper->copyTo(to, isWithHistory, ifExists); }));
        }
    });
}

Result<void, StoreError> StoredDocument::moveTo(const fs::path& file, IfExists ifExists, bool isOldRemoved) {
    return detail::guarded([&] { detail::orStop(m_store->moveTo(detail::target(file), ifExists, isOldRemoved)); });
}

void StoredDocument::discard() {
    m_store->m_document->setJournal(nullptr);
    m_store->m_document->setEditable(false);
    static_cast<void>(m_store->ask([this] { m_store->m_keeper->discard(); }));
}

} // namespace stormglass::model
