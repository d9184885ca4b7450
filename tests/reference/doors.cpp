// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Blocking after service (CONTRACT section 6): a message stands before the door of a full receiver, and who sent it is
/// held, until it is taken.
namespace stormglass::sim::reference {

/// Whether who sends this may be held.
bool Interpreter::mayBlock(Index kind) const {
    const Message& message = m_network.messages[kind];
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        const Service& service = serviceSpec(m_network.handlers[m_network.receivers[i].handler].service);
        if (service.overflow == Overflow::block && service.queueLimit != kUnlimited) {
            return true;
        }
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        const Channel& channel = m_network.channels[m_network.publications[i].channel];
        if (channel.overflow == Overflow::block && channel.capacity != kUnlimited) {
            return true;
        }
    }
    return false;
}

bool Interpreter::mayBlock(Range flows) const {
    for (Index row = flows.first; row < flows.end(); ++row) {
        if (!m_network.outFlows[row].sync && mayBlock(m_network.outFlows[row].message)) {
            return true;
        }
    }
    return false;
}

void Interpreter::hold(const WorkPtr& work, const Cause& cause) {
    if (cause.holds) {
        work->holds = cause.holds;
        ++cause.holds->doors;
    }
}

/// A receiver has taken it, or it is gone for good.
void Interpreter::letGo(const WorkPtr& work) {
    if (const auto holds = std::exchange(work->holds, nullptr); holds && --holds->doors == 0) {
        holds->release();
    }
}

/// A direct message, or any message's further attempt.
void Interpreter::offer(const WorkPtr& work) {
    if (work->channel == kNone && serviceSpec(work->service).overflow == Overflow::block && !work->isCopy) {
        if (!mayEnter(work)) {
            work->stage = Stage::atDoor;
            if (work->hasArrived) {
                countQueued(*work); // another attempt waits before the door
            }
            m_services[work->service].doors.push_back(work);
            return;
        }
        letGo(work);
    }
    arrives(work);
    offerInside(work);
}

/// Before a door it arrives when it is let in.
void Interpreter::arrives(const WorkPtr& work) {
    if (!std::exchange(work->hasArrived, true)) {
        ++storyOf(*work).flow.arrivals;
        work->arrived = work->since = m_now;
    }
}

/// Whether there is room for it, or it would not wait. Where replicas have lines of their own it stands before the door
/// of one; only the least busy is looked for again.
bool Interpreter::mayEnter(const WorkPtr& work) {
    const Service& spec = serviceSpec(work->service);
    const bool isSettled = work->replica && isRunning(work->service, *work->replica);
    if (spec.balancing == Balancing::leastBusy || (spec.balancing != Balancing::shared && !isSettled)) {
        work->replica = chooseReplica(work->service);
    }
    return hasRoom(*work) || entersAtOnce(work);
}

/// It is refused, kept by a join, or a worker takes it, perhaps instead of something less important.
bool Interpreter::entersAtOnce(const WorkPtr& work) {
    const Handler& handler = handlerOf(*work);
    if (isRefused(*work) || (handler.join.kind != JoinKind::none && !work->hasArrived)) {
        return true;
    }
    if (handler.rateLimit.rate > 0 && !hasToken(work->handler)) {
        awaitToken(work->handler);
        return handler.rateLimit.rejects;
    }
    const bool isGathered = handler.batch.present && handler.batch.linger > 0;
    return !isGathered && (idleReplicaFor(work) || victimOf(*work));
}

/// In order of coming, but past those who would still have to wait where others would not.
void Interpreter::openDoors(Index service) {
    ServiceState& state = m_services[service];
    if (std::exchange(state.isOpening, true)) {
        return;
    }
    for (std::size_t i = 0; i < state.doors.size();) {
        const WorkPtr work = state.doors[i];
        if (!mayEnter(work)) {
            ++i;
            continue;
        }
        state.doors.erase(state.doors.begin() + static_cast<std::ptrdiff_t>(i));
        letGo(work);
        arrives(work);
        work->stage = Stage::waiting;
        offerInside(work);
    }
    state.isOpening = false;
}

} // namespace stormglass::sim::reference
