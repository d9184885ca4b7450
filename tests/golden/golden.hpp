// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stormglass::tests {

/// Compares with tests/golden/NAME, line by line, and fails the test at the first line that differs. With
/// STORMGLASS_ACCEPT in the environment the file is written instead.
void requireGolden(const std::string& name, const std::string& actual);

/// A file of the repository; a missing one fails the test.
std::string readFile(const std::string& path);

} // namespace stormglass::tests
