// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace stormglass::sim::compiling {

namespace {

/// Journeys found by themselves: a large board has more pairs of start and end than anybody reads.
constexpr std::size_t kMostFound = 200;
/// Steps of all searches together, per row of the network: keeps the finding linear whatever the board.
constexpr std::size_t kStepsPerRow = 16;

using Ends = std::tuple<Index, Index, Index>; ///< from message, to message, to handler

/// What follows from what: from a message to the handlers it comes to (dead letters included), and on to what they
/// send when that message came.
class Search {
  public:
    explicit Search(const Network& network)
        : m_network(network)
        , m_metMessage(network.messages.size(), 0)
        , m_endedAt(network.handlers.size(), 0)
        , m_steps(kStepsPerRow * (network.messages.size() + network.handlers.size() + 16)) {}

    /// Calls `visit(journey)` for every end that can be reached, nearest first.
    template <class Visit> void from(Index message, Visit visit) {
        ++m_round;
        m_metLanes.clear();
        m_open.clear();
        meetMessage(message);
        for (std::size_t next = 0; next < m_open.size() && m_steps > 0; ++next, --m_steps) {
            const Step step = m_open[next];
            if (step.handler == kNone) {
                if (!expandMessage(step.message) && step.message != message) {
                    visit(Journey{.fromMessage = message, .toMessage = step.message});
                }
            } else if (!expandLane(step) && m_endedAt[step.handler] != m_round) {
                m_endedAt[step.handler] = m_round;
                visit(Journey{.fromMessage = message, .toHandler = step.handler});
            }
        }
    }

  private:
    /// A message on its own, or as it comes to a handler.
    struct Step {
        Index message = kNone;
        Index handler = kNone;
    };

    void meetMessage(Index message) {
        if (m_metMessage[message] != m_round) {
            m_metMessage[message] = m_round;
            m_open.push_back({.message = message});
        }
    }

    void meetReceivers(Range receivers, Index message) {
        m_steps -= std::min<std::size_t>(m_steps - 1, receivers.count);
        for (Index r = receivers.first; r < receivers.end(); ++r) {
            const Index handler = m_network.receivers[r].handler;
            if (m_metLanes.insert((std::uint64_t{handler} << 32U) + message).second) {
                m_open.push_back({.message = message, .handler = handler});
            }
        }
    }

    void meetDeadLetters(Index channel, Index message) {
        if (channel != kNone) {
            meetReceivers(m_network.channels[channel].deadLetterReceivers, message);
        }
    }

    bool expandMessage(Index at) {
        const Message& message = m_network.messages[at];
        bool goesOn = !message.receivers.empty();
        meetReceivers(message.receivers, at);
        for (Index p = message.publications.first; p < message.publications.end(); ++p) {
            const Publication& publication = m_network.publications[p];
            goesOn = goesOn || !publication.subscribers.empty();
            meetReceivers(publication.subscribers, at);
            meetDeadLetters(m_network.channels[publication.channel].deadLetter, at);
        }
        return goesOn;
    }

    [[nodiscard]] bool isLetFire(const OutFlow& flow, Index message) const {
        const auto first = m_network.messageRefs.begin() + flow.onMessages.first;
        const auto last = first + flow.onMessages.count;
        return first == last || std::find(first, last, message) != last;
    }

    /// A handler is an end if nothing follows from its success with this message. A join fires for what it waited for,
    /// whichever came last.
    bool expandLane(const Step& lane) {
        const Handler& handler = m_network.handlers[lane.handler];
        bool goesOn = false;
        for (Index f = handler.flows.first; f < handler.flows.end(); ++f) {
            const OutFlow& flow = m_network.outFlows[f];
            if (handler.join.kind == JoinKind::none && !isLetFire(flow, lane.message)) {
                continue;
            }
            goesOn = goesOn || (flow.onOutcomes & maskOf(Outcome::success)) != 0;
            meetMessage(flow.message);
        }
        meetDeadLetters(handler.deadLetter, lane.message);
        return goesOn;
    }

    const Network& m_network;
    std::vector<std::uint32_t> m_metMessage;
    std::vector<std::uint32_t> m_endedAt;
    std::unordered_set<std::uint64_t> m_metLanes; ///< handler, message
    std::vector<Step> m_open;
    std::uint32_t m_round = 0;
    std::size_t m_steps;
};

class JourneyWriter {
  public:
    explicit JourneyWriter(Compilation& compilation)
        : m_compilation(compilation), m_network(compilation.network), m_names(compilation.compiled.names) {}

