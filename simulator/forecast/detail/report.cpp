// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/report.hpp"

#include "simulator/forecast/detail/answers.hpp"
#include "simulator/forecast/detail/exact/exactness.hpp"
#include "simulator/forecast/stations.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_set>

namespace stormglass::sim::forecasting {

namespace {

class Teller {
  public:
    Teller(const Solution& solution, const Names& names, ForecastReport& report)
        : m_solution(solution)
        , m_model(solution.model)
        , m_network(solution.model.network)
        , m_names(names)
        , m_report(report) {}

    void tell() {
        handlers();
        messages();
        sources();
        services();
        channels();
        journeys();
    }

  private:
    /// Sums and means over lanes. Those turned away or lost don't wait and take no time; those who give up have waited.
    struct Sum {
        ForecastPlace place;
        double waiting = 0; ///< seconds per second: the mean number waiting
        double time = 0;
        double work = 0;
        double entered = 0; ///< per second: neither dropped nor rejected
        double stayed = 0;  ///< per second: of these, not expired

        void add(const Model& model, Index lane, bool isHandler) {
            const LaneState& state = model.laneStates[lane];
            const Fate fate = model.fateOf(lane);
            const double completed = state.arrivals * model.completions[model.lanes.lanes[lane].handler];
            const double entering =
                completed * std::max(1 - fate.of(Outcome::dropped) - fate.of(Outcome::rejected), 0.0);
            const Index channel = model.lanes.lanes[lane].channel;
            const bool isTurnedAway =
                isHandler && channel != kNone && model.network.channels[channel].capacity != kUnlimited;
            place.arrivals += isTurnedAway ? entering : state.arrivals; // what a channel has no room for never comes
            place.throughput += completed * fate.of(Outcome::success);
            if (completed <= 0) {
                return;
            }
            entered += entering;
            const double staying = std::max(entering - completed * fate.of(Outcome::expired), 0.0);
            stayed += staying;
            const bool growsForEver =
                model.stations[model.lanes.lanes[lane].service].keepsUp < 1 || std::isinf(state.hold);
            waiting += times(completed * fate.tries * state.shedding.entersLine(), state.wait);
            time += times(staying, timeOf(model, lane, Ending::any).mean);
            work += times(growsForEver ? state.offered : state.attempts, state.hold);
        }

        void close(double workers) {
            place.waiting = entered > 0 ? waiting / entered : 0;
            place.time = stayed > 0 ? time / stayed : 0;
            if (!std::isinf(workers)) {
                place.busy = workers > 0 ? work / workers : work > 0 ? std::numeric_limits<double>::infinity() : 0;
            }
        }
    };

    void exact(const std::string& path, double value) {
        if (std::isfinite(value)) {
            m_report.exact.emplace_back(path, value);
        }
    }

    void handlers() {
        for (Index h = 0; h < m_network.handlers.size(); ++h) {
            Sum sum;
            const Range lanes = m_model.lanes.ofHandler[h];
            bool isExact = !lanes.empty();
            bool isAsked = false;
            Index service = m_network.handlers[h].service;
            for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
                sum.add(m_model, lane, true);
                service = m_model.lanes.lanes[lane].service;
                if (m_model.laneStates[lane].arrivals > 0) {
                    isAsked = true;
                    isExact = isExact && m_model.stations[service].exact;
                }
            }
            const StationState& station = m_model.stations[service];
            sum.close(station.workersUp);
            adjustBusy(service, sum.place);
            sum.place.exact = isExact && isAsked;
            m_report.elements.emplace_back(m_names.handlers[h], sum.place);
            if (sum.place.exact) {
                exactAt("elements." + m_names.handlers[h], sum, service, lanes);
            }
        }
    }

    /// Workers busy with batches are busy as the station is, not as the sum of what is handled.
    void adjustBusy(Index service, ForecastPlace& place) const {
        const StationState& station = m_model.stations[service];
        const double mean = station.workers > 0 ? station.offered / station.workers : 0;
        const bool handlesBatches = place.busy && !m_model.lanesOfService[service].empty() &&
                                    m_model.handlerOf(m_model.lanesOfService[service].front()).batch.present;
        if (handlesBatches && mean > 0 && std::isfinite(mean)) {
            place.busy = station.busy * *place.busy / mean;
        }
    }

