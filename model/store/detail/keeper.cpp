// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/keeper.hpp"

#include "model/store/detail/binding.hpp"
#include "model/store/detail/connection.hpp"
#include "model/store/detail/examine.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/new_file.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

namespace stormglass::model::detail {

namespace fs = std::filesystem;

namespace {

/// Takes a half-made file away unless it was given its name.
class Unfinished {
  public:
    explicit Unfinished(fs::path file) : m_file(std::move(file)) {}

    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    Unfinished(Unfinished&&) = delete;
    Unfinished& operator=(Unfinished&&) = delete;

    ~Unfinished() {
        std::error_code ignored;
        fs::remove(m_file, ignored);
        fs::remove(beside(m_file, "-journal"), ignored);
    }

    [[nodiscard]] const fs::path& file() const noexcept { return m_file; }

  private:
    fs::path m_file;
};

void vacuumInto(SQLite::Database& from, const fs::path& to) {
    describing(from.getHandle(), [&] {
        SQLite::Statement vacuum(from, "VACUUM INTO ?");
        vacuum.bind(1, to.string());
        vacuum.exec();
    });
}

void copyDatabase(SQLite::Database& from, const fs::path& to, bool isWithHistory, const Authorship& by,
                  const Clock& clock) {
    vacuumInto(from, to);
    {
        const auto database = connect(to, OpenMode::readWrite);
        writeOrigin(*database, std::nullopt);
        if (!isWithHistory) {
            const Board board = readBoard(*database, nullptr);
            const std::uint64_t sequence = readPosition(*database).lastSequence;
            dropHistory(*database, {.board = board, .sequence = sequence, .time = clock.now()}, by);
        }
    }
    syncFile(to);
}

/// Where WAL is not to be had (some network file systems) SQLite stays with a rollback journal: as safe, if slower.
void arm(SQLite::Database& database) {
    examineWhole(database);
    migrate(database, schemaSteps());
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
}

} // namespace

void copyStored(const fs::path& from, const fs::path& to, bool isWithHistory, IfExists ifExists, const Authorship& by,
                const Clock& clock) {
    const Lease lease(to, by.program, clock);
    const Unfinished made(freshNameBeside(to));
    copyDatabase(*openForReading(from, schemaSteps()).database, made.file(), isWithHistory, by, clock);
    moveInto(made.file(), to, ifExists == IfExists::replace);
}

Keeper::Keeper(fs::path file, Lease lease, Reading reading, Authorship by, const Clock& clock)
    : m_file(std::move(file))
    , m_lease(std::move(lease))
    , m_identity(identityOf(m_file))
    , m_reading(std::move(reading))
    , m_by(std::move(by))
    , m_clock(clock) {}

Keeper::Keeper(fs::path file, Board start, std::optional<Origin> origin, Authorship by, const Clock& clock)
    : m_file(std::move(file))
    , m_start(std::move(start))
    , m_startOrigin(std::move(origin))
    , m_by(std::move(by))
    , m_clock(clock) {}

Keeper::~Keeper() {
    settle();
}

void Keeper::commit(std::span<const std::shared_ptr<const Applied>> entries) {
    Writer& w = writer();
    checkIdentity();
    try {
        describing(w.database->getHandle(), [&] { commitWith(w, entries); });
    } catch (...) {
        m_writer.reset(); // statements may be half-way through and the position ahead: the next try begins anew
        throw;
    }
}

void Keeper::commitWith(Writer& w, std::span<const std::shared_ptr<const Applied>> entries) {
    SQLite::Transaction transaction(*w.database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const auto& entry : entries) {
        // What a commit whose answer was lost has stored already is not stored twice.
        if (entry->sequence > w.journal.position().lastSequence) {
            w.state.apply(entry->changes);
            w.journal.append(*entry);
        }
    }
    transaction.commit();
}

std::optional<Step> Keeper::step(StepId id) {
    return m_start ? std::nullopt : readStep(readable(), id);
}

std::vector<std::string> Keeper::payloads(StepId id) {
    return readPayloads(readable(), id);
}

void Keeper::nameVersion(const std::string& name) {
    Writer& w = writer();
    SQLite::Statement insert(*w.database, "INSERT INTO version (name, sequence, author, time) VALUES (?, ?, ?, ?)");
    run(insert, name, asStored(w.journal.position().lastSequence), m_by.author,
        std::int64_t{m_clock.now().time_since_epoch().count()});
}

void Keeper::setOrigin(const std::optional<Origin>& origin) {
    if (m_start) {
        m_startOrigin = origin;
    } else {
        writeOrigin(*writer().database, origin);
    }
}

void Keeper::checkIdentity() const {
    if (identityOf(m_file) != m_identity) {
        stop(StoreError::Reason::missing, m_file.string());
    }
}

Keeper::Writer& Keeper::writer() {
    if (m_writer == nullptr) {
        if (m_start) {
            bear();
        }
        checkIdentity();
        m_reading.reset();
        auto database = connect(m_file, OpenMode::readWrite);
        SQLite::Database& d = *database;
        describing(d.getHandle(), [&] { arm(d); });
        m_writer = std::make_unique<Writer>(std::move(database), m_by);
        m_writer->journal.resume();
    }
    return *m_writer;
}

SQLite::Database& Keeper::readable() {
    if (m_writer != nullptr) {
        return *m_writer->database;
    }
    if (!m_reading) {
        m_reading = openForReading(m_file, schemaSteps());
    }
    return *m_reading->database;
}

/// The file appears whole, under its lease.
void Keeper::bear() {
    fs::create_directories(m_file.parent_path());
    if (!m_lease) {
        m_lease.emplace(m_file, m_by.program, m_clock);
    }
    const Unfinished made(freshNameBeside(m_file));
    writeNew(made.file(), {.board = *m_start, .time = m_clock.now()}, m_by);
    if (m_startOrigin) {
        writeOrigin(*connect(made.file(), OpenMode::readWrite), m_startOrigin);
    }
    moveInto(made.file(), m_file, false);
    m_identity = identityOf(m_file);
    m_start.reset();
}

void Keeper::fillCopy(const fs::path& copy, bool isWithHistory) {
    if (m_start) {
        writeNew(copy, {.board = *m_start, .time = m_clock.now()}, m_by);
    } else {
        copyDatabase(readable(), copy, isWithHistory, m_by, m_clock);
    }
}

void Keeper::copyTo(const fs::path& to, bool isWithHistory, IfExists ifExists) {
    const Lease lease(to, m_by.program, m_clock);
    const Unfinished made(freshNameBeside(to));
    fillCopy(made.file(), isWithHistory);
    moveInto(made.file(), to, ifExists == IfExists::replace);
}

void Keeper::moveTo(const fs::path& to, IfExists ifExists, bool isOldRemoved, const Beginning* fallback) {
    if (to == m_file) {
        ready();
        return;
    }
    Lease lease(to, m_by.program, m_clock);
    const Unfinished made(freshNameBeside(to));
    try {
        fillCopy(made.file(), true);
    } catch (...) {
        if (fallback == nullptr) {
            throw;
        }
        std::error_code ignored;
        fs::remove(made.file(), ignored);
        writeNew(made.file(), *fallback, m_by);
    }
    moveInto(made.file(), to, ifExists == IfExists::replace);
    settle();
    if (isOldRemoved && !m_start) {
        removeFiles();
    }
    m_start.reset();
    m_startOrigin.reset();
    m_lease.reset();
    m_lease.emplace(std::move(lease));
    m_file = to;
    m_identity = identityOf(m_file);
}

void Keeper::discard() {
    m_writer.reset();
    m_reading.reset();
    if (!m_start) {
        removeFiles();
    }
    m_start.reset();
    m_lease.reset();
}

/// To rest: one file, without -wal. A reader that is just looking can keep it from that; then the -wal stays beside the
/// file, nothing is lost, and the next opening takes it in.
void Keeper::settle() noexcept {
    m_reading.reset();
    if (m_writer == nullptr) {
        return;
    }
    try {
        static_cast<void>(textFrom(*m_writer->database, "PRAGMA wal_checkpoint(TRUNCATE)"));
        static_cast<void>(textFrom(*m_writer->database, "PRAGMA journal_mode = DELETE"));
    } catch (const std::exception&) {
        static_cast<void>(0); // see above
    }
    m_writer.reset();
}

void Keeper::removeFiles() noexcept {
    std::error_code ignored;
    fs::remove(m_file, ignored);
    removeTraces(m_file);
}

} // namespace stormglass::model::detail
