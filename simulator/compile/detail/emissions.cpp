// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"
#include "simulator/compile/detail/words.hpp"

#include <algorithm>
#include <string>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

/// What an arrow's `on` asks for.
struct Condition {
    bool emission = false;
    bool anythingElse = false;   ///< a word besides `emission` and classes
    std::uint8_t outcomes = 0;   ///< 0: none named
    std::vector<Index> messages; ///< kNone for a word that names nothing: it never comes
    ClassMask classes = 0;       ///< 0: none named
};

class EmissionWriter {
  public:
    explicit EmissionWriter(Compilation& compilation)
        : m_compilation(compilation), m_directory(compilation.directory), m_network(compilation.network) {}

    void writeSource(Index row) {
        const Index at = m_directory.sources()[row];
        const Node& node = m_directory.nodes()[at];
        Source& source = m_network.sources[row];
        source.flows.first = static_cast<Index>(m_network.outFlows.size());
        if (node.message != kNone) { // a policy is triggered by its tick
            OutFlow tick;
            tick.message = node.message;
            m_network.outFlows.push_back(tick);
            source.flows.count = 1;
            return;
        }
        const bool onlySends = node.handler == kNone;
        for (const Index number : m_directory.out(at)) {
            if (m_directory.arrows()[number].role != FlowRole::emission) {
                continue;
            }
            const Condition condition = conditionOf(number);
            if (condition.emission || (onlySends && isMetByEmission(condition))) {
                add(number, condition, source.flows, false);
            } else if (onlySends) {
                m_compilation.doesNothing(m_directory.paths()[number] + ".on");
            }
        }
        numberChoices(source.flows);
    }

    void writeHandler(Index row) {
        const Index at = m_directory.handlers()[row];
        const Node& node = m_directory.nodes()[at];
        Handler& handler = m_network.handlers[row];
        handler.flows.first = static_cast<Index>(m_network.outFlows.size());
        for (const Index number : m_directory.out(at)) {
            if (m_directory.arrows()[number].role != FlowRole::emission) {
                continue;
            }
            const Condition condition = conditionOf(number);
            if (node.message != kNone) {
                addToTicking(number, condition, handler, node.message);
                continue;
            }
            if (condition.emission && node.source == kNone) {
                m_compilation.doesNothing(m_directory.paths()[number] + ".on");
            }
            if (!condition.emission || condition.anythingElse) {
                add(number, condition, handler.flows, true);
            }
        }
        letFailureStandForTimeout(handler.flows);
        numberChoices(handler.flows);
    }

  private:
    /// What a policy sends by itself is what the handling of its tick makes. One that handles messages as well sends
    /// by itself only what says `emission`.
    void addToTicking(Index number, const Condition& condition, Handler& handler, Index tick) {
        if (condition.emission) {
            add(number, {.outcomes = maskOf(Outcome::success), .messages = {tick}, .classes = condition.classes},
                handler.flows, true);
            if (!condition.anythingElse) {
                return;
            }
        }
        std::vector<Index> others = messagesTo(static_cast<Index>(&handler - m_network.handlers.data()), tick);
        if (others.empty() || !condition.messages.empty()) {
            add(number, condition, handler.flows, true);
            return;
        }
        const std::uint8_t success = maskOf(Outcome::success);
        const std::uint8_t outcomes = condition.outcomes != 0 ? condition.outcomes : success;
        if ((outcomes & success) != 0) {
            add(number, {.outcomes = success, .messages = std::move(others), .classes = condition.classes},
                handler.flows, true);
        }
        if ((outcomes & ~success) != 0) {
            add(number,
                {.outcomes = static_cast<std::uint8_t>(outcomes & ~success),
                 .messages = {},
                 .classes = condition.classes},
                handler.flows, true);
        }
    }

    /// The messages that may come to a handler, but for its tick.
    std::vector<Index> messagesTo(Index handler, Index tick) const {
        const auto reaches = [&](Range receivers) {
            const auto first = m_network.receivers.begin() + receivers.first;
            return std::any_of(first, first + receivers.count,
                               [&](const Receiver& receiver) { return receiver.handler == handler; });
        };
        const bool readsDeadLetters =
            std::ranges::any_of(m_network.channels, [&](const Channel& c) { return reaches(c.deadLetterReceivers); });
        std::vector<Index> found;
        for (Index row = 0; row < m_network.messages.size(); ++row) {
            const Message& message = m_network.messages[row];
            const auto first = m_network.publications.begin() + message.publications.first;
            const bool comes =
                readsDeadLetters || reaches(message.receivers) ||
                std::any_of(first, first + message.publications.count,
                            [&](const Publication& publication) { return reaches(publication.subscribers); });
            if (comes && row != tick) {
                found.push_back(row);
            }
        }
        return found;
    }

    /// An emission fires what a success does; no message comes to what handles nothing.
    static bool isMetByEmission(const Condition& condition) {
        const bool isOutcomeRight = condition.outcomes == 0 || (condition.outcomes & maskOf(Outcome::success)) != 0;
        return isOutcomeRight && condition.messages.empty();
    }

