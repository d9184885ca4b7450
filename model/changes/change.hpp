// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/records.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stormglass::model {

/// One record added (no before), removed (no after) or altered (both). Its inverse swaps the two.
template <class Record> struct RecordChange {
    std::optional<Record> before;
    std::optional<Record> after;

    friend bool operator==(const RecordChange&, const RecordChange&) = default;
};

/// Everything that alters a board is one of these (DESIGN section 2): a small value with before and after.
using Change = std::variant<RecordChange<Element>, RecordChange<Flow>, RecordChange<Journey>, RecordChange<Scenario>,
                            RecordChange<BoardSettings>>;

/// The change that takes it back.
[[nodiscard]] inline Change inverseOf(const Change& change) {
    return std::visit(
        [](const auto& c) -> Change {
            auto inverse = c;
            std::swap(inverse.before, inverse.after);
            return inverse;
        },
        change);
}

template <class Record> [[nodiscard]] Change added(Record record) {
    return RecordChange<Record>{std::nullopt, std::move(record)};
}

template <class Record> [[nodiscard]] Change removed(Record record) {
    return RecordChange<Record>{std::move(record), std::nullopt};
}

template <class Record> [[nodiscard]] Change altered(Record before, Record after) {
    return RecordChange<Record>{std::move(before), std::move(after)};
}

} // namespace stormglass::model
