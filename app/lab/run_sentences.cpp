// SPDX-License-Identifier: Apache-2.0
#include "app/lab/figure_text.hpp"
#include "app/lab/results_view_model.hpp"
#include "app/wording/run_words.hpp"

#include <QStringList>

#include <cmath>

namespace stormglass::app {

using model::Unit;

QString verdictSentence(const sim::RunReport& report, const model::Board& board) {
    if (report.verdict == sim::Verdict::stable && !report.stationary) {
        return QObject::tr("Not stationary: the warm-up took half of the run. Run it longer.");
    }
    return QString::fromStdString(wording::verdictOf(report, board));
}

QString runSentence(const sim::RunReport& report) {
    QStringList parts;
    parts << (report.replications == 1 ? QObject::tr("1 run of %1").arg(quantityText(report.duration, Unit::seconds))
                                       : QObject::tr("%1 runs of %2")
                                             .arg(report.replications)
                                             .arg(quantityText(report.duration, Unit::seconds)));
    if (report.warmUp > 0) {
        const QString warmUp = quantityText(report.warmUp, Unit::seconds, 2);
        parts << (report.warmUpFound ? QObject::tr("warm-up %1 (found)").arg(warmUp)
                                     : QObject::tr("warm-up %1").arg(warmUp));
    }
    parts << QObject::tr("%1 events").arg(shortCountText(static_cast<double>(report.simulatedEvents)));
    parts << quantityText(report.wallSeconds, Unit::seconds, 2);
    if (report.precision && std::isfinite(*report.precision)) {
        parts << QObject::tr("precision %1").arg(quantityText(*report.precision, Unit::probability, 2));
    }
    return parts.join(QObject::tr(" · "));
}

QString accountingSentence(const sim::RunReport& report) {
    sim::AccountingRow sum;
    for (const auto& [message, row] : report.accounting) {
        sum += row;
    }
    QStringList parts{QObject::tr("%1 handled").arg(countText(sum.handled))};
    const auto add = [&](std::uint64_t count, const QString& words) {
        if (count > 0) {
            parts << words.arg(countText(count));
        }
    };
    add(sum.deadLettered, QObject::tr("%1 dead-lettered"));
    add(sum.dropped, QObject::tr("%1 dropped"));
    add(sum.rejected, QObject::tr("%1 rejected"));
    add(sum.expired, QObject::tr("%1 expired"));
    add(sum.inFlight, QObject::tr("%1 in flight"));
    const QString equation = QObject::tr("%1 emitted = %2").arg(countText(sum.emitted), parts.join(QObject::tr(" + ")));
    return sum.balances() ? QObject::tr("Every delivery accounted for: %1").arg(equation)
                          : QObject::tr("Deliveries don't add up (a defect of the engine): %1").arg(equation);
}

} // namespace stormglass::app
