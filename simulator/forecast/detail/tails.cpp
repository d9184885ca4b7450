// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/tails.hpp"

#include "simulator/forecast/detail/effort.hpp"
#include "simulator/random/distribution_tail.hpp"
#include "simulator/random/incomplete_gamma.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kLeastScv = 1e-6; ///< below this a time is as good as constant
constexpr double kLeastShape = 1e-3;
constexpr double kHopeless = 25; ///< e^-25 is as good as never

// Gauss and Legendre's rule of eight points on (0, 1).
constexpr std::array<double, 8> kPoints{0.019855071751231884, 0.10166676129318664, 0.23723379504183550,
                                        0.40828267875217510,  0.59171732124782490, 0.76276620495816450,
                                        0.89833323870681336,  0.98014492824876812};
constexpr std::array<double, 8> kWeights{0.050614268145188130, 0.11119051722668724, 0.15685332293894364,
                                         0.18134189168918099,  0.18134189168918099, 0.15685332293894364,
                                         0.11119051722668724,  0.050614268145188130};

/// Integrals of f(t) and 2t·f(t) between two times, by pieces.
struct Integrals {
    double plain = 0;
    double timesTwiceT = 0;
};

template <class Function> void add(const Function& f, double from, double to, int pieces, Integrals& sum) {
    const double width = (to - from) / pieces;
    for (int piece = 0; piece < pieces; ++piece) {
        for (std::size_t i = 0; i < kPoints.size(); ++i) {
            const double t = from + (piece + kPoints[i]) * width;
            const double value = f(t) * kWeights[i] * width;
            sum.plain += value;
            sum.timesTwiceT += 2 * t * value;
        }
    }
}

bool isConstant(const RandomTime& time) {
    return !time.variate.present() ||
           time.network->distributions[time.variate.distribution].kind == DistributionKind::constant;
}

double constantOf(const RandomTime& time) {
    return time.shift + (time.variate.present() ? time.network->distributions[time.variate.distribution].a : 0);
}

/// Nothing is below.
double leastOf(const RandomTime& time) {
    const Distribution& d = time.network->distributions[time.variate.distribution];
    const bool startsAtA = d.kind == DistributionKind::uniform || d.kind == DistributionKind::triangular;
    return time.shift + (startsAtA ? d.a : d.kind == DistributionKind::pareto ? d.b : 0);
}

/// Until where the tail is worth a look.
double endOf(const RandomTime& time, double mean) {
    double end = std::max(mean, 1e-12);
    for (int doubling = 0; doubling < 40 && time.tail(end) > 1e-9; ++doubling) {
        end *= 2;
    }
    return end;
}

} // namespace

double RandomTime::tail(double t) const {
    if (!variate.present()) {
        return t < shift ? 1 : 0;
    }
    return tailOf(network->distributions[variate.distribution], network->distributionTable, t - shift);
}

double CutTime::meanOfUncut(double limit) const noexcept {
    return cut < 1 ? std::clamp((mean - cut * limit) / (1 - cut), 0.0, limit) : limit;
}

bool isSmooth(const Network& network, const Variate& variate) {
    if (!variate.present()) {
        return false;
    }
    switch (network.distributions[variate.distribution].kind) {
    case DistributionKind::exponential:
    case DistributionKind::erlang:
    case DistributionKind::hyperexponential:
    case DistributionKind::lognormal:
        return true;
    case DistributionKind::constant:
    case DistributionKind::uniform:
    case DistributionKind::normal:
    case DistributionKind::gamma:
    case DistributionKind::weibull:
    case DistributionKind::pareto:
    case DistributionKind::triangular:
    case DistributionKind::empiricalValues:
    case DistributionKind::empiricalQuantiles:
    case DistributionKind::geometric:
    case DistributionKind::discrete:
        break;
    }
    return false;
}

