// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/words.hpp"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace stormglass::app::drawing {

namespace {

using model::Board;
using model::Element;
using model::ElementKind;
using model::Flow;
using model::Value;

QString tr(const char* text) {
    return QCoreApplication::translate("drawing", text);
}

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

QString shortNumber(double value) {
    return QLocale::c().toString(value, 'g', 4);
}

double numberAt(const Value& record, const char* key, double fallback) {
    const auto found = record.find(key);
    return found != record.end() && found->is_number() ? found->get<double>() : fallback;
}

std::string groupOf(const Flow& flow) {
    const auto choice = flow.properties.find("choice");
    return choice == flow.properties.end() ? std::string() : choice->value("group", std::string());
}

double weightOf(const Flow& flow) {
    const auto choice = flow.properties.find("choice");
    return choice == flow.properties.end() ? 0 : numberAt(*choice, "weight", 1);
}

/// The arrow's part of its group, over all places where its owner stands.
double choiceShare(const Board& board, const Flow& flow) {
    const Element* definition = board.definitionOf(flow.from);
    if (definition == nullptr) {
        return 1;
    }
    double total = 0;
    const auto addFrom = [&](const model::ElementId& id) {
        for (const Flow* other : board.flowsFrom(id)) {
            if (other->properties.contains("choice") && groupOf(*other) == groupOf(flow)) {
                total += weightOf(*other);
            }
        }
    };
    addFrom(definition->id);
    for (const Element* occurrence : board.occurrencesOf(definition->id)) {
        addFrom(occurrence->id);
    }
    return total > 0 ? weightOf(flow) / total : 1;
}

QString outcomeWord(const std::string& word) {
    if (word == "failure") {
        return tr("on failure");
    }
    if (word == "timeout") {
        return tr("on timeout");
    }
    if (word == "rejected") {
        return tr("if rejected");
    }
    if (word == "expired") {
        return tr("if expired");
    }
    if (word == "dropped") {
        return tr("if dropped");
    }
    return {};
}

/// Outcomes and classes the arrow asks for. Which message lets it fire is told by the board itself.
QStringList conditionsOf(const Board& board, const Flow& flow) {
    QStringList words;
    const auto on = flow.properties.find("on");
    if (on == flow.properties.end() || !on->is_array()) {
        return words;
    }
    for (const Value& entry : *on) {
        const std::string word = entry.is_string() ? entry.get<std::string>() : std::string();
        if (const QString outcome = outcomeWord(word); !outcome.isEmpty()) {
            words << outcome;
        } else if (word != "success" && word != "emission" && board.find(model::ElementId(word)) == nullptr) {
            words << textOf(word);
        }
    }
    return words;
}

QString countText(const Flow& flow) {
    const auto count = flow.properties.find("count");
    if (count == flow.properties.end() || !count->is_object() || count->empty()) {
        return {};
    }
    const Value& shape = count->begin().value();
    if (count->contains("constant")) {
        const double value = numberAt(shape, "value", 1);
        return value == 1 ? QString() : QStringLiteral("× ") + shortNumber(value);
    }
    return shape.is_object() && shape.contains("mean")
               ? QStringLiteral("×≈%1").arg(shortNumber(numberAt(shape, "mean", 1)))
               : QStringLiteral("× n");
}

} // namespace

QString kindWord(ElementKind kind) {
    switch (kind) {
    case ElementKind::event:
        return tr("event");
    case ElementKind::command:
        return tr("command");
    case ElementKind::query:
        return tr("query");
    case ElementKind::actor:
        return tr("actor");
    case ElementKind::aggregate:
        return tr("aggregate");
    case ElementKind::policy:
        return tr("policy");
    case ElementKind::readModel:
        return tr("read model");
    case ElementKind::external:
        return tr("external system");
    case ElementKind::hotspot:
        return tr("hotspot");
    case ElementKind::opportunity:
        return tr("opportunity");
    case ElementKind::screen:
        return tr("screen");
    case ElementKind::text:
        return tr("text");
    case ElementKind::context:
        return tr("context");
    case ElementKind::lane:
        return tr("lane");
    case ElementKind::pivot:
        return tr("pivotal event");
    case ElementKind::service:
        return tr("service");
    case ElementKind::queue:
        return tr("queue");
    case ElementKind::topic:
        return tr("topic");
    case ElementKind::stage:
        return tr("stage");
    }
    return {};
}

