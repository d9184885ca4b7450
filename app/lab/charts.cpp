// SPDX-License-Identifier: Apache-2.0
#include "app/lab/charts.hpp"

#include "app/lab/figure_text.hpp"
#include "app/lab/measure_words.hpp"
#include "app/lab/names.hpp"
#include "app/wording/estimate_words.hpp"

#include <QObject>

#include <algorithm>
#include <cmath>

namespace stormglass::app {

namespace {

using model::Unit;
using Tone = ChartSeries::Tone;

struct AxisUnit {
    double size;
    const char* name;
};

/// The unit in which times up to `most` seconds read best on an axis.
AxisUnit timeAxis(double most) {
    if (most >= 7200) {
        return {3600, "h"};
    }
    if (most >= 120) {
        return {60, "min"};
    }
    return most >= 1 ? AxisUnit{1, "s"} : AxisUnit{1e-3, "ms"};
}

AxisUnit axisOf(Unit unit, double most) {
    switch (unit) {
    case Unit::seconds:
        return timeAxis(most);
    case Unit::probability:
        return {0.01, "%"};
    case Unit::perSecond:
        return {1, "/s"};
    case Unit::none:
    case Unit::messages:
    case Unit::workers:
    case Unit::moneyPerHour:
    case Unit::boardUnits:
        break;
    }
    return {1, ""};
}

/// "elements.gateway.queue" in its parts; the id in the middle holds no dots.
struct Path {
    std::string id;
    std::string measure;
};

Path parsed(const std::string& path) {
    const auto first = path.find('.');
    if (first == std::string::npos) {
        return {path, {}};
    }
    const auto second = path.find('.', first + 1);
    return {path.substr(first + 1, second == std::string::npos ? second : second - first - 1),
            second == std::string::npos ? std::string{} : path.substr(second + 1)};
}

QString titleOf(const model::Board& board, const Path& path) {
    if (path.measure == "queue") {
        return QObject::tr("Waiting at %1").arg(nameOf(board, path.id));
    }
    const QString place =
        board.find(model::JourneyId{path.id}) != nullptr ? journeyEnds(board, path.id) : nameOf(board, path.id);
    return path.measure.empty() ? place : QObject::tr("%1, %2").arg(place, wordsOfMeasure(path.measure));
}

std::vector<std::pair<double, QString>> marksOf(const model::Board& board, const std::string& scenario, double xSize) {
    std::vector<std::pair<double, QString>> marks;
    const model::Scenario* found = board.find(model::ScenarioId{scenario});
    if (found == nullptr) {
        return marks;
    }
    const auto mark = [&](const model::Value& record, const QString& text) {
        const auto at = record.find("at");
        if (at != record.end() && at->is_number()) {
            marks.emplace_back(at->get<double>() / xSize, text);
        }
    };
    const model::Value& properties = found->properties;
    if (properties.contains("profile")) {
        const model::Value& profile = properties["profile"];
        for (const model::Value& shape : profile.is_array() ? profile : model::Value::array({profile})) {
            for (const auto& [name, record] : shape.items()) {
                const QString factor = record.contains("factor") && record["factor"].is_number()
                                           ? QObject::tr(" × %1").arg(record["factor"].get<double>())
                                           : QString{};
                mark(record, QString::fromStdString(name) + factor);
            }
        }
    }
    if (properties.contains("faults")) {
        for (const model::Value& fault : properties["faults"]) {
            const auto target = fault.find("target");
            if (target != fault.end() && target->is_string()) {
                mark(fault, nameOf(board, target->get<std::string>()));
            }
        }
    }
    return marks;
}

ChartData bandChart(const sim::RunReport& report, const model::Board& board, const std::string& path,
                    const std::vector<sim::BandPoint>& points) {
    const Path parts = parsed(path);
    double most = 0;
    for (const sim::BandPoint& point : points) {
        most = std::max(most, point.p95);
    }
    const AxisUnit y = axisOf(wording::unitOfMeasure(parts.measure), most);
    const AxisUnit x = timeAxis(report.duration);
    ChartSeries median{.name = QObject::tr("median"), .tone = Tone::accent};
    ChartBand band{.tone = Tone::accent};
    for (const sim::BandPoint& point : points) {
        median.points.emplace_back(point.at / x.size, point.p50 / y.size);
        band.low.emplace_back(point.at / x.size, point.p5 / y.size);
        band.high.emplace_back(point.at / x.size, point.p95 / y.size);
    }
    ChartData chart;
    chart.title = titleOf(board, parts);
    chart.unit =
        wording::unitOfMeasure(parts.measure) == Unit::messages ? QObject::tr("messages") : QString::fromUtf8(y.name);
    chart.summary =
        QObject::tr("%1 over time, at most %2 %3").arg(chart.title, QString::number(most / y.size, 'g', 3), chart.unit);
    chart.series.push_back(std::move(median));
    chart.bands.push_back(std::move(band));
    chart.xUnit = QString::fromUtf8(x.name);
    chart.marks = marksOf(board, report.scenario, x.size);
    return chart;
}

double peakOf(const std::vector<sim::BandPoint>& points) {
    double peak = 0;
    for (const sim::BandPoint& point : points) {
        peak = std::max(peak, point.p95);
    }
    return peak;
}

std::vector<ChartData> bandCharts(const sim::RunReport& report, const model::Board& board) {
    std::vector<std::pair<double, ChartData>> charts;
    for (const auto& [path, points] : report.bands) {
        const double peak = peakOf(points);
        if (peak > 0) {
            charts.emplace_back(peak, bandChart(report, board, path, points));
        }
    }
    std::ranges::stable_sort(charts, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<ChartData> sorted;
    for (auto& [peak, chart] : charts) {
        sorted.push_back(std::move(chart));
    }
    return sorted;
}

/// Percentiles stand apart as their tails do: x = log10 of one in how many.
ChartData percentileChart(const model::Board& board, const std::string& id, const sim::JourneyReport& journey) {
    const auto& quantiles = *journey.times.quantiles;
    double most = 0;
    for (const sim::Estimate& quantile : quantiles) {
        if (!quantile.withheld()) {
            most = std::max(most, quantile.hasInterval() ? quantile.high : quantile.value);
        }
    }
    const AxisUnit y = timeAxis(most);
    ChartSeries line{.name = QObject::tr("latency"), .tone = Tone::accent};
    ChartBand band{.tone = Tone::accent};
    ChartData chart;
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
        const double x = -std::log10(1 - sim::kQuantiles[i]);
        chart.xTicks.emplace_back(x, QObject::tr("%1 %").arg(100 * sim::kQuantiles[i]));
        if (!quantiles[i].withheld()) {
            line.points.emplace_back(x, quantiles[i].value / y.size);
            const bool isKnown = quantiles[i].hasInterval();
            band.low.emplace_back(x, (isKnown ? quantiles[i].low : quantiles[i].value) / y.size);
            band.high.emplace_back(x, (isKnown ? quantiles[i].high : quantiles[i].value) / y.size);
        }
    }
    chart.title = journeyEnds(board, id);
    chart.unit = QString::fromUtf8(y.name);
    chart.summary = QObject::tr("Latency of %1 by percentile, at most %2 %3")
                        .arg(chart.title, QString::number(most / y.size, 'g', 3), chart.unit);
    chart.series.push_back(std::move(line));
    chart.bands.push_back(std::move(band));
    return chart;
}

std::vector<ChartData> percentileCharts(const sim::RunReport& report, const model::Board& board) {
    std::vector<ChartData> charts;
    for (const auto& [id, journey] : report.journeys) {
        const bool isSeen = journey.times.quantiles && !journey.times.quantiles->front().withheld();
        if (isSeen) {
            charts.push_back(percentileChart(board, id, journey));
        }
    }
    return charts;
}

} // namespace

std::vector<ChartData> chartsOf(const sim::RunReport& report, const model::Board& board) {
    std::vector<ChartData> charts = bandCharts(report, board);
    return charts.empty() ? percentileCharts(report, board) : charts;
}

} // namespace stormglass::app
