// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// hedge: copies of a message are tried, the first success is its own. It waits until a worker has the first copy in
/// hand and is handled from then on to the decision; copies are in no account, no queue and no time.
namespace stormglass::sim::reference {

void Interpreter::hedge(const WorkPtr& work) {
    if (isRecognised(*work)) {
        stopPatience(*work);
        finishRecognised(work);
        return;
    }
    const auto hedging = std::make_shared<Hedging>();
    hedging->owner = work;
    work->hedging = hedging;
    work->stage = Stage::hedging;
    uncrowd(*work); // its copies take places in the queue
    launchCopies(hedging);
    if (work->hedging == hedging && !hedging->isBegun) {
        countQueued(*work);
    }
}

/// The next copy, and the one after it later; without `after` all that are left, unless one already decides.
void Interpreter::launchCopies(const std::shared_ptr<Hedging>& hedging) {
    const Hedge& rule = handlerOf(*hedging->owner).hedge;
    do {
        ++hedging->launched;
        if (hedging->launched < rule.copies && rule.after > 0) {
            hedging->next = in(rule.after, [this, hedging] {
                hedging->next.reset();
                launchCopies(hedging);
            });
        }
        const WorkPtr copy = copyOf(*hedging->owner);
        copy->hedging = hedging;
        hedging->copies.push_front(copy);
        passHandler(copy);
    } while (hedging->owner && hedging->launched < rule.copies && rule.after <= 0);
}

WorkPtr Interpreter::copyOf(const Work& owner) {
    WorkPtr copy = made();
    copy->message = owner.message;
    copy->handler = owner.handler;
    copy->service = owner.service;
    copy->thread = owner.thread;
    copy->emitted = owner.emitted;
    copy->arrived = copy->since = m_now;
    copy->attempt = owner.attempt;
    copy->hasArrived = true;
    copy->isFromChannel = owner.channel != kNone;
    copy->isCopy = true;
    copy->isSilent = owner.isSilent;
    return copy;
}

/// A worker has a copy in hand: with the first the handling of the message begins.
void Interpreter::copyBegins(const Work& copy) {
    const WorkPtr owner = copy.hedging->owner;
    if (!owner || std::exchange(copy.hedging->isBegun, true)) {
        return;
    }
    if (owner->origin) {
        ++owner->origin->inWork;
    }
    enterHands(owner);
}

/// The first success is the message's own; it fails when all have.
void Interpreter::copyEnds(const WorkPtr& copy, Outcome outcome) {
    const std::shared_ptr<Hedging> hedging = copy->hedging;
    copy->stage = Stage::over;
    hedging->copies.remove(copy);
    hedging->failed += outcome == Outcome::success ? 0U : 1U;
    const bool isDecided =
        hedging->owner && (outcome == Outcome::success || hedging->failed >= handlerOf(*hedging->owner).hedge.copies);
    if (!isDecided) {
        dropFrame(*copy);
        return;
    }
    const WorkPtr owner = std::exchange(hedging->owner, nullptr);
    cancel(hedging->next);
    owner->hedging = nullptr;
    if (hedging->isBegun) {
        leaveHands(owner);
    } else {
        stopPatience(*owner);
        uncountQueued(*owner);
        owner->waited += m_now - owner->since;
    }
    if (outcome == Outcome::success) {
        owner->frame = std::exchange(copy->frame, nullptr); // what it would send
    }
    dropFrame(*copy);
    settleHedged(owner, outcome);
}

void Interpreter::settleHedged(const WorkPtr& owner, Outcome outcome) {
    if (outcome != Outcome::success && outcome != Outcome::failure && outcome != Outcome::timeout) {
        if (owner->channel != kNone) {
            leaveChannel(owner, outcome);
        }
        finish(owner, outcome);
    } else if (settle(owner, outcome)) {
        succeed(owner);
    }
}

/// It has waited too long, or outlived its time, before any copy was begun: none of them will be.
void Interpreter::abandon(const WorkPtr& owner) {
    const std::shared_ptr<Hedging> hedging = std::exchange(owner->hedging, nullptr);
    hedging->owner = nullptr;
    cancel(hedging->next);
    for (const WorkPtr& copy : std::list<WorkPtr>(hedging->copies)) {
        withdraw(copy);
        giveUp(copy, Outcome::expired);
    }
    owner->stage = Stage::waiting;
    giveUp(owner, Outcome::expired);
}

} // namespace stormglass::sim::reference
