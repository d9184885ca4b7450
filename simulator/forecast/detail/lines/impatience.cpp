// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/impatience.hpp"

#include "simulator/forecast/detail/effort.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kManyServers = 4000;
/// With more arrivals within the patience than this, the queue is a fluid.
constexpr double kManyWaiting = 20'000;
constexpr int kSteps = 400;
constexpr double kNothing = 40; ///< e^-40 is

/// Integrals of Zeltyn and Mandelbaum with the density e^(rate·H(x) - drain·x), H(x) the integral of the patience's
/// tail: scaled by e^-`exponent`.
struct Integrals {
    double exponent = 0;
    double all = 0;    ///< of the density
    double waited = 0; ///< of H: how long is waited
    double served = 0; ///< of x times the patience's tail
};

/// Constant patience, in closed form.
Integrals constantPatience(double rate, double drain, double patience) {
    const double growth = (rate - drain) * patience;
    Integrals sum;
    sum.exponent = std::max(growth, 0.0);
    const double scale = std::exp(-sum.exponent);
    const double end = std::exp(growth - sum.exponent);
    const bool isEven = std::abs(growth) < 1e-6;
    const double before = isEven ? patience * scale : (end - scale) / (rate - drain);
    sum.served = isEven ? patience * patience / 2 * scale : (patience * end - before) / (rate - drain);
    sum.all = before + end / drain;
    sum.waited = sum.served + patience * end / drain;
    return sum;
}

/// H on a grid, with the tail in between (Simpson).
struct Grid {
    double step = 0;
    std::vector<double> tails; ///< at the points and between them
    std::vector<double> waits; ///< H at the points
};

Grid gridOf(const Patience& patience, double end) {
    Grid grid;
    grid.step = end / kSteps;
    for (int i = 0; i <= 2 * kSteps; ++i) {
        grid.tails.push_back(patience.tail(i * grid.step / 2));
    }
    grid.waits.push_back(0);
    for (std::size_t i = 0; i < kSteps; ++i) {
        const double piece = grid.tails[2 * i] + 4 * grid.tails[2 * i + 1] + grid.tails[2 * i + 2];
        grid.waits.push_back(grid.waits.back() + grid.step * piece / 6);
    }
    return grid;
}

Integrals anyPatience(double rate, double drain, const Patience& patience) {
    double end = std::min(patience.mean(), patience.most);
    // The density is largest where as many arrive with patience left as are handled; then it falls at last with
    // `drain`.
    for (int doubling = 0; doubling < 60 && rate * patience.tail(end) > drain / 2; ++doubling) {
        end *= 2;
    }
    end = std::min(end + 2 * kNothing / drain, std::max(patience.most, end));
    const Grid grid = gridOf(patience, end);
    const auto exponentAt = [&](std::size_t i) {
        return rate * grid.waits[i] - drain * grid.step * static_cast<double>(i);
    };
    Integrals sum;
    for (std::size_t i = 0; i <= kSteps; ++i) {
        sum.exponent = std::max(sum.exponent, exponentAt(i));
    }
    for (std::size_t i = 0; i <= kSteps; ++i) {
        const double simpson = i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2;
        const double density = std::exp(exponentAt(i) - sum.exponent) * simpson * grid.step / 3;
        sum.all += density;
        sum.waited += density * grid.waits[i];
        sum.served += density * grid.step * static_cast<double>(i) * grid.tails[2 * i];
    }
    const double beyond = std::exp(exponentAt(kSteps) - sum.exponent) / drain;
    sum.all += beyond;
    sum.waited += beyond * grid.waits.back();
    return sum;
}

/// In the fluid limit (Whitt 2006) the queue holds, above saturation, what gives up as fast as too much comes.
ImpatientAnswer manyImpatient(const QueueLoad& load, double servers, double patience) {
    const double capacity = servers / load.service;
    if (load.rate <= capacity) {
        const double wait = std::min(meanWait(load), patience);
        return {0, wait, wait};
    }
    const double lost = 1 - capacity / load.rate;
    return {lost, lost * patience, lost * patience};
}

} // namespace

double Patience::mean() const {
    const double mean = own.network == nullptr ? most : meanOf(*own.network, own.variate);
    return std::min(mean, most);
}

double Patience::tail(double t) const {
    return t >= most ? 0 : own.network == nullptr ? 1 : own.tail(t);
}

bool Patience::isExponential() const {
    return own.network != nullptr && std::isinf(most) &&
           own.network->distributions[own.variate.distribution].kind == DistributionKind::exponential;
}

ImpatientAnswer impatient(const QueueLoad& load, const Patience& patience) {
    const double servers = std::max(std::round(load.servers), 1.0);
    const double mean = patience.mean();
    if (load.rate <= 0 || load.service <= 0) {
        return {};
    }
    const bool isHeld = std::isinf(load.service); // by calls whose answers never come: all give up
    if (isHeld || servers > kManyServers || load.rate * mean > kManyWaiting) {
        return manyImpatient(load, servers, mean);
    }
    const double drain = servers / load.service;
    const bool isConstant = patience.own.network == nullptr || (mean > 0 && patience.tail(mean * (1 - 1e-9)) >= 1);
    const Integrals sum =
        isConstant ? constantPatience(load.rate, drain, mean) : anyPatience(load.rate, drain, patience);
    const double scale = std::exp(-sum.exponent);
    const double idle = scale / erlangB(load.rate * load.service, static_cast<int>(servers) - 1);
    const double total = idle + load.rate * sum.all;
    ImpatientAnswer answer;
    answer.givesUp = std::clamp((scale + (load.rate - drain) * sum.all) / total, 0.0, 1.0);
    answer.wait = load.rate * sum.waited / total;
    answer.servedWait = answer.givesUp < 1 ? load.rate * sum.served / total / (1 - answer.givesUp) : 0;
    return answer;
}

} // namespace stormglass::sim::forecasting
