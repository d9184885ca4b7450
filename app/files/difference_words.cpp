// SPDX-License-Identifier: Apache-2.0
#include "app/files/difference_words.hpp"

#include "app/wording/naming.hpp"

#include <QCoreApplication>

#include <variant>

namespace stormglass::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Difference", text);
}

QString quoted(const std::string& text) {
    return QString::fromStdString(wording::inQuotes(text));
}

QString nameOf(const model::Element& e) {
    const auto kind = wording::spokenKind(e.kind);
    return tr("%1 %2").arg(QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())),
                           quoted(e.label.empty() ? e.id.value : e.label));
}

QString nameOf(const model::Flow& f) {
    return tr("arrow from “%1” to “%2”").arg(QString::fromStdString(f.from.value), QString::fromStdString(f.to.value));
}

QString nameOf(const model::Journey& j) {
    return tr("journey %1").arg(quoted(j.label.empty() ? j.id.value : j.label));
}

QString nameOf(const model::Scenario& s) {
    return tr("scenario %1").arg(quoted(s.label.empty() ? s.id.value : s.label));
}

QString nameOf(const model::BoardSettings&) {
    return tr("the board itself");
}

/// The names of the properties whose values differ.
QStringList propertiesThatDiffer(const model::Value& before, const model::Value& after) {
    QStringList names;
    for (const auto& [key, value] : before.items()) {
        if (!after.contains(key) || after[key] != value) {
            names += QString::fromStdString(key);
        }
    }
    for (const auto& [key, value] : after.items()) {
        if (!before.contains(key)) {
            names += QString::fromStdString(key);
        }
    }
    return names;
}

/// Collects what of a record differs.
class Parts {
  public:
    template <class T> void compare(const T& before, const T& after, const char* what) {
        if (before != after) {
            m_names += tr(what);
        }
    }

    void compareProperties(const model::Value& before, const model::Value& after) {
        m_names += propertiesThatDiffer(before, after);
    }

    [[nodiscard]] const QStringList& names() const { return m_names; }

  private:
    QStringList m_names;
};

QStringList partsOf(const model::Element& a, const model::Element& b) {
    Parts parts;
    parts.compare(a.label, b.label, QT_TRANSLATE_NOOP("Difference", "label"));
    parts.compare(a.kind, b.kind, QT_TRANSLATE_NOOP("Difference", "kind"));
    parts.compare(a.at, b.at, QT_TRANSLATE_NOOP("Difference", "place"));
    parts.compare(a.size, b.size, QT_TRANSLATE_NOOP("Difference", "size"));
    parts.compare(a.same, b.same, QT_TRANSLATE_NOOP("Difference", "original"));
    parts.compare(a.service, b.service, QT_TRANSLATE_NOOP("Difference", "service"));
    parts.compare(a.context, b.context, QT_TRANSLATE_NOOP("Difference", "context"));
    parts.compare(a.lane, b.lane, QT_TRANSLATE_NOOP("Difference", "lane"));
    parts.compareProperties(a.properties, b.properties);
    return parts.names();
}

QStringList partsOf(const model::Flow& a, const model::Flow& b) {
    Parts parts;
    parts.compare(a.label, b.label, QT_TRANSLATE_NOOP("Difference", "label"));
    parts.compare(a.via, b.via, QT_TRANSLATE_NOOP("Difference", "channel"));
    parts.compare(a.bends, b.bends, QT_TRANSLATE_NOOP("Difference", "bends"));
    parts.compare(a.joint, b.joint, QT_TRANSLATE_NOOP("Difference", "joint"));
    parts.compareProperties(a.properties, b.properties);
    return parts.names();
}

QStringList partsOf(const model::Journey& a, const model::Journey& b) {
    Parts parts;
    parts.compare(a.label, b.label, QT_TRANSLATE_NOOP("Difference", "label"));
    parts.compare(a.from, b.from, QT_TRANSLATE_NOOP("Difference", "start"));
    parts.compare(a.to, b.to, QT_TRANSLATE_NOOP("Difference", "end"));
    parts.compareProperties(a.properties, b.properties);
    return parts.names();
}

QStringList partsOf(const model::Scenario& a, const model::Scenario& b) {
    Parts parts;
    parts.compare(a.label, b.label, QT_TRANSLATE_NOOP("Difference", "label"));
    parts.compareProperties(a.properties, b.properties);
    return parts.names();
}

QStringList partsOf(const model::BoardSettings& a, const model::BoardSettings& b) {
    Parts parts;
    parts.compare(a.name, b.name, QT_TRANSLATE_NOOP("Difference", "name"));
    parts.compareProperties(a.properties, b.properties);
    return parts.names();
}

template <class Record> QString lineOf(const model::RecordChange<Record>& change) {
    if (!change.before) {
        return tr("Added: %1").arg(nameOf(*change.after));
    }
    if (!change.after) {
        return tr("Gone: %1").arg(nameOf(*change.before));
    }
    const QStringList parts = partsOf(*change.before, *change.after);
    return parts.isEmpty() ? tr("Moved in order: %1").arg(nameOf(*change.after))
                           : tr("Changed: %1 (%2)").arg(nameOf(*change.after), parts.join(QStringLiteral(", ")));
}

} // namespace

QStringList differenceWords(std::span<const model::Change> changes, int atMost) {
    QStringList lines;
    for (const model::Change& change : changes) {
        if (lines.size() == atMost) {
            lines += tr("… and %1 more").arg(static_cast<qsizetype>(changes.size()) - atMost);
            break;
        }
        lines += std::visit([](const auto& c) { return lineOf(c); }, change);
    }
    return lines;
}

} // namespace stormglass::app