    void writeWritten() {
        for (const model::Journey& written : m_compilation.prepared.board.journeys()) {
            const Index from = m_compilation.directory.find(written.from.value);
            const Index to = m_compilation.directory.find(written.to.value);
            Journey journey;
            if (from != kNone && to != kNone && isMessage(m_compilation.element(from).kind)) {
                journey.fromMessage = m_compilation.directory.nodes()[from].message;
                journey.toHandler = m_compilation.directory.nodes()[to].handler;
                journey.toMessage = journey.toHandler == kNone ? m_compilation.directory.nodes()[to].message : kNone;
            }
            if (journey.toHandler == kNone && journey.toMessage == kNone) {
                m_compilation.doesNothing(written.id.value);
                continue;
            }
            const auto reach = written.properties.find("reach");
            journey.every = reach != written.properties.end() && reach->get_ref<const std::string&>() == "every";
            add(journey, written.id.value);
        }
        m_written = m_network.journeys.size();
    }

    void writeFound() {
        Search search(m_network);
        std::set<Index> searched;
        for (const Source& source : m_network.sources) {
            for (Index f = source.flows.first; f < source.flows.end(); ++f) {
                const Index start = m_network.outFlows[f].message;
                if (m_network.journeys.size() - m_written < kMostFound && searched.insert(start).second) {
                    search.from(start, [this](const Journey& journey) { addFound(journey); });
                }
            }
        }
    }

    void link() {
        std::vector<std::vector<Index>> from(m_network.messages.size());
        std::vector<std::vector<Index>> toMessage(m_network.messages.size());
        std::vector<std::vector<Index>> toHandler(m_network.handlers.size());
        for (Index j = 0; j < m_network.journeys.size(); ++j) {
            const Journey& journey = m_network.journeys[j];
            from[journey.fromMessage].push_back(j);
            journey.toHandler != kNone ? toHandler[journey.toHandler].push_back(j)
                                       : toMessage[journey.toMessage].push_back(j);
        }
        for (Index m = 0; m < m_network.messages.size(); ++m) {
            m_network.messages[m].journeysFrom = refer(from[m]);
            m_network.messages[m].journeysTo = refer(toMessage[m]);
        }
        for (Index h = 0; h < m_network.handlers.size(); ++h) {
            m_network.handlers[h].journeysTo = refer(toHandler[h]);
        }
    }

    /// A user waits for the first written journey that starts at its message, whichever of its messages it sends.
    void giveUsersTheirJourneys() {
        for (Source& source : m_network.sources) {
            const auto sends = [&](Index message) {
                const auto first = m_network.outFlows.begin() + source.flows.first;
                return std::any_of(first, first + source.flows.count,
                                   [message](const OutFlow& flow) { return flow.message == message; });
            };
            std::set<Index> met;
            std::vector<Index> awaited;
            for (Index j = 0; source.kind == ArrivalKind::users && j < m_written; ++j) {
                const Index from = m_network.journeys[j].fromMessage;
                if (sends(from) && met.insert(from).second) {
                    awaited.push_back(j);
                }
            }
            source.writtenJourneys = refer(awaited);
        }
    }

  private:
    void add(const Journey& journey, std::string id) {
        m_ends.emplace(journey.fromMessage, journey.toMessage, journey.toHandler);
        m_network.journeys.push_back(journey);
        m_names.journeys.push_back(std::move(id));
    }

    void addFound(const Journey& journey) {
        const bool isKnown = m_ends.contains({journey.fromMessage, journey.toMessage, journey.toHandler});
        if (!isKnown && m_network.journeys.size() - m_written < kMostFound) {
            const Directory& directory = m_compilation.directory;
            const Index to = journey.toHandler != kNone ? directory.handlers()[journey.toHandler]
                                                        : directory.messages()[journey.toMessage];
            add(journey, directory.idOf(directory.messages()[journey.fromMessage]) + ">" + directory.idOf(to));
        }
    }

    Range refer(const std::vector<Index>& journeys) {
        const Range range{static_cast<Index>(m_network.journeyRefs.size()), static_cast<Index>(journeys.size())};
        m_network.journeyRefs.insert(m_network.journeyRefs.end(), journeys.begin(), journeys.end());
        return range;
    }

    Compilation& m_compilation;
    Network& m_network;
    Names& m_names;
    std::set<Ends> m_ends;
    std::size_t m_written = 0;
};

} // namespace

void writeJourneys(Compilation& compilation) {
    JourneyWriter writer(compilation);
    writer.writeWritten();
    writer.writeFound();
    writer.link();
    writer.giveUsersTheirJourneys();
}

} // namespace stormglass::sim::compiling
