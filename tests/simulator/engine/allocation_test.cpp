// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"
#include "tests/simulator/compile/compiled.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shop.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>

// Every allocation of this program is counted while `counting` is on: the global operators are replaced, which is why
// this test is a program of its own.
namespace {

std::atomic<bool> counting = false;
std::atomic<std::uint64_t> allocations = 0;

void* tryToAllocate(std::size_t size) noexcept {
    if (counting) {
        ++allocations;
    }
    return std::malloc(size > 0 ? size : 1); // NOLINT(cppcoreguidelines-no-malloc): it is the allocator
}

void* allocate(std::size_t size) {
    if (void* memory = tryToAllocate(size)) {
        return memory;
    }
    throw std::bad_alloc();
}

void* allocate(std::size_t size, std::align_val_t alignment) {
    const auto step = static_cast<std::size_t>(alignment);
    if (counting) {
        ++allocations;
    }
    if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) {
        return memory;
    }
    throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}

void* operator new[](std::size_t size) {
    return allocate(size);
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return tryToAllocate(size);
}

void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return tryToAllocate(size);
}

void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, alignment);
}

void* operator new[](std::size_t size, std::align_val_t alignment) {
    return allocate(size, alignment);
}

// NOLINTBEGIN(cppcoreguidelines-no-malloc): the other half of the allocator
void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete[](void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}

void operator delete[](void* memory, std::align_val_t) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

// NOLINTEND(cppcoreguidelines-no-malloc)

namespace {

using namespace stormglass;

/// In 200,000 events. Pools grow with the most that was ever in flight, histograms by the octaves they meet (the
/// shortest wait so far), both ever more rarely; nothing grows with the number of events.
constexpr std::uint64_t kRareGrowth = 4;

struct Counted {
    std::uint64_t events = 0;
    std::uint64_t allocations = 0;
};

/// Runs a document for `warmUp` seconds, then `measured` seconds more, in which allocations are counted (but for the
/// first tenth).
Counted countedRun(const std::string& document, double warmUp, double measured) {
    const sim::Compiled compiled = tests::compiledOf(document);
    sim::Replication run(compiled.network, 1, 0);
    REQUIRE(run.runUntil(warmUp));
    run.resetStatistics();
    REQUIRE(run.runUntil(warmUp + measured / 10));
    const std::uint64_t before = run.eventsExecuted();
    allocations = 0;
    counting = true;
    const bool went = run.runUntil(warmUp + measured);
    counting = false;
    REQUIRE(went);
    REQUIRE(run.accountsBalance());
    return {.events = run.eventsExecuted() - before, .allocations = allocations};
}

} // namespace

TEST_CASE("one queue allocates nothing per event", "[allocation]") {
    const Counted counted =
        countedRun(tests::documentOf(R"({"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":0.9}}},
            {"id":"request","kind":"command"},{"id":"work","kind":"aggregate","handling":{"time":{"exponential":{"mean":1}}}},
            {"id":"done","kind":"event"})",
                                     R"({"from":"clients","to":"request"},{"from":"request","to":"work"},
            {"from":"work","to":"done"})"),
                   500'000, 200'000);
    CHECK(counted.events > 200'000);
    CHECK(counted.allocations <= kRareGrowth);
}

TEST_CASE("a line of ten stations with feedback allocates nothing per event", "[allocation]") {
    std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":2.88}}},
        {"id":"e0","kind":"event"},{"id":"again","kind":"event"})";
    std::string flows = R"({"from":"source","to":"e0"},{"from":"again","to":"h1"})";
    for (int i = 1; i <= 10; ++i) {
        elements += fmt::format(R"(,{{"id":"s{0}","kind":"service","concurrency":4}},{{"id":"e{0}","kind":"event"}},
            {{"id":"h{0}","kind":"external","service":"s{0}","handling":{{"time":{{"exponential":{{"mean":1}}}}}}}})",
                                i);
        flows += fmt::format(R"(,{{"from":"e{}","to":"h{}"}},{{"from":"h{}","to":"e{}"{}}})", i - 1, i, i, i,
                             i == 10 ? R"(,"choice":{"group":"end","weight":9})" : "");
    }
    flows += R"(,{"from":"h10","to":"again","choice":{"group":"end","weight":1}})";
    const Counted counted = countedRun(tests::documentOf(elements, flows), 60'000, 8'000);
    CHECK(counted.events > 200'000);
    CHECK(counted.allocations <= kRareGrowth);
}

TEST_CASE("a partitioned topic read by three groups allocates nothing per event", "[allocation]") {
    std::string elements =
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":5.6},"keys":{"population":100000,"skew":0}}},
        {"id":"happened","kind":"event"},{"id":"log","kind":"topic","partitions":8})";
    std::string flows = R"({"from":"source","to":"happened"})";
    for (const char* group : {"a", "b", "c"}) {
        elements += fmt::format(R"(,{{"id":"s{0}","kind":"service","replicas":8}},
            {{"id":"h{0}","kind":"policy","service":"s{0}","handling":{{"time":{{"exponential":{{"mean":1}}}}}}}})",
                                group);
        flows += fmt::format(R"(,{{"from":"happened","to":"h{}","via":"log"}})", group);
    }
    const Counted counted = countedRun(tests::documentOf(elements, flows), 100'000, 20'000);
    CHECK(counted.events > 200'000);
    CHECK(counted.allocations <= kRareGrowth);
}

TEST_CASE("a board with many behaviours allocates nothing per event", "[allocation]") {
    const tests::Shop shop = tests::shop(R"({"users":{"count":40,"think":{"exponential":{"mean":4}}},
            "keys":{"population":50,"skew":0.5},"classes":{"gold":1,"plain":3}})",
                                         R"({"bursty":{"rate":1,"burstRate":8,"burstEvery":20,"burstLength":5}})");
    const Counted counted = countedRun(tests::documentOf(shop.elements, shop.flows), 40'000, 5'000);
    CHECK(counted.events > 200'000);
    CHECK(counted.allocations <= kRareGrowth);
}
