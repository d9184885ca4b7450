// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace stormglass::tests {

/// Runs `work` in a child of this process, which ends with its result without running anybody's destructors. Call it
/// before this process starts threads.
[[nodiscard]] inline pid_t startChild(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        int code = 99;
        try {
            code = work();
        } catch (...) {
            code = 98;
        }
        ::_exit(code);
    }
    return child;
}

/// The exit code of the child, 128 + signal if one ended it.
[[nodiscard]] inline int waitFor(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

[[nodiscard]] inline int inChild(const std::function<int()>& work) {
    return waitFor(startChild(work));
}

/// Gives up root's rights, before which no folder is read only. For a child only.
[[nodiscard]] inline bool becomeNobody() {
    constexpr uid_t kNobody = 65534;
    return ::geteuid() != 0 || (::setgid(kNobody) == 0 && ::setuid(kNobody) == 0);
}

} // namespace stormglass::tests