QString titleOf(const Board& board, const Element& element) {
    const Element* definition = board.definitionOf(element.id);
    const Element& named = definition != nullptr ? *definition : element;
    QString title = named.label.empty() ? kindWord(element.kind)
                                        : QStringLiteral("%1, %2").arg(textOf(named.label), kindWord(element.kind));
    if (const QString mark = occurrenceMark(board, element); !mark.isEmpty()) {
        title += QStringLiteral(", ") + mark;
    }
    for (const char* key : {"status", "severity", "owner"}) {
        if (const auto fact = named.properties.find(key); fact != named.properties.end() && fact->is_string()) {
            title += QStringLiteral(", ") + textOf(fact->get<std::string>());
        }
    }
    if (named.service) {
        if (const Element* service = board.find(*named.service)) {
            title += QStringLiteral(", ") + tr("runs in %1").arg(textOf(service->label));
        }
    }
    return title;
}

QString titleOf(const Board& board, const Flow& flow) {
    const auto nameOf = [&board](const model::ElementId& id) {
        const Element* element = board.definitionOf(id);
        return element == nullptr ? textOf(id.value)
                                  : (element->label.empty() ? kindWord(element->kind) : textOf(element->label));
    };
    QString title = tr("%1 to %2").arg(nameOf(flow.from), nameOf(flow.to));
    if (flow.via) {
        title += QStringLiteral(", ") + tr("via %1").arg(nameOf(*flow.via));
    }
    if (const QString text = flowText(board, flow); !text.isEmpty()) {
        title += QStringLiteral(", ") + text;
    }
    return title;
}

QString occurrenceMark(const Board& board, const Element& element) {
    if (!element.same) {
        return {};
    }
    const std::vector<const Element*> all = board.occurrencesOf(*element.same);
    int place = 1;
    for (const Element* other : all) {
        ++place;
        if (other->id == element.id) {
            break;
        }
    }
    return tr("%1 of %2").arg(place).arg(all.size() + 1);
}

QString flowText(const Board& board, const Flow& flow) {
    QStringList parts;
    if (!flow.label.empty()) {
        parts << textOf(flow.label);
    }
    parts << conditionsOf(board, flow);
    double share = numberAt(flow.properties, "probability", 1);
    if (flow.properties.contains("choice")) {
        share *= choiceShare(board, flow);
    }
    if (share < 1) {
        parts << percent(share);
    }
    if (const QString count = countText(flow); !count.isEmpty()) {
        parts << count;
    }
    return parts.join(QStringLiteral(" · "));
}

QString serviceText(const Element& service) {
    const QString name = service.label.empty() ? textOf(service.id.value) : textOf(service.label);
    return QStringLiteral("%1 %2 × %3")
        .arg(name, shortNumber(numberAt(service.properties, "replicas", 1)),
             shortNumber(numberAt(service.properties, "concurrency", 1)));
}

QString channelText(const Element& channel) {
    const double partitions = numberAt(channel.properties, "partitions", 1);
    const QString kind = kindWord(channel.kind);
    return partitions > 1 ? QStringLiteral("%1 · %2").arg(kind, shortNumber(partitions)) : kind;
}

QString collapsedText(int notes, int arrows) {
    const QString noteText = notes == 1 ? tr("1 note") : tr("%1 notes").arg(notes);
    const QString arrowText = arrows == 1 ? tr("1 arrow") : tr("%1 arrows").arg(arrows);
    return noteText + QStringLiteral(" · ") + arrowText;
}

QString percent(double share) {
    const double value = share * 100;
    const int decimals = value >= 10 || value == std::round(value) ? 0 : (value >= 1 ? 1 : 2);
    QString text = QLocale::c().toString(value, 'f', decimals);
    while (decimals > 0 && text.endsWith(QLatin1Char('0'))) {
        text.chop(1);
    }
    if (value > 99 && value < 100 && decimals == 0) {
        text = QLocale::c().toString(value, 'f', 1);
    }
    return text + QStringLiteral(" %");
}

QString assumedWord() {
    return tr("assumed");
}

QString bottleneckWord() {
    return tr("bottleneck");
}

QString busyWords(double busy) {
    return tr("busy %1").arg(percent(busy));
}

QString waitingWords(double messages) {
    return tr("%1 waiting").arg(QLocale::c().toString(messages, 'g', 3));
}

} // namespace stormglass::app::drawing
