// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/reference.hpp"

#include <cmath>
#include <optional>

namespace stormglass::sim::reference {

namespace {

/// What follows from one emission of a source.
struct Instance {
    std::uint64_t key = 0;
    bool isKeyed = false;
    Index classOf = kNoClass;
    std::map<Index, double> started; ///< journey -> when
    std::map<Index, bool> reached;
};

using InstancePtr = std::shared_ptr<Instance>;

/// What passes from one message to what follows from it.
struct Thread {
    InstancePtr instance;
    std::uint64_t key = 0;
    bool isKeyed = false;
};

struct Cell;

struct Delivery {
    Index message = kNone;
    Index handler = kNone;
    Thread thread;
    double arrived = 0;
    double since = 0;
    double started = 0;
    double waited = 0;
    double handled = 0;
    std::uint32_t attempt = 1;
    std::uint64_t order = 0; ///< of becoming deliverable
    Index channel = kNone;
    Index replica = 0;
    bool isHandedOver = false;
    std::shared_ptr<std::uint32_t> unread; ///< of its publication to its group, not handed over
    Cell* cell = nullptr;                  ///< of a topic
};

using DeliveryPtr = std::shared_ptr<Delivery>;

/// A publication as one group sees it.
using Entry = std::vector<DeliveryPtr>;

/// A partition as one group sees it.
struct Cell {
    std::deque<Entry> waiting;
    std::size_t inWork = 0; ///< deliveries of the entry handed over without a final outcome
    Index replica = 0;
    double lastVisible = 0;
};

struct Replica {
    std::uint32_t busy = 0;
    std::deque<DeliveryPtr> line; ///< heads of its partitions
};

struct ServiceState {
    std::vector<Replica> replicas;
    std::deque<DeliveryPtr> line;
    std::uint32_t directWaiting = 0;
};

struct ChannelState {
    std::map<std::pair<Index, std::uint32_t>, Cell> cells; ///< (service, partition)
    std::map<Index, std::uint32_t> depth;                  ///< service -> published, not handed over
    std::uint32_t nextPartition = 0;
};

class Run {
  public:
    Run(const Network& network, std::uint64_t seed, std::uint64_t replication) : m_network(network) {
        for (const StreamSeed& stream : network.streams) {
            m_streams.emplace_back(seed, replication, stream.placeHash, stream.purpose);
        }
        m_story.handlers.resize(network.handlers.size());
        m_story.messages.resize(network.messages.size());
        m_story.journeys.resize(network.journeys.size());
        m_story.published.resize(network.channels.size());
        m_services.resize(network.services.size());
        m_channels.resize(network.channels.size());
        for (std::size_t i = 0; i < network.services.size(); ++i) {
            m_services[i].replicas.resize(network.services[i].replicas);
        }
        for (Index source = 0; source < network.sources.size(); ++source) {
            scheduleEmission(source);
        }
    }

    Story tell(double end) {
        while (!m_pending.empty() && m_pending.begin()->first.first <= end) {
            m_now = m_pending.begin()->first.first;
            const auto happen = std::move(m_pending.begin()->second);
            m_pending.erase(m_pending.begin());
            happen();
        }
        for (HandlerStory& handler : m_story.handlers) {
            handler.queue.add(end, 0);
            handler.active.add(end, 0);
        }
        m_isOver = true; // what is still under way at the end has not ended
        return m_story;
    }

  private:
    void schedule(double at, std::function<void()> what) { m_pending[{at, m_sequence++}] = std::move(what); }

    double drawn(const Variate& variate) {
        return draw(m_network.distributions[variate.distribution], m_network.distributionTable,
                    m_streams[variate.stream]);
    }

    double drawnOr0(const Variate& variate) { return variate.present() ? drawn(variate) : 0; }

    double uniform(Index stream) { return m_streams[stream].uniform(); }

    static std::uint32_t rounded(double count) {
        return static_cast<std::uint32_t>(std::max(0.0, std::floor(count + 0.5)));
    }

    // --- sources

    void scheduleEmission(Index row) {
        const Source& source = m_network.sources[row];
        double gap = 1 / source.rate;
        if (source.kind == ArrivalKind::poisson) {
            gap *= standardExponential(m_streams[source.interval.stream]);
        } else if (source.kind == ArrivalKind::renewal) {
            gap = drawn(source.interval);
        }
        schedule(m_now + gap, [this, row] { emission(row); });
    }

