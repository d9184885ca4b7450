// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

/// Remembers what has been met in the present round, and forgets it in constant time.
class Marks {
  public:
    explicit Marks(std::size_t size) : m_round(size, 0) {}

    void newRound() noexcept { ++m_now; }

    /// True the first time in a round.
    [[nodiscard]] bool meet(Index at) noexcept {
        const bool isNew = m_round[at] != m_now;
        m_round[at] = m_now;
        return isNew;
    }

  private:
    std::vector<std::uint32_t> m_round;
    std::uint32_t m_now = 0;
};

/// Turns arrows out of messages and channels into receivers and publications. A message comes to a handler over one
/// channel once, however often that is drawn: an arrow `via` the channel says more and goes before the channel's own
/// arrows.
class DeliveryWriter {
  public:
    explicit DeliveryWriter(Compilation& compilation)
        : m_compilation(compilation)
        , m_directory(compilation.directory)
        , m_network(compilation.network)
        , m_met(compilation.network.handlers.size())
        , m_readers(compilation.network.channels.size())
        , m_traffic(compilation.network.channels.size()) {}

    void write() {
        for (Index channel = 0; channel < m_readers.size(); ++channel) {
            m_readers[channel] = readersOf(channel);
        }
        for (Index message = 0; message < m_network.messages.size(); ++message) {
            m_directory.isTick(message) ? writeTick(message) : writeMessage(message);
        }
        for (Index channel = 0; channel < m_readers.size(); ++channel) {
            const Traffic& traffic = m_traffic[channel];
            if (!traffic.asks && !traffic.tells) { // no publisher of its own: dead letters
                m_network.channels[channel].deadLetterReceivers = m_readers[channel];
            }
        }
        writeGroups();
    }

  private:
    /// What is published on a channel.
    struct Traffic {
        bool asks = false;  ///< queries
        bool tells = false; ///< events and commands
    };

    [[nodiscard]] const Arrow& arrow(Index number) const { return m_directory.arrows()[number]; }

    [[nodiscard]] const Node& node(Index number) const { return m_directory.nodes()[number]; }

    Receiver receiverOf(Index number) {
        const Arrow& drawn = arrow(number);
        const std::string& path = m_directory.paths()[number];
        const Fields fields = m_directory.fieldsOf(drawn);
        Receiver receiver;
        receiver.handler = node(drawn.to).handler;
        receiver.flow = number;
        receiver.weight = weightOf(drawn);
        receiver.probability = fields.number("probability", 1);
        if (receiver.probability < 1) {
            receiver.filterStream = m_compilation.writer.stream(path, Purpose::probability);
        }
        receiver.classes = passingClasses(m_compilation, drawn);
        receiver.latency = m_compilation.writer.variate(fields.written("latency"), path, Purpose::latency);
        return receiver;
    }

    [[nodiscard]] double weightOf(const Arrow& drawn) const {
        const Value* choice = m_directory.fieldsOf(drawn).written("choice");
        const auto weight = choice == nullptr ? Value::const_iterator{} : choice->find("weight");
        return choice == nullptr || weight == choice->end() ? 1 : weight->get<double>();
    }

    /// The handlers that read all of a channel.
    Range readersOf(Index channel) {
        Range range{static_cast<Index>(m_network.receivers.size()), 0};
        m_met.newRound();
        for (const Index number : m_directory.out(m_directory.channels()[channel])) {
            const Arrow& drawn = arrow(number);
            if (drawn.role == FlowRole::reception && m_met.meet(node(drawn.to).handler)) {
                m_network.receivers.push_back(receiverOf(number));
                ++range.count;
            }
        }
        return range;
    }

    void writeTick(Index message) {
        Message& row = m_network.messages[message];
        row.receivers = {static_cast<Index>(m_network.receivers.size()), 1};
        Receiver receiver;
        receiver.handler = node(m_directory.messages()[message]).handler;
        m_network.receivers.push_back(receiver);
    }

    void writeMessage(Index message) {
        const Index at = m_directory.messages()[message];
        Message& row = m_network.messages[message];
        row.query = m_compilation.element(at).kind == model::ElementKind::query;
        writeDirect(at, row);
        writePublications(at, row);
        const bool goesToOne = m_compilation.element(at).kind != model::ElementKind::event;
        row.competing = goesToOne && row.receivers.count + row.publications.count > 1;
        if (row.competing) {
            row.receiverStream = m_compilation.writer.stream(m_directory.idOf(at), Purpose::receiver);
        }
    }

    void writeDirect(Index at, Message& row) {
        row.receivers.first = static_cast<Index>(m_network.receivers.size());
        m_met.newRound();
        std::vector<Index> written;
        for (const Index number : m_directory.out(at)) {
            const Arrow& drawn = arrow(number);
            if (drawn.role != FlowRole::subscription || drawn.via != kNone) {
                continue;
            }
            if (!m_met.meet(node(drawn.to).handler) && isDrawnTwice(written, drawn)) {
                continue;
            }
            written.push_back(number);
            m_network.receivers.push_back(receiverOf(number));
        }
        row.receivers.count = static_cast<Index>(written.size());
    }

    /// The same arrow between the same ends, for instance at two occurrences, is one subscription.
    [[nodiscard]] bool isDrawnTwice(const std::vector<Index>& written, const Arrow& drawn) const {
        return std::ranges::any_of(written, [&](Index other) {
            return arrow(other).to == drawn.to && arrow(other).flow->properties == drawn.flow->properties;
        });
    }

