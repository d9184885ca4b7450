// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/parameter_labels.hpp"

#include <QHash>
#include <QObject>

namespace stormglass::app {

namespace {

using Words = QHash<QString, const char*>;

/// Keys that read better in other words than their own.
const Words& parameterWords() {
    static const Words words{
        {QStringLiteral("time"), QT_TRANSLATE_NOOP("QObject", "Handling time")},
        {QStringLiteral("delay"), QT_TRANSLATE_NOOP("QObject", "Business time")},
        {QStringLiteral("failure"), QT_TRANSLATE_NOOP("QObject", "Fails")},
        {QStringLiteral("exclusivePerKey"), QT_TRANSLATE_NOOP("QObject", "One at a time for each key")},
        {QStringLiteral("eventSourced"), QT_TRANSLATE_NOOP("QObject", "Event sourcing")},
        {QStringLiteral("perEvent"), QT_TRANSLATE_NOOP("QObject", "Time per event")},
        {QStringLiteral("waitFor"), QT_TRANSLATE_NOOP("QObject", "Wait for messages")},
        {QStringLiteral("idempotent"), QT_TRANSLATE_NOOP("QObject", "Recognises duplicates")},
        {QStringLiteral("hedge"), QT_TRANSLATE_NOOP("QObject", "Hedged copies")},
        {QStringLiteral("deadLetter"), QT_TRANSLATE_NOOP("QObject", "Dead letters go to")},
        {QStringLiteral("queryService"), QT_TRANSLATE_NOOP("QObject", "Queries are answered by")},
        {QStringLiteral("per"), QT_TRANSLATE_NOOP("QObject", "Other values for a message")},
        {QStringLiteral("concurrency"), QT_TRANSLATE_NOOP("QObject", "Workers per replica")},
        {QStringLiteral("discipline"), QT_TRANSLATE_NOOP("QObject", "Served next")},
        {QStringLiteral("overflow"), QT_TRANSLATE_NOOP("QObject", "When it is full")},
        {QStringLiteral("startup"), QT_TRANSLATE_NOOP("QObject", "Starting takes")},
        {QStringLiteral("costPerHour"), QT_TRANSLATE_NOOP("QObject", "Cost per hour")},
        {QStringLiteral("loss"), QT_TRANSLATE_NOOP("QObject", "Lost")},
        {QStringLiteral("duplicates"), QT_TRANSLATE_NOOP("QObject", "Duplicated")},
        {QStringLiteral("ttl"), QT_TRANSLATE_NOOP("QObject", "Expires unread after")},
        {QStringLiteral("visibility"), QT_TRANSLATE_NOOP("QObject", "Comes again after")},
        {QStringLiteral("publishEvery"), QT_TRANSLATE_NOOP("QObject", "Published every")},
        {QStringLiteral("pollEvery"), QT_TRANSLATE_NOOP("QObject", "Polled every")},
        {QStringLiteral("poisson"), QT_TRANSLATE_NOOP("QObject", "At random (Poisson)")},
        {QStringLiteral("renewal"), QT_TRANSLATE_NOOP("QObject", "Intervals of a distribution")},
        {QStringLiteral("bursty"), QT_TRANSLATE_NOOP("QObject", "In bursts")},
        {QStringLiteral("users"), QT_TRANSLATE_NOOP("QObject", "Users that wait and think")},
        {QStringLiteral("trace"), QT_TRANSLATE_NOOP("QObject", "As recorded")},
        {QStringLiteral("think"), QT_TRANSLATE_NOOP("QObject", "Thinking time")},
        {QStringLiteral("batch"), QT_TRANSLATE_NOOP("QObject", "In batches")},
        {QStringLiteral("profile"), QT_TRANSLATE_NOOP("QObject", "Load over time")},
        {QStringLiteral("keys"), QT_TRANSLATE_NOOP("QObject", "Keys")},
        {QStringLiteral("population"), QT_TRANSLATE_NOOP("QObject", "How many keys")},
        {QStringLiteral("skew"), QT_TRANSLATE_NOOP("QObject", "Skew (Zipf)")},
        {QStringLiteral("sd"), QT_TRANSLATE_NOOP("QObject", "Standard deviation")},
        {QStringLiteral("cv"), QT_TRANSLATE_NOOP("QObject", "Variation (cv)")},
        {QStringLiteral("k"), QT_TRANSLATE_NOOP("QObject", "Phases")},
        {QStringLiteral("min"), QT_TRANSLATE_NOOP("QObject", "Smallest")},
        {QStringLiteral("mode"), QT_TRANSLATE_NOOP("QObject", "Mode")},
        {QStringLiteral("max"), QT_TRANSLATE_NOOP("QObject", "Largest")},
        {QStringLiteral("p99"), QT_TRANSLATE_NOOP("QObject", "p99")},
        {QStringLiteral("on"), QT_TRANSLATE_NOOP("QObject", "Fires on")},
        {QStringLiteral("choice"), QT_TRANSLATE_NOOP("QObject", "One of several")},
        {QStringLiteral("count"), QT_TRANSLATE_NOOP("QObject", "How many")},
        {QStringLiteral("probability"), QT_TRANSLATE_NOOP("QObject", "Fires in")},
        {QStringLiteral("warmUp"), QT_TRANSLATE_NOOP("QObject", "Warm-up")},
        {QStringLiteral("precision"), QT_TRANSLATE_NOOP("QObject", "Wanted precision")},
        {QStringLiteral("set"), QT_TRANSLATE_NOOP("QObject", "Other values in this scenario")},
        {QStringLiteral("backlog"), QT_TRANSLATE_NOOP("QObject", "Waiting at the start")},
        {QStringLiteral("for"), QT_TRANSLATE_NOOP("QObject", "Lasts")},
        {QStringLiteral("at"), QT_TRANSLATE_NOOP("QObject", "Begins at")},
        {QStringLiteral("from"), QT_TRANSLATE_NOOP("QObject", "From")},
        {QStringLiteral("op"), QT_TRANSLATE_NOOP("QObject", "Is")},
        {QStringLiteral("of"), QT_TRANSLATE_NOOP("QObject", "Of")},
        {QStringLiteral("fields"), QT_TRANSLATE_NOOP("QObject", "Fields")},
        {QStringLiteral("waived"), QT_TRANSLATE_NOOP("QObject", "Accepted findings")},
    };
    return words;
}

const Words& wordWords() {
    static const Words words{
        {QStringLiteral("fifo"), QT_TRANSLATE_NOOP("QObject", "First in, first out")},
        {QStringLiteral("lifo"), QT_TRANSLATE_NOOP("QObject", "Last in, first out")},
        {QStringLiteral("random"), QT_TRANSLATE_NOOP("QObject", "At random")},
        {QStringLiteral("shortest"), QT_TRANSLATE_NOOP("QObject", "Shortest first")},
        {QStringLiteral("priority"), QT_TRANSLATE_NOOP("QObject", "By priority")},
        {QStringLiteral("preemptivePriority"), QT_TRANSLATE_NOOP("QObject", "By priority, interrupting")},
        {QStringLiteral("processorSharing"), QT_TRANSLATE_NOOP("QObject", "All at once, shared")},
        {QStringLiteral("shared"), QT_TRANSLATE_NOOP("QObject", "One shared queue")},
        {QStringLiteral("leastBusy"), QT_TRANSLATE_NOOP("QObject", "The least busy replica")},
        {QStringLiteral("powerOfTwo"), QT_TRANSLATE_NOOP("QObject", "The better of two")},
        {QStringLiteral("roundRobin"), QT_TRANSLATE_NOOP("QObject", "In turn")},
        {QStringLiteral("sync"), QT_TRANSLATE_NOOP("QObject", "Waits for the answer")},
        {QStringLiteral("async"), QT_TRANSLATE_NOOP("QObject", "Goes on at once")},
        {QStringLiteral("drop"), QT_TRANSLATE_NOOP("QObject", "Drop")},
        {QStringLiteral("<="), QT_TRANSLATE_NOOP("QObject", "at most (≤)")},
        {QStringLiteral(">="), QT_TRANSLATE_NOOP("QObject", "at least (≥)")},
        {QStringLiteral("<"), QT_TRANSLATE_NOOP("QObject", "below (<)")},
        {QStringLiteral(">"), QT_TRANSLATE_NOOP("QObject", "above (>)")},
        {QStringLiteral("=="), QT_TRANSLATE_NOOP("QObject", "exactly (=)")},
        {QStringLiteral("slow"), QT_TRANSLATE_NOOP("QObject", "Slow, times")},
        {QStringLiteral("fail"), QT_TRANSLATE_NOOP("QObject", "Fails in")},
        {QStringLiteral("lose"), QT_TRANSLATE_NOOP("QObject", "Loses")},
    };
    return words;
}

/// "maxBackoff" → "Max backoff"
QString readAsWords(const QString& key) {
    QString words;
    for (const QChar letter : key) {
        if (letter.isUpper() && !words.isEmpty()) {
            words += QLatin1Char(' ');
        }
        words += words.isEmpty() ? letter.toUpper() : letter.toLower();
    }
    return words;
}

QString look(const Words& words, std::string_view key) {
    const QString text = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    const auto found = words.find(text);
    return found == words.end() ? readAsWords(text) : QObject::tr(found.value());
}

} // namespace

QString labelOfParameter(std::string_view key) {
    return look(parameterWords(), key);
}

QString labelOfWord(std::string_view word) {
    return look(wordWords(), word);
}

QString labelOfKind(model::ElementKind kind) {
    const std::string_view name = model::nameOf(kind);
    return readAsWords(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))).toLower();
}

} // namespace stormglass::app