    void emission(Index row) {
        scheduleEmission(row);
        const Source& source = m_network.sources[row];
        const std::uint32_t count = source.batch.present() ? rounded(drawn(source.batch)) : 1;
        for (std::uint32_t i = 0; i < count; ++i) {
            const InstancePtr instance(new Instance, [this](Instance* ended) { endOf(ended); });
            if (source.keys != kNone) {
                const Keys& keys = m_network.keys[source.keys];
                instance->key = keys.sampler.draw(m_streams[keys.stream]);
                instance->isKeyed = true;
            }
            if (!source.classWeights.empty()) {
                const double at = uniform(source.classStream);
                Index kind = 0;
                while (kind + 1 < source.classWeights.count &&
                       at >= m_network.classWeights[source.classWeights.first + kind]) {
                    ++kind;
                }
                instance->classOf = source.classFirst + kind;
            }
            fire(source.flows, Outcome::success, kNone, {instance, instance->key, instance->isKeyed});
        }
    }

    void endOf(Instance* instance) {
        if (!m_isOver) {
            for (const auto& [journey, start] : instance->started) {
                m_story.journeys[journey].unfinished += instance->reached[journey] ? 0U : 1U;
            }
        }
        delete instance;
    }

    // --- flows

    bool fits(const OutFlow& flow, Outcome outcome, Index message, const Thread& thread) const {
        if ((flow.onOutcomes & maskOf(outcome)) == 0 || (flow.onClasses >> thread.instance->classOf & 1U) == 0) {
            return false;
        }
        if (message == kNone || flow.onMessages.empty()) {
            return true;
        }
        for (Index i = flow.onMessages.first; i < flow.onMessages.end(); ++i) {
            if (m_network.messageRefs[i] == message) {
                return true;
            }
        }
        return false;
    }

    /// on, then choice, then probability, then count; all decided before the first is sent.
    void fire(Range flows, Outcome outcome, Index message, const Thread& thread) {
        std::map<Index, Index> chosen; // group -> row
        std::vector<Index> sent;
        for (Index row = flows.first; row < flows.end(); ++row) {
            const OutFlow& flow = m_network.outFlows[row];
            if (!fits(flow, outcome, message, thread)) {
                continue;
            }
            if (flow.choiceGroup != kNone) {
                if (!chosen.contains(flow.choiceGroup)) {
                    chosen[flow.choiceGroup] = choose(flows, flow.choiceGroup, outcome, message, thread);
                }
                if (chosen[flow.choiceGroup] != row) {
                    continue;
                }
            }
            if (flow.probability < 1 && uniform(flow.probabilityStream) >= flow.probability) {
                continue;
            }
            const std::uint32_t count = flow.count.present() ? rounded(drawn(flow.count)) : 1;
            sent.insert(sent.end(), count, row);
        }
        for (const Index row : sent) {
            send(m_network.outFlows[row], thread);
        }
    }

    Index choose(Range flows, Index group, Outcome outcome, Index message, const Thread& thread) {
        std::vector<Index> rows;
        double total = 0;
        for (Index row = flows.first; row < flows.end(); ++row) {
            const OutFlow& flow = m_network.outFlows[row];
            if (flow.choiceGroup == group && fits(flow, outcome, message, thread)) {
                rows.push_back(row);
                total += flow.choiceWeight;
            }
        }
        double at = uniform(m_network.outFlows[rows.front()].choiceStream) * total;
        for (const Index row : rows) {
            at -= m_network.outFlows[row].choiceWeight;
            if (at < 0) {
                return row;
            }
        }
        return rows.back();
    }

    void send(const OutFlow& flow, Thread thread) {
        const Message& message = m_network.messages[flow.message];
        mark(flow.message, thread);
        if (message.receivers.empty() && message.publications.empty()) {
            ++m_story.messages[flow.message].emitted;
            ++m_story.messages[flow.message].handled;
            return;
        }
        if (flow.keys != kNone) {
            const Keys& keys = m_network.keys[flow.keys];
            thread.key = keys.sampler.draw(m_streams[keys.stream]);
            thread.isKeyed = true;
        }
        const double travel = drawnOr0(flow.latency);
        if (message.competing) {
            sendToOne(flow.message, thread, travel);
            return;
        }
        for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
            deliver(m_network.receivers[i], flow.message, thread, travel);
        }
        for (Index i = message.publications.first; i < message.publications.end(); ++i) {
            publish(m_network.publications[i], flow.message, thread, travel);
        }
    }

