// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/stored_document.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <memory>
#include <string>
#include <utility>

namespace stormglass::tests {

/// Opens documents as a program would.
struct Desk {
    model::SystemClock clock;
    model::Catalogue catalogue;
    ScratchFolder folder;

    [[nodiscard]] model::StoreSetup setup(std::string program = "test") const {
        return {.catalogue = catalogue, .clock = clock, .by = {.author = "Ada", .program = std::move(program)}};
    }

    [[nodiscard]] std::unique_ptr<model::StoredDocument> begin(const std::string& name, model::Board start = {}) const {
        return model::StoredDocument::begin(folder / name, std::move(start), setup());
    }

    [[nodiscard]] std::unique_ptr<model::StoredDocument> open(const std::string& name) const {
        auto opened = model::StoredDocument::open(folder / name, setup());
        REQUIRE(opened.ok());
        return std::move(opened).value();
    }

    [[nodiscard]] model::StoreError::Reason refusalOf(const std::string& name) const {
        const auto opened = model::StoredDocument::open(folder / name, setup());
        REQUIRE_FALSE(opened.ok());
        return opened.error().reason;
    }
};

/// One legal random edit.
inline void editAtRandom(model::Document& document, RandomEdits& random) {
    REQUIRE(document.edit({"random"}, random.next(document.board())).ok());
}

/// Adds a note of that name.
inline void addNote(model::Document& document, const std::string& label) {
    const auto made = addElement(document.board(), {.kind = model::ElementKind::event, .label = label});
    REQUIRE(document.edit({"addElements"}, {made}).ok());
}

} // namespace stormglass::tests
