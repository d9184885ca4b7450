// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

struct Effect {
    FaultEffect kind = FaultEffect::down;
    double amount = 0;
};

Effect effectOf(const Value& effect) {
    if (effect.is_string()) {
        return {effect.get_ref<const std::string&>() == "down" ? FaultEffect::down : FaultEffect::partitioned, 0};
    }
    for (const auto& [word, amount] : effect.items()) {
        if (word == "slow") {
            return {FaultEffect::slow, amount.get<double>()};
        }
        return {word == "fail" ? FaultEffect::fail : FaultEffect::lose, amount.get<double>()};
    }
    return {};
}

/// Whether the effect means anything there (CONTRACT section 7).
bool canHappenTo(FaultTarget target, FaultEffect effect) noexcept {
    switch (target) {
    case FaultTarget::source:
        return effect == FaultEffect::down || effect == FaultEffect::partitioned || effect == FaultEffect::lose;
    case FaultTarget::channel:
    case FaultTarget::flow:
        return effect != FaultEffect::fail;
    case FaultTarget::handler:
    case FaultTarget::service:
        return true;
    }
    return false;
}

class FaultWriter {
  public:
    explicit FaultWriter(Compilation& compilation) : m_compilation(compilation) {}

    void write(const Value& fault, std::size_t number) {
        const std::string place = "scenario.faults." + std::to_string(number);
        const Effect effect = effectOf(fault.at("effect"));
        Fault row;
        row.at = fault.at("at").get<double>();
        row.duration = fault.contains("for") ? fault["for"].get<double>() : kNever;
        row.effect = effect.kind;
        row.amount = effect.amount;
        row.replicas = fault.contains("replicas") ? asCount(fault["replicas"].get<double>()) : kUnlimited;
        if (row.effect == FaultEffect::lose || row.effect == FaultEffect::fail) {
            row.stream = m_compilation.writer.stream(place, Purpose::fault);
        }
        const std::size_t before = m_compilation.network.faults.size();
        aim(fault.at("target").get_ref<const std::string&>(), row);
        if (m_compilation.network.faults.size() == before) {
            m_compilation.doesNothing(place);
        }
    }

  private:
    /// One row for each thing that the target is: an external may be a handler and a source.
    void aim(const std::string& target, Fault& row) {
        const Directory& directory = m_compilation.directory;
        const Index at = directory.find(target);
        if (at == kNone) {
            add(FaultTarget::flow, directory.findArrow(target), row);
            return;
        }
        const Node& node = directory.nodes()[at];
        add(FaultTarget::handler, node.handler, row);
        add(FaultTarget::service, node.service, row);
        add(FaultTarget::channel, node.channel, row);
        add(FaultTarget::source, node.source, row);
    }

    void add(FaultTarget target, Index subject, Fault& row) {
        if (subject != kNone && canHappenTo(target, row.effect)) {
            row.target = target;
            row.subject = subject;
            m_compilation.network.faults.push_back(row);
        }
    }

    Compilation& m_compilation;
};

bool isAmong(const Network& network, Range receivers, Index handler) {
    for (Index r = receivers.first; r < receivers.end(); ++r) {
        if (network.receivers[r].handler == handler) {
            return true;
        }
    }
    return false;
}

/// The first message that comes to the handler or over the channel, in document order; kNone if none does.
Index firstMessageInto(const Network& network, Index handler, Index channel) {
    for (Index m = 0; m < network.messages.size(); ++m) {
        const Message& message = network.messages[m];
        if (handler != kNone && isAmong(network, message.receivers, handler)) {
            return m;
        }
        for (Index p = message.publications.first; p < message.publications.end(); ++p) {
            const Publication& publication = network.publications[p];
            const bool isThere =
                handler != kNone ? isAmong(network, publication.subscribers, handler) : publication.channel == channel;
            if (isThere) {
                return m;
            }
        }
    }
    return kNone;
}

void writeBacklog(Compilation& compilation) {
    const Value* backlog = compilation.scenario.written("backlog");
    if (backlog == nullptr) {
        return;
    }
    for (const auto& [id, count] : backlog->items()) {
        const Index at = compilation.directory.find(id);
        Backlog row;
        if (at != kNone) {
            row.handler = compilation.directory.nodes()[at].handler;
            row.channel = row.handler == kNone ? compilation.directory.nodes()[at].channel : kNone;
        }
        if (row.handler != kNone || row.channel != kNone) {
            row.message = firstMessageInto(compilation.network, row.handler, row.channel);
        }
        row.count = asCount(count.get<double>());
        if (row.message == kNone) {
            compilation.doesNothing("scenario.backlog." + id);
        } else if (row.count > 0) {
            compilation.network.backlogs.push_back(row);
        }
    }
}

bool reads(const Network& network, Index handler, Index channel) {
    return std::ranges::any_of(network.publications, [&](const Publication& publication) {
        return publication.channel == channel && isAmong(network, publication.subscribers, handler);
    });
}

void writeReplays(Compilation& compilation) {
    const Value* replays = compilation.scenario.written("replay");
    for (std::size_t i = 0; replays != nullptr && i < replays->size(); ++i) {
        const Value& replay = (*replays)[i];
        const Index into = compilation.directory.find(replay.at("into").get_ref<const std::string&>());
        Replay row;
        row.at = replay.at("at").get<double>();
        row.channel = compilation.channelOf(&replay.at("channel"));
        row.handler = into == kNone ? kNone : compilation.directory.nodes()[into].handler;
        row.events = asCount(replay.at("events").get<double>());
        row.sideEffects = replay.contains("sideEffects") && replay["sideEffects"].get<bool>();
        if (row.channel == kNone || row.handler == kNone || !reads(compilation.network, row.handler, row.channel)) {
            compilation.doesNothing("scenario.replay." + std::to_string(i));
        } else {
            compilation.network.replays.push_back(row);
        }
    }
}

void raise(double& latest, double to) {
    if (std::isfinite(to) && !(latest >= to)) {
        latest = to;
    }
}

/// From when on recovery is timed: the end of the last fault, spike or replay, else 0 with a backlog.
double recoveryFrom(const Compilation& compilation) {
    const Network& network = compilation.network;
    double latest = network.recoveryFrom;
    if (!network.backlogs.empty()) {
        raise(latest, 0);
    }
    for (const Fault& fault : network.faults) {
        raise(latest, fault.at + fault.duration);
    }
    for (const Replay& replay : network.replays) {
        raise(latest, replay.at);
    }
    raise(latest, lastSpikeEnd(compilation.scenario.written("profile")).value_or(kNever));
    for (const Index source : compilation.directory.sources()) {
        const Fields arrivals = compilation.directory.fieldsOf(source).within("arrivals");
        raise(latest, lastSpikeEnd(arrivals.written("profile")).value_or(kNever));
    }
    return latest;
}

} // namespace

void writeDisturbances(Compilation& compilation) {
    FaultWriter faults(compilation);
    const Value* written = compilation.scenario.written("faults");
    for (std::size_t i = 0; written != nullptr && i < written->size(); ++i) {
        faults.write((*written)[i], i);
    }
    writeReplays(compilation);
    writeBacklog(compilation);
    compilation.network.recoveryFrom = recoveryFrom(compilation);
}

} // namespace stormglass::sim::compiling
