// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

/// waitFor: messages are held until all that is waited for is there.
namespace stormglass::sim::reference {

void Interpreter::join(const WorkPtr& work) {
    const JoinRule& rule = handlerOf(*work).join;
    stopPatience(*work);
    bool isListed =
        rule.kind == JoinKind::each && (work->message == rule.eachMessage || work->message == rule.asManyAs);
    for (Index i = rule.messages.first; rule.kind != JoinKind::each && i < rule.messages.end(); ++i) {
        isListed = isListed || m_network.messageRefs[i] == work->message;
    }
    if (!isListed) {
        work->isJoined = true; // handled like any other
        offer(work);
        return;
    }
    const std::pair<bool, Key> id = rule.byKey
                                        ? std::pair{false, work->thread.key}
                                        : std::pair{true, Key{.isOwn = true, .value = work->thread.instance->number}};
    Join& join = m_handlers[work->handler].joins[id];
    const bool isTaken = work->origin && std::exchange(work->origin->isJoined, true); // one of it and its duplicates is
    if (isTaken || join.isOver || (rule.kind != JoinKind::each && join.kinds.contains(work->message))) {
        finishQuietly(work); // needed no more
        return;
    }
    if (!std::exchange(join.hasBegun, true)) {
        join.begun = m_now;
        if (rule.timeout != kNever) {
            join.timeout = in(rule.timeout, [this, handler = work->handler, id] { joinTimedOut(handler, id); });
        }
    }
    join.kinds.insert(work->message);
    join.count += work->message == rule.eachMessage ? 1U : 0U;
    if (!isComplete(rule, join, *work->thread.instance)) {
        uncountQueued(*work);
        work->stage = Stage::held;
        join.held.push_back(work);
        if (work->channel != kNone) {
            handOver(work);
            cancel(work->visibility);
            if (m_network.channels[work->channel].topic) {
                work->isDetached = true;
                --partitionOf(*work).inWork;
                advance(partitionOf(*work));
            }
        }
        return;
    }
    storyOf(*work).joining.record(m_now - join.begun);
    cancel(join.timeout);
    std::vector<WorkPtr> held = std::exchange(join.held, {});
    if (rule.byKey) {
        m_handlers[work->handler].joins.erase(id); // it starts anew
    } else {
        join.isOver = true;
    }
    for (auto at = held.rbegin(); at != held.rend(); ++at) {
        finishQuietly(*at);
    }
    work->isJoined = true;
    offer(work);
}

bool Interpreter::isComplete(const JoinRule& rule, const Join& join, const Instance& instance) const {
    switch (rule.kind) {
    case JoinKind::none:
    case JoinKind::any:
        return true;
    case JoinKind::all:
        return join.kinds.size() >= rule.messages.count;
    case JoinKind::atLeast:
        return join.kinds.size() >= rule.atLeast;
    case JoinKind::each: {
        const auto emitted = instance.emissions.find(rule.asManyAs);
        return emitted != instance.emissions.end() && join.count >= emitted->second;
    }
    }
    return false;
}

/// Those held expire; the flows on timeout fire once, for the last of them.
void Interpreter::joinTimedOut(Index handler, std::pair<bool, Key> id) {
    Join& join = m_handlers[handler].joins[id];
    join.timeout.reset();
    const std::vector<WorkPtr> held = std::exchange(join.held, {});
    if (m_network.handlers[handler].join.byKey) {
        m_handlers[handler].joins.erase(id);
    } else {
        join.isOver = true;
    }
    for (auto at = held.rbegin(); at != held.rend(); ++at) {
        const WorkPtr& work = *at;
        if (work->channel != kNone) {
            leaveChannel(work, Outcome::expired);
        }
        work->stage = Stage::over;
        ++storyOf(*work).flow.expired;
        ++m_story.messages[work->message].expired;
        if (work->call) {
            calleeEnds(std::exchange(work->call, nullptr), Outcome::timeout);
        }
        if (at == held.rbegin() && !work->isSilent) {
            soon([this, work] { fire(handlerOf(*work).flows, Outcome::timeout, work->message, causeOf(*work)); });
        }
    }
}

} // namespace stormglass::sim::reference
