// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>
#include <limits>
#include <span>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

/// A join counts kinds in 64 bits.
constexpr std::size_t kMostAwaited = 64;

class HandlerWriter {
  public:
    HandlerWriter(Compilation& compilation, bool anythingMayFail)
        : m_compilation(compilation)
        , m_network(compilation.network)
        , m_writer(compilation.writer)
        , m_anythingMayFail(anythingMayFail) {}

    void write(Index node, Handler& handler) {
        m_id = &m_compilation.directory.idOf(node);
        const Fields element = m_compilation.directory.fieldsOf(node);
        const Fields handling = element.within("handling");
        handler.readModel = m_compilation.element(node).kind == model::ElementKind::readModel;
        writeTimes(handling, handler);
        writeRetry(handling, handler.retry);
        writePer(handling, handler);
        writeFailure(handling, handler);
        writeEventSourcing(handling, handler);
        writeBatch(handling, handler.batch);
        writeJoin(handling, handler.join);
        writeGuards(handling, handler);
        handler.exclusivePerKey = handling.truth("exclusivePerKey");
        handler.idempotent = handling.truth("idempotent");
        handler.priority = handling.number("priority");
        const Value* inner = handling.written("deadLetter");
        handler.deadLetter = m_compilation.channelOf(inner != nullptr ? inner : element.written("deadLetter"));
    }

  private:
    void writeTimes(const Fields& handling, Handler& handler) {
        handler.time = m_writer.variate(handling.effective("time"), *m_id, Purpose::handling);
        handler.delay = m_writer.variate(handling.written("delay"), *m_id, Purpose::delay);
        handler.patience = m_writer.variate(handling.written("patience"), *m_id, Purpose::patience);
        handler.timeout = handling.number("timeout", kNever);
    }

    void writeFailure(const Fields& handling, Handler& handler) {
        handler.failure = handling.number("failure");
        const auto rules = std::span(m_network.perRules).subspan(handler.per.first, handler.per.count);
        const bool mayFail = m_anythingMayFail || handler.failure > 0 ||
                             std::ranges::any_of(rules, [](const PerRule& rule) { return rule.failure > 0; });
        if (mayFail) {
            handler.failureStream = m_writer.stream(*m_id, Purpose::failure);
        }
    }

    void writeRetry(const Fields& handling, Retry& row) {
        if (!handling.isWritten("retry")) {
            return;
        }
        const Fields retry = handling.within("retry");
        row.attempts = std::max(retry.count("attempts", 1), 1U);
        row.multiplier = retry.number("multiplier", 1);
        row.maxBackoff = retry.number("maxBackoff", kNever);
        row.jitter = retry.number("jitter");
        if (row.attempts > 1) {
            row.backoff = m_writer.variate(retry.effective("backoff"), *m_id, Purpose::backoff);
        }
        if (row.jitter > 0) {
            row.jitterStream = m_writer.stream(*m_id, Purpose::sampling);
        }
    }

    /// Rules for classes stand before those for messages: class first.
    void writePer(const Fields& handling, Handler& handler) {
        const Value* per = handling.written("per");
        handler.per.first = static_cast<Index>(m_network.perRules.size());
        if (per == nullptr) {
            return;
        }
        for (const bool ofClass : {true, false}) {
            for (const auto& [name, rule] : per->items()) {
                if (m_compilation.classes.isClass(name) == ofClass) {
                    addRule(name, rule, ofClass);
                }
            }
        }
        handler.per.count = static_cast<Index>(m_network.perRules.size()) - handler.per.first;
    }

    void addRule(const std::string& name, const Value& rule, bool ofClass) {
        PerRule row;
        row.ofClass = ofClass;
        row.subject = ofClass ? m_compilation.classes.find(name) : m_compilation.messageOf(name);
        if (row.subject == kNone || (ofClass && row.subject == kNoClass)) {
            m_compilation.doesNothing(*m_id + ".handling.per." + name);
            return;
        }
        if (const auto time = rule.find("time"); time != rule.end()) {
            row.time = m_writer.variate(&*time, *m_id + ".handling.per." + name, Purpose::handling);
        }
        if (const auto failure = rule.find("failure"); failure != rule.end()) {
            row.failure = failure->get<double>();
        }
        if (const auto priority = rule.find("priority"); priority != rule.end()) {
            row.priority = priority->get<double>();
        }
        m_network.perRules.push_back(row);
    }

