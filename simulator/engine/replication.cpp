// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"

#include "simulator/engine/detail/engine.hpp"

namespace stormglass::sim {

Replication::Replication(const Network& network, std::uint64_t seed, std::uint64_t number)
    : m_engine(std::make_unique<detail::Engine>(network, seed, number)) {}

Replication::~Replication() = default;
Replication::Replication(Replication&&) noexcept = default;
Replication& Replication::operator=(Replication&&) noexcept = default;

bool Replication::runUntil(double time) {
    return m_engine->runUntil(time);
}

void Replication::expectUntil(double time) noexcept {
    m_engine->expectUntil(time);
}

void Replication::resetStatistics() {
    m_engine->resetStatistics();
}

Tallies Replication::tallies() {
    return m_engine->tallies();
}

Tallies Replication::takeTallies() {
    return m_engine->takeTallies();
}

Snapshot Replication::snapshot() const {
    return m_engine->snapshot();
}

bool Replication::accountsBalance() const {
    return m_engine->accountsBalance();
}

double Replication::now() const noexcept {
    return m_engine->now();
}

std::uint64_t Replication::eventsExecuted() const noexcept {
    return m_engine->events();
}

void Replication::setCancelFlag(const std::atomic<bool>* cancelled) noexcept {
    m_engine->setCancelFlag(cancelled);
}

} // namespace stormglass::sim
