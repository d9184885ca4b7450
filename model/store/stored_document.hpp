// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "model/changes/document.hpp"
#include "model/store/origin.hpp"
#include "model/store/stored_board.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace stormglass::model {

/// How far storing has come. "Stored" means committed and synced: it survives kill -9 and power loss.
struct StoreStatus {
    std::uint64_t appended = 0;                       ///< the last journal entry handed over
    std::uint64_t stored = 0;                         ///< the last one committed
    std::optional<StoreError> failure = std::nullopt; ///< why nothing is stored any more; the entries are kept

    [[nodiscard]] bool isSettled() const noexcept { return appended == stored && !failure; }
};

/// What a stored document needs from around it.
struct StoreSetup {
    const Catalogue& catalogue; ///< judges what is read and edited; must outlive the document
    const Clock& clock;         ///< must outlive the document
    Authorship by;
    std::function<void()> onStatus = {}; ///< called from the store's thread after each commit or failure; may be empty
};

/// A document with the file it lives in. Every edit goes to the file's journal and state, in order, on a thread of the
/// store; undo and redo reach back over earlier openings. It holds the document's lease until it goes; then the file
/// comes to rest as one file. Belongs to one thread (status() may be called from any).
class StoredDocument {
  public:
    using Opened = Result<std::unique_ptr<StoredDocument>, StoreError>;

    /// Opens a `.storm`. Where another program holds it, or the file or its folder cannot be written, it comes up read
    /// only and says why (whyReadOnly). Nothing of the file changes before the first edit.
    [[nodiscard]] static Opened open(const std::filesystem::path& file, StoreSetup setup);
    /// A new document, which has its file and journal from the first edit on. `origin` is the text file it is bound to.
    [[nodiscard]] static std::unique_ptr<StoredDocument> begin(const std::filesystem::path& file, Board start,
                                                               StoreSetup setup,
                                                               std::optional<Origin> origin = std::nullopt);
    StoredDocument(const StoredDocument&) = delete;
    StoredDocument& operator=(const StoredDocument&) = delete;
    StoredDocument(StoredDocument&&) = delete;
    StoredDocument& operator=(StoredDocument&&) = delete;
    /// Stores what is left, if it can be stored.
    ~StoredDocument();

    [[nodiscard]] Document& document() noexcept;
    [[nodiscard]] const Document& document() const noexcept;
    /// Where it lives, or will live from the first edit on.
    [[nodiscard]] const std::filesystem::path& file() const noexcept;

    [[nodiscard]] bool isReadOnly() const noexcept { return whyReadOnly().has_value(); }

    [[nodiscard]] const std::optional<StoreError>& whyReadOnly() const noexcept;
    [[nodiscard]] const std::optional<Origin>& origin() const noexcept;
    [[nodiscard]] StoreStatus status() const;

    /// Waits until all edits are stored, or storing has failed.
    Result<void, StoreError> flush();
    /// Tries to store again what could not be stored.
    Result<void, StoreError> retry();

    /// Gives the present state a name.
    Result<void, StoreError> nameVersion(const std::string& name);
    /// Remembers which bytes of the text file the document stands for.
    Result<void, StoreError> setOrigin(const Origin& origin);

    /// Writes a copy, with or without history; the document stays where it is. The copy is bound to no text file.
    Result<void, StoreError> saveCopy(const std::filesystem::path& file, bool isWithHistory, IfExists ifExists);
    /// Moves to another file and goes on there, with all history, also when storing has failed here: what could not be
    /// stored is stored there. A draft's old file is removed.
    Result<void, StoreError> moveTo(const std::filesystem::path& file, IfExists ifExists, bool isOldRemoved);
    /// Takes the document's file away with all history. Only closing may follow.
    void discard();

  private:
    class Store;

    explicit StoredDocument(std::unique_ptr<Store> store);

    std::unique_ptr<Store> m_store;
};

} // namespace stormglass::model
