// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// What a document may hold at most. Far beyond any board people draw, and small enough that a hostile file cannot make
/// the program run out of memory or time.
namespace stormglass::model::detail {

/// Records of one table.
inline constexpr std::int64_t kMaxRecords = 500'000;
/// Bytes of one file, history included.
inline constexpr std::int64_t kMaxFileBytes = std::int64_t{16} << 30;
/// Lines of SQLite's own list; a document of ours has fewer than 40.
inline constexpr std::int64_t kMaxSchemaObjects = 200;

} // namespace stormglass::model::detail