    void sendToOne(Index kind, const Thread& thread, double travel) {
        const Message& message = m_network.messages[kind];
        double total = 0;
        for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
            total += m_network.receivers[i].weight;
        }
        double at = uniform(message.receiverStream) * total;
        for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
            at -= m_network.receivers[i].weight;
            if (at < 0 || i + 1 == message.receivers.end()) {
                deliver(m_network.receivers[i], kind, thread, travel);
                return;
            }
        }
    }

    bool passes(ClassMask classes, double probability, Index stream, const Thread& thread) {
        return (classes >> thread.instance->classOf & 1U) != 0 && (probability >= 1 || uniform(stream) < probability);
    }

    DeliveryPtr newDelivery(Index message, Index handler, const Thread& thread) {
        auto delivery = std::make_shared<Delivery>();
        delivery->message = message;
        delivery->handler = handler;
        delivery->thread = thread;
        ++m_story.messages[message].emitted;
        return delivery;
    }

    void deliver(const Receiver& receiver, Index kind, const Thread& thread, double travel) {
        if (!passes(receiver.classes, receiver.probability, receiver.filterStream, thread)) {
            return;
        }
        const DeliveryPtr delivery = newDelivery(kind, receiver.handler, thread);
        const double latency = travel + drawnOr0(receiver.latency);
        after(latency, [this, delivery] {
            arrive(delivery);
            enqueue(delivery);
        });
    }

    /// At once where there is no way to go.
    void after(double seconds, std::function<void()> what) {
        if (seconds > 0) {
            schedule(m_now + seconds, std::move(what));
        } else {
            what();
        }
    }

    // --- channels

    void publish(const Publication& publication, Index kind, const Thread& thread, double travel) {
        if (!passes(publication.classes, publication.probability, publication.filterStream, thread)) {
            return;
        }
        const std::vector<DeliveryPtr> deliveries = address(publication.channel, publication.subscribers, kind, thread);
        if (!deliveries.empty()) {
            after(travel + drawnOr0(publication.latency),
                  [this, deliveries, channel = publication.channel] { reach(channel, deliveries); });
        }
    }

    std::vector<DeliveryPtr> address(Index channel, Range subscribers, Index kind, const Thread& thread) {
        std::vector<DeliveryPtr> deliveries;
        for (Index i = subscribers.first; i < subscribers.end(); ++i) {
            const Receiver& receiver = m_network.receivers[i];
            if (passes(receiver.classes, receiver.probability, receiver.filterStream, thread)) {
                deliveries.push_back(newDelivery(kind, receiver.handler, thread));
                deliveries.back()->channel = channel;
            }
        }
        return deliveries;
    }

    std::uint32_t partitionFor(Index row, const Thread& thread) {
        const Channel& channel = m_network.channels[row];
        if (channel.partitions == 1) {
            return 0;
        }
        if (!channel.shares.empty()) {
            const double at = uniform(channel.partitionStream);
            std::uint32_t partition = 0;
            while (partition + 1 < channel.partitions && at >= m_network.shares[channel.shares.first + partition]) {
                ++partition;
            }
            return partition;
        }
        if (thread.isKeyed) {
            // The finaliser of MurmurHash3 of key + 2^64/phi: the fixed hash of keys that the engine promises.
            std::uint64_t z = thread.key + 0x9e3779b97f4a7c15ULL;
            z = (z ^ (z >> 33U)) * 0xff51afd7ed558ccdULL;
            z = (z ^ (z >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
            return static_cast<std::uint32_t>((z ^ (z >> 33U)) % channel.partitions);
        }
        return m_channels[row].nextPartition++ % channel.partitions;
    }

    /// A publication is at its channel.
    void reach(Index row, const std::vector<DeliveryPtr>& deliveries) {
        const Channel& channel = m_network.channels[row];
        ChannelState& state = m_channels[row];
        ++m_story.published[row];
        std::optional<Outcome> refused;
        if (channel.loss > 0 && uniform(channel.lossStream) < channel.loss) {
            refused = Outcome::dropped;
        } else {
            std::uint32_t deepest = 0;
            for (const auto& [service, depth] : state.depth) {
                deepest = std::max(deepest, depth);
            }
            if (deepest >= channel.capacity) {
                refused = channel.overflow == Overflow::reject ? Outcome::rejected : Outcome::dropped;
            }
        }
        if (refused) {
            for (const DeliveryPtr& delivery : deliveries) {
                delivery->channel = kNone;
                finish(delivery, *refused);
            }
            return;
        }
        const std::uint32_t partition = partitionFor(row, deliveries.front()->thread);
        double visible = m_now;
        std::map<Index, std::shared_ptr<std::uint32_t>> unread; // a publication counts once for each group
        for (const DeliveryPtr& delivery : deliveries) {
            auto [known, isNew] = unread.try_emplace(serviceOf(*delivery));
            if (isNew) {
                known->second = std::make_shared<std::uint32_t>(0);
                ++state.depth[serviceOf(*delivery)];
            }
            ++*known->second;
            delivery->unread = known->second;
            visible = std::max(visible, cellOf(row, *delivery, partition).lastVisible);
        }
        if (channel.latency.present()) {
            visible = std::max(visible, m_now + drawn(channel.latency));
        }
        for (const DeliveryPtr& delivery : deliveries) {
            cellOf(row, *delivery, partition).lastVisible = visible;
        }
        after(visible - m_now, [this, row, deliveries, partition] { appear(row, deliveries, partition); });
    }

    Cell& cellOf(Index channel, const Delivery& delivery, std::uint32_t partition) {
        const Index service = m_network.channels[channel].topic ? serviceOf(delivery) : kNone;
        Cell& cell = m_channels[channel].cells[{service, partition}];
        cell.replica = service == kNone ? 0 : partition % m_network.services[service].replicas;
        return cell;
    }

    void appear(Index row, const std::vector<DeliveryPtr>& deliveries, std::uint32_t partition) {
        if (!m_network.channels[row].topic) {
            const DeliveryPtr& delivery = deliveries.front();
            arrive(delivery);
            delivery->order = ++m_order;
            enqueue(delivery);
            return;
        }
        std::vector<Index> groups;
        for (const DeliveryPtr& delivery : deliveries) {
            if (std::find(groups.begin(), groups.end(), serviceOf(*delivery)) == groups.end()) {
                groups.push_back(serviceOf(*delivery));
            }
        }
        for (const Index group : groups) {
            Entry entry;
            const std::uint64_t order = ++m_order;
            for (const DeliveryPtr& delivery : deliveries) {
                if (serviceOf(*delivery) == group) {
                    delivery->cell = &cellOf(row, *delivery, partition);
                    delivery->replica = delivery->cell->replica;
                    delivery->order = order;
                    entry.push_back(delivery);
                    arrive(delivery);
                    m_story.handlers[delivery->handler].queue.add(m_now, 1);
                }
            }
            Cell& cell = *entry.front()->cell;
            cell.waiting.push_back(std::move(entry));
            advance(cell);
        }
    }

    /// The next entry of a partition is handed to its replica once all of the one before have their final outcome.
    void advance(Cell& cell) {
        if (cell.inWork > 0 || cell.waiting.empty()) {
            return;
        }
        const Entry entry = std::move(cell.waiting.front());
        cell.waiting.pop_front();
        cell.inWork = entry.size();
        for (const DeliveryPtr& delivery : entry) {
            joinOwn(delivery);
        }
    }

    // --- handling

    Index serviceOf(const Delivery& delivery) const { return m_network.handlers[delivery.handler].service; }

    void arrive(const DeliveryPtr& delivery) {
        ++m_story.handlers[delivery->handler].arrivals;
        delivery->arrived = delivery->since = m_now;
    }

    bool isOfTopic(const Delivery& delivery) const { return delivery.cell != nullptr; }

    std::optional<Index> freeReplica(Index service) const {
        for (Index i = 0; i < m_services[service].replicas.size(); ++i) {
            if (m_services[service].replicas[i].busy < m_network.services[service].concurrency) {
                return i;
            }
        }
        return std::nullopt;
    }

    /// Direct messages and those of a queue stand in the service's one line, a topic's before their replica.
    void enqueue(const DeliveryPtr& delivery) {
        const Index service = serviceOf(*delivery);
        ServiceState& state = m_services[service];
        if (delivery->channel == kNone || delivery->attempt > 1) {
            delivery->order = ++m_order;
        }
        if (isOfTopic(*delivery)) {
            m_story.handlers[delivery->handler].queue.add(m_now, 1);
            joinOwn(delivery);
            return;
        }
        const bool isLimited = delivery->channel == kNone;
        const std::optional<Index> free = freeReplica(service);
        if (!free && isLimited && state.directWaiting >= m_network.services[service].queueLimit) {
            const bool isRejected = m_network.services[service].overflow == Overflow::reject;
            finish(delivery, isRejected ? Outcome::rejected : Outcome::dropped);
            return;
        }
        state.directWaiting += isLimited ? 1U : 0U;
        m_story.handlers[delivery->handler].queue.add(m_now, 1);
        state.line.push_back(delivery);
        if (free) {
            serve(service, *free);
        }
    }

    /// Before the replica that its partition belongs to, in order of becoming deliverable.
    void joinOwn(const DeliveryPtr& delivery) {
        std::deque<DeliveryPtr>& line = m_services[serviceOf(*delivery)].replicas[delivery->replica].line;
        auto at = line.begin();
        while (at != line.end() && (*at)->order <= delivery->order) {
            ++at;
        }
        line.insert(at, delivery);
        serve(serviceOf(*delivery), delivery->replica);
    }

    /// A replica's free workers take what became deliverable first.
    void serve(Index service, Index row) {
        ServiceState& state = m_services[service];
        Replica& replica = state.replicas[row];
        while (replica.busy < m_network.services[service].concurrency &&
               (!state.line.empty() || !replica.line.empty())) {
            const bool isOwn = state.line.empty() ||
                               (!replica.line.empty() && replica.line.front()->order < state.line.front()->order);
            std::deque<DeliveryPtr>& line = isOwn ? replica.line : state.line;
            const DeliveryPtr delivery = line.front();
            line.pop_front();
            state.directWaiting -= delivery->channel == kNone ? 1U : 0U;
            ++replica.busy;
            delivery->replica = row;
            start(delivery);
        }
    }

    void start(const DeliveryPtr& delivery) {
        HandlerStory& story = m_story.handlers[delivery->handler];
        story.queue.add(m_now, -1);
        story.active.add(m_now, 1);
        if (delivery->channel != kNone && !delivery->isHandedOver) {
            delivery->isHandedOver = true;
            if (--*delivery->unread == 0) {
                --m_channels[delivery->channel].depth[serviceOf(*delivery)];
            }
        }
        delivery->waited += m_now - delivery->since;
        delivery->started = m_now;
        schedule(m_now + drawn(m_network.handlers[delivery->handler].time),
                 [this, delivery] { attemptOver(delivery); });
    }

    void attemptOver(const DeliveryPtr& delivery) {
        const Handler& handler = m_network.handlers[delivery->handler];
        HandlerStory& story = m_story.handlers[delivery->handler];
        const Index service = serviceOf(*delivery);
        const bool isFailed = handler.failure > 0 && uniform(handler.failureStream) < handler.failure;
        story.active.add(m_now, -1);
        delivery->handled += m_now - delivery->started;
        --m_services[service].replicas[delivery->replica].busy;
        if (isFailed) {
            ++story.failures;
        }
        if (isFailed && delivery->attempt < handler.retry.attempts) {
            schedule(m_now + backoffOf(handler.retry, delivery->attempt), [this, delivery] { retry(delivery); });
            serve(service, delivery->replica);
        } else if (!isFailed && handler.delay.present()) {
            schedule(m_now + drawn(handler.delay), [this, delivery] {
                leaveChannel(*delivery);
                succeed(delivery);
            });
            serve(service, delivery->replica);
        } else {
            leaveChannel(*delivery);
            serve(service, delivery->replica);
            isFailed ? finish(delivery, Outcome::failure) : succeed(delivery);
        }
    }

    double backoffOf(const Retry& retry, std::uint32_t attempt) {
        double wait = drawnOr0(retry.backoff) * std::pow(retry.multiplier, static_cast<double>(attempt - 1));
        wait = std::min(wait, retry.maxBackoff);
        if (retry.jitter > 0) {
            wait *= 1 - retry.jitter * (1 - uniform(retry.jitterStream)); // uniform(1 - jitter, 1)
        }
        return wait;
    }

    void retry(const DeliveryPtr& delivery) {
        ++delivery->attempt;
        ++m_story.handlers[delivery->handler].retries;
        delivery->since = m_now;
        enqueue(delivery);
    }

    void leaveChannel(const Delivery& delivery) {
        if (isOfTopic(delivery)) {
            --delivery.cell->inWork;
            advance(*delivery.cell);
        }
    }

    void recordTimes(const Delivery& delivery) {
        HandlerStory& story = m_story.handlers[delivery.handler];
        story.waiting.record(delivery.waited);
        story.handling.record(delivery.handled);
        story.time.record(m_now - delivery.arrived);
    }

    void succeed(const DeliveryPtr& delivery) {
        const Handler& handler = m_network.handlers[delivery->handler];
        ++m_story.handlers[delivery->handler].throughput;
        ++m_story.messages[delivery->message].handled;
        recordTimes(*delivery);
        for (Index i = handler.journeysTo.first; i < handler.journeysTo.end(); ++i) {
            arriveAt(m_network.journeyRefs[i], *delivery->thread.instance);
        }
        fire(handler.flows, Outcome::success, delivery->message, delivery->thread);
    }

    /// Given up, refused or lost. Those who follow the outcome learn of it at this instant, after what is under way.
    void finish(const DeliveryPtr& delivery, Outcome outcome) {
        HandlerStory& story = m_story.handlers[delivery->handler];
        MessageStory& message = m_story.messages[delivery->message];
        if (outcome == Outcome::failure) {
            ++story.deadLettered;
            ++message.deadLettered;
            recordTimes(*delivery);
            deadLetter(*delivery);
        } else if (outcome == Outcome::rejected) {
            ++story.rejected;
            ++message.rejected;
        } else {
            ++story.dropped;
            ++message.dropped;
        }
        schedule(m_now, [this, delivery, outcome] {
            fire(m_network.handlers[delivery->handler].flows, outcome, delivery->message, delivery->thread);
        });
    }

    void deadLetter(const Delivery& delivery) {
        Index channel = m_network.handlers[delivery.handler].deadLetter;
        if (channel == kNone && delivery.channel != kNone) {
            channel = m_network.channels[delivery.channel].deadLetter;
        }
        if (channel == kNone) {
            return;
        }
        const std::vector<DeliveryPtr> letters =
            address(channel, m_network.channels[channel].deadLetterReceivers, delivery.message, delivery.thread);
        if (letters.empty()) {
            ++m_story.published[channel];
        } else {
            reach(channel, letters);
        }
    }

    // --- journeys

    void mark(Index message, const Thread& thread) {
        const Message& row = m_network.messages[message];
        for (Index i = row.journeysFrom.first; i < row.journeysFrom.end(); ++i) {
            thread.instance->started.emplace(m_network.journeyRefs[i], m_now);
        }
        for (Index i = row.journeysTo.first; i < row.journeysTo.end(); ++i) {
            arriveAt(m_network.journeyRefs[i], *thread.instance);
        }
    }

    void arriveAt(Index journey, Instance& instance) {
        const auto start = instance.started.find(journey);
        if (start != instance.started.end() && !instance.reached[journey]) {
            instance.reached[journey] = true;
            m_story.journeys[journey].latency.record(m_now - start->second);
        }
    }

    const Network& m_network;
    std::vector<RandomStream> m_streams;
    Story m_story;
    std::vector<ServiceState> m_services;
    std::vector<ChannelState> m_channels;
    double m_now = 0;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_order = 0;
    bool m_isOver = false;
    std::map<std::pair<double, std::uint64_t>, std::function<void()>> m_pending; ///< goes first: it holds instances
};

} // namespace

Story run(const Network& network, std::uint64_t seed, std::uint64_t replication, double end) {
    return Run(network, seed, replication).tell(end);
}

} // namespace stormglass::sim::reference
