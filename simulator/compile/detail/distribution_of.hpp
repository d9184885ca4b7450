// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "simulator/random/distribution.hpp"

namespace stormglass::sim::compiling {

/// The distribution of a parameter's value as the text form writes it: {"exponential": {"mean": 0.01}}. The value is
/// legal: it has been through reader or gate.
[[nodiscard]] Distribution distributionOf(const model::Value& value, DistributionTable& table);

} // namespace stormglass::sim::compiling
