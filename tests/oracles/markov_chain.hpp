// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace stormglass::oracles {

/// A continuous-time Markov chain on small vectors of integers, written as jumps from a state: whatever is exponential
/// and small enough has its exact answer here. States are found from `start` on; a jump to a state that `keeps` refuses
/// is left out (truncation of what is unlimited: choose it so that the rest is negligible). Stationary probabilities by
/// Gauss and Seidel's iteration (Stewart, Introduction to the Numerical Solution of Markov Chains, 1994, ch. 3).
class MarkovChain {
  public:
    using State = std::vector<int>;

    struct Jump {
        State to;
        double rate = 0; ///< per second; nought: no jump
    };

    using Jumps = std::function<std::vector<Jump>(const State&)>;

    MarkovChain(const State& start, const Jumps& jumps, const std::function<bool(const State&)>& keeps);

    /// Time average of a function of the state.
    [[nodiscard]] double mean(const std::function<double(const State&)>& value) const;

  private:
    void solve(const std::vector<std::vector<std::pair<std::size_t, double>>>& into, const std::vector<double>& out);

    std::vector<State> m_states;
    std::vector<double> m_probability;
};

} // namespace stormglass::oracles
