// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>

namespace stormglass::model::detail {

inline void bindOne(SQLite::Statement& statement, int index, const std::string& text) {
    statement.bind(index, text);
}

inline void bindOne(SQLite::Statement& statement, int index, std::int64_t number) {
    statement.bind(index, number);
}

inline void bindOne(SQLite::Statement& statement, int index, double number) {
    statement.bind(index, number);
}

/// A number or null. (GCC 12 takes a std::optional<double> made on the spot for uninitialised.)
struct NullableNumber {
    bool isThere = false;
    double value = 0;
};

inline void bindOne(SQLite::Statement& statement, int index, const NullableNumber& number) {
    if (number.isThere) {
        statement.bind(index, number.value);
    } else {
        statement.bind(index);
    }
}

/// Nothing is written as null.
template <class T> void bindOne(SQLite::Statement& statement, int index, const std::optional<T>& value) {
    if (value) {
        bindOne(statement, index, *value);
    } else {
        statement.bind(index);
    }
}

/// Runs a prepared statement with these values, and leaves it ready for the next.
template <class... Values> void run(SQLite::Statement& statement, const Values&... values) {
    int index = 0;
    (bindOne(statement, ++index, values), ...);
    statement.exec();
    statement.reset();
}

/// A number of ours as SQLite keeps it; the gate holds ids and sequences below 2^63.
[[nodiscard]] inline std::int64_t asStored(std::uint64_t number) noexcept {
    return static_cast<std::int64_t>(number);
}

} // namespace stormglass::model::detail
