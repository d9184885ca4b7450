// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/comparison.hpp"

#include <cmath>
#include <sstream>

namespace stormglass::sim::reference {

namespace {

class Comparison {
  public:
    void at(const std::string& place, std::size_t row) { m_place = place + " " + std::to_string(row); }

    void same(const char* what, double seen, double told) {
        if (std::abs(seen - told) > 1e-8 * (1 + std::abs(seen) + std::abs(told))) {
            m_text.precision(12);
            m_text << m_place << ' ' << what << ": engine " << seen << ", reference " << told << '\n';
        }
    }

    void same(const char* what, std::uint64_t seen, std::uint64_t told) {
        same(what, static_cast<double>(seen), static_cast<double>(told));
    }

    void same(const std::string& what, const Moments& seen, const Sums& told) {
        same((what + ".count").c_str(), seen.count(), told.count);
        if (seen.count() > 0 && told.count > 0) {
            same((what + ".sum").c_str(), seen.sum(), told.sum);
            same((what + ".squares").c_str(), seen.sumOfSquares(), told.squares);
            same((what + ".max").c_str(), seen.max(), told.max);
        }
    }

    void same(const char* what, const TimeAverage& seen, const Integral& told) {
        same(what, seen.integral, told.integral);
    }

    [[nodiscard]] std::string text() const { return m_text.str(); }

  private:
    std::string m_place;
    std::ostringstream m_text;
};

void compareFlow(Comparison& compared, const FlowTallies& seen, const FlowStory& told) {
    compared.same("arrivals", seen.arrivals, told.arrivals);
    compared.same("throughput", seen.throughput, told.throughput);
    compared.same("failures", seen.failures, told.failures);
    compared.same("retries", seen.retries, told.retries);
    compared.same("deadLettered", seen.deadLettered, told.deadLettered);
    compared.same("dropped", seen.dropped, told.dropped);
    compared.same("rejected", seen.rejected, told.rejected);
    compared.same("expired", seen.expired, told.expired);
    compared.same("duplicates", seen.duplicates, told.duplicates);
    compared.same("waiting", seen.waiting.moments(), told.waiting);
    compared.same("time", seen.time.moments(), told.time);
}

void compareHandlers(Comparison& compared, const Tallies& seen, const Story& told) {
    for (std::size_t i = 0; i < told.handlers.size(); ++i) {
        const HandlerTallies& handler = seen.handlers[i];
        const HandlerStory& story = told.handlers[i];
        compared.at("handler", i);
        compareFlow(compared, handler.flow, story.flow);
        compared.same("handling", handler.flow.handling.moments(), story.flow.handling);
        compared.same("joining", handler.joining.moments(), story.joining);
        compared.same("batchSize", handler.batchSize, story.batchSize);
        compared.same("staleness", handler.staleness.moments(), story.staleness);
        compared.same("circuitOpened", handler.circuitOpened, story.circuitOpened);
        compared.same("circuitOpen", handler.circuitOpen, story.circuitOpen);
        compared.same("queue", handler.load.queue, story.queue);
        compared.same("active", handler.load.active, story.active);
    }
}

void comparePlaces(Comparison& compared, const Tallies& seen, const Story& told) {
    for (std::size_t i = 0; i < told.services.size(); ++i) {
        compared.at("service", i);
        compared.same("busy", seen.services[i].load.workers, told.services[i].busy);
        compared.same("blocked", seen.services[i].load.blocked, told.services[i].blocked);
        compared.same("up", seen.services[i].replicasUp, told.services[i].up);
        compared.same("paid", seen.services[i].replicasPaid, told.services[i].paid);
    }
    for (std::size_t i = 0; i < told.channels.size(); ++i) {
        compared.at("channel", i);
        compareFlow(compared, seen.channels[i].flow, told.channels[i].flow);
        compared.same("depth", seen.channels[i].depth, told.channels[i].depth);
        compared.same("lag", seen.channels[i].lag, told.channels[i].lag);
    }
}

} // namespace

std::string differences(const Tallies& seen, const Story& told) {
    Comparison compared;
    for (std::size_t i = 0; i < told.messages.size(); ++i) {
        const MessageAccount& message = seen.messages[i];
        compared.at("message", i);
        compared.same("emitted", message.emitted, told.messages[i].emitted);
        compared.same("handled", message.handled, told.messages[i].handled);
        compared.same("deadLettered", message.deadLettered, told.messages[i].deadLettered);
        compared.same("dropped", message.dropped, told.messages[i].dropped);
        compared.same("rejected", message.rejected, told.messages[i].rejected);
        compared.same("expired", message.expired, told.messages[i].expired);
    }
    compareHandlers(compared, seen, told);
    comparePlaces(compared, seen, told);
    for (std::size_t i = 0; i < told.journeys.size(); ++i) {
        compared.at("journey", i);
        compared.same("latency", seen.journeys[i].latency.moments(), told.journeys[i].latency);
        compared.same("unfinished", seen.journeys[i].unfinished, told.journeys[i].unfinished);
    }
    return compared.text();
}

} // namespace stormglass::sim::reference
