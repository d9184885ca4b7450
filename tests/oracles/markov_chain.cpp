// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/markov_chain.hpp"

#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace stormglass::oracles {

MarkovChain::MarkovChain(const State& start, const Jumps& jumps, const std::function<bool(const State&)>& keeps) {
    std::map<State, std::size_t> rows{{start, 0}};
    m_states.push_back(start);
    std::vector<std::vector<std::pair<std::size_t, double>>> into(1);
    std::vector<double> out;
    for (std::size_t row = 0; row < m_states.size(); ++row) {
        out.push_back(0);
        const State from = m_states[row];
        for (const Jump& jump : jumps(from)) {
            if (!(jump.rate > 0) || jump.to == from || !keeps(jump.to)) {
                continue;
            }
            const auto [found, isNew] = rows.try_emplace(jump.to, m_states.size());
            if (isNew) {
                m_states.push_back(jump.to);
                into.emplace_back();
            }
            into[found->second].emplace_back(row, jump.rate);
            out[row] += jump.rate;
        }
    }
    solve(into, out);
}

void MarkovChain::solve(const std::vector<std::vector<std::pair<std::size_t, double>>>& into,
                        const std::vector<double>& out) {
    constexpr int kMostRounds = 20'000;
    constexpr double kSettled = 1e-12;
    m_probability.assign(m_states.size(), 1.0 / static_cast<double>(m_states.size()));
    for (int round = 0; round < kMostRounds; ++round) {
        double moved = 0;
        double total = 0;
        for (std::size_t row = 0; row < m_states.size(); ++row) {
            double flow = 0;
            for (const auto& [from, rate] : into[row]) {
                flow += m_probability[from] * rate;
            }
            const double now = flow / out[row];
            moved += std::abs(now - m_probability[row]);
            m_probability[row] = now;
            total += now;
        }
        for (double& p : m_probability) {
            p /= total;
        }
        if (moved < kSettled * total) {
            break;
        }
    }
}

double MarkovChain::mean(const std::function<double(const State&)>& value) const {
    double sum = 0;
    for (std::size_t row = 0; row < m_states.size(); ++row) {
        sum += m_probability[row] * value(m_states[row]);
    }
    return sum;
}

} // namespace stormglass::oracles
