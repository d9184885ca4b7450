// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/detail/schema.hpp"

namespace stormglass::model::detail {

/// Stops unless the database is a document of ours that is sound as far as it is going to be shown: whose file it is,
/// its version (with both named if it is newer), its schema compared with ours, the state tables' structure and
/// references, their size. Takes no longer for a longer history. Returns the version found.
std::int64_t examine(SQLite::Database& database, SchemaSteps steps);

/// Stops unless the whole file, history included, is sound. Done before anything is written to it.
void examineWhole(SQLite::Database& database);

} // namespace stormglass::model::detail
