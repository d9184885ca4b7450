// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/warp.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace stormglass::sim::detail {

namespace {

constexpr double kTwoPi = 6.283185307179586476925287;
constexpr double kForever = std::numeric_limits<double>::infinity();

/// Where t falls in a profile that repeats, and how many rounds are behind it.
double withinRound(const Profile& profile, double t, double& round) {
    round = profile.repeatEvery > 0 ? std::floor(t / profile.repeatEvery) * profile.repeatEvery : 0;
    return t - round;
}

} // namespace

Warp::Warp(const Network& network, Range profiles) : m_network(&network), m_profiles(profiles) {}

double Warp::factorOf(const Profile& profile, double t) const {
    if (profile.period > 0) {
        return 1 + profile.amplitude * std::sin(kTwoPi * (t / profile.period + profile.phase));
    }
    if (profile.pieces.empty()) {
        return 1;
    }
    double round = 0;
    const double at = withinRound(profile, t, round);
    const ProfilePiece* const first = m_network->profilePieces.data() + profile.pieces.first;
    const ProfilePiece* const last = first + profile.pieces.count;
    const ProfilePiece* piece =
        std::upper_bound(first, last, at, [](double x, const ProfilePiece& p) { return x < p.begin; });
    if (piece == first) {
        return first->from;
    }
    --piece;
    return piece->from + piece->slope * (at - piece->begin);
}

double Warp::factor(double t) const {
    double product = 1;
    for (Index i = m_profiles.first; i < m_profiles.end(); ++i) {
        product *= factorOf(m_network->profiles[i], t);
    }
    return std::max(0.0, product);
}

/// The next moment after t at which a profile's formula changes; of a sine so near that its arc is almost a parabola.
double Warp::nextChange(double t) const {
    double next = kForever;
    for (Index i = m_profiles.first; i < m_profiles.end(); ++i) {
        const Profile& profile = m_network->profiles[i];
        if (profile.period > 0) {
            constexpr double kArcs = 16;
            const double arc = profile.period / kArcs;
            double change = (std::floor(t / arc) + 1) * arc;
            next = std::min(next, change > t ? change : t + arc);
            continue;
        }
        if (profile.pieces.empty()) {
            continue;
        }
        double round = 0;
        const double at = withinRound(profile, t, round);
        const ProfilePiece* const first = m_network->profilePieces.data() + profile.pieces.first;
        const ProfilePiece* const last = first + profile.pieces.count;
        const ProfilePiece* const piece =
            std::upper_bound(first, last, at, [](double x, const ProfilePiece& p) { return x < p.begin; });
        double change = kForever;
        if (piece != last) {
            change = round + piece->begin;
        } else if (profile.repeatEvery > 0) {
            change = round + profile.repeatEvery;
        }
        next = std::min(next, change > t ? change : std::nextafter(t, kForever));
    }
    return next;
}

/// Gauss and Legendre, five points: exact for products of up to nine straight pieces.
double Warp::integral(double from, double to) const {
    static constexpr std::array<double, 3> kAt{0, 0.5384693101056831, 0.9061798459386640};
    static constexpr std::array<double, 3> kWeight{0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
    const double middle = (from + to) / 2;
    const double half = (to - from) / 2;
    double sum = kWeight[0] * factor(middle);
    for (std::size_t i = 1; i < kAt.size(); ++i) {
        sum += kWeight[i] * (factor(middle - half * kAt[i]) + factor(middle + half * kAt[i]));
    }
    return sum * half;
}

double Warp::passed(double from, double to) const {
    double sum = 0;
    while (from < to) {
        const double until = std::min(to, nextChange(from));
        sum += integral(from, until);
        from = until;
    }
    return sum;
}

/// Whether the factor stays nought from t on, whatever the other profiles do.
bool Warp::isSilentFrom(double t) const {
    for (Index i = m_profiles.first; i < m_profiles.end(); ++i) {
        const Profile& profile = m_network->profiles[i];
        if (profile.period > 0 || profile.pieces.empty()) {
            continue;
        }
        const ProfilePiece* const first = m_network->profilePieces.data() + profile.pieces.first;
        const ProfilePiece* const last = first + profile.pieces.count;
        const bool isOver = profile.repeatEvery <= 0 && t >= (last - 1)->begin;
        const auto isNought = [](const ProfilePiece& piece) { return piece.from <= 0 && piece.slope == 0; };
        if (std::all_of(isOver ? last - 1 : first, last, isNought)) {
            return true;
        }
    }
    return false;
}

/// After which the factor is the same again, from t on; 0: never, or nobody knows.
double Warp::roundFrom(double t) const {
    double round = 0;
    for (Index i = m_profiles.first; i < m_profiles.end(); ++i) {
        const Profile& profile = m_network->profiles[i];
        const double own = profile.period > 0 ? profile.period : profile.repeatEvery;
        const bool isSteady = profile.pieces.empty() || t >= m_network->profilePieces[profile.pieces.end() - 1].begin;
        if (own > 0 ? round > 0 : !isSteady) {
            return 0;
        }
        round = own > 0 ? own : round;
    }
    return round;
}

double Warp::after(double from, double unwarped) const {
    double left = unwarped;
    for (;;) {
        if (isSilentFrom(from)) {
            return kForever;
        }
        // A long wait is mostly whole rounds.
        if (const double round = roundFrom(from); round > 0 && left > 4 * round) {
            const double whole = passed(from, from + round);
            const double rounds = whole > 0 ? std::floor(left / whole) - 1 : 0;
            from += std::max(0.0, rounds) * round;
            left -= std::max(0.0, rounds) * whole;
        }
        const double until = nextChange(from);
        if (until == kForever) {
            const double steady = factor(from);
            return steady > 0 ? from + left / steady : kForever;
        }
        const double whole = integral(from, until);
        if (whole >= left && whole > 0) {
            return solve(from, until, left);
        }
        left -= whole;
        from = until;
        if (from > kLatest) {
            return kForever;
        }
    }
}

/// Newton's steps, kept within a bracket: the integral ascends, its slope is the factor, and what is wanted lies
/// within.
double Warp::solve(double from, double until, double wanted) const {
    double low = from;
    double high = until;
    const double start = factor(from);
    double x = start > 0 ? std::min(from + wanted / start, until) : low + (high - low) / 2;
    for (int i = 0; i < 80; ++i) {
        const double excess = integral(from, x) - wanted;
        (excess < 0 ? low : high) = x;
        const double slope = factor(x);
        double next = slope > 0 ? x - excess / slope : low;
        if (!(next >= low && next <= high)) {
            next = low + (high - low) / 2;
        }
        if (std::abs(next - x) <= 1e-15 * until) {
            return next;
        }
        x = next;
    }
    return x;
}

} // namespace stormglass::sim::detail
