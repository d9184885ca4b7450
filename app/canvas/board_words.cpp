// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_words.hpp"

#include <QObject>
#include <QStringList>

namespace stormglass::app::canvas {

using model::ElementKind;
using model::OddReason;

namespace {

QString tr(const char* text) {
    return QObject::tr(text);
}

QString reasonText(OddReason reason) {
    switch (reason) {
    case OddReason::needsPolicy:
        return tr("An event asks for nothing by itself: a policy decides.");
    case OddReason::needsHandler:
        return tr("Something must handle it before anything happens.");
    case OddReason::needsCommand:
        return tr("To ask it for something, send a command.");
    case OddReason::needsEvent:
        return tr("Its result is an event, not the next handler.");
    case OddReason::turnedRound:
        return tr("Drawn the other way round it would be right.");
    case OddReason::notAnEnd:
        return tr("No arrow can end here.");
    case OddReason::serviceIsMembership:
        return tr("Drop the service on a handler to run it there.");
    case OddReason::notInNotation:
        return tr("The notation gives this arrow no meaning.");
    case OddReason::none:
        break;
    }
    return {};
}

} // namespace

QString kindName(ElementKind kind) {
    switch (kind) {
    case ElementKind::event:
        return tr("Event");
    case ElementKind::command:
        return tr("Command");
    case ElementKind::query:
        return tr("Query");
    case ElementKind::actor:
        return tr("Actor");
    case ElementKind::aggregate:
        return tr("Aggregate");
    case ElementKind::policy:
        return tr("Policy");
    case ElementKind::readModel:
        return tr("Read model");
    case ElementKind::external:
        return tr("External");
    case ElementKind::hotspot:
        return tr("Hotspot");
    case ElementKind::opportunity:
        return tr("Opportunity");
    case ElementKind::screen:
        return tr("Screen");
    case ElementKind::text:
        return tr("Text");
    case ElementKind::context:
        return tr("Context");
    case ElementKind::lane:
        return tr("Lane");
    case ElementKind::pivot:
        return tr("Pivot");
    case ElementKind::service:
        return tr("Service");
    case ElementKind::queue:
        return tr("Queue");
    case ElementKind::topic:
        return tr("Topic");
    case ElementKind::stage:
        return tr("Stage");
    }
    return {};
}

QString kindPurpose(ElementKind kind) {
    switch (kind) {
    case ElementKind::event:
        return tr("something that happened, in the past tense");
    case ElementKind::command:
        return tr("an intention; exactly one handler takes it");
    case ElementKind::query:
        return tr("a question to a read model");
    case ElementKind::actor:
        return tr("a person or role who brings load");
    case ElementKind::aggregate:
        return tr("what decides and guards its own consistency");
    case ElementKind::policy:
        return tr("whenever this happens, then do that");
    case ElementKind::readModel:
        return tr("what is shown; follows events");
    case ElementKind::external:
        return tr("a system that is not ours");
    case ElementKind::hotspot:
        return tr("a question, conflict or risk");
    case ElementKind::opportunity:
        return tr("an idea worth money");
    case ElementKind::screen:
        return tr("a sketch of what an actor sees");
    case ElementKind::text:
        return tr("free text");
    case ElementKind::context:
        return tr("a bounded context around its notes");
    case ElementKind::lane:
        return tr("a swimlane of a role or department");
    case ElementKind::pivot:
        return tr("a boundary in time");
    case ElementKind::service:
        return tr("what is deployed; drop it on the handlers it runs");
    case ElementKind::queue:
        return tr("a channel: one of its handlers takes each message");
    case ElementKind::topic:
        return tr("a channel: every follower gets each message");
    case ElementKind::stage:
        return tr("a step of an evolution");
    }
    return {};
}

QString whyOdd(const model::FlowRule& rule) {
    const QString reason = reasonText(rule.reason);
    if (reason.isEmpty() || rule.insertBetween.empty()) {
        return reason;
    }
    return tr("%1 Put between: %2.").arg(reason, kindName(rule.insertBetween.front()).toLower());
}

} // namespace stormglass::app::canvas
