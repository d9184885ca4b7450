// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace stormglass::cli {

/// An example that a new document may begin with, in text form.
struct Template {
    std::string_view name;
    std::string_view text;
};

/// Those of resources/examples, built into the program, by name.
[[nodiscard]] const std::vector<Template>& templates();

} // namespace stormglass::cli
