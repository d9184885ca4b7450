// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/broken_replicas.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr int kMostRounds = 1000;

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
    BrokenReplicas(double rate, double service, std::size_t replicas, double workersEach, const ReplicaClock& clock)
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
    ReplicaClock m_clock;
};

} // namespace

double meanWaitingOfBroken(double rate, double service, std::size_t replicas, double workersEach,
                           const ReplicaClock& clock) {
    return BrokenReplicas(rate, service, replicas, workersEach, clock).meanWaiting();
}

} // namespace stormglass::sim::forecasting
