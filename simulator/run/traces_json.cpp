// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/random_stream.hpp"
#include "simulator/run/traces.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace stormglass::sim {

namespace {

using model::Value;

constexpr std::uint64_t kEpochNanoseconds = 1'704'067'200'000'000'000; ///< Monday, 2024-01-01T00:00:00Z

enum class SpanKind : std::uint8_t { internal = 1, server = 2 }; // numbers of the OTLP enumeration

std::string timeOf(double seconds) {
    return std::to_string(kEpochNanoseconds + static_cast<std::uint64_t>(std::llround(seconds * 1e9)));
}

Value attribute(const char* key, const std::string& text) {
    return Value{{"key", key}, {"value", Value{{"stringValue", text}}}};
}

/// Spans by the service they belong to: OTLP names it once per resource.
class SpanWriter {
  public:
    void write(const TracedJourney& trace) {
        m_traceId = fmt::format("{:016x}{:016x}", placeHashOf(trace.journey) | 1U, trace.instance);
        m_instance = trace.instance;
        m_spans = 0;
        const std::string root = add({.service = trace.journey,
                                      .name = trace.journey,
                                      .parent = {},
                                      .begin = trace.begin,
                                      .end = trace.begin + trace.latency,
                                      .kind = SpanKind::internal});
        double at = trace.begin;
        for (std::size_t i = 0; i < trace.steps.size();) {
            std::size_t last = i; // a visit: all steps at one place in a row
            double end = at;
            for (; last < trace.steps.size() && trace.steps[last].element == trace.steps[i].element; ++last) {
                end += trace.steps[last].seconds;
            }
            writeVisit(trace, i, last, at, end, root);
            at = end;
            i = last;
        }
    }

    [[nodiscard]] Value resources() const {
        Value resources = Value::array();
        for (const auto& [service, spans] : m_byService) {
            resources.push_back(Value{
                {"resource", Value{{"attributes", Value::array({attribute("service.name", service)})}}},
                {"scopeSpans", Value::array({Value{{"scope", Value{{"name", "stormglass"}}}, {"spans", spans}}})}});
        }
        return resources;
    }

  private:
    struct Span {
        std::string service;
        std::string name;
        std::string parent; ///< span id; empty: the root
        double begin = 0;
        double end = 0;
        SpanKind kind = SpanKind::internal;
    };

    void writeVisit(const TracedJourney& trace, std::size_t first, std::size_t last, double begin, double end,
                    const std::string& root) {
        const TraceStep& step = trace.steps[first];
        const std::string visit = add({.service = step.service,
                                       .name = step.element,
                                       .parent = root,
                                       .begin = begin,
                                       .end = end,
                                       .kind = SpanKind::server});
        for (std::size_t i = first; i < last; ++i) {
            const double until = begin + trace.steps[i].seconds;
            add({.service = step.service,
                 .name = trace.steps[i].part,
                 .parent = visit,
                 .begin = begin,
                 .end = until,
                 .kind = SpanKind::internal});
            begin = until;
        }
    }

    std::string add(const Span& span) {
        const std::string id = fmt::format("{:016x}", (m_instance << 8U) + ++m_spans);
        Value json = Value{{"traceId", m_traceId}, {"spanId", id}};
        if (!span.parent.empty()) {
            json["parentSpanId"] = span.parent;
        }
        json["name"] = span.name;
        json["kind"] = static_cast<int>(span.kind);
        json["startTimeUnixNano"] = timeOf(span.begin);
        json["endTimeUnixNano"] = timeOf(span.end);
        Value& spans = m_byService.try_emplace(span.service, Value::array()).first->second;
        spans.push_back(std::move(json));
        return id;
    }

    std::map<std::string, Value> m_byService;
    std::string m_traceId;
    std::uint64_t m_instance = 0;
    std::uint64_t m_spans = 0;
};

} // namespace

Value tracesJson(const std::vector<TracedJourney>& traces) {
    SpanWriter writer;
    for (const TracedJourney& trace : traces) {
        writer.write(trace);
    }
    return Value{{"resourceSpans", writer.resources()}};
}

} // namespace stormglass::sim
