// SPDX-License-Identifier: Apache-2.0
#include "app/wording/finding_words.hpp"

#include "app/wording/naming.hpp"

#include <fmt/format.h>
#include <optional>
#include <vector>

namespace stormglass::wording {

namespace {

using model::Board;
using model::ElementKind;
using model::Finding;
using model::FindingKind;
using model::OddReason;

std::string nameAt(const Board& board, const Finding& finding, std::size_t index) {
    return index < finding.elements.size() ? calledOn(board, finding.elements[index]) : std::string{};
}

std::string kindAt(const Board& board, const Finding& finding, std::size_t index) {
    const model::Element* element =
        index < finding.elements.size() ? board.definitionOf(finding.elements[index]) : nullptr;
    return element == nullptr ? "note" : std::string(spokenKind(element->kind));
}

std::string theNote(const Board& board, const Finding& finding, std::size_t index) {
    return fmt::format("the {} {}", kindAt(board, finding, index), nameAt(board, finding, index));
}

std::string capitalised(std::string sentence) {
    if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z') {
        sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    }
    return sentence;
}

std::string restNames(const Board& board, const Finding& finding) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < finding.elements.size(); ++i) {
        names.push_back(nameAt(board, finding, i));
    }
    return enumerated(names);
}

std::string factNames(const Board& board, const Finding& finding) {
    std::vector<std::string> names;
    for (const std::string& fact : finding.facts) {
        names.push_back(calledOn(board, model::ElementId{fact}));
    }
    return enumerated(names);
}

std::string kindsBetween(const Finding& finding) {
    std::vector<std::string> kinds;
    for (const ElementKind kind : finding.insertBetween) {
        kinds.push_back(aKind(kind));
    }
    return enumerated(kinds, "or");
}

std::string oddReasonWords(OddReason reason) {
    switch (reason) {
    case OddReason::none:
        return "it says only that one follows the other";
    case OddReason::needsPolicy:
        return "an event asks for nothing by itself; a policy decides";
    case OddReason::needsHandler:
        return "it becomes an event only when something handles it";
    case OddReason::needsCommand:
        return "asking a handler takes a message between";
    case OddReason::needsEvent:
        return "what comes out of a handler is an event";
    case OddReason::turnedRound:
        return "the other way round it would have a meaning";
    case OddReason::notAnEnd:
        return "such a note is never the end of an arrow";
    case OddReason::serviceIsMembership:
        return "a handler runs in a service by naming it, not by an arrow";
    case OddReason::notInNotation:
        return "the notation gives it no meaning";
    }
    return {};
}

std::string oddFlow(const Board& board, const Finding& finding) {
    return fmt::format("The arrow from {} to {} is not simulated: {}.", theNote(board, finding, 0),
                       theNote(board, finding, 1), oddReasonWords(finding.reason));
}

std::string oddFlowFix(const Finding& finding) {
    if (!finding.insertBetween.empty()) {
        return fmt::format("Put {} between.", kindsBetween(finding));
    }
    switch (finding.reason) {
    case OddReason::turnedRound:
        return "Turn the arrow round.";
    case OddReason::serviceIsMembership:
        return "Put the handler into the service and remove the arrow.";
    case OddReason::none:
        return "Say how one leads to the other, or leave it as a hint to readers.";
    case OddReason::needsPolicy:
    case OddReason::needsHandler:
    case OddReason::needsCommand:
    case OddReason::needsEvent:
    case OddReason::notAnEnd:
    case OddReason::notInNotation:
        break;
    }
    return "Remove the arrow, or change the kind of one of its ends.";
}

std::string choiceName(const Finding& finding) {
    return finding.facts.empty() || finding.facts.front().empty() ? "The choice"
                                                                  : "The choice " + inQuotes(finding.facts.front());
}

std::string joinedFacts(const Finding& finding) {
    return enumerated(finding.facts);
}

} // namespace

