// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/scaled_workers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <numbers>

namespace stormglass::sim::forecasting {

namespace {

constexpr int kPeriods = 400; ///< decisions followed
constexpr int kSteps = 16;    ///< between decisions
constexpr int kFirst = 20;    ///< decisions that do not count

/// Numbers of mean 0 and variance 1, about normal, the same at every call.
class Noise {
  public:
    double next() { return 2 * (uniform() + uniform() + uniform() - 1.5); }

  private:
    double uniform() {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL; // Knuth's
        return static_cast<double>(m_state >> 11U) * 0x1p-53;
    }

    std::uint64_t m_state = 1;
};

double clampedReplicas(const Autoscale& rule, double wanted) {
    return std::clamp(wanted, std::max(1.0, static_cast<double>(rule.min)), static_cast<double>(rule.max));
}

/// Mean wait at so many replicas that stay for one interval only.
double waitFor(const QueueLoad& load, double workers, double interval) {
    QueueLoad there = load;
    there.servers = workers;
    const double lasting = meanWait(there);
    const double spread = 2.0 / 3 * std::sqrt(2 * load.rate * interval / std::numbers::pi);
    const double grown = std::max(load.rate - workers / load.service, 0.0) * interval / 2;
    return std::min(lasting, (spread + grown) / load.rate);
}

ScaledAnswer byBusy(const QueueLoad& load, const Autoscale& rule, double each) {
    const double offered = load.rate * load.service;
    const double ratio = load.service / rule.every;
    const double seen = 2 * offered * ratio * (1 + ratio * std::expm1(-1 / ratio)); // variance
    const double deviation = std::sqrt(std::max(seen, 1e-12));
    const auto below = [&](double x) { return 0.5 * std::erfc(-(x - offered) / (deviation * std::numbers::sqrt2)); };
    const double perReplica = each * rule.target;
    const double first = std::max(std::floor((offered - 5 * deviation) / perReplica), 0.0);
    const double last = std::ceil((offered + 5 * deviation) / perReplica);
    ScaledAnswer answer{0, 0};
    double from = 0;
    const double step = std::max(std::floor((last - first) / 200), 1.0);
    const int wanted = static_cast<int>((last - first) / step);
    for (int i = 0; i <= wanted; ++i) {
        const double n = first + i * step;
        const double to = n + step > last ? 1 : below((n + step) * perReplica);
        const double replicas = clampedReplicas(rule, n + (step + 1) / 2);
        answer.replicas += (to - from) * replicas;
        const double lasts = replicas < rule.max ? rule.every : HUGE_VAL; // what is too much for all of them stays so
        answer.wait += (to - from) * waitFor(load, replicas * each, lasts);
        from = to;
    }
    return answer;
}

/// Replicas of which some are still starting.
class Replicas {
  public:
    explicit Replicas(double count) : m_serving(count) {}

    void change(double wanted, double readyAt) {
        double more = wanted - m_serving - m_coming;
        if (more > 0) {
            m_starting.push_back({readyAt, more});
            m_coming += more;
        }
        while (more < 0 && !m_starting.empty()) { // the youngest stops first
            const double taken = std::min(-more, m_starting.back().count);
            m_starting.back().count -= taken;
            m_coming -= taken;
            more += taken;
            if (m_starting.back().count <= 0) {
                m_starting.pop_back();
            }
        }
        m_serving += std::min(more, 0.0);
    }

    void moveTo(double now) {
        for (; !m_starting.empty() && m_starting.front().readyAt <= now; m_starting.pop_front()) {
            m_serving += m_starting.front().count;
            m_coming -= m_starting.front().count;
        }
    }

    [[nodiscard]] double serving() const noexcept { return m_serving; }

  private:
    struct Start {
        double readyAt = 0;
        double count = 0;
    };

    double m_serving;
    double m_coming = 0;
    std::deque<Start> m_starting;
};

ScaledAnswer byContent(const QueueLoad& load, const Autoscale& rule, double each, double startup) {
    const double step = rule.every / kSteps;
    const double offered = load.rate * load.service;
    const double forgets = -std::expm1(-step / load.service);
    const bool countsHandled = rule.metric == AutoscaleMetric::lag;
    Noise noise;
    Replicas replicas(clampedReplicas(rule, std::ceil(offered / each)));
    double content = offered;
    double rests = 0;
    double waiting = 0;
    double serving = 0;
    for (int i = 0; i < kPeriods * kSteps; ++i) {
        const double now = i * step;
        replicas.moveTo(now);
        const double workers = replicas.serving() * each;
        if (i % kSteps == 0 && now >= rests) {
            const double seen = countsHandled ? content : std::max(content - workers, 0.0);
            const double wanted = clampedReplicas(rule, std::ceil(seen / rule.target));
            const double before = replicas.serving();
            replicas.change(wanted, now + startup);
            if (replicas.serving() < before) { // what those that stop have in hand they finish
                content -= std::min(content, workers) * (1 - replicas.serving() / before);
            }
            rests = wanted != before ? now + rule.cooldown : rests;
        }
        // What is in hand ends at its own pace, what waits when workers have taken it.
        const double inHand = std::min(content, replicas.serving() * each);
        const double before = content;
        const bool isFull = content >= replicas.serving() * each;
        const double ends = isFull ? inHand * step / load.service : content * forgets;
        const double comes = isFull ? load.rate * step : offered * forgets;
        const double variance = std::max(load.arrivalScv, 0.0) * comes + load.serviceScv * std::max(ends, 0.0);
        content = std::max(content + comes - ends + std::sqrt(variance) * noise.next(), 0.0);
        if (i >= kFirst * kSteps) {
            const double now2 = std::max((before + content) / 2 - replicas.serving() * each, 0.0);
            waiting += now2;
            serving += replicas.serving();
        }
    }
    const double counted = (kPeriods - kFirst) * kSteps;
    return {serving / counted, waiting / counted / load.rate};
}

} // namespace

ScaledAnswer scaledWorkers(const QueueLoad& load, const Autoscale& rule, double each, double startup) {
    if (load.rate <= 0 || load.service <= 0 || !std::isfinite(load.rate * load.service) || rule.every <= 0) {
        return {clampedReplicas(rule, 1), 0};
    }
    return rule.metric == AutoscaleMetric::busy ? byBusy(load, rule, each) : byContent(load, rule, each, startup);
}

} // namespace stormglass::sim::forecasting
