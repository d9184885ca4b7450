// SPDX-License-Identifier: Apache-2.0
#include "app/lab/figure_text.hpp"

#include "app/wording/estimate_words.hpp"

#include <QObject>

#include <array>
#include <cmath>
#include <utility>

namespace stormglass::app {

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
    return QString::fromStdString(wording::shortEstimateWords(estimate, unit));
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
    constexpr std::array kSteps{std::pair{1e9, " G"}, std::pair{1e6, " M"}, std::pair{1e3, " k"}};
    for (const auto& [size, suffix] : kSteps) {
        if (count >= size) {
            return QString::number(count / size, 'g', 3) + QString::fromUtf8(suffix);
        }
    }
    return QString::number(count, 'f', 0);
}

} // namespace stormglass::app