    void exactAt(const std::string& at, const Sum& sum, Index service, Range lanes) {
        const ForecastPlace& place = sum.place;
        const double waitingNumber = sum.waiting;
        // How long those have waited who did not give up is another question.
        if (!m_network.handlers[m_model.lanes.lanes[lanes.first].handler].patience.present()) {
            exact(at + ".time.mean", place.time);
        }
        exactQueue(at, place, waitingNumber);
        if (!isPlainMMc(m_solution, service) || lanes.empty()) {
            return;
        }
        const StationState& station = m_model.stations[service];
        const int servers = static_cast<int>(station.workers);
        exact(at + ".waited", erlangC(station.offered, servers));
        for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
            const std::string name = kQuantileNames[q];
            exact(fmt::format("{}.waiting.{}", at, name),
                  waitQuantileMMc(station.rate, station.service, servers, kQuantiles[q]));
            if (!m_network.handlers[m_model.lanes.lanes[lanes.first].handler].delay.present()) {
                exact(fmt::format("{}.time.{}", at, name),
                      sojournQuantileMMc(station.rate, station.service, servers, kQuantiles[q]));
            }
        }
    }

    /// Nobody waits for workers without number.
    void exactQueue(const std::string& at, const ForecastPlace& place, double waitingNumber) {
        if (!place.busy) {
            return;
        }
        exact(at + ".waiting.mean", place.waiting);
        exact(at + ".queue.mean", waitingNumber);
        exact(at + ".busy", *place.busy);
    }

    void messages() {
        for (Index m = 0; m < m_network.messages.size(); ++m) {
            if (m_names.messages[m].empty()) {
                continue;
            }
            ForecastPlace place;
            place.arrivals = m_model.emissionsOf(m);
            place.throughput = place.arrivals;
            place.rateOnly = true;
            m_report.elements.emplace_back(m_names.messages[m], place);
        }
    }

    void sources() {
        const std::unordered_set<std::string_view> handling(m_names.handlers.begin(), m_names.handlers.end());
        for (Index s = 0; s < m_network.sources.size(); ++s) {
            const std::string& id = m_names.sources[s];
            if (handling.contains(id)) {
                continue; // a handler too: its figures are those of what it handles
            }
            ForecastPlace place;
            place.arrivals = m_model.sourceRates[s];
            place.throughput = place.arrivals;
            place.rateOnly = true;
            m_report.elements.emplace_back(id, place);
        }
    }

    void services() {
        for (Index s = 0; s < m_network.services.size(); ++s) {
            if (m_network.services[s].implicit) {
                continue;
            }
            Sum sum;
            for (const Index lane : m_model.lanesOfService[s]) {
                sum.add(m_model, lane, true);
            }
            sum.close(m_model.stations[s].workersUp);
            adjustBusy(s, sum.place);
            sum.place.exact = m_model.stations[s].exact;
            const std::string& id = m_names.services[s];
            m_report.services.emplace_back(id, sum.place);
            if (sum.place.exact) {
                exactQueue("services." + id, sum.place, sum.waiting);
            }
        }
    }

    void channels() {
        std::vector<Sum> sums(m_network.channels.size());
        for (Index lane = 0; lane < m_model.laneStates.size(); ++lane) {
            if (const Index channel = m_model.lanes.lanes[lane].channel; channel != kNone) {
                sums[channel].add(m_model, lane, false);
            }
        }
        for (Index c = 0; c < sums.size(); ++c) {
            sums[c].close(std::numeric_limits<double>::infinity());
            m_report.channels.emplace_back(m_names.channels[c], sums[c].place);
        }
    }

    void journeys() {
        const std::vector<JourneyTime> times = journeyTimes(m_solution);
        for (std::size_t j = 0; j < times.size(); ++j) {
            if (std::isnan(times[j].mean)) {
                continue;
            }
            const std::string& id = m_names.journeys[j];
            m_report.journeys.emplace_back(id, times[j].mean);
            if (!times[j].isExact) {
                continue;
            }
            exact("journeys." + id + ".mean", times[j].mean);
            const Index lane = times[j].onlyLane;
            if (lane == kNone || !isPlainMMc(m_solution, m_model.lanes.lanes[lane].service)) {
                continue;
            }
            const StationState& station = m_model.stations[m_model.lanes.lanes[lane].service];
            const bool isAllOfIt = std::abs(times[j].mean - station.wait - station.service) < 1e-12 * times[j].mean;
            for (std::size_t q = 0; isAllOfIt && q < kQuantiles.size(); ++q) {
                exact("journeys." + id + "." + kQuantileNames[q],
                      sojournQuantileMMc(station.rate, station.service, static_cast<int>(station.workers),
                                         kQuantiles[q]));
            }
        }
    }

    const Solution& m_solution;
    const Model& m_model;
    const Network& m_network;
    const Names& m_names;
    ForecastReport& m_report;
};

} // namespace

void tell(const Solution& solution, const Names& names, ForecastReport& report) {
    Teller(solution, names, report).tell();
}

} // namespace stormglass::sim::forecasting
