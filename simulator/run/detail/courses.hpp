// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/run/detail/findings.hpp"
#include "simulator/run/report.hpp"

namespace stormglass::sim {

/// How places fill and empty over time (bands over the replications), and which figures fall into two camps.
void addCourses(RunReport& report, const Names& names, const Findings& findings);

} // namespace stormglass::sim
