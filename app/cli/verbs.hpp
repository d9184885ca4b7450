// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"
#include "app/cli/requests.hpp"

// What the verbs do. Each prints its results to console.out, everything else to console.err, and returns the program's
// exit code.
namespace stormglass::cli {

[[nodiscard]] int run(const NewRequest& request, const Console& console);
[[nodiscard]] int run(const CheckRequest& request, const Console& console);
[[nodiscard]] int run(const ForecastRequest& request, const Console& console);
[[nodiscard]] int run(const SimulateRequest& request, const Console& console);
[[nodiscard]] int run(const ExportRequest& request, const Console& console);
[[nodiscard]] int run(const ImportRequest& request, const Console& console);
[[nodiscard]] int run(const ConvertRequest& request, const Console& console);
[[nodiscard]] int run(const ShowRequest& request, const Console& console);
[[nodiscard]] int run(const DiffRequest& request, const Console& console);
[[nodiscard]] int run(const HistoryRequest& request, const Console& console);
[[nodiscard]] int run(const SchemaRequest& request, const Console& console);

[[nodiscard]] constexpr int asInt(ExitCode code) noexcept {
    return static_cast<int>(code);
}

} // namespace stormglass::cli
