// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lab/chart_data.hpp"

#include <QColor>
#include <QFont>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// Paints a chart: bands, lines, axes with round numbers, marks. Title and legend stand around it. Painted, so that it
/// looks the same on every back end; lines are decimated to the pixels there are.
class LineChart : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(stormglass::app::ChartData chart READ chart WRITE setChart NOTIFY chartChanged FINAL)
    Q_PROPERTY(QFont font MEMBER m_font NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor textColor MEMBER m_text NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor gridColor MEMBER m_grid NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor accentColor MEMBER m_accent NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor goodColor MEMBER m_good NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor warningColor MEMBER m_warning NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor badColor MEMBER m_bad NOTIFY looksChanged FINAL)

  public:
    explicit LineChart(QQuickItem* parent = nullptr);

    [[nodiscard]] const ChartData& chart() const { return m_chart; }

    void setChart(const ChartData& chart);

    void paint(QPainter* painter) override;

  signals:
    void chartChanged();
    void looksChanged();

  private:
    struct Frame;

    [[nodiscard]] Frame frame() const;
    [[nodiscard]] QColor colourOf(ChartSeries::Tone tone) const;
    void paintAxes(QPainter& painter, const Frame& frame) const;
    void paintBand(QPainter& painter, const Frame& frame, const ChartBand& band) const;
    void paintSeries(QPainter& painter, const Frame& frame, const ChartSeries& series) const;
    void paintMarks(QPainter& painter, const Frame& frame) const;

    ChartData m_chart;
    QFont m_font;
    QColor m_text;
    QColor m_grid;
    QColor m_accent;
    QColor m_good;
    QColor m_warning;
    QColor m_bad;
};

} // namespace stormglass::app
