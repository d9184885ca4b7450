// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/closed_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace stormglass::sim {

namespace {

ClosedAnswer emptyAnswer(std::size_t stations, std::size_t classes) {
    ClosedAnswer answer;
    answer.throughput.assign(classes, 0);
    answer.residence.assign(stations, std::vector<double>(classes, 0));
    answer.meanNumber.assign(stations, 0);
    return answer;
}

double serviceOf(const ClosedStation& station, std::size_t k) {
    return station.visits.empty() || station.visits[k] <= 0 ? station.demand[k] : station.demand[k] / station.visits[k];
}

/// A station at one population: mean numbers by class, P(j there) for j < servers, and its utilisation.
struct Marginal {
    std::vector<double> number;
    std::vector<double> probability;
    double utilisation = 0;
};

/// Numbers in mixed radix: every smaller population comes before a larger one.
class Populations {
  public:
    explicit Populations(const std::vector<ClosedClass>& classes) : m_stride(classes.size() + 1, 1) {
        for (std::size_t k = 0; k < classes.size(); ++k) {
            m_stride[k + 1] = m_stride[k] * (static_cast<std::size_t>(classes[k].population) + 1);
        }
    }

    [[nodiscard]] std::size_t size() const { return m_stride.back(); }

    [[nodiscard]] std::size_t users(std::size_t state, std::size_t k) const {
        return state / m_stride[k] % (m_stride[k + 1] / m_stride[k]);
    }

    [[nodiscard]] std::size_t withoutOne(std::size_t state, std::size_t k) const { return state - m_stride[k]; }

  private:
    std::vector<std::size_t> m_stride;
};

/// Mean number met by a newcomer and the mean work of one of them.
struct Met {
    double number = 0;
    double service = 0;
};

/// In an order that is fair to all classes what counts is the own work.
Met metAt(const ClosedStation& station, bool isMixed, const std::vector<double>& number, std::size_t k) {
    Met met;
    double work = 0;
    for (std::size_t other = 0; other < number.size(); ++other) {
        met.number += number[other];
        work += isMixed ? number[other] * serviceOf(station, other) : 0;
    }
    met.service = isMixed && met.number > 0 ? work / met.number : serviceOf(station, k);
    return met;
}

std::vector<std::uint8_t> mixedOf(const std::vector<ClosedStation>& stations) {
    std::vector<std::uint8_t> mixed;
    mixed.reserve(stations.size());
    for (const ClosedStation& station : stations) {
        mixed.push_back(station.isMixed() ? 1 : 0);
    }
    return mixed;
}

double residenceAt(const ClosedStation& station, bool isMixed, const Marginal& before, std::size_t k) {
    const double demand = station.demand[k];
    if (station.servers == 0 || demand <= 0) {
        return demand;
    }
    const Met met = metAt(station, isMixed, before.number, k);
    double idle = 0;
    for (std::size_t j = 0; j + 1 < before.probability.size(); ++j) {
        idle += (station.servers - 1 - static_cast<double>(j)) * before.probability[j];
    }
    // Of the handling that is under way; exponential times are as good as new.
    const double left =
        station.serviceScv == 1 ? 0 : (station.serviceScv - 1) / 2 * std::pow(before.utilisation, station.servers);
    const double wait = met.service * ((1 + met.number + idle + left) / station.servers - 1);
    return demand + std::max(wait, 0.0) * demand / serviceOf(station, k);
}

} // namespace

bool ClosedStation::isMixed() const {
    double mean = -1;
    bool differs = false;
    for (std::size_t k = 0; k < visits.size(); ++k) {
        const double service = visits[k] > 0 ? demand[k] / visits[k] : 0;
        differs = differs || (service > 0 && mean > 0 && std::abs(service - mean) > 1e-9 * mean);
        mean = service > 0 ? service : mean;
    }
    return differs && servers > 0;
}

double stepsOfMva(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes) {
    double each = 1;
    for (const ClosedStation& station : stations) {
        each += 1 + station.servers;
    }
    double steps = each * static_cast<double>(classes.size());
    for (const ClosedClass& row : classes) {
        steps *= 1 + row.population;
    }
    return steps;
}

