// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "model/behaviour/catalogue.hpp"

#include <string>

namespace stormglass::model {

/// The JSON Schema (draft 2020-12) of the text form, made from the catalogue. It says all that a schema can: what the
/// reader checks beyond it (references, ids taken twice, flows' keys by the kinds at their ends) needs the document.
[[nodiscard]] Value schemaOf(const Catalogue& catalogue);

/// The same as the committed file `resources/schema/stormglass.schema.json` holds it.
[[nodiscard]] std::string schemaText(const Catalogue& catalogue);

} // namespace stormglass::model
