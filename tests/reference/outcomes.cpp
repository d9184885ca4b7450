// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

/// The end of a delivery, told to account, statistics, its caller and those who follow.
namespace stormglass::sim::reference {

void Interpreter::recordTimes(const Work& work) {
    FlowStory& flow = storyOf(work).flow;
    flow.waiting.record(work.waited);
    flow.handling.record(work.handled);
    flow.time.record(m_now - work.arrived);
}

/// What a success sends; after sync calls what was selected before them.
void Interpreter::fireSuccess(const WorkPtr& work, const std::shared_ptr<Holding>& holds) {
    Cause cause = causeOf(*work);
    cause.holds = holds;
    if (const auto frame = std::exchange(work->frame, nullptr)) {
        for (const auto& [row, count] : frame->async) {
            for (std::uint32_t i = 0; i < count; ++i) {
                send(row, cause);
            }
        }
        return;
    }
    fire(handlerOf(*work).flows, Outcome::success, work->message, cause);
}

void Interpreter::succeed(const WorkPtr& work) {
    work->stage = Stage::over;
    ++storyOf(*work).flow.throughput;
    ++m_story.messages[work->message].handled;
    recordTimes(*work);
    if (handlerOf(*work).readModel && !m_network.messages[work->message].query && !work->isReplayed &&
        !work->isDuplicate) {
        storyOf(*work).staleness.record(m_now - work->emitted);
    }
    if (work->call) {
        calleeEnds(std::exchange(work->call, nullptr), Outcome::success);
    }
    if (work->origin) {
        work->origin->hasSucceeded = true;
    }
    arriveAt(handlerOf(*work).journeysTo, work->thread);
    if (!work->isSilent && !work->hasSent) {
        fireSuccess(work, nullptr);
    }
}

/// Given up, refused or lost. Those who follow the outcome learn of it at this instant, after what is under way.
void Interpreter::finish(const WorkPtr& work, Outcome outcome) {
    if (work->isCopy) {
        copyEnds(work, outcome);
        return;
    }
    work->stage = Stage::over;
    FlowStory& flow = storyOf(*work).flow;
    MessageStory& message = m_story.messages[work->message];
    switch (outcome) {
    case Outcome::success:
    case Outcome::failure:
    case Outcome::timeout:
        ++flow.deadLettered;
        ++message.deadLettered;
        recordTimes(*work);
        break;
    case Outcome::rejected:
        ++flow.rejected;
        ++message.rejected;
        break;
    case Outcome::expired:
        ++flow.expired;
        ++message.expired;
        flow.waiting.record(work->waited);
        break;
    case Outcome::dropped:
        ++flow.dropped;
        ++message.dropped;
        break;
    }
    letGo(work);
    forgetProbe(*work);
    if (work->call) {
        calleeEnds(std::exchange(work->call, nullptr), outcome);
    }
    if (outcome == Outcome::failure || outcome == Outcome::timeout) {
        deadLetter(work);
    }
    if (!work->isSilent) {
        soon([this, work, outcome] { fire(handlerOf(*work).flows, outcome, work->message, causeOf(*work)); });
    }
}

/// Handled, but not as a handling: no times, no flows.
void Interpreter::finishQuietly(const WorkPtr& work) {
    work->stage = Stage::over;
    uncountQueued(*work);
    if (work->channel != kNone) {
        leaveChannel(work, Outcome::success);
    }
    if (!work->isCopy) {
        ++m_story.messages[work->message].handled;
    }
    if (work->call) {
        calleeEnds(std::exchange(work->call, nullptr), Outcome::success);
    }
}

void Interpreter::deadLetter(const WorkPtr& work) {
    Index channel = handlerOf(*work).deadLetter;
    if (channel == kNone && work->channel != kNone) {
        channel = m_network.channels[work->channel].deadLetter;
    }
    if (channel == kNone) {
        return;
    }
    const Entry letters =
        address(channel, m_network.channels[channel].deadLetterReceivers, work->message, causeOf(*work));
    if (letters.empty()) { // it stays unread
        ++m_story.channels[channel].flow.arrivals;
        m_story.channels[channel].depth.add(m_now, 1);
        m_story.channels[channel].lag.add(m_now, 1);
    } else {
        publish(channel, letters);
    }
}

void Interpreter::mark(Index row, const Thread& thread) {
    const Message& message = m_network.messages[row];
    for (Index i = message.journeysFrom.first; i < message.journeysFrom.end(); ++i) {
        thread.instance->started.emplace(m_network.journeyRefs[i], m_now);
    }
    arriveAt(message.journeysTo, thread);
    ++thread.instance->emissions[row];
}

void Interpreter::arriveAt(Range journeys, const Thread& thread) {
    Instance& instance = *thread.instance;
    for (Index i = journeys.first; i < journeys.end(); ++i) {
        const Index journey = m_network.journeyRefs[i];
        const auto start = instance.started.find(journey);
        if (start == instance.started.end() ||
            (instance.reached.contains(journey) && !m_network.journeys[journey].every)) {
            continue;
        }
        instance.reached.insert(journey);
        m_story.journeys[journey].latency.record(m_now - start->second);
        if (instance.awaitingSource != kNone && awaitedJourney(instance) == journey) {
            userServed(instance);
        }
    }
}

} // namespace stormglass::sim::reference
