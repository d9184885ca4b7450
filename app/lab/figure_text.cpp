// SPDX-License-Identifier: Apache-2.0
#include "app/lab/figure_text.hpp"

#include <QObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace stormglass::app {

namespace {

struct Scale {
    double size;      ///< in the base unit
    const char* unit; ///< as people write it, a blank before it where one belongs
};

constexpr std::array kTimeScales{Scale{1e-6, " µs"}, Scale{1e-3, " ms"}, Scale{1, " s"}, Scale{60, " min"},
                                 Scale{3600, " h"}};
constexpr std::array kShareScales{Scale{0.01, " %"}};
constexpr std::array kRateScales{Scale{1.0 / 3600, "/h"}, Scale{1.0 / 60, "/min"}, Scale{1, "/s"}};
constexpr std::array kPlainScales{Scale{1, ""}};

std::span<const Scale> scalesOf(model::Unit unit) {
    switch (unit) {
    case model::Unit::seconds:
        return kTimeScales;
    case model::Unit::probability:
        return kShareScales;
    case model::Unit::perSecond:
        return kRateScales;
    case model::Unit::none:
    case model::Unit::messages:
    case model::Unit::workers:
    case model::Unit::moneyPerHour:
    case model::Unit::boardUnits:
        break;
    }
    return kPlainScales;
}

/// The least value written in this scale: one of it, but two minutes or hours, and a tenth for rates.
double leastIn(const Scale& scale, model::Unit unit) {
    if (unit == model::Unit::perSecond) {
        return 0.1 * scale.size;
    }
    return scale.size >= 60 ? 2 * scale.size : 0.9995 * scale.size;
}

Scale scaleFor(double value, model::Unit unit) {
    const std::span<const Scale> scales = scalesOf(unit);
    if (value == 0) {
        return unit == model::Unit::seconds ? kTimeScales[2] : scales.back();
    }
    Scale best = scales.front();
    for (const Scale& scale : scales) {
        if (std::abs(value) >= leastIn(scale, unit)) {
            best = scale;
        }
    }
    return best;
}

/// As many decimals as show the leading digit of the half-width, one more if that digit is 1; no more than the value
/// has meaning for.
int decimalsFor(double value, double halfWidth) {
    const auto leading = [](double x) { return static_cast<int>(std::floor(std::log10(std::abs(x)))); };
    const int most = std::max(0, 3 - (value == 0 ? 0 : leading(value)));
    if (halfWidth <= 0) {
        return std::min(most, 2);
    }
    const int magnitude = leading(halfWidth);
    const bool isOne = halfWidth / std::pow(10.0, magnitude) < 1.95;
    return std::clamp((isOne ? 1 : 0) - magnitude, 0, most);
}

} // namespace

QString quantityText(double value, model::Unit unit, int digits) {
    return QString::fromStdString(model::formatQuantity(value, unit, digits));
}

QString approximateText(double value, model::Unit unit) {
    return std::isfinite(value) ? QObject::tr("≈ %1").arg(quantityText(value, unit, value >= 0.995 ? 3 : 2))
                                : QObject::tr("grows without end");
}

QString estimateText(const sim::Estimate& estimate, model::Unit unit) {
    if (estimate.withheld()) {
        return QObject::tr("not yet known");
    }
    if (!std::isfinite(estimate.value)) {
        return QObject::tr("grows without end");
    }
    if (!estimate.hasInterval() || estimate.high == estimate.low) {
        return quantityText(estimate.value, unit);
    }
    const Scale scale = scaleFor(estimate.value, unit);
    const double value = estimate.value / scale.size;
    const double half = estimate.halfWidth() / scale.size;
    const int decimals = decimalsFor(value, half);
    return QObject::tr("%1 ± %2%3")
        .arg(QString::number(value, 'f', decimals), QString::number(half, 'f', decimals),
             QString::fromUtf8(scale.unit));
}

QString withheldReason(const sim::Estimate& estimate) {
    if (!estimate.withheld()) {
        return {};
    }
    return estimate.needs ? QObject::tr("needs runs of %1").arg(quantityText(*estimate.needs, model::Unit::seconds, 2))
                          : QObject::tr("too few were seen");
}

QString countText(std::uint64_t count) {
    QString digits = QString::number(count);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) {
        digits.insert(at, QChar(0x202f)); // a narrow blank that doesn't break
    }
    return digits;
}

QString shortCountText(double count) {
    constexpr std::array kSteps{Scale{1e9, " G"}, Scale{1e6, " M"}, Scale{1e3, " k"}};
    for (const Scale& step : kSteps) {
        if (count >= step.size) {
            return QString::number(count / step.size, 'g', 3) + QString::fromUtf8(step.unit);
        }
    }
    return QString::number(count, 'f', 0);
}

} // namespace stormglass::app
