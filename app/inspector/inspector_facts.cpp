// SPDX-License-Identifier: Apache-2.0
// The figures of what is selected: a run's in Load mode once there are any, else the forecast's.
#include "app/inspector/inspector.hpp"
#include "app/lab/figure_text.hpp"
#include "app/lab/names.hpp"

#include <cmath>

namespace stormglass::app {

namespace {

using model::Unit;
using Row = KeyedListModel::Row;

class FactList {
  public:
    void add(const QString& label, const QString& figure) {
        rows.push_back({QString::number(rows.size()) + label, {label, figure}});
    }

    void add(const QString& label, const std::optional<sim::Estimate>& estimate, Unit unit) {
        if (estimate) {
            add(label, estimateText(*estimate, unit));
        }
    }

    std::vector<Row> rows{};
};

void addForecast(FactList& facts, const sim::ForecastPlace& place) {
    if (!place.settled) {
        return;
    }
    facts.add(QObject::tr("Arrivals"), approximateText(place.arrivals, Unit::perSecond));
    if (place.busy) {
        facts.add(QObject::tr("Busy"), approximateText(*place.busy, Unit::probability));
    }
    facts.add(QObject::tr("Waiting, mean"), approximateText(place.waiting, Unit::seconds));
    facts.add(QObject::tr("Time, mean"), approximateText(place.time, Unit::seconds));
    if (place.busy && *place.busy > 0 && place.arrivals > 0) {
        facts.add(QObject::tr("Saturates at"), approximateText(place.arrivals / *place.busy, Unit::perSecond));
    }
}

void addTimes(FactList& facts, const QString& what, const std::optional<sim::Times>& times) {
    if (!times) {
        return;
    }
    facts.add(QObject::tr("%1, mean").arg(what), times->mean, Unit::seconds);
    if (times->quantiles) {
        facts.add(QObject::tr("%1, p99").arg(what), (*times->quantiles)[3], Unit::seconds);
    }
}

void addSimulated(FactList& facts, const sim::PlaceReport& place) {
    if (place.rates) {
        facts.add(QObject::tr("Arrivals"), place.rates->arrivals, Unit::perSecond);
    } else {
        facts.add(QObject::tr("Sent"), place.emissions, Unit::perSecond);
    }
    facts.add(QObject::tr("Busy"), place.busy, Unit::probability);
    addTimes(facts, QObject::tr("Waiting"), place.waiting);
    addTimes(facts, QObject::tr("Time"), place.time);
    if (place.queue) {
        facts.add(QObject::tr("Messages waiting"), place.queue->mean, Unit::messages);
    }
    if (place.lag) {
        facts.add(QObject::tr("Lag"), place.lag->mean, Unit::messages);
    }
    if (place.staleness) {
        addTimes(facts, QObject::tr("Staleness"), place.staleness->times);
    }
    if (place.rates) {
        const auto seen = [&](const QString& label, const sim::Estimate& rate) {
            if (!rate.withheld() && rate.value > 0) {
                facts.add(label, rate, Unit::perSecond);
            }
        };
        seen(QObject::tr("Failed attempts"), place.rates->failures);
        seen(QObject::tr("Retries"), place.rates->retries);
        seen(QObject::tr("Dead letters"), place.rates->deadLettered);
        seen(QObject::tr("Dropped"), place.rates->dropped);
        seen(QObject::tr("Rejected"), place.rates->rejected);
        seen(QObject::tr("Expired"), place.rates->expired);
    }
}

template <class Report> const auto* placeIn(const Report& report, const std::string& id) {
    for (const auto* places : {&report.elements, &report.services, &report.channels}) {
        if (const auto* place = sim::findById(*places, id)) {
            return place;
        }
    }
    return static_cast<decltype(sim::findById(report.elements, id))>(nullptr);
}

} // namespace

void Inspector::refreshFacts() {
    FactList facts;
    m_factsTitle.clear();
    m_factsNote.clear();
    m_areFactsOutdated = false;
    if (m_target.kind == FormTarget::Kind::elements && m_target.elements.size() == 1) {
        const std::string& id = m_target.elements.front().value;
        const sim::RunReport* run = m_lab.isLoadMode() ? m_lab.run()->report() : nullptr;
        const ForecastAnswer* forecast = m_lab.forecast()->answer();
        const sim::PlaceReport* simulated = run == nullptr ? nullptr : placeIn(*run, id);
        if (simulated != nullptr) {
            addSimulated(facts, *simulated);
            m_factsTitle = tr("Simulated");
            m_areFactsOutdated = m_lab.run()->isOutdated();
            m_factsNote = m_areFactsOutdated ? tr("before the last edit") : tr("95 % intervals");
        } else if (forecast != nullptr && forecast->report) {
            const sim::ForecastPlace* place = placeIn(*forecast->report, id);
            if (place != nullptr && place->arrivals > 0) {
                addForecast(facts, *place);
                m_factsTitle = tr("Forecast at %1").arg(quantityText(place->arrivals, Unit::perSecond));
                m_factsNote = place->exact ? tr("exact") : tr("approximation");
            }
        }
    }
    m_facts.setRows(std::move(facts.rows));
    emit factsChanged();
}

} // namespace stormglass::app
