// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/breakdowns.hpp"

#include "simulator/forecast/detail/lines/renewal_waits.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr std::size_t kMostReplicas = 8;
constexpr double kMostWorkers = 200;
constexpr int kMostRounds = 1000;

/// Failures and repairs of one replica.
struct Clock {
    double failures = 0; ///< per second while it is up
    double repair = 0;   ///< mean seconds
    double repairSecond = 0;
};

Clock clockOf(const Workplace& place) {
    const Breakdowns& rule = place.service().breakdowns;
    const double repair = meanOf(place.network(), rule.repair);
    return {1 / meanOf(place.network(), rule.every), repair,
            repair * repair * (1 + scvOf(place.network(), rule.repair))};
}

bool isExponential(const Network& network, const Variate& variate) {
    return variate.present() && network.distributions[variate.distribution].kind == DistributionKind::exponential;
}

/// Work that goes on after the repair, as far as times can tell.
bool goesOn(const Workplace& place) {
    const Interrupted rule = place.service().breakdowns.interrupted;
    return rule == Interrupted::resume || rule == Interrupted::restart;
}

BreakdownAnswer ofOneWorker(const Workplace& place, const Clock& clock) {
    const QueueLoad& load = place.load();
    const double more = 1 + clock.failures * clock.repair;
    const double mean = load.service * more;
    const double second = load.service * load.service * (1 + load.serviceScv) * more * more +
                          load.service * clock.failures * clock.repairSecond;
    BreakdownAnswer answer;
    if (load.rate * mean >= 1) {
        answer.wait = std::numeric_limits<double>::infinity();
        return answer;
    }
    // An idle time begins while it is up; whoever ends it waits for the rest of a repair, if there is one.
    const double fails = clock.failures / (load.rate + clock.failures);
    const double repaired = transformOf(place.network(), place.service().breakdowns.repair, load.rate);
    const double rest = std::max(clock.repair - (1 - repaired) / load.rate, 0.0);
    const double restSecond =
        std::max(clock.repairSecond - 2 * clock.repair / load.rate + 2 * (1 - repaired) / (load.rate * load.rate), 0.0);
    const double delay = fails * rest / (1 - fails * repaired);
    const double delaySecond = fails * restSecond / (1 - fails * repaired);
    const double variability = (std::max(load.arrivalScv, 0.0) + 1) / 2;
    answer.wait = load.rate * second / (2 * (1 - load.rate * mean)) * variability +
                  (2 * delay + load.rate * delaySecond) / (2 * (1 + load.rate * delay));
    answer.stretch = more;
    const Breakdowns& rule = place.service().breakdowns;
    const bool keeps =
        rule.interrupted == Interrupted::resume || (rule.interrupted == Interrupted::restart && place.isExponential());
    answer.isExact = keeps && isExponential(place.network(), rule.every) &&
                     place.service().discipline == Discipline::fifo && place.isBare(kBreakdownOddity);
    return answer;
}

/// Square, by rows.
class Matrix {
  public:
    explicit Matrix(std::size_t size) : m_size(size), m_values(size * size, 0.0) {}

    double& at(std::size_t row, std::size_t column) { return m_values[row * m_size + column]; }

    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return m_values[row * m_size + column]; }

    [[nodiscard]] std::size_t size() const { return m_size; }

    /// By Gauss and Jordan with pivots.
    [[nodiscard]] Matrix inverse() const {
        Matrix left = *this;
        Matrix right(m_size);
        for (std::size_t i = 0; i < m_size; ++i) {
            right.at(i, i) = 1;
        }
        for (std::size_t column = 0; column < m_size; ++column) {
            std::size_t pivot = column;
            for (std::size_t row = column + 1; row < m_size; ++row) {
                pivot = std::abs(left.at(row, column)) > std::abs(left.at(pivot, column)) ? row : pivot;
            }
            for (std::size_t k = 0; k < m_size; ++k) {
                std::swap(left.at(pivot, k), left.at(column, k));
                std::swap(right.at(pivot, k), right.at(column, k));
            }
            const double scale = 1 / left.at(column, column);
            for (std::size_t k = 0; k < m_size; ++k) {
                left.at(column, k) *= scale;
                right.at(column, k) *= scale;
            }
            for (std::size_t row = 0; row < m_size; ++row) {
                const double factor = row == column ? 0 : left.at(row, column);
                for (std::size_t k = 0; factor != 0 && k < m_size; ++k) {
                    left.at(row, k) -= factor * left.at(column, k);
                    right.at(row, k) -= factor * right.at(column, k);
                }
            }
        }
        return right;
    }

  private:
    std::size_t m_size;
    std::vector<double> m_values;
};

using Row = std::vector<double>;

Row times(const Row& row, const Matrix& matrix) {
    Row product(row.size(), 0.0);
    for (std::size_t i = 0; i < row.size(); ++i) {
        for (std::size_t k = 0; k < row.size(); ++k) {
            product[k] += row[i] * matrix.at(i, k);
        }
    }
    return product;
}

/// M/M/c whose workers come and go by replicas: by number of messages and of replicas that are up.
class BrokenReplicas {
  public:
    BrokenReplicas(double rate, double service, std::size_t replicas, double workersEach, const Clock& clock)
        : m_rate(rate), m_service(service), m_replicas(replicas), m_each(workersEach), m_clock(clock) {}

