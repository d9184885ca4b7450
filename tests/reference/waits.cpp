// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// A message that has to wait: it is counted, may find no room, may lose its patience or its life.
namespace stormglass::sim::reference {

namespace {

template <class Container> void takeOut(Container& from, const WorkPtr& work) {
    from.erase(std::remove(from.begin(), from.end(), work), from.end());
}

} // namespace

/// Whether there is room for one more direct message before the workers.
bool Interpreter::hasRoom(const Work& work) const {
    const ServiceState& state = m_services[work.service];
    const Service& spec = serviceSpec(work.service);
    const bool isOwn = spec.balancing != Balancing::shared && work.replica;
    return (isOwn ? state.replicas[*work.replica].crowd : state.crowd) < spec.queueLimit;
}

/// Without room it overflows, and false is returned.
bool Interpreter::mayWait(const WorkPtr& work) {
    const bool isDirect = work->channel == kNone && !work->isFromChannel;
    const bool isLetIn = work->isGivenBack || (work->isCopy && serviceSpec(work->service).overflow == Overflow::block);
    if (isDirect && !work->isCrowd && !work->isInterrupted) {
        if (!hasRoom(*work) && !isLetIn) {
            const bool isRejected = serviceSpec(work->service).overflow == Overflow::reject;
            giveUp(work, isRejected ? Outcome::rejected : Outcome::dropped);
            return false;
        }
        crowd(*work);
    }
    work->stage = Stage::waiting;
    countQueued(*work);
    return true;
}

/// Counted towards the limit: of its replica, if it was given to one.
void Interpreter::crowd(Work& work) {
    ServiceState& state = m_services[work.service];
    const bool isOwn = serviceSpec(work.service).balancing != Balancing::shared && work.replica;
    work.isCrowd = true;
    ++(isOwn ? state.replicas[*work.replica].crowd : state.crowd);
}

void Interpreter::uncrowd(Work& work) {
    if (std::exchange(work.isCrowd, false)) {
        ServiceState& state = m_services[work.service];
        const bool isOwn = serviceSpec(work.service).balancing != Balancing::shared && work.replica;
        --(isOwn ? state.replicas[*work.replica].crowd : state.crowd);
    }
}

void Interpreter::countQueued(Work& work) {
    if (!work.isQueued && !work.isInterrupted && !work.isCopy) {
        work.isQueued = true;
        storyOf(work).queue.add(m_now, 1);
        ++m_services[work.service].queued;
    }
}

void Interpreter::uncountQueued(Work& work) {
    uncrowd(work);
    if (std::exchange(work.isQueued, false)) {
        storyOf(work).queue.add(m_now, -1);
        --m_services[work.service].queued;
        if (m_now > work.since) {
            cancel(m_services[work.service].idle); // something has waited
        }
    }
}

/// Runs while waiting only; what is left is kept.
void Interpreter::startPatience(const WorkPtr& work) {
    if (work->patience) {
        return;
    }
    if (!work->patienceLeft) {
        work->patienceLeft = drawn(handlerOf(*work).patience);
    }
    work->patience = in(*work->patienceLeft, [this, work] {
        work->patience.reset();
        expire(work);
    });
}

void Interpreter::stopPatience(Work& work) {
    if (work.patience) {
        work.patienceLeft = work.patience->first - m_now;
        cancel(work.patience);
    }
}

void Interpreter::expire(const WorkPtr& work) {
    if (work->stage == Stage::hedging) { // no copy of it is begun, else no clock would run
        abandon(work);
        return;
    }
    if (work->place == Place::nowhere) {
        return; // in hands already
    }
    const bool isInLine = work->place == Place::line;
    withdraw(work);
    if (const WorkPtr heir = isInLine && !work->isInterrupted ? heirOf(work) : nullptr) {
        enqueue(heir);
    }
    giveUp(work, Outcome::expired);
}

/// Out of wherever it waits.
void Interpreter::withdraw(const WorkPtr& work) {
    HandlerState& handler = m_handlers[work->handler];
    switch (std::exchange(work->place, Place::nowhere)) {
    case Place::nowhere:
        break;
    case Place::batch:
        takeOut(work->leader.lock()->fellows, work);
        break;
    case Place::line:
        takeOut(m_services[work->service].line, work);
        break;
    case Place::partition: {
        Partition& partition = partitionOf(*work);
        for (Entry& entry : partition.waiting) {
            takeOut(entry, work);
        }
        partition.waiting.erase(std::remove_if(partition.waiting.begin(), partition.waiting.end(),
                                               [](const Entry& entry) { return entry.empty(); }),
                                partition.waiting.end());
        ++partition.inWork; // its outcome moves things on
        break;
    }
    case Place::tokens:
        takeOut(handler.forToken, work);
        break;
    case Place::gathering:
        leaveGathering(work);
        break;
    case Place::barred:
        takeOut(handler.barred, work);
        break;
    case Place::kept:
        takeOut(m_channels[work->channel].kept, work);
        break;
    }
}

/// The first of a batch leaves it: the next one stands for the rest. Null: there is none.
WorkPtr Interpreter::heirOf(const WorkPtr& work) {
    if (work->fellows.empty()) {
        return nullptr;
    }
    const WorkPtr heir = work->fellows.front();
    heir->fellows.assign(work->fellows.begin() + 1, work->fellows.end());
    work->fellows.clear();
    for (const WorkPtr& fellow : heir->fellows) {
        fellow->leader = heir;
    }
    heir->place = Place::nowhere;
    heir->replica = work->replica;
    heir->work = std::exchange(work->work, std::nullopt);
    return heir;
}

/// A waiting one ends without being handled (again).
void Interpreter::giveUp(const WorkPtr& work, Outcome outcome) {
    work->waited += m_now - work->since;
    stopPatience(*work);
    uncountQueued(*work);
    if (const WorkPtr heir = heirOf(work)) {
        if (isOfTopic(*heir)) {
            offerInside(heir); // a partition's batch passes the gates without it
        } else {
            enqueue(heir); // there was no room for it
        }
    }
    work->stage = Stage::over;
    if (work->channel != kNone) {
        leaveChannel(work, outcome);
    }
    finish(work, outcome);
    openDoors(work->service);
    noteIdle(work->service);
}

} // namespace stormglass::sim::reference
