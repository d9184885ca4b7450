// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/renewal_waits.hpp"

#include "simulator/forecast/detail/effort.hpp"
#include "simulator/random/distribution_tail.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kLeastGap = 1e-6;

/// The root between 0 and 1 of x = transform(c mu (1 - x)); transform is that of the intervals.
template <class Transform> double rootOf(const Transform& transform, double drain) {
    double low = 0;
    double high = 1 - 1e-12;
    for (int step = 0; step < 60; ++step) {
        const double x = (low + high) / 2;
        (transform(drain * (1 - x)) > x ? low : high) = x;
    }
    return (low + high) / 2;
}

/// Where no term of the sum is 0/0.
template <class Transform>
double meanWaitBeside(const Transform& transform, double interval, double service, int servers) {
    if (service >= servers * interval) {
        return std::numeric_limits<double>::infinity();
    }
    const double mu = 1 / service;
    const double root = rootOf(transform, servers * mu);
    if (root < 1e-9) {
        return 0; // nobody waits
    }
    double sum = 1 / (1 - root);
    double choose = 1;
    double product = 1;
    for (int j = 1; j <= servers; ++j) {
        double gap = servers * (1 - root) - j;
        gap = std::abs(gap) < kLeastGap ? std::copysign(kLeastGap, gap) : gap;
        const double phi = transform(j * mu);
        choose *= static_cast<double>(servers - j + 1) / j;
        product *= phi / (1 - phi);
        sum += choose / (product * (1 - phi)) * (servers * (1 - phi) - j) / gap;
    }
    return 1 / sum / (servers * mu * (1 - root) * (1 - root));
}

/// Where a term is 0/0, what lies on both sides of it is as good.
template <class Transform> double meanWaitOf(const Transform& transform, double interval, double service, int servers) {
    if (service >= servers * interval) {
        return std::numeric_limits<double>::infinity();
    }
    const double root = rootOf(transform, servers / service);
    const double nearest = servers * (1 - root);
    if (std::abs(nearest - std::round(nearest)) > kLeastGap) {
        return meanWaitBeside(transform, interval, service, servers);
    }
    return (meanWaitBeside(transform, interval, service * (1 + 1e-4), servers) +
            meanWaitBeside(transform, interval, service * (1 - 1e-4), servers)) /
           2;
}

} // namespace

double transformOf(const Network& network, const Variate& variate, double s) {
    const Distribution& d = network.distributions[variate.distribution];
    if (d.kind == DistributionKind::constant) {
        return std::exp(-s * d.a);
    }
    if (d.kind == DistributionKind::exponential) {
        return 1 / (1 + s * d.a);
    }
    if (d.kind == DistributionKind::gamma) {
        return std::pow(1 + s * d.b, -d.a);
    }
    if (d.kind == DistributionKind::erlang) {
        return std::pow(1 + s * d.a, -d.b);
    }
    if (d.kind == DistributionKind::hyperexponential) {
        return d.a / (1 + s * d.b) + (1 - d.a) / (1 + s * d.c);
    }
    if (d.kind == DistributionKind::uniform) {
        return std::exp(-s * d.a) * (s * d.b > 1e-9 ? -std::expm1(-s * d.b) / (s * d.b) : 1 - s * d.b / 2);
    }
    // 1 - s ∫ e^(-st) P(X > t) dt, with u = e^(-st): 1 - ∫ P(X > -ln(u)/s) du.
    constexpr int kSteps = 400;
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
        sum += tailOf(d, network.distributionTable, -std::log((i + 0.5) / kSteps) / s);
    }
    return 1 - sum / kSteps;
}

double meanWaitGIMc(const Network& network, const Variate& interval, double service, int servers) {
    return meanWaitOf([&](double s) { return transformOf(network, interval, s); }, meanOf(network, interval), service,
                      servers);
}

double meanWaitDMc(double interval, double service, int servers) {
    return meanWaitOf([interval](double s) { return std::exp(-s * interval); }, interval, service, servers);
}

} // namespace stormglass::sim::forecasting
