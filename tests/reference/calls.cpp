// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Sync flows: one call after another (or `parallel` with the one before); the caller's worker is held.
namespace stormglass::sim::reference {

/// Of a batch one message's calls come after another's, here from member `from` on.
void Interpreter::beginCalls(const WorkPtr& first, std::size_t from) {
    const Range flows = handlerOf(*first).flows;
    const bool mayCall = std::any_of(m_network.outFlows.begin() + flows.first, m_network.outFlows.begin() + flows.end(),
                                     [](const OutFlow& flow) { return flow.sync; });
    const std::vector<WorkPtr> members = membersOf(first);
    for (std::size_t i = from; mayCall && i < members.size(); ++i) {
        if (members[i]->verdict != Outcome::success) {
            continue;
        }
        first->stage = members[i]->stage = Stage::calling;
        const std::shared_ptr<Frame> frame = selectCalls(members[i]);
        frame->first = first;
        frame->member = i;
        if (!frame->sync.empty()) {
            callNext(frame);
            return;
        }
    }
    attemptEnds(first, Outcome::success);
}

/// What an attempt sends is selected once, at the end of its own time.
std::shared_ptr<Frame> Interpreter::selectCalls(const WorkPtr& caller) {
    auto frame = std::make_shared<Frame>();
    frame->caller = caller;
    caller->frame = frame;
    if (!caller->isSilent) {
        for (const auto& one : select(handlerOf(*caller).flows, Outcome::success, caller->message, caller->thread)) {
            (m_network.outFlows[one.first].sync ? frame->sync : frame->async).push_back(one);
        }
    }
    return frame;
}

/// The calls of one message are over, or one has failed.
void Interpreter::callsEnd(const std::shared_ptr<Frame>& frame, Outcome outcome) {
    frame->caller->verdict = outcome;
    if (outcome != Outcome::success) {
        dropFrame(*frame->caller);
    }
    beginCalls(frame->first, frame->member + 1);
}

void Interpreter::callNext(const std::shared_ptr<Frame>& frame) {
    if (frame->sync.empty()) {
        callsEnd(frame, Outcome::success);
        return;
    }
    do {
        const auto [row, count] = frame->sync.front();
        frame->sync.pop_front();
        const auto call = std::make_shared<Call>();
        call->frame = frame;
        call->flow = row;
        call->outstanding = 1; // until all is sent
        frame->calls.push_back(call);
        ++frame->waitingFor;
        const double limit = m_network.outFlows[row].timeout;
        if (limit != kNever) {
            call->timeout = in(limit, [this, call] {
                call->timeout.reset();
                const std::shared_ptr<Frame> timedOut = call->frame; // it will be dropped
                callsEnd(timedOut, Outcome::timeout);
            });
        }
        Cause cause = causeOf(*frame->caller);
        cause.call = call;
        for (std::uint32_t i = 0; i < count; ++i) {
            send(row, cause);
        }
        calleeEnds(call, Outcome::success);
    } while (!frame->sync.empty() && m_network.outFlows[frame->sync.front().first].parallel);
}

/// The answer of the last receiver travels back, at least as an event of this instant.
void Interpreter::calleeEnds(const std::shared_ptr<Call>& call, Outcome outcome) {
    call->hasFailed = call->hasFailed || outcome != Outcome::success;
    if (--call->outstanding == 0 && call->frame) {
        in(drawnOr0(m_network.outFlows[call->flow].latency), [this, call] { answered(call); });
    }
}

void Interpreter::answered(const std::shared_ptr<Call>& call) {
    const std::shared_ptr<Frame> frame = std::exchange(call->frame, nullptr);
    if (!frame) {
        return;
    }
    cancel(call->timeout);
    if (call->hasFailed) {
        callsEnd(frame, Outcome::failure);
    } else if (--frame->waitingFor == 0) {
        callNext(frame);
    }
}

/// Nobody waits for what is still out, nor will what is left be sent.
void Interpreter::dropFrame(Work& work) {
    if (const std::shared_ptr<Frame> frame = std::exchange(work.frame, nullptr)) {
        for (const std::shared_ptr<Call>& call : frame->calls) {
            cancel(call->timeout);
            call->frame = nullptr;
        }
    }
}

} // namespace stormglass::sim::reference
