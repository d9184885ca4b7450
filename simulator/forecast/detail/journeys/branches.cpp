// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/branches.hpp"

#include "simulator/forecast/detail/answers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMostCopies = 1000;

/// Branches that begin in one service.
struct Line {
    Index service = kNone;
    double wait = kInfinity; ///< mean seconds that all of them wait
    double similar = 1;      ///< how much of it comes of the arrivals
    std::vector<Branch> branches;
};

/// Part of what comes to a lane's service that comes by this lane.
double partOf(const Model& model, Index lane) {
    const StationState& station = model.stations[model.lanes.lanes[lane].service];
    return station.rate > 0 ? std::min(model.laneStates[lane].offered / station.rate, 1.0) : 0;
}

void add(const Model& model, const Branch& branch, std::vector<Line>& lines) {
    const Index service = model.lanes.lanes[branch.firstLane].service;
    auto line = std::ranges::find(lines, service, &Line::service);
    if (line == lines.end()) {
        lines.push_back({service, kInfinity, 0, {}});
        line = lines.end() - 1;
    }
    const LaneState& state = model.laneStates[branch.firstLane];
    const double arrivals = std::max(state.arrivalScv, 0.0);
    line->wait = std::min(line->wait, state.servedWait);
    line->similar +=
        partOf(model, branch.firstLane) * (arrivals + state.holdScv > 0 ? arrivals / (arrivals + state.holdScv) : 1);
    line->branches.push_back(branch);
}

/// A worker takes them in turn: of all only the last counts, of any the first. Several workers have the last ones in
/// hand at the same time.
void takeInTurn(const Model& model, std::size_t wanted, std::size_t all, Line& line) {
    const std::size_t count = line.branches.size();
    if (count < 2 || (wanted > 1 && wanted < all)) {
        return;
    }
    const auto mean = [](const Branch& branch) { return branch.time.mean; };
    if (wanted == 1) {
        line.branches = {*std::ranges::min_element(line.branches, {}, mean)};
        return;
    }
    Branch last = *std::ranges::max_element(line.branches, {}, mean);
    const double workers = model.stations[line.service].workers;
    if (const auto atOnce = static_cast<std::size_t>(std::min(static_cast<double>(count), workers)); atOnce > 1) {
        const LaneState& state = model.laneStates[last.firstLane];
        const Spread once{state.handling, state.holdScv * state.handling * state.handling};
        last.time.mean += orderStatistic(std::vector<Spread>(atOnce, once), atOnce).mean - state.handling;
    }
    line.branches = {last};
}

} // namespace

Spread lastOfBranches(const Model& model, const std::vector<Branch>& branches, std::size_t wanted) {
    std::vector<Line> lines;
    bool isKnown = true;
    for (const Branch& branch : branches) {
        isKnown = isKnown && branch.firstLane != kNone && std::isfinite(model.laneStates[branch.firstLane].servedWait);
        if (isKnown) {
            add(model, branch, lines);
        }
    }
    Spread common;
    std::vector<Spread> times;
    if (isKnown) {
        double wait = kInfinity;
        double variance = kInfinity;
        // The first of many is likely to be one whose line is short by itself: fitted to simulated lines.
        const double others = std::max(static_cast<double>(branches.size()) - 0.5, 1.0);
        const double few = std::sqrt(std::min(static_cast<double>(wanted) / others, 1.0));
        for (Line& line : lines) {
            takeInTurn(model, wanted, branches.size(), line);
            const double similar = lines.size() > 1 ? few * line.similar : 1;
            wait = std::min(wait, similar * line.wait);
            variance = std::min(variance, similar * waitVariance(model.stations[line.service], line.wait));
        }
        for (const Line& line : lines) {
            for (const Branch& branch : line.branches) {
                times.push_back(
                    {std::max(branch.time.mean - wait, 0.0), std::max(branch.time.variance - variance, 0.0)});
            }
        }
        common = {wait, variance};
    } else {
        for (const Branch& branch : branches) {
            times.push_back(branch.time);
        }
    }
    const Spread last = orderStatistic(times, std::min(wanted, times.size()));
    return {common.mean + last.mean, common.variance + last.variance};
}

Spread lastOfCopies(const Model& model, const Branch& branch, double copies) {
    const double number = std::clamp(copies, 1.0, kMostCopies);
    const Index service = branch.firstLane == kNone ? kNone : model.lanes.lanes[branch.firstLane].service;
    const double workers = service == kNone ? kInfinity : model.stations[service].workers;
    if (std::isinf(workers) || std::isinf(branch.time.mean)) {
        const std::vector<Spread> all(static_cast<std::size_t>(std::round(number)), branch.time);
        return orderStatistic(all, all.size());
    }
    // The first waits for what stands before all, the last for the others too; what follows takes as long for each.
    const LaneState& state = model.laneStates[branch.firstLane];
    const double inTurn = std::max(number - workers, 0.0) * state.hold / workers;
    const Spread once{state.handling, state.holdScv * state.handling * state.handling};
    const std::vector<Spread> atOnce(static_cast<std::size_t>(std::round(std::min(number, workers))), once);
    const double behind = std::max(branch.time.mean - state.servedWait - state.handling, 0.0);
    const double before = std::max(state.servedWait - state.copiesWait, 0.0);
    return {before + inTurn + orderStatistic(atOnce, atOnce.size()).mean + behind, branch.time.variance};
}

} // namespace stormglass::sim::forecasting
