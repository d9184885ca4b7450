// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace stormglass::sim::compiling {

namespace {

/// Keys of an arrow into a message that mean nothing on one out of a message or channel (CONTRACT section 4). `choice`
/// stands there: its weights share a command among several receivers.
constexpr std::array<std::string_view, 5> kOfSenders{"count", "mode", "parallel", "timeout", "keys"};

void listArrow(Compilation& compilation, Index number) {
    const Arrow& arrow = compilation.directory.arrows()[number];
    const std::string& path = compilation.directory.paths()[number];
    if (arrow.role == FlowRole::odd) {
        compilation.doesNothing(path);
        return;
    }
    if (arrow.flow->via && arrow.role != FlowRole::subscription) {
        compilation.doesNothing(path + ".via");
    }
    const bool sends = arrow.role == FlowRole::emission;
    const Fields fields = compilation.directory.fieldsOf(arrow);
    for (const std::string_view key : kOfSenders) {
        if (!sends && fields.isWritten(key)) {
            compilation.doesNothing(path + "." + std::string(key));
        }
    }
}

/// A topic's parameters on a queue.
void listChannel(Compilation& compilation, Index node) {
    if (compilation.element(node).kind != model::ElementKind::queue) {
        return;
    }
    const Fields fields = compilation.directory.fieldsOf(node);
    for (const char* key : {"partitions", "shares", "rebalance"}) {
        if (fields.isWritten(key)) {
            compilation.doesNothing(compilation.directory.idOf(node) + "." + key);
        }
    }
}

} // namespace

void listOddities(Compilation& compilation) {
    for (Index number = 0; number < compilation.directory.arrows().size(); ++number) {
        listArrow(compilation, number);
    }
    for (const Index node : compilation.directory.channels()) {
        listChannel(compilation, node);
    }
    std::vector<std::string>& paths = compilation.compiled.notSimulated;
    std::ranges::sort(paths);
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
}

} // namespace stormglass::sim::compiling
