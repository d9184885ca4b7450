// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

/// Hand-over, return and redelivery: a delivery leaves its channel and may come again.
namespace stormglass::sim::reference {

/// Out of the channel, though not yet done with.
void Interpreter::handOver(const WorkPtr& work) {
    if (work->attempt > 1 && !work->isReturned) {
        return;
    }
    ++work->handOvers;
    leavesDepth(*work);
    work->isReturned = false;
    work->isOut = true;
    cancel(work->life);
    const double visibility = m_network.channels[work->channel].visibility;
    if (visibility != kNever) {
        cancel(work->visibility);
        work->visibility = in(visibility, [this, work] {
            work->visibility.reset();
            visibilityOver(work);
        });
    }
    openChannelDoors(work->channel);
}

/// Not acknowledged in time: it is given out once more.
void Interpreter::visibilityOver(const WorkPtr& work) {
    if (work->isReturned) {
        visibleAgain(work);
        return;
    }
    const bool isAcknowledged = work->stage == Stage::over || (work->origin && work->origin->hasSucceeded);
    if (isAcknowledged || work->handOvers >= m_network.channels[work->channel].maxAttempts) {
        return;
    }
    const WorkPtr copy = duplicateOf(work);
    copy->handOvers = work->handOvers;
    countDuplicate(copy);
    copy->isReturned = true;
    if (m_network.channels[work->channel].topic) {
        enterPartition({copy});
    } else {
        enterQueue(copy);
    }
}

/// All attempts of a hand-over have failed and there may be another: at once, or when it is visible again.
void Interpreter::returnToChannel(const WorkPtr& work) {
    ++storyOf(*work).flow.retries;
    work->attempt = 1;
    work->stage = Stage::underWay;
    comesBack(*work);
    if (!work->visibility) {
        soon([this, work] { visibleAgain(work); });
    }
}

void Interpreter::visibleAgain(const WorkPtr& work) {
    work->since = m_now;
    work->stage = Stage::waiting;
    work->replica.reset();
    if (m_network.channels[work->channel].topic) {
        offerInside(work);
    } else {
        offerFromQueue(work);
    }
}

/// One more delivery of the same message.
WorkPtr Interpreter::duplicateOf(const WorkPtr& work) {
    if (!work->origin) {
        work->origin = std::make_shared<Origin>();
        const bool isHedged = work->stage == Stage::hedging && work->hedging->isBegun;
        const bool isInHands =
            isHedged || work->stage == Stage::inHands || work->stage == Stage::calling || work->stage == Stage::blocked;
        work->origin->inWork = isInHands ? 1 : 0;
        work->origin->isJoined = work->isJoined;
    }
    WorkPtr copy = made();
    copy->message = work->message;
    copy->handler = work->handler;
    copy->service = work->service;
    copy->thread = work->thread;
    copy->emitted = work->emitted;
    copy->channel = work->channel;
    copy->receiver = work->receiver;
    copy->groupService = work->groupService;
    copy->otherTakers = work->otherTakers;
    copy->partition = work->partition;
    copy->published = work->published;
    copy->origin = work->origin;
    copy->isDuplicate = true;
    copy->isReplayed = work->isReplayed;
    copy->isSilent = work->isSilent;
    ++m_story.messages[copy->message].emitted;
    return copy;
}

void Interpreter::countDuplicate(const WorkPtr& copy) {
    ++storyOf(*copy).flow.duplicates;
    ++m_story.channels[copy->channel].flow.duplicates;
    ++m_story.channels[copy->channel].flow.arrivals;
    comesIn({copy});
}

} // namespace stormglass::sim::reference
