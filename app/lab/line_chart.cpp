// SPDX-License-Identifier: Apache-2.0
#include "app/lab/line_chart.hpp"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace stormglass::app {

/// Where the chart's values stand within the item.
struct LineChart::Frame {
    QRectF plot;
    double left = 0;
    double right = 1;
    std::vector<double> yTicks;

    [[nodiscard]] double top() const { return yTicks.back(); }

    [[nodiscard]] QPointF at(const QPointF& value) const {
        const double x = plot.left() + (value.x() - left) / (right - left) * plot.width();
        const double y = plot.bottom() - value.y() / top() * plot.height();
        return {x, std::clamp(y, plot.top() - 1, plot.bottom())};
    }
};

namespace {

QString tickText(double value) {
    return QString::number(value, 'g', 6);
}

std::vector<std::pair<double, QString>> ticksOfX(const ChartData& chart, double right, double width) {
    if (!chart.xTicks.empty()) {
        std::vector<std::pair<double, QString>> seen = chart.xTicks;
        std::erase_if(seen, [right](const auto& tick) { return tick.first > right * (1 + 1e-9); });
        return seen;
    }
    std::vector<std::pair<double, QString>> ticks;
    for (const double tick : roundTicks(right, std::max(2, static_cast<int>(width / 90)))) {
        if (tick <= right * (1 + 1e-9)) {
            ticks.emplace_back(tick, tickText(tick));
        }
    }
    ticks.back().second += QChar(0xa0) + chart.xUnit;
    return ticks;
}

} // namespace

LineChart::LineChart(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &LineChart::looksChanged, this, [this] { update(); });
}

void LineChart::setChart(const ChartData& chart) {
    if (!(chart == m_chart)) {
        m_chart = chart;
        emit chartChanged();
        update();
    }
}

LineChart::Frame LineChart::frame() const {
    double left = std::numeric_limits<double>::max();
    double right = std::numeric_limits<double>::lowest();
    double most = 0;
    const auto take = [&](const std::vector<QPointF>& points) {
        for (const QPointF& point : points) {
            left = std::min(left, point.x());
            right = std::max(right, point.x());
            most = std::max(most, point.y());
        }
    };
    for (const ChartSeries& series : m_chart.series) {
        take(series.points);
    }
    for (const ChartBand& band : m_chart.bands) {
        take(band.high);
    }
    const QFontMetricsF metrics(m_font);
    Frame frame;
    frame.yTicks = roundTicks(most > 0 ? most : 1, std::max(2, static_cast<int>(height() / (3.2 * metrics.height()))));
    double labels = 0;
    for (const double tick : frame.yTicks) {
        labels = std::max(labels, metrics.horizontalAdvance(tickText(tick)));
    }
    frame.left = left;
    frame.right = right > left ? right : left + 1;
    const double halfLine = metrics.height() / 2;
    frame.plot = QRectF(QPointF(labels + 10, halfLine), QPointF(width() - 22, height() - metrics.height() - 6));
    return frame;
}

QColor LineChart::colourOf(ChartSeries::Tone tone) const {
    switch (tone) {
    case ChartSeries::Tone::accent:
        return m_accent;
    case ChartSeries::Tone::good:
        return m_good;
    case ChartSeries::Tone::warning:
        return m_warning;
    case ChartSeries::Tone::bad:
        return m_bad;
    case ChartSeries::Tone::muted:
        return m_text;
    }
    return m_text;
}

void LineChart::paint(QPainter* painter) {
    const bool isEmpty = std::all_of(m_chart.series.begin(), m_chart.series.end(),
                                     [](const ChartSeries& s) { return s.points.empty(); });
    if (isEmpty || width() < 60 || height() < 40) {
        return;
    }
    const Frame where = frame();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_font);
    paintAxes(*painter, where);
    for (const ChartBand& band : m_chart.bands) {
        paintBand(*painter, where, band);
    }
    for (const ChartSeries& series : m_chart.series) {
        paintSeries(*painter, where, series);
    }
    paintMarks(*painter, where);
}

void LineChart::paintAxes(QPainter& painter, const Frame& where) const {
    const QFontMetricsF metrics(m_font);
    painter.setPen(m_text);
    for (const double tick : where.yTicks) {
        const double y = where.at({where.left, tick}).y();
        painter.setPen(QPen(m_grid, 1));
        painter.drawLine(QPointF(where.plot.left(), y), QPointF(where.plot.right(), y));
        painter.setPen(m_text);
        painter.drawText(QRectF(0, y - metrics.height() / 2, where.plot.left() - 8, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tickText(tick));
    }
    double free = 0; // labels that would run into the one before are left out
    for (const auto& [value, text] : ticksOfX(m_chart, where.right, where.plot.width())) {
        const double advance = metrics.horizontalAdvance(text);
        const double x = std::min(where.at({value, 0}).x() - advance / 2, width() - advance);
        if (x < free) {
            continue;
        }
        free = x + advance + 6;
        painter.drawText(QRectF(x, where.plot.bottom() + 4, advance + 2, metrics.height()), Qt::AlignLeft, text);
    }
}

void LineChart::paintBand(QPainter& painter, const Frame& where, const ChartBand& band) const {
    const int columns = static_cast<int>(where.plot.width());
    QPolygonF area;
    for (const QPointF& point : decimated(band.low, where.left, where.right, columns)) {
        area << where.at(point);
    }
    const std::vector<QPointF> high = decimated(band.high, where.left, where.right, columns);
    for (auto point = high.rbegin(); point != high.rend(); ++point) {
        area << where.at(*point);
    }
    QColor colour = colourOf(band.tone);
    colour.setAlphaF(0.22F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(area);
}

void LineChart::paintSeries(QPainter& painter, const Frame& where, const ChartSeries& series) const {
    QPolygonF line;
    for (const QPointF& point :
         decimated(series.points, where.left, where.right, static_cast<int>(where.plot.width()))) {
        line << where.at(point);
    }
    QPen pen(colourOf(series.tone), 1.8);
    pen.setJoinStyle(Qt::RoundJoin);
    if (series.isDashed) {
        pen.setDashPattern({3, 2});
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    if (line.size() <= 12) { // few figures, each one counts
        painter.setBrush(pen.color());
        painter.setPen(Qt::NoPen);
        for (const QPointF& point : line) {
            painter.drawEllipse(point, 3, 3);
        }
    }
}

void LineChart::paintMarks(QPainter& painter, const Frame& where) const {
    const QFontMetricsF metrics(m_font);
    for (const auto& [value, text] : m_chart.marks) {
        const double x = where.at({value, 0}).x();
        if (x < where.plot.left() || x > where.plot.right()) {
            continue;
        }
        painter.setPen(QPen(m_warning, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, where.plot.top()), QPointF(x, where.plot.bottom()));
        painter.setPen(m_warning);
        const double textX = std::min(x + 4, where.plot.right() - metrics.horizontalAdvance(text));
        painter.drawText(QPointF(textX, where.plot.top() + metrics.ascent() - 2), text);
    }
}

} // namespace stormglass::app
