// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/report_builder.hpp"

#include "model/behaviour/access.hpp"
#include "simulator/run/detail/asked_measures.hpp"
#include "simulator/run/detail/courses.hpp"
#include "simulator/run/detail/growth.hpp"
#include "simulator/run/detail/place_reports.hpp"
#include "simulator/run/detail/traced_journeys.hpp"
#include "simulator/run/report_json.hpp"
#include "simulator/run/timeline.hpp"
#include "simulator/statistics/student_t.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_set>

namespace stormglass::sim {

namespace {

constexpr double kTravelled = 0.05; ///< of the busiest found journey: rarer ones don't guide a run's length

EndReason reasonOf(EndedBy by) noexcept {
    switch (by) {
    case EndedBy::messages:
        return EndReason::messages;
    case EndedBy::instant:
        return EndReason::instant;
    case EndedBy::memory:
        return EndReason::memory;
    case EndedBy::deadlock:
    case EndedBy::cancelled:
        return EndReason::time;
    }
    return EndReason::time;
}

/// Mean over the replications of a place's content at each step.
std::vector<double> meanContent(const Findings& findings, std::size_t place) {
    std::vector<double> mean;
    for (const ContentSeries& series : findings.contents()) {
        mean.resize(std::max(mean.size(), series.rows.size()));
        for (std::size_t k = 0; k < series.rows.size(); ++k) {
            mean[k] += series.rows[k][place] / static_cast<double>(findings.contents().size());
        }
    }
    return mean;
}

/// Handlers and read channels whose content still grows at the end: what comes over what leaves.
std::vector<CauseReport> growthCauses(const Findings& findings, const Names& names) {
    std::vector<CauseReport> causes;
    for (std::size_t i = 0; i < findings.contentPlaces().size(); ++i) {
        const ContentPlace& place = findings.contentPlaces()[i];
        const bool isHandler = place.kind == ContentKind::handlerQueue;
        if ((!isHandler && place.kind != ContentKind::channelLag) || !growsLinearly(meanContent(findings, i))) {
            continue;
        }
        const std::size_t row = isHandler ? findings.map().handler(place.index) : findings.map().channel(place.index);
        const auto rate = [&](RatioFigure figure) { return findings.sections().ratio(row, figure).value; };
        const double left = rate(RatioFigure::throughput) + rate(RatioFigure::deadLettered) +
                            rate(RatioFigure::dropped) + rate(RatioFigure::rejected) + rate(RatioFigure::expired);
        causes.push_back({.element = (isHandler ? names.handlers : names.channels)[place.index],
                          .factor = left > 0 ? rate(RatioFigure::arrivals) / left : 0});
    }
    return causes;
}

double relativeHalfWidth(const Estimate& estimate) noexcept {
    if (estimate.value == 0) {
        return 0;
    }
    return estimate.hasInterval() ? estimate.halfWidth() / std::abs(estimate.value)
                                  : std::numeric_limits<double>::infinity();
}

bool compare(double x, const std::string& op, double bound) noexcept {
    return op == "<" ? x < bound : op == "<=" ? x <= bound : op == ">" ? x > bound : x >= bound;
}

} // namespace

RunReport ReportBuilder::build(const Findings& findings) const {
    RunReport report;
    addHead(report, findings);
    addJourneys(report, findings);
    addPlaces(report, findings);
    addVerdict(report, findings);
    addAccounting(report, findings);
    addMeasures(report, *m_compiled, findings);
    addObjectives(report);
    addExact(report, findings);
    if (m_plan->kind == RunKind::scenario) {
        addCourses(report, m_compiled->names, findings);
    }
    if (findings.timeline()) {
        auto timeline = std::make_shared<Timeline>(
            findings.timeline()->timeline(m_compiled->network, m_compiled->names, findings.duration, findings.warmUp));
        timeline->journeys = tracedJourneys(*m_compiled, findings.pooled(), kTimelineJourneys, 0);
        report.timeline = std::move(timeline);
    }
    if (m_plan->traces > 0) {
        report.traces = std::make_shared<const std::vector<TracedJourney>>(
            tracedJourneys(*m_compiled, findings.pooled(), m_plan->traces, std::nullopt));
    }
    report.precision = precisionOf(report);
    return report;
}

void ReportBuilder::addHead(RunReport& report, const Findings& findings) const {
    report.scenario = m_prepared->scenario.id.value;
    report.kind = m_plan->kind;
    report.seed = m_plan->seed;
    report.replications = findings.replications;
    report.duration = findings.duration;
    report.warmUp = findings.warmUp;
    report.warmUpFound = findings.warmUpFound;
    report.stationary = findings.stationary;
    report.simulatedEvents = findings.events;
    report.notSimulated = m_compiled->notSimulated;
}

void ReportBuilder::addVerdict(RunReport& report, const Findings& findings) const {
    report.causes = m_forecast->causes;
    if (report.causes.empty() && m_plan->kind == RunKind::steady) {
        report.causes = growthCauses(findings, m_compiled->names);
    }
    report.verdict = !report.causes.empty()                            ? Verdict::unstable
                     : findings.ended.has_value() || findings.cutShort ? Verdict::stopped
                                                                       : Verdict::stable;
    if (findings.ended) {
        report.ended = EndedReport{.at = findings.ended->at, .by = reasonOf(findings.ended->by)};
        for (const Index service : findings.ended->services) {
            report.blockedCycle.push_back(m_compiled->names.services[service]);
        }
        if (findings.ended->by == EndedBy::deadlock) {
            report.verdict = Verdict::stopped;
            report.ended.reset();
        }
    } else if (findings.cutShort) {
        report.ended = EndedReport{.at = findings.duration, .by = EndReason::time};
    }
}

void ReportBuilder::addJourneys(RunReport& report, const Findings& findings) const {
    const Names& names = m_compiled->names;
    for (std::size_t i = 0; i < m_compiled->network.journeys.size(); ++i) {
        const JourneyTallies& pooled = findings.pooled().journeys[i];
        JourneyReport journey;
        journey.times = findings.times(findings.map().journey(i), TimesFigure::time, pooled.latency, true);
        journey.unfinished = pooled.unfinished;
        journey.sampled = pooled.paths.paths().size();
        const bool all = journey.sampled == journey.times.count;
        journey.breakdown = findings.breakdown(i).parts(
            pooled.paths, pooled.latency.moments().mean(),
            all ? std::numeric_limits<double>::quiet_NaN() : pooled.latency.meanOfSlowest(0.01), names);
        for (std::size_t c = 0; c < std::min(pooled.classes.size(), names.classes.size()); ++c) {
            const bool isOnTheWay = c < pooled.unfinishedByClass.size() && pooled.unfinishedByClass[c] > 0;
            if (pooled.classes[c].count() > 0 || isOnTheWay) {
                journey.classes.emplace_back(
                    names.classes[c],
                    findings.times(findings.map().classOf(i, c), TimesFigure::time, pooled.classes[c], true));
            }
        }
        report.journeys.emplace_back(names.journeys[i], std::move(journey));
    }
    std::vector<std::uint64_t> counts;
    for (const auto& [id, journey] : report.journeys) {
        counts.push_back(journey.times.count);
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        report.journeys[i].second.guides = guides(i, counts);
    }
}

void ReportBuilder::addPlaces(RunReport& report, const Findings& findings) const {
    const Network& network = m_compiled->network;
    const Names& names = m_compiled->names;
    for (Index i = 0; i < network.handlers.size(); ++i) {
        report.elements.emplace_back(names.handlers[i], handlerReport(network, findings, i));
    }
    addEmissions(report, findings);
    for (Index i = 0; i < network.services.size(); ++i) {
        if (!network.services[i].implicit) {
            report.services.emplace_back(names.services[i], serviceReport(network, findings, i));
        }
    }
    for (Index i = 0; i < network.channels.size(); ++i) {
        report.channels.emplace_back(names.channels[i], channelReport(network, findings, i));
    }
    report.cost = findings.sections().ratio(findings.map().whole(), RatioFigure::cost);
}

/// What only sends, and messages: instances and deliveries per second.
void ReportBuilder::addEmissions(RunReport& report, const Findings& findings) const {
    const Names& names = m_compiled->names;
    const std::unordered_set<std::string_view> handlers(names.handlers.begin(), names.handlers.end());
    const auto add = [&](const std::string& id, const Estimate& perSecond) {
        report.elements.emplace_back(id, PlaceReport{}).second.emissions = perSecond;
    };
    for (std::size_t i = 0; i < m_compiled->network.sources.size(); ++i) {
        if (!handlers.contains(names.sources[i])) {
            add(names.sources[i], findings.startedPerSecond(i));
        }
    }
    for (std::size_t i = 0; i < m_compiled->network.messages.size(); ++i) {
        if (!names.messages[i].empty()) {
            add(names.messages[i], findings.emittedPerSecond(i));
        }
    }
}

void ReportBuilder::addAccounting(RunReport& report, const Findings& findings) const {
    for (std::size_t i = 0; i < findings.pooled().messages.size(); ++i) {
        const MessageAccount& account = findings.pooled().messages[i];
        if (m_compiled->names.messages[i].empty()) {
            continue;
        }
        report.accounting.emplace_back(m_compiled->names.messages[i],
                                       AccountingRow{.emitted = account.emitted,
                                                     .handled = account.handled,
                                                     .deadLettered = account.deadLettered,
                                                     .dropped = account.dropped,
                                                     .rejected = account.rejected,
                                                     .expired = account.expired,
                                                     .inFlight = static_cast<std::uint64_t>(account.inFlight)});
    }
}

void ReportBuilder::addObjectives(RunReport& report) const {
    const model::Access scenario(m_catalogue->ofScenario(), m_prepared->scenario.properties);
    const model::Value* objectives = scenario.written("objectives");
    if (objectives == nullptr) {
        return;
    }
    for (const model::Value& written : *objectives) {
        ObjectiveReport objective;
        objective.measure = written.at("measure").get<std::string>();
        objective.of = written.value("of", std::string{});
        objective.op = written.at("op").get<std::string>();
        objective.value = written.at("value").get<double>();
        const model::Element* const original = m_prepared->board.definitionOf(model::ElementId{objective.of});
        const std::string& place = original == nullptr ? objective.of : original->id.value;
        const std::optional<Estimate> actual =
            objective.of.empty() ? figureAt(report, objective.measure) : figureOf(report, place, objective.measure);
        objective.actual = actual.value_or(Estimate{});
        const auto holds = [&](double x) { return compare(x, objective.op, objective.value); };
        objective.met = !objective.actual.withheld() && holds(objective.actual.value);
        objective.certain = objective.actual.hasInterval() && holds(objective.actual.low) == objective.met &&
                            holds(objective.actual.high) == objective.met;
        report.objectives.push_back(std::move(objective));
    }
}

/// Exact values are those of the steady state: nothing is said where the run is disturbed, begins to be measured with
/// empty places or has not settled.
void ReportBuilder::addExact(RunReport& report, const Findings& findings) const {
    const bool fillsUp = m_plan->kind == RunKind::scenario && findings.warmUp == 0;
    if (m_plan->disturbed || fillsUp || !findings.stationary) {
        return;
    }
    const std::uint64_t sections = findings.sections().sections();
    for (const auto& [path, value] : m_forecast->exact) {
        const std::optional<Estimate> simulated = figureAt(report, path);
        if (!simulated || simulated->withheld()) {
            continue;
        }
        ExactReport exact{.value = value, .sigmas = std::numeric_limits<double>::quiet_NaN()};
        if (simulated->hasInterval() && simulated->halfWidth() > 0) {
            exact.sigmas =
                (simulated->value - value) * studentT(static_cast<double>(sections - 1)) / simulated->halfWidth();
        }
        report.exact.emplace_back(path, exact);
    }
}

bool ReportBuilder::guides(std::size_t journey, const std::vector<std::uint64_t>& counts) const {
    const std::size_t written = m_prepared->board.journeys().size();
    const auto count = static_cast<double>(counts[journey]);
    const auto busiest = static_cast<double>(std::ranges::max(counts));
    return count > 0 && (written > 0 ? journey < written : count >= kTravelled * busiest);
}

std::optional<double> ReportBuilder::widestOfJourneys(const std::vector<std::uint64_t>& counts,
                                                      const std::vector<Estimate>& means) const {
    std::optional<double> widest;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (guides(i, counts)) {
            widest = std::max(widest.value_or(0), relativeHalfWidth(means[i]));
        }
    }
    return widest;
}

