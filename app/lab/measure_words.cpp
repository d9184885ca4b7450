// SPDX-License-Identifier: Apache-2.0
#include "app/lab/measure_words.hpp"

#include <QObject>
#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace stormglass::app {

namespace {

using Pair = std::pair<std::string_view, const char*>;

constexpr std::array kWords{
    Pair{"deadLettered", QT_TRANSLATE_NOOP("QObject", "dead letters")},
    Pair{"staleAnswers", QT_TRANSLATE_NOOP("QObject", "stale answers")},
    Pair{"outOfOrder", QT_TRANSLATE_NOOP("QObject", "out of order")},
    Pair{"batchSize", QT_TRANSLATE_NOOP("QObject", "batch size")},
    Pair{"queue", QT_TRANSLATE_NOOP("QObject", "messages waiting")},
    Pair{"depth", QT_TRANSLATE_NOOP("QObject", "messages in the channel")},
    Pair{"active", QT_TRANSLATE_NOOP("QObject", "messages in handling")},
    Pair{"up", QT_TRANSLATE_NOOP("QObject", "replicas up")},
    Pair{"cost", QT_TRANSLATE_NOOP("QObject", "cost per second")},
    Pair{"p999", QT_TRANSLATE_NOOP("QObject", "p99.9")},
};

QStringList partsOf(const std::string& measure) {
    return QString::fromStdString(measure).split(QLatin1Char('.'));
}

} // namespace

QString wordsOfMeasure(const std::string& measure) {
    QStringList words;
    for (const QString& part : partsOf(measure)) {
        const std::string word = part.toStdString();
        const auto found = std::ranges::find(kWords, std::string_view(word), &Pair::first);
        words << (found == kWords.end() ? part : QObject::tr(found->second));
    }
    return words.join(QLatin1Char(' '));
}

QString wordsOfPart(const std::string& part, const QString& place) {
    if (part == "waiting") {
        return QObject::tr("waiting at %1").arg(place);
    }
    if (part == "handling") {
        return QObject::tr("handling at %1").arg(place);
    }
    if (part == "joining") {
        return QObject::tr("waiting for the others at %1").arg(place);
    }
    if (part == "delay") {
        return QObject::tr("business time at %1").arg(place);
    }
    if (part == "backoff") {
        return QObject::tr("backing off at %1").arg(place);
    }
    return QObject::tr("travelling to %1").arg(place);
}

} // namespace stormglass::app
