// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/session.hpp"

#include <QHash>

namespace stormglass::app {

namespace {

QString tr(const char* text) {
    return QObject::tr(text);
}

} // namespace

QString sentenceFor(const model::Refusal& refusal) {
    using Reason = model::Refusal::Reason;
    const QString record = QString::fromStdString(refusal.record);
    const QString other = QString::fromStdString(refusal.other);
    switch (refusal.reason) {
    case Reason::nothingToDo:
        return tr("There is nothing further to take back or do again.");
    case Reason::notEditable:
        return tr("Editing is paused: the last edits could not be stored. Save the board elsewhere to go on.");
    case Reason::takenId:
        return tr("The id “%1” is taken already. Choose another one.").arg(other);
    case Reason::malformedId:
        return tr("“%1” cannot be an id. Use small letters, digits and single hyphens.").arg(record);
    case Reason::danglingId:
        return tr("“%1” refers to “%2”, which is not on the board.").arg(record, other);
    case Reason::wrongKind:
        return tr("“%1” cannot refer to “%2”: that is of another kind.").arg(record, other);
    case Reason::brokenOccurrence:
        return tr("“%1” would no longer show the same thing as its original.").arg(record);
    case Reason::malformedValue:
        return tr("A value of “%1” is not one the board can keep.").arg(record);
    case Reason::damagedHistory:
        return tr("This step of the history does not fit the board any more; undo ends here.");
    case Reason::empty:
    case Reason::stale:
    case Reason::takenRank:
    case Reason::reentrant:
        break;
    }
    return tr("“%1” has changed meanwhile. Try again.").arg(record);
}

QString editLabel(const std::string& word) {
    static const QHash<QString, const char*> labels{
        {QStringLiteral("addElements"), QT_TRANSLATE_NOOP("QObject", "Add")},
        {QStringLiteral("addFlow"), QT_TRANSLATE_NOOP("QObject", "Connect")},
        {QStringLiteral("moveElements"), QT_TRANSLATE_NOOP("QObject", "Move")},
        {QStringLiteral("nudge"), QT_TRANSLATE_NOOP("QObject", "Nudge")},
        {QStringLiteral("resize"), QT_TRANSLATE_NOOP("QObject", "Resize")},
        {QStringLiteral("setLabel"), QT_TRANSLATE_NOOP("QObject", "Rename")},
        {QStringLiteral("typing"), QT_TRANSLATE_NOOP("QObject", "Type")},
        {QStringLiteral("setKind"), QT_TRANSLATE_NOOP("QObject", "Change kind")},
        {QStringLiteral("setProperty"), QT_TRANSLATE_NOOP("QObject", "Set behaviour")},
        {QStringLiteral("assignService"), QT_TRANSLATE_NOOP("QObject", "Assign service")},
        {QStringLiteral("assignContext"), QT_TRANSLATE_NOOP("QObject", "Assign context")},
        {QStringLiteral("deleteSelection"), QT_TRANSLATE_NOOP("QObject", "Delete")},
        {QStringLiteral("paste"), QT_TRANSLATE_NOOP("QObject", "Paste")},
        {QStringLiteral("duplicate"), QT_TRANSLATE_NOOP("QObject", "Duplicate")},
        {QStringLiteral("align"), QT_TRANSLATE_NOOP("QObject", "Align")},
        {QStringLiteral("order"), QT_TRANSLATE_NOOP("QObject", "Reorder")},
        {QStringLiteral("putScenario"), QT_TRANSLATE_NOOP("QObject", "Edit scenario")},
        {QStringLiteral("putJourney"), QT_TRANSLATE_NOOP("QObject", "Edit journey")},
        {QStringLiteral("putSettings"), QT_TRANSLATE_NOOP("QObject", "Rename board")},
        {QStringLiteral("makeIndependent"), QT_TRANSLATE_NOOP("QObject", "Make independent")},
        {QStringLiteral("reroute"), QT_TRANSLATE_NOOP("QObject", "Reconnect")},
        {QStringLiteral("bendFlow"), QT_TRANSLATE_NOOP("QObject", "Bend arrow")},
        {QStringLiteral("flipFlow"), QT_TRANSLATE_NOOP("QObject", "Turn arrow round")},
        {QStringLiteral("showArrows"), QT_TRANSLATE_NOOP("QObject", "Show arrows")},
        {QStringLiteral("placeAgain"), QT_TRANSLATE_NOOP("QObject", "Place again")},
        {QStringLiteral("group"), QT_TRANSLATE_NOOP("QObject", "Group")},
        {QStringLiteral("ungroup"), QT_TRANSLATE_NOOP("QObject", "Ungroup")},
        {QStringLiteral("lock"), QT_TRANSLATE_NOOP("QObject", "Lock")},
        {QStringLiteral("unlock"), QT_TRANSLATE_NOOP("QObject", "Unlock")},
        {QStringLiteral("collapse"), QT_TRANSLATE_NOOP("QObject", "Collapse or open")},
        {QStringLiteral("waive"), QT_TRANSLATE_NOOP("QObject", "Waive")},
        {QStringLiteral("reload"), QT_TRANSLATE_NOOP("QObject", "Reload")},
    };
    if (word.empty()) {
        return {};
    }
    const auto found = labels.find(QString::fromStdString(word));
    return found == labels.end() ? tr("Edit") : tr(found.value());
}

} // namespace stormglass::app