std::optional<double> ReportBuilder::precisionOf(const RunReport& report) const {
    std::vector<std::uint64_t> counts;
    std::vector<Estimate> means;
    for (const auto& [id, journey] : report.journeys) {
        counts.push_back(journey.times.count);
        means.push_back(journey.times.mean);
    }
    std::optional<double> widest = widestOfJourneys(counts, means);
    const auto consider = [&](const Estimate& estimate) {
        widest = std::max(widest.value_or(0), relativeHalfWidth(estimate));
    };
    for (const ObjectiveReport& objective : report.objectives) {
        consider(objective.actual);
    }
    for (const auto& [id, measure] : report.measures) {
        consider(measure);
    }
    return widest;
}

std::optional<double> ReportBuilder::precisionOf(const Findings& findings) const {
    std::vector<std::uint64_t> counts;
    std::vector<Estimate> means;
    for (std::size_t i = 0; i < m_compiled->network.journeys.size(); ++i) {
        const std::size_t place = findings.map().journey(i);
        counts.push_back(findings.sections().count(place, TimesFigure::time));
        means.push_back(findings.sections().mean(place, TimesFigure::time));
    }
    return widestOfJourneys(counts, means);
}

bool ReportBuilder::precisionNeedsAll() const {
    const model::Access scenario(m_catalogue->ofScenario(), m_prepared->scenario.properties);
    return scenario.isWritten("objectives") || !m_compiled->network.asked.empty();
}

} // namespace stormglass::sim
