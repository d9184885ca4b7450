// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace stormglass::sim::compiling {

namespace {

template <class T, std::size_t N> using Words = std::array<std::pair<std::string_view, T>, N>;

template <class T, std::size_t N> std::optional<T> meaningOf(std::string_view word, const Words<T, N>& words) noexcept {
    const auto found = std::ranges::find(words, word, &std::pair<std::string_view, T>::first);
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

template <class T, std::size_t N> T meaningOrFirst(std::string_view word, const Words<T, N>& words) noexcept {
    return meaningOf(word, words).value_or(words.front().second);
}

} // namespace

Discipline disciplineOf(std::string_view word) noexcept {
    using enum Discipline;
    static constexpr Words<Discipline, 7> kWords{{{"fifo", fifo},
                                                  {"lifo", lifo},
                                                  {"random", random},
                                                  {"shortest", shortest},
                                                  {"priority", priority},
                                                  {"preemptivePriority", preemptivePriority},
                                                  {"processorSharing", processorSharing}}};
    return meaningOrFirst(word, kWords);
}

Overflow overflowOf(std::string_view word) noexcept {
    using enum Overflow;
    static constexpr Words<Overflow, 3> kWords{{{"drop", drop}, {"reject", reject}, {"block", block}}};
    return meaningOrFirst(word, kWords);
}

Balancing balancingOf(std::string_view word) noexcept {
    using enum Balancing;
    static constexpr Words<Balancing, 5> kWords{{{"shared", shared},
                                                 {"random", random},
                                                 {"roundRobin", roundRobin},
                                                 {"leastBusy", leastBusy},
                                                 {"powerOfTwo", powerOfTwo}}};
    return meaningOrFirst(word, kWords);
}

AutoscaleMetric autoscaleMetricOf(std::string_view word) noexcept {
    using enum AutoscaleMetric;
    static constexpr Words<AutoscaleMetric, 3> kWords{{{"busy", busy}, {"queue", queue}, {"lag", lag}}};
    return meaningOrFirst(word, kWords);
}

Interrupted interruptedOf(std::string_view word) noexcept {
    using enum Interrupted;
    static constexpr Words<Interrupted, 4> kWords{
        {{"", byDefault}, {"resume", resume}, {"restart", restart}, {"redeliver", redeliver}}};
    return meaningOrFirst(word, kWords);
}

Comparison comparisonOf(std::string_view word) noexcept {
    using enum Comparison;
    static constexpr Words<Comparison, 5> kWords{
        {{">", greater}, {">=", greaterEqual}, {"==", equal}, {"<", less}, {"<=", lessEqual}}};
    return meaningOrFirst(word, kWords);
}

AskedWhat askedWhatOf(std::string_view word) noexcept {
    using enum AskedWhat;
    static constexpr Words<AskedWhat, 7> kWords{{{"waiting", waiting},
                                                 {"time", time},
                                                 {"staleness", staleness},
                                                 {"latency", latency},
                                                 {"inside", inside},
                                                 {"queue", queue},
                                                 {"up", up}}};
    return meaningOrFirst(word, kWords);
}

std::optional<Outcome> outcomeOf(std::string_view word) noexcept {
    using enum Outcome;
    static constexpr Words<Outcome, 6> kWords{{{"success", success},
                                               {"failure", failure},
                                               {"timeout", timeout},
                                               {"rejected", rejected},
                                               {"expired", expired},
                                               {"dropped", dropped}}};
    return meaningOf(word, kWords);
}

std::optional<double> quantileOf(std::string_view word) noexcept {
    static constexpr Words<double, 5> kWords{
        {{"p50", 0.5}, {"p90", 0.9}, {"p95", 0.95}, {"p99", 0.99}, {"p999", 0.999}}};
    return meaningOf(word, kWords);
}

} // namespace stormglass::sim::compiling
