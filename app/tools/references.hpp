// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/records.hpp"

#include <set>
#include <string>
#include <unordered_map>

namespace stormglass::app::tools {

/// Old ids and the new ones that stand for them.
using Names = std::unordered_map<std::string, std::string>;

/// The record with every reference to a renamed element following it; its own id stays.
[[nodiscard]] model::Element withNames(model::Element element, const Names& names);
[[nodiscard]] model::Flow withNames(model::Flow flow, const Names& names);

/// Without what `on`, `waitFor` and `per` say of messages that are not there.
[[nodiscard]] model::Element withoutMentionsOf(model::Element element, const std::set<model::ElementId>& gone);
[[nodiscard]] model::Flow withoutMentionsOf(model::Flow flow, const std::set<model::ElementId>& gone);

} // namespace stormglass::app::tools
