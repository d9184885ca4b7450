// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/notation/findings.hpp"
#include "model/notation/topology.hpp"

#include <vector>

// What check() is made of, one question each; findings are appended.
namespace stormglass::model::checks {

void flows(const Topology& topology, Level level, std::vector<Finding>& findings);
void messages(const Topology& topology, Level level, std::vector<Finding>& findings);
void handlers(const Topology& topology, Level level, std::vector<Finding>& findings);
void structure(const Topology& topology, Level level, std::vector<Finding>& findings);
void journeys(const Topology& topology, std::vector<Finding>& findings);
void names(const Topology& topology, std::vector<Finding>& findings);
void defaults(const Topology& topology, Level level, std::vector<Finding>& findings);

} // namespace stormglass::model::checks
