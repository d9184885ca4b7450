// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"

#include <cmath>
#include <cstddef>
#include <map>

namespace stormglass::oracles {

double erlangB(double load, int servers) {
    double blocked = 1;
    for (int n = 1; n <= servers; ++n) {
        blocked = load * blocked / (n + load * blocked);
    }
    return blocked;
}

double erlangC(double load, int servers) {
    const double blocked = erlangB(load, servers);
    const double utilisation = load / servers;
    return blocked / (1 - utilisation * (1 - blocked));
}

double meanWaitMMc(double arrivals, double service, int servers) {
    return erlangC(arrivals / service, servers) / (servers * service - arrivals);
}

double meanWaitMG1(double arrivals, double mean, double secondMoment) {
    return arrivals * secondMoment / (2 * (1 - arrivals * mean));
}

double waitWithinMD1(double load, double t) {
    double sum = 0;
    double factorial = 1;
    for (int k = 0; k <= static_cast<int>(t); ++k) {
        factorial *= k > 0 ? k : 1;
        sum += std::exp(load * (t - k)) * std::pow(load * (k - t), k) / factorial;
    }
    return (1 - load) * sum;
}

double integral(double a, double b, double step, const std::function<double(double)>& f) {
    const int steps = static_cast<int>(std::ceil((b - a) / step));
    double sum = 0;
    for (int i = 0; i < steps; ++i) {
        sum += f(a + (i + 0.5) * (b - a) / steps);
    }
    return steps > 0 ? sum * (b - a) / steps : 0;
}

std::vector<double> birthAndDeath(int states, const std::function<double(int)>& birth,
                                  const std::function<double(int)>& death) {
    std::vector<double> p{1};
    double total = 1;
    for (int n = 1; n < states; ++n) {
        p.push_back(p.back() * birth(n - 1) / death(n));
        total += p.back();
    }
    for (double& x : p) {
        x /= total;
    }
    return p;
}

namespace {

using Matrix = std::array<std::array<double, 2>, 2>;

Matrix product(const Matrix& a, const Matrix& b) {
    Matrix c{};
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t j = 0; j < 2; ++j) {
            c[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j];
        }
    }
    return c;
}

Matrix inverse(const Matrix& a) {
    const double d = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    return {{{a[1][1] / d, -a[0][1] / d}, {-a[1][0] / d, a[0][0] / d}}};
}

Matrix sum(const Matrix& a, const Matrix& b) {
    return {{{a[0][0] + b[0][0], a[0][1] + b[0][1]}, {a[1][0] + b[1][0], a[1][1] + b[1][1]}}};
}

} // namespace

double meanNumberModulated(const std::array<double, 2>& arrivals, const std::array<double, 2>& service,
                           const std::array<double, 2>& change) {
    const Matrix up{{{arrivals[0], 0}, {0, arrivals[1]}}};
    const Matrix down{{{service[0], 0}, {0, service[1]}}};
    const Matrix leave = {{{arrivals[0] + service[0] + change[0], -change[0]},
                           {-change[1], arrivals[1] + service[1] + change[1]}}}; // -A1
    Matrix r{};
    for (int i = 0; i < 100'000; ++i) {
        r = product(sum(up, product(product(r, r), down)), inverse(leave));
    }
    // Level 0: p0 (B + R A2) = 0, where B leaves service out; p0 (I - R)^-1 1 = 1.
    const Matrix atZero = {{{-(arrivals[0] + change[0]), change[0]}, {change[1], -(arrivals[1] + change[1])}}};
    const Matrix balance = sum(atZero, product(r, down));
    std::array<double, 2> p = {-balance[1][0], balance[0][0]}; // first column: p0 b00 + p1 b10 = 0
    if (p[0] < 0 || p[1] < 0) {
        p = {-p[0], -p[1]};
    }
    const Matrix rest = inverse({{{1 - r[0][0], -r[0][1]}, {-r[1][0], 1 - r[1][1]}}});
    const auto times = [](const std::array<double, 2>& v, const Matrix& m) {
        return std::array<double, 2>{v[0] * m[0][0] + v[1] * m[1][0], v[0] * m[0][1] + v[1] * m[1][1]};
    };
    const auto total = times(p, rest);
    const auto mean = times(times(times(p, r), rest), rest); // p R (I - R)^-2
    return (mean[0] + mean[1]) / (total[0] + total[1]);
}

std::vector<double> closedThroughput(const std::vector<int>& users, const std::vector<double>& think,
                                     const std::vector<double>& services) {
    // The number at each station by population, in an order in which smaller populations come first.
    std::map<std::vector<int>, std::vector<double>> number;
    std::vector<double> throughput(users.size());
    std::vector<int> population(users.size());
    number[population] = std::vector<double>(services.size());
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < population.size() && !more; ++i) { // the next population, counting up
            if (population[i] < users[i]) {
                ++population[i];
                more = true;
            } else {
                population[i] = 0;
            }
        }
        if (!more) {
            break;
        }
        std::vector<double> here(services.size());
        for (std::size_t c = 0; c < users.size(); ++c) {
            throughput[c] = 0;
            if (population[c] == 0) {
                continue;
            }
            std::vector<int> without = population;
            --without[c];
            double cycle = think[c];
            std::vector<double> time(services.size());
            for (std::size_t s = 0; s < services.size(); ++s) {
                time[s] = services[s] * (1 + number[without][s]);
                cycle += time[s];
            }
            throughput[c] = population[c] / cycle;
            for (std::size_t s = 0; s < services.size(); ++s) {
                here[s] += throughput[c] * time[s];
            }
        }
        number[population] = here;
    }
    return throughput;
}

} // namespace stormglass::oracles