std::string sentenceFor(const Board& board, const Finding& finding) {
    const auto note = [&](std::size_t index = 0) { return theNote(board, finding, index); };
    switch (finding.kind) {
    case FindingKind::oddFlow:
        return oddFlow(board, finding);
    case FindingKind::duplicateFlow:
        return fmt::format("The same arrow leads twice from {} to {}.", note(0), note(1));
    case FindingKind::noHandler:
        return fmt::format("Nothing handles {}.", note());
    case FindingKind::severalHandlers:
        return fmt::format("{} has several receivers ({}); each message goes to one of them.", capitalised(note()),
                           restNames(board, finding));
    case FindingKind::noFollower:
        return fmt::format("Nobody follows {}.", note());
    case FindingKind::noOrigin:
        return fmt::format("Nothing sends {}.", note());
    case FindingKind::neverAsked:
        return fmt::format("No message reaches {}.", note());
    case FindingKind::noOutcome:
        return fmt::format("Nothing comes out of {}.", note());
    case FindingKind::channelUnpublished:
        return fmt::format("Nothing is published on {}.", note());
    case FindingKind::channelUnread:
        return fmt::format("Nobody reads what is published on {}.", note());
    case FindingKind::emptyService:
        return fmt::format("{} runs nothing.", capitalised(note()));
    case FindingKind::noSource:
        return "Nothing puts load on this board.";
    case FindingKind::onNeverMatches:
        return fmt::format("An arrow out of {} waits for {}, which never comes there.", note(),
                           factNames(board, finding));
    case FindingKind::waitsInVain:
        return fmt::format("{} waits for {}, which never comes there.", capitalised(note()), factNames(board, finding));
    case FindingKind::choiceAlone:
        return fmt::format("{} out of {} has one arrow only, which always fires.", choiceName(finding), note());
    case FindingKind::choiceWeightless:
        return fmt::format("{} out of {} has weights that add up to 0: nothing can be chosen.", choiceName(finding),
                           note());
    case FindingKind::journeyUnreachable:
        return fmt::format("No way leads from {} to {}, as the journey {} wants.", note(0), note(1),
                           finding.facts.empty() ? std::string{} : inQuotes(finding.facts.front()));
    case FindingKind::eventNotPast:
        return fmt::format("{} does not read like something that has happened.", capitalised(note()));
    case FindingKind::commandNotImperative:
        return fmt::format("{} does not read like something that is asked for.", capitalised(note()));
    case FindingKind::noLabel:
        return fmt::format("{} has no label.", capitalised(note()));
    case FindingKind::openHotspot:
        return fmt::format("{} is still open.", capitalised(note()));
    case FindingKind::assumedDefaults:
        return fmt::format("{} uses assumed values for {}.", capitalised(note()), joinedFacts(finding));
    }
    return {};
}

std::string fixFor(const Board& board, const Finding& finding) {
    switch (finding.kind) {
    case FindingKind::oddFlow:
        return oddFlowFix(finding);
    case FindingKind::duplicateFlow:
        return "Remove one of the two, or tell them apart by on, choice or probability.";
    case FindingKind::noHandler:
        return "Draw an arrow to an aggregate, a policy or an external system that handles it.";
    case FindingKind::severalHandlers:
        return "Keep one receiver, or say by choice weights how the messages are shared.";
    case FindingKind::noFollower:
        return "Draw an arrow to a policy or read model, or leave it as an end of the story.";
    case FindingKind::noOrigin:
        return "Draw an arrow from whoever sends it.";
    case FindingKind::neverAsked:
        return "Draw an arrow from the message it handles, or remove it.";
    case FindingKind::noOutcome:
        return "Draw an arrow to the event it results in.";
    case FindingKind::channelUnpublished:
        return "Draw an arrow from an event to it, or let a flow go over it.";
    case FindingKind::channelUnread:
        return "Draw an arrow from it to the handler that subscribes.";
    case FindingKind::emptyService:
        return "Put handlers into it, or remove it.";
    case FindingKind::noSource:
        return "Add an actor that sends a command, and give it arrivals.";
    case FindingKind::onNeverMatches:
        return "Take it out of on, or draw the arrow that brings it.";
    case FindingKind::waitsInVain:
        return "Take it out of waitFor, or draw the arrow that brings it.";
    case FindingKind::choiceAlone:
        return "Add the other alternatives, or remove the choice.";
    case FindingKind::choiceWeightless:
        return "Give at least one arrow of the group a weight above 0.";
    case FindingKind::journeyUnreachable:
        return "Draw the missing arrows, or give the journey another end.";
    case FindingKind::eventNotPast:
        return "Name it in the past tense, for example “Order placed”.";
    case FindingKind::commandNotImperative:
        return "Name it as a request, for example “Place order”.";
    case FindingKind::noLabel:
        return "Write on it what it stands for.";
    case FindingKind::openHotspot:
        return "Answer it and set its status to answered, or waive the finding.";
    case FindingKind::assumedDefaults:
        return fmt::format("State {} of {} if you know better.", joinedFacts(finding), nameAt(board, finding, 0));
    }
    return {};
}

} // namespace stormglass::wording