    void writePublications(Index at, Message& row) {
        std::vector<Index> channels; // in the order in which they are first drawn
        for (const Index number : m_directory.out(at)) {
            const Arrow& drawn = arrow(number);
            const Index over = drawn.role == FlowRole::publication ? drawn.to : drawn.via;
            if (over != kNone && std::ranges::find(channels, node(over).channel) == channels.end()) {
                channels.push_back(node(over).channel);
            }
        }
        row.publications = {static_cast<Index>(m_network.publications.size()), static_cast<Index>(channels.size())};
        for (const Index channel : channels) {
            (row.query ? m_traffic[channel].asks : m_traffic[channel].tells) = true;
            m_network.publications.push_back(publicationOf(at, channel));
        }
    }

    Publication publicationOf(Index at, Index channel) {
        Publication publication;
        publication.channel = channel;
        std::vector<Index> chosen;
        for (const Index number : m_directory.out(at)) {
            const Arrow& drawn = arrow(number);
            if (drawn.via != kNone && node(drawn.via).channel == channel) {
                chosen.push_back(number);
            } else if (drawn.role == FlowRole::publication && node(drawn.to).channel == channel &&
                       publication.flow == kNone) {
                writePublishing(number, publication);
            }
        }
        if (publication.flow == kNone && !chosen.empty()) {
            publication.weight = weightOf(arrow(chosen.front()));
        }
        publication.subscribers = chosen.empty() ? m_readers[channel] : subscribersOf(channel, chosen);
        return publication;
    }

    void writePublishing(Index number, Publication& publication) {
        const Arrow& drawn = arrow(number);
        const std::string& path = m_directory.paths()[number];
        const Fields fields = m_directory.fieldsOf(drawn);
        publication.flow = number;
        publication.weight = weightOf(drawn);
        publication.latency = m_compilation.writer.variate(fields.written("latency"), path, Purpose::latency);
        publication.probability = fields.number("probability", 1);
        if (publication.probability < 1) {
            publication.filterStream = m_compilation.writer.stream(path, Purpose::probability);
        }
        publication.classes = passingClasses(m_compilation, drawn);
    }

    /// Those chosen for this message, then those that read all of the channel.
    Range subscribersOf(Index channel, const std::vector<Index>& chosen) {
        Range range{static_cast<Index>(m_network.receivers.size()), 0};
        m_met.newRound();
        for (const Index number : chosen) {
            if (m_met.meet(node(arrow(number).to).handler)) {
                m_network.receivers.push_back(receiverOf(number));
            }
        }
        const Range readers = m_readers[channel];
        for (Index r = readers.first; r < readers.end(); ++r) {
            const Receiver receiver = m_network.receivers[r];
            if (m_met.meet(receiver.handler)) {
                m_network.receivers.push_back(receiver);
            }
        }
        range.count = static_cast<Index>(m_network.receivers.size()) - range.first;
        return range;
    }

    void writeGroups() {
        std::vector<std::pair<Index, Index>> found; // (channel, service)
        for (const Message& message : m_network.messages) {
            for (Index p = message.publications.first; p < message.publications.end(); ++p) {
                const Publication& publication = m_network.publications[p];
                const Range readers = m_readers[publication.channel];
                const bool isShared =
                    publication.subscribers.first == readers.first && publication.subscribers.count == readers.count;
                if (!isShared) {
                    collectServices(publication.channel, publication.subscribers, message.query, found);
                }
            }
        }
        for (Index channel = 0; channel < m_readers.size(); ++channel) {
            const Traffic& traffic = m_traffic[channel];
            if (traffic.asks) {
                collectServices(channel, m_readers[channel], true, found);
            }
            if (traffic.tells || !traffic.asks) {
                collectServices(channel, m_readers[channel], false, found);
            }
        }
        std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        for (const auto& [channel, service] : found) {
            Range& groups = m_network.channels[channel].groups;
            if (groups.empty()) {
                groups.first = static_cast<Index>(m_network.groups.size());
            }
            ++groups.count;
            m_network.groups.push_back({.channel = channel, .service = service});
        }
    }

    void collectServices(Index channel, Range receivers, bool forQueries, std::vector<std::pair<Index, Index>>& found) {
        for (Index r = receivers.first; r < receivers.end(); ++r) {
            const Handler& handler = m_network.handlers[m_network.receivers[r].handler];
            found.emplace_back(channel, forQueries ? handler.queryService : handler.service);
        }
    }

    Compilation& m_compilation;
    const Directory& m_directory;
    Network& m_network;
    Marks m_met;
    std::vector<Range> m_readers; ///< by channel: who reads all of it
    std::vector<Traffic> m_traffic;
};

} // namespace

ClassMask passingClasses(const Compilation& compilation, const Arrow& arrow) {
    const Value* words = compilation.directory.fieldsOf(arrow).written("on");
    if (words == nullptr || words->empty()) {
        return kEveryClass;
    }
    ClassMask mask = 0;
    for (const Value& word : *words) {
        if (const auto& name = word.get_ref<const std::string&>(); compilation.classes.isClass(name)) {
            mask |= ClassMask{1} << compilation.classes.find(name);
        }
    }
    return mask;
}

void writeDeliveries(Compilation& compilation) {
    DeliveryWriter(compilation).write();
}

} // namespace stormglass::sim::compiling
