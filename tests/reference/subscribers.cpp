// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// From being visible in a channel to the workers, and the final outcome.
namespace stormglass::sim::reference {

/// In a channel it arrives when it is visible.
void Interpreter::becomesVisible(const WorkPtr& work) {
    arrives(work);
    work->order = ++m_order;
    work->stage = Stage::waiting;
}

void Interpreter::enterQueue(const WorkPtr& work) {
    becomesVisible(work);
    if (!limitsLife(work)) {
        offerFromQueue(work);
    }
}

/// Of several handlers of one service any, equally likely, takes it.
void Interpreter::offerFromQueue(const WorkPtr& work) {
    if (!work->otherTakers.empty()) {
        std::vector<Index> takers{work->handler};
        takers.insert(takers.end(), work->otherTakers.begin(), work->otherTakers.end());
        const Index stream = serviceSpec(work->service).disciplineStream;
        const Index taker = takers[static_cast<std::size_t>(uniform(stream) * static_cast<double>(takers.size()))];
        if (taker != work->handler) {
            --storyOf(*work).flow.arrivals;
            work->handler = taker;
            ++storyOf(*work).flow.arrivals;
            work->otherTakers.clear();
        }
    }
    offerInside(work);
}

/// ttl and retention count from the publication; who is late already expires at once.
bool Interpreter::limitsLife(const WorkPtr& work) {
    const Channel& channel = m_network.channels[work->channel];
    const double life = std::min(channel.ttl, channel.retention);
    if (life == kNever) {
        return false;
    }
    const double left = work->published + life - m_now;
    if (left <= 0 && life > 0) {
        withdraw(work);
        giveUp(work, Outcome::expired);
        return true;
    }
    work->life = in(std::max(0.0, left), [this, work] {
        work->life.reset();
        expire(work);
    });
    return false;
}

void Interpreter::enterPartition(const Entry& entry) {
    for (const WorkPtr& work : entry) {
        becomesVisible(work);
        work->place = Place::partition;
        countQueued(*work);
        if (handlerOf(*work).patience.present()) {
            startPatience(work);
        }
    }
    Partition& partition = partitionOf(*entry.front());
    partition.waiting.push_back(entry);
    for (const WorkPtr& work : entry) {
        if (work->place == Place::partition) {
            limitsLife(work);
        }
    }
    advance(partition);
}

/// Each of a partition's messages has a way of its own to the line: no batch is made of what lies in the partition.
bool Interpreter::goOneByOne(const Handler& handler) {
    return handler.join.kind != JoinKind::none || handler.hedge.copies > 1;
}

/// The next entry is handed on once all of the one before have their final outcome.
void Interpreter::advance(Partition& partition) {
    if (partition.inWork > 0 || partition.waiting.empty()) {
        return;
    }
    const WorkPtr head = partition.waiting.front().front();
    if (m_channels[head->channel].groups.at(head->groupService).isPaused) {
        return;
    }
    const BatchRule& batch = handlerOf(*head).batch;
    if (batch.present && batch.linger > 0 && !goOneByOne(handlerOf(*head)) && partition.waiting.front().size() == 1) {
        handOverBatch(partition, batch);
        return;
    }
    const Entry entry = partition.waiting.front();
    partition.waiting.pop_front();
    partition.inWork += static_cast<std::uint32_t>(entry.size());
    for (const WorkPtr& work : entry) {
        work->place = Place::nowhere;
    }
    for (const WorkPtr& work : entry) {
        offerInside(work);
    }
}

/// A partition's batch opens with its first message and leaves at its linger or full.
void Interpreter::handOverBatch(Partition& partition, const BatchRule& rule) {
    const WorkPtr first = partition.waiting.front().front();
    const double due = first->since + rule.linger;
    const auto isOthers = [&](const Entry& entry) {
        return entry.size() > 1 || entry.front()->handler != first->handler;
    };
    const auto members = std::find_if(partition.waiting.begin(), partition.waiting.end(), isOthers); // up to here
    if (members - partition.waiting.begin() < std::int64_t{rule.max} && m_now < due) {
        if (!partition.linger) {
            partition.linger = schedule(due, [this, &partition] {
                partition.linger.reset();
                advance(partition);
            });
        }
        return;
    }
    cancel(partition.linger);
    partition.waiting.pop_front();
    ++partition.inWork;
    first->place = Place::nowhere;
    while (first->fellows.size() + 1 < rule.max && !partition.waiting.empty() &&
           partition.waiting.front().size() == 1 && partition.waiting.front().front()->handler == first->handler) {
        const WorkPtr next = partition.waiting.front().front();
        partition.waiting.pop_front();
        ++partition.inWork;
        next->place = Place::batch;
        next->leader = first;
        first->fellows.push_back(next);
    }
    offerInside(first);
}

/// Its final outcome: the partition's position moves on when all of an entry have theirs.
void Interpreter::leaveChannel(const WorkPtr& work, Outcome outcome) {
    FlowStory& flow = m_story.channels[work->channel].flow;
    cancel(work->life);
    cancel(work->visibility);
    if (work->handOvers == 0 || work->isReturned) {
        leavesDepth(*work);
    }
    if (--work->reading->unhandled == 0) {
        changeUnhandled(*work, -1);
    }
    switch (outcome) {
    case Outcome::success:
        ++flow.throughput;
        break;
    case Outcome::failure:
    case Outcome::timeout:
        ++flow.deadLettered;
        break;
    case Outcome::rejected:
        ++flow.rejected;
        break;
    case Outcome::expired:
        ++flow.expired;
        break;
    case Outcome::dropped:
        ++flow.dropped;
        break;
    }
    const bool ends = outcome == Outcome::success || outcome == Outcome::failure || outcome == Outcome::timeout;
    if (ends || outcome == Outcome::expired) {
        flow.waiting.record(work->waited);
    }
    if (ends) {
        flow.time.record(m_now - work->published);
    }
    if (m_network.channels[work->channel].topic && !work->isDetached) {
        --partitionOf(*work).inWork;
        advance(partitionOf(*work));
    }
    openChannelDoors(work->channel);
}

} // namespace stormglass::sim::reference