    /// Mean number of messages for which no worker is up.
    [[nodiscard]] double meanWaiting() const {
        const auto full = static_cast<std::size_t>(static_cast<double>(m_replicas) * m_each);
        // Rate matrices from above down: of the levels where all workers are busy one and the same.
        Matrix rates = steadyRates(full + 1);
        const Matrix above = rates;
        std::vector<Matrix> below(full, Matrix(m_replicas + 1));
        for (std::size_t n = full; n-- > 0;) {
            rates = stepDown(rates, n + 1);
            below[n] = rates;
        }
        Row level = emptyLevel(below.empty() ? above : below.front());
        double total = 0;
        double waiting = 0;
        for (std::size_t n = 0;; ++n) {
            double chance = 0;
            for (std::size_t up = 0; up <= m_replicas; ++up) {
                chance += level[up];
                waiting += level[up] * std::max(static_cast<double>(n) - static_cast<double>(up) * m_each, 0.0);
            }
            total += chance;
            if ((n > full && chance * static_cast<double>(n) < 1e-10 * total) || n > full + kMostRounds) {
                return waiting / total;
            }
            level = times(level, n < full ? below[n] : above);
        }
    }

  private:
    [[nodiscard]] double handled(std::size_t messages, std::size_t up) const {
        return std::min(static_cast<double>(messages), static_cast<double>(up) * m_each) / m_service;
    }

    /// -(A1 of this level + rates above × A2), the level's own rates of change.
    [[nodiscard]] Matrix leaving(std::size_t messages, const Matrix& above) const {
        Matrix sum(m_replicas + 1);
        for (std::size_t up = 0; up <= m_replicas; ++up) {
            const double breaks = static_cast<double>(up) * m_clock.failures;
            const double mends = static_cast<double>(m_replicas - up) / m_clock.repair;
            sum.at(up, up) = m_rate + handled(messages, up) + breaks + mends;
            if (up > 0) {
                sum.at(up, up - 1) = -breaks;
            }
            if (up < m_replicas) {
                sum.at(up, up + 1) = -mends;
            }
            for (std::size_t k = 0; k <= m_replicas; ++k) {
                sum.at(up, k) -= above.at(up, k) * handled(messages + 1, k);
            }
        }
        return sum;
    }

    /// Rates from `messages` - 1 into `messages`.
    [[nodiscard]] Matrix stepDown(const Matrix& above, std::size_t messages) const {
        Matrix rates = leaving(messages, above).inverse();
        for (std::size_t i = 0; i < rates.size(); ++i) {
            for (std::size_t k = 0; k < rates.size(); ++k) {
                rates.at(i, k) *= m_rate;
            }
        }
        return rates;
    }

    [[nodiscard]] Matrix steadyRates(std::size_t messages) const {
        Matrix rates(m_replicas + 1);
        double moved = 1;
        for (int round = 0; round < kMostRounds && moved > 1e-11; ++round) {
            const Matrix next = stepDown(rates, messages);
            moved = 0;
            for (std::size_t i = 0; i < rates.size(); ++i) {
                for (std::size_t k = 0; k < rates.size(); ++k) {
                    moved = std::max(moved, std::abs(next.at(i, k) - rates.at(i, k)));
                }
            }
            rates = next;
        }
        return rates;
    }

    /// With nobody there, up to a factor: what the balance of the empty level leaves free, by inverse iteration.
    [[nodiscard]] Row emptyLevel(const Matrix& first) const {
        Matrix balance = leaving(0, first);
        for (std::size_t i = 0; i < balance.size(); ++i) {
            balance.at(i, i) += 1e-9 * m_rate;
        }
        const Matrix inverse = balance.inverse();
        Row row(m_replicas + 1, 1.0);
        for (int step = 0; step < 4; ++step) {
            row = times(row, inverse);
            double sum = 0;
            for (const double value : row) {
                sum += value;
            }
            for (double& value : row) {
                value /= sum;
            }
        }
        return row;
    }

    double m_rate;
    double m_service;
    std::size_t m_replicas;
    double m_each;
    Clock m_clock;
};

} // namespace

BreakdownAnswer waitWithBreakdowns(const Workplace& place) {
    const QueueLoad& load = place.load();
    const Clock clock = clockOf(place);
    const double workers = place.station().workers;
    const double each = std::max(static_cast<double>(place.service().concurrency), 1.0);
    const auto replicas = static_cast<std::size_t>(std::round(workers / each));
    const bool isUsual = load.rate > 0 && load.service > 0 && clock.failures > 0 && std::isfinite(clock.repairSecond) &&
                         clock.repair > 0 && std::isfinite(clock.failures);
    if (!isUsual || workers > kMostWorkers || replicas > kMostReplicas || replicas < 1) {
        return {meanWait(load), 1, false};
    }
    if (workers == 1) {
        return ofOneWorker(place, clock);
    }
    const double number = BrokenReplicas(load.rate, load.service, replicas, each, clock).meanWaiting();
    const double whole = meanWaitMMc(load.rate, load.service, static_cast<int>(workers));
    const double repairs = clock.repairSecond / (2 * clock.repair * clock.repair);
    const double broken = std::max(number / load.rate - whole, 0.0) * repairs;
    BreakdownAnswer answer;
    answer.wait = whole * (std::max(load.arrivalScv, 0.0) + load.serviceScv) / 2 + broken;
    if (goesOn(place)) { // who is interrupted is being handled
        const double interrupted = load.service * clock.failures * clock.repair;
        answer.stretch = 1 + interrupted / load.service;
        answer.wait = std::max(answer.wait - interrupted, 0.0);
    }
    return answer;
}

} // namespace stormglass::sim::forecasting