CutTime cutAt(const RandomTime& time, double limit) {
    if (isConstant(time)) {
        const double value = std::min(constantOf(time), limit);
        return {constantOf(time) > limit ? 1.0 : 0.0, value, value * value};
    }
    const Distribution& d = time.network->distributions[time.variate.distribution];
    if (d.kind == DistributionKind::exponential && time.shift == 0) {
        const double cut = std::exp(-limit / d.a);
        const double mean = d.a * (1 - cut);
        return {cut, mean, 2 * d.a * (mean - limit * cut)};
    }
    // By pieces that double: neither a late limit nor a heavy tail hides what lies near the mean.
    Integrals sum;
    double from = std::min(leastOf(time), limit);
    sum.plain = from;
    sum.timesTwiceT = from * from;
    const double mean = meanOf(*time.network, time.variate);
    double width = std::isfinite(mean) && mean > 0 ? mean / 2 : limit / 8;
    while (from < limit && time.tail(from) > 1e-12) {
        const double to = std::min(from + width, limit);
        add([&](double t) { return time.tail(t); }, from, to, 2, sum);
        from = to;
        width *= 2;
    }
    return {time.tail(limit), sum.plain, sum.timesTwiceT};
}

CutTime cutGamma(double mean, double variance, double limit) {
    if (std::isinf(mean)) {
        return {1, limit, limit * limit};
    }
    if (variance <= kLeastScv * mean * mean) {
        const double value = std::min(mean, limit);
        return {mean > limit ? 1.0 : 0.0, value, value * value};
    }
    const double shape = std::max(mean * mean / variance, kLeastShape);
    const double at = limit * shape / mean;
    // Chernoff's bound: most limits are far beyond what ever happens.
    if (at > shape && at - shape - shape * std::log(at / shape) > kHopeless) {
        return {0, mean, variance + mean * mean};
    }
    const double cut = gammaBeyond(shape, at);
    return {cut, mean * gammaUpTo(shape + 1, at) + limit * cut,
            (variance + mean * mean) * gammaUpTo(shape + 2, at) + limit * limit * cut};
}

double startedCopies(const RandomTime& time, const Hedge& hedge, double failure, const Waiters& waiters) {
    const auto copies = static_cast<int>(std::min<std::uint32_t>(hedge.copies, 64));
    const auto isOut = [&](double t) { // waiting or in hand after t seconds
        const double handled = time.tail(t);
        const double waits =
            waiters.share > 0 && waiters.seconds > 0 ? waiters.share * std::exp(-t / waiters.seconds) : 0;
        return handled + (1 - handled) * waits;
    };
    double started = 1;
    for (int copy = 1; copy < copies; ++copy) {
        double unanswered = 1;
        for (int before = 0; before < copy; ++before) {
            const double out = isOut((copy - before) * hedge.after);
            unanswered *= failure + (1 - failure) * out;
        }
        started += unanswered;
    }
    return started;
}

FirstOfCopies firstOfCopies(const RandomTime& time, double mean, const Hedge& hedge, double failure) {
    const auto copies = static_cast<int>(std::min<std::uint32_t>(hedge.copies, 64));
    const double never = std::pow(failure, copies);

    struct At {
        double unanswered = 1; ///< chance that there is no success yet
        double allFailed = 0;  ///< and won't be: all have failed already
    };

    const auto at = [&](double t) {
        At now{1, 1};
        int started = 0;
        for (; started < copies && started * hedge.after <= t; ++started) {
            const double tail = time.tail(t - started * hedge.after);
            now.unanswered *= failure + (1 - failure) * tail;
            now.allFailed *= failure * (1 - tail);
        }
        now.allFailed = started == copies ? now.allFailed : 0;
        return now;
    };
    FirstOfCopies answer;
    const double end = endOf(time, mean);
    Integrals all;
    Integrals good;
    double from = 0;
    for (int copy = 0; copy < copies; ++copy) {
        answer.started += at(copy * hedge.after).unanswered;
        const double to = copy + 1 < copies ? (copy + 1) * hedge.after : copy * hedge.after + end;
        if (to > from) {
            // Constant times jump: many short pieces do less harm than few long ones.
            const int pieces = isConstant(time) ? 200 : 24;
            const auto goesOn = [&](double t) {
                const At now = at(t);
                return std::max(now.unanswered - now.allFailed, 0.0);
            };
            add(goesOn, from, to, pieces, all);
            if (failure > 0) {
                add([&](double t) { return std::max(at(t).unanswered - never, 0.0); }, from, to, pieces, good);
            }
            from = to;
        }
    }
    answer.mean = all.plain;
    answer.good = failure > 0 && never < 1 ? good.plain / (1 - never) : all.plain;
    return answer;
}

} // namespace stormglass::sim::forecasting