    static void writeEventSourcing(const Fields& handling, Handler& handler) {
        if (handling.isWritten("eventSourced")) {
            const Fields rule = handling.within("eventSourced");
            handler.eventSourced = true;
            handler.perEvent = rule.number("perEvent");
            handler.snapshotEvery = rule.count("snapshotEvery", kUnlimited);
        }
    }

    void writeBatch(const Fields& handling, BatchRule& row) {
        if (handling.isWritten("batch")) {
            const Fields rule = handling.within("batch");
            row.present = true;
            row.max = rule.count("max", kUnlimited);
            row.linger = rule.number("linger");
            row.perMessage = m_writer.variate(rule.written("perMessage"), *m_id, Purpose::count);
        }
    }

    void writeJoin(const Fields& handling, JoinRule& row) {
        if (!handling.isWritten("waitFor")) {
            return;
        }
        const Fields rule = handling.within("waitFor");
        row.timeout = rule.number("timeout", kNever);
        row.byKey = rule.word("by") == "key";
        if (rule.isWritten("each")) {
            row.kind = JoinKind::each;
            row.eachMessage = m_compilation.messageOf(rule.word("each"));
            row.asManyAs = m_compilation.messageOf(rule.word("as"));
            return;
        }
        const Value* listed = rule.written("of");
        if (rule.isWritten("all")) {
            row.kind = JoinKind::all;
            listed = rule.written("all");
        } else if (rule.isWritten("any")) {
            row.kind = JoinKind::any;
            listed = rule.written("any");
        } else {
            row.kind = JoinKind::atLeast;
            row.atLeast = rule.count("atLeast", 1);
        }
        row.messages = awaited(listed);
    }

    /// The listed kinds of message, each once: copies and occurrences don't count twice.
    Range awaited(const Value* listed) {
        std::vector<Index>& refs = m_network.messageRefs;
        Range range{static_cast<Index>(refs.size()), 0};
        if (listed == nullptr) {
            return range;
        }
        for (const Value& id : *listed) {
            const Index message = m_compilation.messageOf(id.get_ref<const std::string&>());
            const auto first = refs.begin() + range.first;
            if (std::find(first, refs.end(), message) != refs.end()) {
                continue;
            }
            if (range.count == kMostAwaited) {
                m_compilation.doesNothing(*m_id + ".handling.waitFor." + id.get<std::string>());
                continue;
            }
            refs.push_back(message);
            ++range.count;
        }
        return range;
    }

    static void writeGuards(const Fields& handling, Handler& handler) {
        if (handling.isWritten("rateLimit")) {
            const Fields rule = handling.within("rateLimit");
            handler.rateLimit.rate = rule.number("rate");
            handler.rateLimit.burst = rule.number("burst", 1);
            handler.rateLimit.rejects = rule.word("excess") == "reject";
        }
        if (handling.isWritten("circuitBreaker")) {
            const Fields rule = handling.within("circuitBreaker");
            CircuitBreaker& breaker = handler.circuitBreaker;
            breaker.present = true;
            breaker.consecutive = rule.count("consecutive", 0);
            breaker.window = rule.number("window", 0);
            breaker.threshold = rule.number("threshold", 1);
            breaker.minCalls = rule.count("minCalls", 10);
            breaker.openFor = rule.number("openFor");
            breaker.probes = rule.count("probes", 1);
        }
        if (handling.isWritten("hedge")) {
            const Fields rule = handling.within("hedge");
            handler.hedge.copies = std::max(rule.count("copies", 2), 1U);
            handler.hedge.after = rule.number("after");
        }
    }

    Compilation& m_compilation;
    Network& m_network;
    NetworkWriter& m_writer;
    bool m_anythingMayFail;
    const std::string* m_id = nullptr;
};

bool anyFaultFails(const Fields& scenario) {
    const Value* faults = scenario.written("faults");
    return faults != nullptr && std::ranges::any_of(*faults, [](const Value& fault) {
               return fault.at("effect").is_object() && fault.at("effect").contains("fail");
           });
}

} // namespace

void writeHandlers(Compilation& compilation) {
    HandlerWriter writer(compilation, anyFaultFails(compilation.scenario));
    const std::vector<Index>& nodes = compilation.directory.handlers();
    for (Index row = 0; row < nodes.size(); ++row) {
        writer.write(nodes[row], compilation.network.handlers[row]);
    }
}

} // namespace stormglass::sim::compiling
