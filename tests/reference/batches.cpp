// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Several messages of one handler in one handling; one message is a batch of itself.
namespace stormglass::sim::reference {

/// A batch opens with its first message and leaves for the line when its time is over or it is full.
void Interpreter::gather(const WorkPtr& work) {
    const BatchRule& rule = handlerOf(*work).batch;
    if (!mayWait(work)) {
        return;
    }
    Gathering& gathering = m_handlers[work->handler].gatherings[work->service];
    work->place = Place::gathering;
    gathering.members.push_back(work);
    if (gathering.members.size() >= rule.max) {
        closeBatch(gathering);
    } else if (gathering.members.size() == 1) {
        gathering.linger = in(rule.linger, [this, &gathering] { closeBatch(gathering); });
    }
}

/// Of a batch that all have left nothing remains.
void Interpreter::leaveGathering(const WorkPtr& work) {
    Gathering& gathering = m_handlers[work->handler].gatherings[work->service];
    gathering.members.erase(std::remove(gathering.members.begin(), gathering.members.end(), work),
                            gathering.members.end());
    if (gathering.members.empty()) {
        cancel(gathering.linger);
    }
}

/// What has gathered stands in the line as one, in the place of the first; patience and ttl of each go on.
void Interpreter::closeBatch(Gathering& gathering) {
    cancel(gathering.linger);
    const std::vector<WorkPtr> members = std::exchange(gathering.members, {});
    const WorkPtr& first = members.front();
    for (const WorkPtr& member : members) {
        member->place = Place::batch;
        member->leader = first;
    }
    first->place = Place::nowhere;
    first->fellows.assign(members.begin() + 1, members.end());
    enqueue(first);
}

std::vector<WorkPtr> Interpreter::membersOf(const WorkPtr& first) {
    std::vector<WorkPtr> members{first};
    members.insert(members.end(), first->fellows.begin(), first->fellows.end());
    return members;
}

void Interpreter::leaveOutRecognised(const WorkPtr& work) {
    std::vector<WorkPtr> left;
    for (const WorkPtr& fellow : std::exchange(work->fellows, {})) {
        if (isRecognised(*fellow)) {
            uncountQueued(*fellow);
            stopPatience(*fellow);
            if (std::exchange(fellow->hasKey, false)) {
                releaseKey(*fellow);
            }
            finishRecognised(fellow);
            continue;
        }
        if (fellow->origin) {
            ++fellow->origin->inWork;
        }
        left.push_back(fellow);
    }
    work->fellows = left;
}

/// Without linger a batch takes along what waits and has its key free: a partition's next ones, or the best in the
/// line.
void Interpreter::takeFellows(const WorkPtr& work) {
    const BatchRule& rule = handlerOf(*work).batch;
    if (rule.linger > 0) {
        return;
    }
    while (work->fellows.size() + 1 < rule.max) {
        const WorkPtr next = nextFellow(*work);
        if (!next) {
            return;
        }
        if (isOfTopic(*next)) {
            partitionOf(*next).waiting.pop_front();
            ++partitionOf(*next).inWork;
        } else {
            withdraw(next);
        }
        claimKey(*next);
        work->fellows.push_back(next);
    }
}

WorkPtr Interpreter::nextFellow(const Work& first) const {
    if (isOfTopic(first)) {
        const auto& waiting = m_channels[first.channel].partitions.at({first.groupService, first.partition}).waiting;
        const bool isOne = !goOneByOne(handlerOf(first)) && !waiting.empty() &&
                           waiting.front().front()->handler == first.handler && waiting.front().size() == 1 &&
                           isKeyFree(*waiting.front().front());
        return isOne ? waiting.front().front() : nullptr;
    }
    WorkPtr next;
    for (const WorkPtr& other : m_services[first.service].line) {
        const bool isSame = other->handler == first.handler && !other->isInterrupted && !isOfTopic(*other) &&
                            isEligible(*other, first.service, *first.replica);
        const bool isBetter =
            isSame && (!next || std::pair(rankOf(*other), other->order) < std::pair(rankOf(*next), next->order));
        next = isBetter ? other : next;
    }
    return next;
}

} // namespace stormglass::sim::reference
