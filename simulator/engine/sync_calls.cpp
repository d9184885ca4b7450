// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <utility>

/// Sync flows: after a handler's own time its worker is held while the receivers of its calls work, one call after
/// another (or `parallel` with the one before). What an attempt sends is selected once, at the end of its own time. Of
/// a batch one message's calls come after another's.
namespace stormglass::sim::detail {

void Engine::beginCalls(Index caller) {
    callNext(selectCalls(caller));
}

/// A frame of what the caller sends.
Index Engine::selectCalls(Index caller) {
    Delivery& delivery = m_deliveries[caller];
    const Station& station = m_stations[delivery.station];
    const Index row = m_frames.take();
    m_frames[row] = CallFrame{};
    m_frames[row].caller = caller;
    rareOf(delivery).frame = row;
    if ((delivery.marks & kSilentMark) == 0) {
        const std::size_t first = m_selected.size();
        select(station.spec->flows, Outcome::success, delivery.message, delivery.classOf);
        // Both lists in document order: built from the end.
        for (std::size_t i = m_selected.size(); i-- > first;) {
            const Index made = m_selectedFlows.take();
            Index& list = m_network.outFlows[m_selected[i].flow].sync ? m_frames[row].sync : m_frames[row].async;
            m_selectedFlows[made] = {.next = list, .flow = m_selected[i].flow, .count = m_selected[i].count};
            list = made;
        }
        m_selected.resize(first);
    }
    delivery.stage = Stage::calling;
    delivery.slot = kNoSlot;
    return row;
}

/// The next call, and those parallel to it; after the last one the attempt has succeeded.
void Engine::callNext(Index row) {
    const Index caller = m_frames[row].caller;
    if (m_frames[row].sync == kNone) {
        callsEnd(caller, Outcome::success);
        return;
    }
    // Counted first: no answer may end the group before all its calls are out.
    ++m_frames[row].waitingFor;
    do {
        const SelectedFlow selected = takeSelected(m_frames[row].sync);
        const Index made = m_calls.take();
        Call& call = m_calls[made];
        call = Call{};
        call.frame = row;
        call.flow = selected.flow;
        call.next = m_frames[row].calls;
        m_frames[row].calls = made;
        ++m_frames[row].waitingFor;
        const OutFlow& flow = m_network.outFlows[selected.flow];
        if (flow.timeout != kNever) {
            call.timer = schedule(flow.timeout, EventKind::callTimeout, made);
        }
        ++call.outstanding; // until all its messages are sent
        Cause cause = causeOf(m_deliveries[caller]);
        cause.path = pathThroughHandling(m_deliveries[caller]);
        cause.call = made;
        for (std::uint32_t i = 0; i < selected.count; ++i) {
            emit(selected.flow, cause);
        }
        calleeEnds(made, Outcome::success);
    } while (m_frames[row].sync != kNone && m_network.outFlows[m_selectedFlows[m_frames[row].sync].flow].parallel);
    --m_frames[row].waitingFor;
}

/// The calls of an attempt are over, or one has failed. In a batch the next message's calls follow; the worker has it
/// until the last.
void Engine::callsEnd(Index caller, Outcome outcome) {
    Delivery& delivery = m_deliveries[caller];
    if ((m_stations[delivery.station].traits & kBatches) == 0) {
        attemptEnds(caller, outcome);
        return;
    }
    m_rare[delivery.rare].verdict = outcome;
    if (outcome != Outcome::success) {
        dropFrame(delivery);
    }
    callForBatch(m_rare[delivery.rare].leader, fellowOf(delivery));
}

SelectedFlow Engine::takeSelected(Index& list) {
    const Index row = list;
    const SelectedFlow selected = m_selectedFlows[row];
    list = selected.next;
    m_selectedFlows.giveBack(row);
    return selected;
}

/// One receiver of a call has its final outcome. The answer of the last one travels back, at least as an event of this
/// instant.
void Engine::calleeEnds(Index row, Outcome outcome) {
    Call& call = m_calls[row];
    call.failed = call.failed || outcome != Outcome::success;
    if (--call.outstanding > 0) {
        return;
    }
    if (call.frame == kNone) {
        m_calls.giveBack(row);
        return;
    }
    ++call.outstanding; // the answer
    const Variate& latency = m_network.outFlows[call.flow].latency;
    schedule(latency.present() ? drawn(latency) : 0, EventKind::answer, row);
}

void Engine::answered(Index row) {
    Call& call = m_calls[row];
    --call.outstanding;
    const Index frame = call.frame;
    if (frame == kNone) {
        m_calls.giveBack(row);
        return;
    }
    const bool failed = call.failed;
    forgetCall(row);
    m_calls.giveBack(row);
    if (failed) {
        callsEnd(m_frames[frame].caller, Outcome::failure);
        return;
    }
    if (--m_frames[frame].waitingFor == 0) {
        callNext(frame);
    }
}

/// The caller waits no longer; the called work goes on.
void Engine::callTimedOut(Index row) {
    Call& call = m_calls[row];
    call.timer = kNoSlot;
    callsEnd(m_frames[call.frame].caller, Outcome::timeout);
}

/// Takes a call out of its frame.
void Engine::forgetCall(Index row) {
    Call& call = m_calls[row];
    cancel(call.timer);
    Index* link = &m_frames[call.frame].calls;
    while (*link != row) {
        link = &m_calls[*link].next;
    }
    *link = call.next;
    call.frame = kNone;
}

/// Nobody waits for what is still out, nor will what is left be sent.
void Engine::dropFrame(Delivery& delivery) {
    if (delivery.rare == kNone || m_rare[delivery.rare].frame == kNone) {
        return;
    }
    const Index row = std::exchange(m_rare[delivery.rare].frame, kNone);
    CallFrame& frame = m_frames[row];
    while (frame.calls != kNone) {
        const Index call = frame.calls;
        forgetCall(call);
        if (m_calls[call].outstanding == 0) {
            m_calls.giveBack(call);
        }
    }
    while (frame.sync != kNone) {
        takeSelected(frame.sync);
    }
    while (frame.async != kNone) {
        takeSelected(frame.async);
    }
    m_frames.giveBack(row);
}

/// The async flows of an attempt whose calls were answered.
void Engine::fireFrame(Index row, const Cause& cause) {
    while (m_frames[row].async != kNone) {
        const SelectedFlow selected = takeSelected(m_frames[row].async);
        for (std::uint32_t i = 0; i < selected.count && !m_halted; ++i) {
            emit(selected.flow, cause);
        }
    }
    m_frames.giveBack(row);
}

} // namespace stormglass::sim::detail
