// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Sync flows: one call after another (or `parallel` with the one before); the caller's worker is held.
namespace stormglass::sim::reference {

void Interpreter::beginCalls(const WorkPtr& caller) {
    const auto frame = std::make_shared<Frame>();
    frame->caller = caller;
    caller->frame = frame;
    caller->stage = Stage::calling;
    if (!caller->isSilent) {
        for (const auto& one : select(handlerOf(*caller).flows, Outcome::success, caller->message, caller->thread)) {
            if (m_network.outFlows[one.first].sync) {
                frame->sync.push_back(one);
            } else {
                frame->async.push_back(one);
            }
        }
    }
    callNext(frame);
}

void Interpreter::callNext(const std::shared_ptr<Frame>& frame) {
    if (frame->sync.empty()) {
        const WorkPtr caller = frame->caller; // the frame may go
        attemptEnds(caller, Outcome::success);
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
                const WorkPtr caller = call->frame->caller;
                attemptEnds(caller, Outcome::timeout);
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
        const WorkPtr caller = frame->caller;
        attemptEnds(caller, Outcome::failure);
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
