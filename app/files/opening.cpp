// SPDX-License-Identifier: Apache-2.0
#include "app/files/opening.hpp"

#include "app/files/text_file.hpp"
#include "app/wording/store_words.hpp"
#include "app/wording/text_words.hpp"
#include "model/changes/difference.hpp"

#include <QCoreApplication>

#include <utility>

namespace stormglass::app {

namespace fs = std::filesystem;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Opening", text);
}

QString nameOf(const fs::path& file) {
    return QString::fromStdString(file.filename().string());
}

Opening refused(const fs::path& file, const std::string& why) {
    Opening opening;
    opening.path = file;
    opening.fault = tr("“%1” was not opened. %2").arg(nameOf(file), QString::fromStdString(why));
    return opening;
}

/// Why the text is no board; the sentence for people.
std::string faultOf(const TextFile& text) {
    if (const auto* error = std::get_if<model::StoreError>(&text.content)) {
        return wording::sentenceFor(*error);
    }
    const auto& fault = std::get<model::TextFault>(text.content);
    return wording::placeOf(fault) + ": " + wording::sentenceFor(fault);
}

/// The draft that is bound to the text, brought up to what the text says now if nothing in it waits to be written.
Opening openBoundDraft(const fs::path& draft, const fs::path& file, const TextFile& text, const OpeningDesk& desk) {
    auto opened = model::StoredDocument::open(draft, desk.setup());
    if (!opened || !(*opened)->origin() || (*opened)->origin()->path != file.string()) {
        return {};
    }
    Opening opening{std::move(opened).value(), FileRole::text, file, {}, {}};
    model::StoredDocument& document = *opening.document;
    const model::Origin origin = *document.origin();
    const bool hasWaiting = origin.sequence != document.status().appended;
    if (document.isReadOnly() || origin.hash == text.hash || text.board() == nullptr) {
        opening.remark = hasWaiting && !document.isReadOnly()
                             ? tr("Edits of an earlier session are here; they are not written to the file yet.")
                             : QString();
        return opening;
    }
    if (!hasWaiting) {
        model::Document& edited = document.document();
        static_cast<void>(edited.edit({"reload"}, model::changesBetween(edited.board(), *text.board())));
        static_cast<void>(document.setOrigin({file.string(), text.hash, document.status().appended}));
        opening.remark = tr("The file has changed since it was last open here. Undo shows how it was.");
    }
    return opening;
}

Opening openText(const fs::path& file, const OpeningDesk& desk) {
    TextFile text = readTextFile(file, desk.catalogue);
    const bool isBundled = isBundledExample(file);
    const fs::path draft = model::draftFileFor(desk.drafts, file);
    if (!isBundled && fs::exists(draft)) {
        if (Opening bound = openBoundDraft(draft, file, text, desk); bound.document != nullptr) {
            return bound;
        }
    }
    if (text.board() == nullptr) {
        return refused(file, faultOf(text));
    }
    model::Board board = std::get<model::Board>(std::move(text.content));
    if (isBundled) {
        return beginDraft(std::move(board), desk);
    }
    // A draft that is in the way and not this text's (damaged, or of another name) is left alone.
    const fs::path place = fs::exists(draft) ? model::newDraftFile(desk.drafts) : draft;
    return {
        model::StoredDocument::begin(place, std::move(board), desk.setup(), model::Origin{file.string(), text.hash, 0}),
        FileRole::text,
        file,
        {},
        {}};
}

} // namespace

Opening openFile(const fs::path& file, const OpeningDesk& desk) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error) {
        return refused(file, wording::sentenceFor(model::StoreError{.reason = model::StoreError::Reason::missing}));
    }
    if (!fs::is_regular_file(real)) {
        return refused(file, wording::sentenceFor(model::StoreError{.reason = model::StoreError::Reason::notAFile}));
    }
    if (!model::looksStored(real)) {
        return openText(real, desk);
    }
    auto opened = model::StoredDocument::open(real, desk.setup());
    if (!opened) {
        return refused(real, wording::sentenceFor(opened.error()));
    }
    return {std::move(opened).value(), FileRole::stored, real, {}, {}};
}

Opening openDraft(const fs::path& file, const OpeningDesk& desk) {
    auto opened = model::StoredDocument::open(file, desk.setup());
    if (!opened) {
        return refused(file, wording::sentenceFor(opened.error()));
    }
    const auto origin = (*opened)->origin();
    return {std::move(opened).value(),
            origin ? FileRole::text : FileRole::draft,
            origin ? fs::path(origin->path) : fs::path(),
            {},
            {}};
}

Opening beginDraft(model::Board start, const OpeningDesk& desk) {
    return {model::StoredDocument::begin(model::newDraftFile(desk.drafts), std::move(start), desk.setup()),
            FileRole::draft,
            {},
            {},
            {}};
}

bool isBundledExample(const fs::path& file) {
    const fs::path folder = file.parent_path();
    const fs::path above = folder.parent_path().filename();
    return folder.filename() == "examples" && (above == "resources" || above == "stormglass");
}

fs::path draftsFolder() {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    const fs::path base =
        state.startsWith(QLatin1Char('/'))
            ? fs::path(state.toStdString())
            : fs::path(qEnvironmentVariable("HOME", QStringLiteral("/tmp")).toStdString()) / ".local" / "state";
    return base / "stormglass" / "drafts";
}

model::Authorship authorship() {
    model::Authorship by;
    for (const char* variable : {"STORMGLASS_AUTHOR", "USER", "LOGNAME"}) {
        if (by.author.empty()) {
            by.author = qEnvironmentVariable(variable).toStdString();
        }
    }
    by.program = "stormglass " STORMGLASS_VERSION;
    return by;
}

} // namespace stormglass::app