    Condition conditionOf(Index number) {
        Condition condition;
        const Value* words = m_directory.fieldsOf(m_directory.arrows()[number]).written("on");
        if (words == nullptr) {
            return condition;
        }
        for (const Value& entry : *words) {
            const auto& word = entry.get_ref<const std::string&>();
            if (word == "emission") {
                condition.emission = true;
            } else if (const std::optional<Outcome> outcome = outcomeOf(word)) {
                condition.outcomes |= maskOf(*outcome);
                condition.anythingElse = true;
            } else if (const Index message = m_compilation.messageOf(word); message != kNone) {
                condition.messages.push_back(message);
                condition.anythingElse = true;
            } else if (m_compilation.classes.isClass(word)) {
                condition.classes |= ClassMask{1} << m_compilation.classes.find(word);
            } else {
                condition.messages.push_back(kNone);
                condition.anythingElse = true;
                m_compilation.doesNothing(m_directory.paths()[number] + ".on." + word);
            }
        }
        return condition;
    }

    void add(Index number, const Condition& condition, Range& flows, bool byHandler) {
        const Arrow& drawn = m_directory.arrows()[number];
        const std::string& path = m_directory.paths()[number];
        const Fields fields = m_directory.fieldsOf(drawn);
        NetworkWriter& writer = m_compilation.writer;
        OutFlow flow;
        flow.message = m_directory.nodes()[drawn.to].message;
        flow.flow = number;
        if (byHandler) {
            flow.onMessages = {static_cast<Index>(m_network.messageRefs.size()),
                               static_cast<Index>(condition.messages.size())};
            m_network.messageRefs.insert(m_network.messageRefs.end(), condition.messages.begin(),
                                         condition.messages.end());
            flow.onOutcomes = condition.outcomes != 0 ? condition.outcomes : maskOf(Outcome::success);
        }
        flow.onClasses = condition.classes != 0 ? condition.classes : kEveryClass;
        flow.probability = fields.number("probability", 1);
        if (flow.probability < 1) {
            flow.probabilityStream = writer.stream(path, Purpose::probability);
        }
        flow.count = writer.variate(fields.written("count"), path, Purpose::count);
        writeMode(fields, drawn, byHandler, flow);
        flow.latency = writer.variate(fields.written("latency"), path, Purpose::latency);
        flow.keys = writer.keys(fields.written("keys"), path);
        m_network.outFlows.push_back(flow);
        ++flows.count;
    }

    void writeMode(const Fields& fields, const Arrow& drawn, bool byHandler, OutFlow& flow) const {
        const std::string_view mode = fields.word("mode");
        const bool asks = m_compilation.element(drawn.to).kind == model::ElementKind::query;
        flow.sync = byHandler && (mode == "sync" || (mode.empty() && asks));
        flow.parallel = flow.sync && fields.truth("parallel");
        flow.timeout = flow.sync ? fields.number("timeout", kNever) : kNever;
    }

    /// `failure` also stands for timeout if no flow of the handler names it.
    void letFailureStandForTimeout(Range flows) {
        const auto begin = m_network.outFlows.begin() + flows.first;
        const auto end = begin + flows.count;
        const auto names = [](Outcome outcome) {
            return [outcome](const OutFlow& flow) { return (flow.onOutcomes & maskOf(outcome)) != 0; };
        };
        if (std::none_of(begin, end, names(Outcome::timeout))) {
            std::for_each(begin, end, [&](OutFlow& flow) {
                if (names(Outcome::failure)(flow)) {
                    flow.onOutcomes |= maskOf(Outcome::timeout);
                }
            });
        }
    }

    void numberChoices(Range flows) {
        std::vector<std::pair<std::string_view, Index>> groups; // name, stream
        for (Index f = flows.first; f < flows.end(); ++f) {
            OutFlow& flow = m_network.outFlows[f];
            if (flow.flow == kNone) {
                continue;
            }
            const Arrow& drawn = m_directory.arrows()[flow.flow];
            const Fields fields = m_directory.fieldsOf(drawn);
            if (!fields.isWritten("choice")) {
                continue;
            }
            const Fields choice = fields.within("choice");
            const std::string_view name = choice.word("group");
            auto group = std::ranges::find(groups, name, &std::pair<std::string_view, Index>::first);
            if (group == groups.end()) {
                groups.emplace_back(name, m_compilation.writer.stream(m_directory.paths()[flow.flow], Purpose::choice));
                group = groups.end() - 1;
            }
            flow.choiceGroup = static_cast<Index>(group - groups.begin());
            flow.choiceWeight = choice.number("weight", 1);
            flow.choiceStream = group->second;
        }
    }

    Compilation& m_compilation;
    const Directory& m_directory;
    Network& m_network;
};

} // namespace

void writeEmissions(Compilation& compilation) {
    EmissionWriter writer(compilation);
    for (Index row = 0; row < compilation.network.sources.size(); ++row) {
        writer.writeSource(row);
    }
    for (Index row = 0; row < compilation.network.handlers.size(); ++row) {
        writer.writeHandler(row);
    }
}

} // namespace stormglass::sim::compiling
