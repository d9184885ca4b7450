// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <cmath>

/// Profiles by brute force: the integral of the factor over short steps between the places where a
/// formula changes, its inverse by halving.
namespace stormglass::sim::reference {

namespace {

constexpr double kTwoPi = 6.283185307179586476925287;
constexpr double kStep = 0.05;

} // namespace

double Interpreter::factor(Index row, double t) const {
    const Range profiles = m_network.sources[row].profiles;
    double product = 1;
    for (Index i = profiles.first; i < profiles.end(); ++i) {
        const Profile& profile = m_network.profiles[i];
        double own = profile.pieces.empty() ? 1 : m_network.profilePieces[profile.pieces.first].from;
        const double at = profile.repeatEvery > 0 ? std::fmod(t, profile.repeatEvery) : t;
        for (Index p = profile.pieces.first; p < profile.pieces.end(); ++p) {
            const ProfilePiece& piece = m_network.profilePieces[p];
            own = at >= piece.begin ? piece.from + piece.slope * (at - piece.begin) : own;
        }
        if (profile.period > 0) {
            own = 1 + profile.amplitude * std::sin(kTwoPi * (t / profile.period + profile.phase));
        }
        product *= own;
    }
    return product;
}

double Interpreter::passed(Index row, double from, double to) const {
    const Range profiles = m_network.sources[row].profiles;
    if (profiles.empty()) {
        return to - from;
    }
    double sum = 0;
    while (from < to) {
        double until = std::min(to, from + kStep);
        for (Index i = profiles.first; i < profiles.end(); ++i) {
            const Profile& profile = m_network.profiles[i];
            for (Index p = profile.pieces.first; p < profile.pieces.end(); ++p) {
                const double begin = m_network.profilePieces[p].begin;
                until = begin > from && begin < until ? begin : until;
            }
        }
        // Gauss with three points: all lie within the step, where no formula changes.
        const double middle = (from + until) / 2;
        const double aside = (until - from) / 2 * std::sqrt(0.6);
        sum += (until - from) / 18 *
               (5 * factor(row, middle - aside) + 8 * factor(row, middle) + 5 * factor(row, middle + aside));
        from = until;
    }
    return sum;
}

double Interpreter::warped(Index row, double from, double gap) const {
    if (m_network.sources[row].profiles.empty()) {
        return from + gap;
    }
    constexpr double kFar = 1000;
    double low = from;
    double high = from;
    double left = gap;
    for (;;) {
        const double step = passed(row, high, high + 1);
        if (step >= left) {
            break;
        }
        left -= step;
        high = low = high + 1;
        if (high > from + kFar) {
            return kNever;
        }
    }
    high = low + 1;
    const double start = low;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (passed(row, start, middle) < left ? low : high) = middle;
    }
    return high;
}

} // namespace stormglass::sim::reference
