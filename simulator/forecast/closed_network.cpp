// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/closed_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace stormglass::sim {

namespace {

ClosedAnswer emptyAnswer(std::size_t stations, std::size_t classes) {
    ClosedAnswer answer;
    answer.throughput.assign(classes, 0);
    answer.residence.assign(stations, std::vector<double>(classes, 0));
    answer.meanNumber.assign(stations, 0);
    return answer;
}

/// A station's state in the recursion over the population: mean number and P(j there), j < servers.
struct Marginal {
    double number = 0;
    std::vector<double> probability;
};

double residenceAt(const ClosedStation& station, const Marginal& before) {
    const double demand = station.demand[0];
    if (station.servers == 0) {
        return demand;
    }
    double idleShare = 0;
    for (int j = 1; j < station.servers; ++j) {
        idleShare += (station.servers - j) * before.probability[static_cast<std::size_t>(j - 1)];
    }
    return demand / station.servers * (1 + before.number + idleShare);
}

void advance(const ClosedStation& station, double throughput, double residence, Marginal& marginal) {
    marginal.number = throughput * residence;
    if (station.servers == 0) {
        return;
    }
    const double load = throughput * station.demand[0];
    std::vector<double> next(marginal.probability.size(), 0);
    double partlyBusy = load;
    for (std::size_t j = 1; j < next.size(); ++j) {
        next[j] = load / static_cast<double>(j) * marginal.probability[j - 1];
        partlyBusy += (station.servers - static_cast<double>(j)) * next[j];
    }
    next[0] = std::max(0.0, 1 - partlyBusy / station.servers);
    marginal.probability = std::move(next);
}

} // namespace

ClosedAnswer exactMva(const std::vector<ClosedStation>& stations, int population, double think) {
    ClosedAnswer answer = emptyAnswer(stations.size(), 1);
    std::vector<Marginal> marginals(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
        marginals[i].probability.assign(static_cast<std::size_t>(std::max(stations[i].servers, 1)), 0);
        marginals[i].probability[0] = 1;
    }
    for (int n = 1; n <= population; ++n) {
        double cycle = think;
        for (std::size_t i = 0; i < stations.size(); ++i) {
            answer.residence[i][0] = residenceAt(stations[i], marginals[i]);
            cycle += answer.residence[i][0];
        }
        answer.throughput[0] = cycle > 0 ? n / cycle : 0;
        for (std::size_t i = 0; i < stations.size(); ++i) {
            advance(stations[i], answer.throughput[0], answer.residence[i][0], marginals[i]);
        }
    }
    for (std::size_t i = 0; i < stations.size(); ++i) {
        answer.meanNumber[i] = marginals[i].number;
    }
    return answer;
}

ClosedAnswer exactMva(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes) {
    ClosedAnswer answer = emptyAnswer(stations.size(), classes.size());
    std::vector<std::size_t> stride(classes.size() + 1, 1);
    for (std::size_t k = 0; k < classes.size(); ++k) {
        stride[k + 1] = stride[k] * (static_cast<std::size_t>(classes[k].population) + 1);
    }
    // number[state][station]; states in mixed radix, so every smaller population comes before a larger one.
    std::vector<std::vector<double>> number(stride.back(), std::vector<double>(stations.size(), 0));
    for (std::size_t state = 1; state < stride.back(); ++state) {
        for (std::size_t k = 0; k < classes.size(); ++k) {
            const std::size_t users = state / stride[k] % (static_cast<std::size_t>(classes[k].population) + 1);
            double cycle = classes[k].think;
            for (std::size_t i = 0; i < stations.size(); ++i) {
                const double met = users == 0 || stations[i].servers == 0 ? 0 : number[state - stride[k]][i];
                answer.residence[i][k] = stations[i].demand[k] * (1 + met);
                cycle += answer.residence[i][k];
            }
            answer.throughput[k] = users == 0 || cycle <= 0 ? 0 : static_cast<double>(users) / cycle;
            for (std::size_t i = 0; i < stations.size(); ++i) {
                number[state][i] += answer.throughput[k] * answer.residence[i][k];
            }
        }
    }
    answer.meanNumber = number.back();
    return answer;
}

ClosedAnswer approximateMva(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes) {
    ClosedAnswer answer = emptyAnswer(stations.size(), classes.size());
    std::vector<std::vector<double>> queueing(stations.size(), std::vector<double>(classes.size(), 0));
    for (std::size_t i = 0; i < stations.size(); ++i) {
        for (std::size_t k = 0; k < classes.size(); ++k) {
            queueing[i][k] = classes[k].population / static_cast<double>(stations.size());
        }
    }
    constexpr int kMostRounds = 2000;
    constexpr double kEnough = 1e-9;
    double change = 1;
    for (int round = 0; round < kMostRounds && change > kEnough; ++round) {
        change = 0;
        for (std::size_t k = 0; k < classes.size(); ++k) {
            const double users = classes[k].population;
            if (users <= 0) {
                continue;
            }
            double cycle = classes[k].think;
            std::vector<double> queued(stations.size(), 0);
            for (std::size_t i = 0; i < stations.size(); ++i) {
                const double demand = stations[i].demand[k];
                if (stations[i].servers == 0) {
                    answer.residence[i][k] = demand;
                } else {
                    double met = queueing[i][k] * (users - 1) / users;
                    for (std::size_t other = 0; other < classes.size(); ++other) {
                        met += other == k ? 0 : queueing[i][other];
                    }
                    queued[i] = demand / stations[i].servers * (1 + std::max(met, 0.0));
                    answer.residence[i][k] = queued[i] + demand * (stations[i].servers - 1) / stations[i].servers;
                }
                cycle += answer.residence[i][k];
            }
            answer.throughput[k] = cycle > 0 ? users / cycle : 0;
            for (std::size_t i = 0; i < stations.size(); ++i) {
                const double next = answer.throughput[k] * queued[i];
                change = std::max(change, std::abs(next - queueing[i][k]) / users);
                queueing[i][k] = next;
            }
        }
    }
    for (std::size_t i = 0; i < stations.size(); ++i) {
        for (std::size_t k = 0; k < classes.size(); ++k) {
            answer.meanNumber[i] += answer.throughput[k] * answer.residence[i][k];
        }
    }
    return answer;
}

} // namespace stormglass::sim