ClosedAnswer exactMva(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes) {
    ClosedAnswer answer = emptyAnswer(stations.size(), classes.size());
    const std::vector<std::uint8_t> mixed = mixedOf(stations);
    const Populations populations(classes);
    // By population, then station; of one class only the last population is looked at.
    const std::size_t kept = classes.size() == 1 ? std::min<std::size_t>(populations.size(), 2) : populations.size();
    std::vector<Marginal> marginals(kept * stations.size());
    const auto at = [&](std::size_t state) { return marginals.data() + (state % kept) * stations.size(); };
    for (std::size_t i = 0; i < stations.size(); ++i) {
        marginals[i].number.assign(classes.size(), 0);
        marginals[i].probability.assign(static_cast<std::size_t>(std::max(stations[i].servers, 1)), 0);
        marginals[i].probability[0] = 1;
    }
    for (std::size_t state = 1; state < populations.size(); ++state) {
        Marginal* const now = at(state);
        const auto before = [&](std::size_t k) { return at(populations.withoutOne(state, k)); };
        for (std::size_t i = 0; i < stations.size(); ++i) {
            now[i].number.assign(classes.size(), 0);
            now[i].probability.assign(static_cast<std::size_t>(std::max(stations[i].servers, 1)), 0);
            now[i].utilisation = 0;
        }
        for (std::size_t k = 0; k < classes.size(); ++k) {
            const auto users = static_cast<double>(populations.users(state, k));
            answer.throughput[k] = 0;
            if (users <= 0) {
                continue;
            }
            double cycle = classes[k].think;
            for (std::size_t i = 0; i < stations.size(); ++i) {
                answer.residence[i][k] = residenceAt(stations[i], mixed[i] != 0, before(k)[i], k);
                cycle += answer.residence[i][k];
            }
            const double throughput = answer.throughput[k] = cycle > 0 ? users / cycle : 0;
            for (std::size_t i = 0; i < stations.size(); ++i) {
                now[i].number[k] = throughput * answer.residence[i][k];
                const double load = throughput * stations[i].demand[k];
                now[i].utilisation += stations[i].servers > 0 ? load / stations[i].servers : 0;
                for (std::size_t j = 1; j < now[i].probability.size(); ++j) {
                    now[i].probability[j] += load / static_cast<double>(j) * before(k)[i].probability[j - 1];
                }
            }
        }
        for (std::size_t i = 0; i < stations.size(); ++i) {
            double partlyBusy = now[i].utilisation * stations[i].servers;
            for (std::size_t j = 1; j < now[i].probability.size(); ++j) {
                partlyBusy += (stations[i].servers - static_cast<double>(j)) * now[i].probability[j];
            }
            now[i].probability[0] = stations[i].servers > 0 ? std::max(0.0, 1 - partlyBusy / stations[i].servers) : 1;
        }
    }
    for (std::size_t i = 0; i < stations.size(); ++i) {
        for (std::size_t k = 0; k < classes.size(); ++k) {
            answer.meanNumber[i] += answer.throughput[k] * answer.residence[i][k];
        }
    }
    return answer;
}

ClosedAnswer exactMva(const std::vector<ClosedStation>& stations, int population, double think) {
    return exactMva(stations, {{static_cast<double>(population), think}});
}

ClosedAnswer approximateMva(const std::vector<ClosedStation>& stations, const std::vector<ClosedClass>& classes) {
    ClosedAnswer answer = emptyAnswer(stations.size(), classes.size());
    std::vector<std::vector<double>> queueing(stations.size(), std::vector<double>(classes.size(), 0));
    for (std::size_t i = 0; i < stations.size(); ++i) {
        for (std::size_t k = 0; k < classes.size(); ++k) {
            queueing[i][k] = classes[k].population / static_cast<double>(stations.size());
        }
    }
    const std::vector<std::uint8_t> mixed = mixedOf(stations);
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
                answer.residence[i][k] = demand;
                if (stations[i].servers > 0 && demand > 0) {
                    std::vector<double> number = queueing[i];
                    number[k] *= (users - 1) / users;
                    const Met met = metAt(stations[i], mixed[i] != 0, number, k);
                    const double wait =
                        met.service * met.number / stations[i].servers * demand / serviceOf(stations[i], k);
                    queued[i] = demand / stations[i].servers + wait;
                    answer.residence[i][k] += wait;
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
