// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What every message of every model goes through, inline: a source brings an instance, a message is sent, waits, is
/// handled and sends others. Whatever only some models use is behind one test of a flag and elsewhere.
#include "simulator/engine/detail/hot_path/deliveries.hpp" // IWYU pragma: export
#include "simulator/engine/detail/hot_path/endings.hpp"    // IWYU pragma: export
#include "simulator/engine/detail/hot_path/flows.hpp"      // IWYU pragma: export
#include "simulator/engine/detail/hot_path/instances.hpp"  // IWYU pragma: export
#include "simulator/engine/detail/hot_path/lines.hpp"      // IWYU pragma: export
