// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"
#include "simulator/engine/honoured.hpp"

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

/// What the engine does not do yet, where it is asked for (simulator/engine/honoured.hpp).
class Unhonoured {
  public:
    explicit Unhonoured(Compilation& compilation) : m_compilation(compilation) {}

    void list(std::string_view place) {
        const std::size_t dot = place.find('.');
        const std::string_view owner = place.substr(0, dot);
        const std::string_view key = dot == std::string_view::npos ? place : place.substr(dot + 1);
        const Directory& directory = m_compilation.directory;
        if (owner == "profile") {
            listWithin(directory.sources(), "arrivals", "profile");
            listScenario("profile");
        } else if (owner == "arrivals") {
            listWithin(directory.sources(), "arrivals", key);
        } else if (owner == "handling") {
            listWithin(directory.handlers(), "handling", key);
        } else if (owner == "service") {
            listOf(directory.services(), key);
        } else if (owner == "channel") {
            listOf(directory.channels(), key);
        } else if (owner == "flow") {
            listFlows(key);
        } else if (owner == "scenario") {
            listScenario(key);
        }
    }

  private:
    void listWithin(const std::vector<Index>& nodes, std::string_view record, std::string_view key) {
        for (const Index node : nodes) {
            if (m_compilation.directory.fieldsOf(node).within(record).isChanged(key)) {
                add(m_compilation.directory.idOf(node) + "." + std::string(record), key);
            }
        }
    }

    void listOf(const std::vector<Index>& nodes, std::string_view key) {
        for (const Index node : nodes) {
            if (m_compilation.directory.fieldsOf(node).isChanged(key)) {
                add(m_compilation.directory.idOf(node), key);
            }
        }
    }

    /// A query is asked synchronously without saying so.
    void listFlows(std::string_view key) {
        for (const OutFlow& flow : m_compilation.network.outFlows) {
            if (flow.flow == kNone) {
                continue;
            }
            const Fields fields = m_compilation.directory.fieldsOf(m_compilation.directory.arrows()[flow.flow]);
            if (key == "mode" ? flow.sync : fields.isChanged(key)) {
                add(m_compilation.directory.paths()[flow.flow], key);
            }
        }
    }

    void listScenario(std::string_view key) {
        if (m_compilation.scenario.isChanged(key)) {
            add("scenario", key);
        }
    }

    void add(const std::string& owner, std::string_view key) {
        m_compilation.doesNothing(owner + "." + std::string(key));
    }

    Compilation& m_compilation;
};

} // namespace

void listOddities(Compilation& compilation) {
    for (Index number = 0; number < compilation.directory.arrows().size(); ++number) {
        listArrow(compilation, number);
    }
    for (const Index node : compilation.directory.channels()) {
        listChannel(compilation, node);
    }
    Unhonoured unhonoured(compilation);
    for (const std::string_view place : kNotHonoured) {
        unhonoured.list(place);
    }
    std::vector<std::string>& paths = compilation.compiled.notSimulated;
    std::ranges::sort(paths);
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
}

} // namespace stormglass::sim::compiling
