// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/store/store_error.hpp"

#include <functional>
#include <type_traits>
#include <utility>

struct sqlite3;

/// SQLite and the file system report by exceptions; inside model/store so do we. At the public functions they become
/// results again, here.
namespace stormglass::model::detail {

/// A StoreError on its way out of the store.
struct StoreStop {
    StoreError error;
};

[[noreturn]] void stop(StoreError::Reason reason, std::string detail = {});
/// Stops with the reason that this errno means.
[[noreturn]] void stopForErrno(int code, std::string detail = {});

/// What the exception being handled says. `database` is asked for the errno behind an SQLite error; it may be null.
[[nodiscard]] StoreError currentError(sqlite3* database = nullptr);

/// The result of `work`, or the error it threw.
template <class Work> [[nodiscard]] auto guarded(Work&& work) -> Result<std::invoke_result_t<Work>, StoreError> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            std::invoke(std::forward<Work>(work));
            return {};
        } else {
            return std::invoke(std::forward<Work>(work));
        }
    } catch (...) {
        return Failure{currentError()};
    }
}

/// Does the work; an SQLite error goes on as a StoreStop that knows the errno behind it, which only the connection can
/// tell and only while it is open.
template <class Work> auto describing(sqlite3* database, Work&& work) -> std::invoke_result_t<Work> {
    try {
        return std::invoke(std::forward<Work>(work));
    } catch (...) {
        throw StoreStop{currentError(database)};
    }
}

/// The value, or the error thrown on.
template <class T> T orStop(Result<T, StoreError> result) {
    if (!result) {
        throw StoreStop{result.error()};
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(result).value();
    }
}

} // namespace stormglass::model::detail
