// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QMetaType>
#include <QPointF>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <utility>
#include <vector>

namespace stormglass::app {

/// A line of a chart. Tones are colours of the theme, chosen by meaning.
struct ChartSeries {
    enum class Tone : std::uint8_t { accent, good, warning, bad, muted };

    QString name{};
    std::vector<QPointF> points{}; ///< ascending x
    Tone tone = Tone::accent;
    bool isDashed = false;

    friend bool operator==(const ChartSeries&, const ChartSeries&) = default;
};

/// An area between two lines over the same x: a 5-95 % band, or intervals.
struct ChartBand {
    std::vector<QPointF> low{};
    std::vector<QPointF> high{};
    ChartSeries::Tone tone = ChartSeries::Tone::accent;

    friend bool operator==(const ChartBand&, const ChartBand&) = default;
};

/// All a chart shows; y starts at 0.
struct ChartData {
    Q_GADGET
    QML_VALUE_TYPE(chartData)
    Q_PROPERTY(QString title MEMBER title FINAL)
    Q_PROPERTY(QString unit MEMBER unit FINAL)
    Q_PROPERTY(QString summary MEMBER summary FINAL)

  public:
    QString title{};
    QString unit{};    ///< of y, as the axis is labelled
    QString summary{}; ///< what a screen reader says
    std::vector<ChartSeries> series{};
    std::vector<ChartBand> bands{};
    std::vector<std::pair<double, QString>> xTicks{}; ///< empty: round numbers
    QString xUnit{};                                  ///< stands behind the last tick
    std::vector<std::pair<double, QString>> marks{};  ///< moments worth a line: a spike, a fault

    friend bool operator==(const ChartData&, const ChartData&) = default;
};

/// Round numbers from 0 up to at least `most`, some `wanted` of them: steps of 1, 2 or 5 times a power of ten.
[[nodiscard]] std::vector<double> roundTicks(double most, int wanted);

/// The line as `columns` pixel columns between `left` and `right` need it: of each column at most its first, lowest,
/// highest and last point, so that no peak is lost however many points there are. Fewer points are kept as they are.
[[nodiscard]] std::vector<QPointF> decimated(const std::vector<QPointF>& points, double left, double right,
                                             int columns);

} // namespace stormglass::app
