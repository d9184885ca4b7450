// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>

namespace stormglass::model::detail {

[[noreturn]] inline void contractBroken(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken contract: %s\n", file, line, condition);
    std::abort();
}

} // namespace stormglass::model::detail

/// A precondition of the caller. Breaking it is a defect of the program, never of its input, so it stops at once.
#define STORMGLASS_EXPECTS(condition)                                                                                  \
    ((condition) ? void(0) : ::stormglass::model::detail::contractBroken(#condition, __FILE__, __LINE__))
